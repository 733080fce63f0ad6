"""What the processes that are going to be killed do, and what has to be true afterwards."""

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.draft import Draft
from app.journal.chain import first_bad
from app.journal.entry import Entry
from app.services import intake
from app.services.desk import Desk
from app.services.verify import verify
from tests.store import township

KINDS = Counter({"case.accepted": 1, "case.document_filed": 1, "case.signed": 1, "case.declared": 1})


def prepare(folder: Path, drafts: int, first_seed: int = 0) -> None:
    """Make an installation with drafts that are ready to be accepted."""
    folder.mkdir(exist_ok=True)
    desk = township.desk_at(folder)
    for seed in range(first_seed, first_seed + drafts):
        ready(desk, seed)
    desk.store.close()


def ready(desk: Desk, seed: int) -> Draft:
    """Save a small application, ready to be accepted."""
    return township.application(desk, seed, pictures=1, size=300)


def accept_all(folder: Path, tell: Callable[[str], None]) -> None:
    """Accept every draft, then new ones without end; `tell` is the acknowledgement that an officer sees."""
    desk = township.desk_at(folder)
    tell("open")
    for draft in desk.store.drafts():
        if draft.signatures:  # one that a kill kept from being signed stays a draft
            accept(desk, draft, tell)
    seed = int.from_bytes(os.urandom(4))
    while True:
        draft = ready(desk, seed)
        tell(f"draft {draft.id}")
        accept(desk, draft, tell)
        seed += 1


def accept(desk: Desk, draft: Draft, tell: Callable[[str], None]) -> None:
    """Accept a draft and acknowledge it."""
    done = intake.accept(desk, draft)
    tell(f"case {draft.id} {done.number} {done.size} {done.code}")


@dataclass
class Ledger:
    """What was acknowledged, and what the store was seen to hold; looks at a store after each crash."""

    cases: dict[str, tuple[str, int, str]] = field(default_factory=dict)
    drafts: set[str] = field(default_factory=set)
    numbers: dict[str, str] = field(default_factory=dict)
    seen: int = 0
    unacknowledged: int = 0

    def hear(self, told: bytes) -> None:
        """Take in what a killed process had acknowledged; a line cut short was not."""
        for line in told.decode("ascii").splitlines(keepends=True):
            kind, *words = line.split() if line.endswith("\n") else ("cut",)
            if kind == "draft":
                self.drafts.add(words[0])
            if kind == "case":
                self.cases[words[0]] = (words[1], int(words[2]), words[3])

    def look(self, folder: Path, *, thoroughly: bool = False) -> list[str]:
        """Open the store as the next start would and give what is wrong with it; nothing, if all is well."""
        desk = township.desk_at(folder)
        try:
            faults = [*self._chain_faults(desk), *self._promise_faults(desk)]
            if thoroughly:
                faults += [f"{finding.what} {finding.which}" for finding in verify(desk.store, desk.vault).findings]
        finally:
            desk.store.close()
        return faults

    def _chain_faults(self, desk: Desk) -> list[str]:
        """Look at the entries that are new since the last look."""
        size, head = desk.store.head()
        entries = desk.store.outbox(limit=10**6, max_bytes=10**9)
        new = [entry for entry in entries if entry.seq > self.seen]
        before = entries[self.seen - 1].hash if self.seen else "0" * 64
        faults = []
        if first_bad(new, township.DEVICE.id, self.seen, before) is not None or len(entries) != size:
            faults.append("chain")
        if entries and entries[-1].hash != head:
            faults.append("head")
        self.seen = size
        return faults + [
            fault for subject in {e.subject for e in new} for fault in self._case_faults(desk, subject, new)
        ]

    def _case_faults(self, desk: Desk, subject: str, new: list[Entry]) -> list[str]:
        case_id = subject.removeprefix("case:")
        case = desk.store.case(case_id)
        if case is None or case.accepted is None or Counter(e.kind for e in new if e.subject == subject) != KINDS:
            return [f"partial {case_id}"]
        faults = [] if case.accepted.number not in self.numbers else [f"double {case.accepted.number}"]
        self.numbers[case.accepted.number] = case_id
        self.unacknowledged += case_id not in self.cases
        papers = (case.filed[0].document, case.signed[0].signed, case.signed[0].ink)
        if not all(desk.document(paper) for paper in papers):
            faults.append(f"documents {case_id}")
        if not desk.store.receipt_code(case_id)[0] or not desk.store.case_summary(case_id):
            faults.append(f"receipt or list {case_id}")
        return faults

    def _promise_faults(self, desk: Desk) -> list[str]:
        """Compare with what was acknowledged."""
        waiting = {draft.id for draft in desk.store.drafts()}
        held = set(self.numbers.values())
        faults = [f"lost case {case_id}" for case_id in self.cases if case_id not in held]
        faults += [f"lost draft {draft}" for draft in self.drafts if draft not in waiting | held]
        faults += [f"draft and case {case_id}" for case_id in waiting & held]
        for case_id, (number, size, code) in self.cases.items():
            if self.numbers.get(number) != case_id or desk.store.receipt_code(case_id) != (size, code):
                faults.append(f"changed case {case_id}")
        self.cases.clear()  # looked at; from now on the journal's own chain answers for them
        return faults + self._serial_faults()

    def _serial_faults(self) -> list[str]:
        serials = sorted(int(number.split("-")[3]) for number in self.numbers)
        return [] if serials == list(range(1, len(serials) + 1)) else ["serials"]
