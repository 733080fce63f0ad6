"""How long the console's index takes to be made of a county's whole ledger, and to follow a day's work. CPU time.

`YIMEN_BENCH_CASES` says how many cases, 4,000 without it; the county of record 18 has 18,000.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.domain.case import Accepted
from app.domain.case_number import make
from app.domain.fact import plain
from app.domain.household import Member
from app.domain.person import Identity
from app.domain.steps.home_visit import Investigator, KinNamed, Visited
from app.domain.steps.means_check import Requested
from app.domain.steps.opinion import Opinion, Proposal
from app.ids import uuid7
from app.journal import sign
from app.journal.entry import ZERO_HASH, Entry, Place, write
from sync.county.access import Caller
from sync.county.batch import read_batch
from sync.county.case_index import CaseIndex
from sync.county.ledger import Ledger
from sync.county.site import Site, open_site
from sync.protocol import PushHeader, ndjson

CASES = int(os.environ.get("YIMEN_BENCH_CASES", "4000"))
A_DAY = 50  # cases that begin each day
DAYS_APART = 3  # between two steps of a case
BATCH = 1_000
NOTES = 6
SCOPE = "t-7K3M9Q"
DAY = date(2026, 10, 12)


def steps_of(serial: int) -> Iterator[tuple[str, Any]]:
    """Give what happens in a case: eleven entries, as a township writes them."""
    on = "2026-10-12"
    member = Member("m1", Identity("王德贵", birth="1950-03-08", id_number="511725195003080018"), "01")
    team = (Investigator("陈素华", staff=True, officer=uuid7()), Investigator("赵勇", staff=False))
    number = make("511725106", DAY + timedelta(serial // A_DAY), "0A", serial % A_DAY + 1)
    yield "case.accepted", Accepted(
        number=number, programmes=("dibao",), came_on=on, accepted_on=on, recorded_on=on, due_on="2026-11-23",
        legal_days=30, confirmer="county", rules="", division="511725106", office="青龙镇", handler=uuid7(),
        household=uuid7(), members=(member,),
    )  # fmt: skip
    yield "case.check_requested", Requested(on, ("m1",), "511725106-HD-1", "o")
    yield "case.kin_named", KinNamed("m1", "李红", "镇政府", "民政办", "兄", on, "declared", "o")
    yield "case.home_visited", Visited(on, "青龙村3组", team, ("王德贵",), "两间土房", matches=True, by="o")
    yield "case.opinion_given", Opinion(on, "dibao", Proposal.GRANT.value, ("m1",), "收入低", "o", monthly_fen=30_000)
    for nth in range(NOTES):
        yield "case.noted", {"text": f"电话问过第 {nth} 次，本人在家"}


@dataclass
class _Case:
    subject: str
    steps: Iterator[tuple[str, Any]]
    head: tuple[str, ...] = ()


@dataclass
class Writer:
    """One window that wrote all of it."""

    device: str = field(default_factory=uuid7)
    private: bytes = field(default_factory=sign.new_key)
    entries: list[Entry] = field(default_factory=list)
    seq: int = 0
    prev: str = ZERO_HASH

    def say(self, case: _Case) -> bool:
        """Write the next step of a case; False where it has none left."""
        step = next(case.steps, None)
        if step is None:
            return False
        self.seq += 1
        at = "2026-10-12T09:00:00.000Z"
        place = Place(self.device, self.seq, self.prev, case.head, at, "ok", self.device, ZERO_HASH, SCOPE)
        body = step[1] if isinstance(step[1], dict) else plain(step[1])
        entry = write(place, case.subject, step[0], 1, body)
        case.head, self.prev = (entry.hash,), entry.hash
        self.entries.append(entry)
        return True

    def push(self, site: Site, ledger: Ledger) -> None:
        """Hand over what was written."""
        public = sign.public_key(self.private)
        for at in range(0, len(self.entries), BATCH):
            some = self.entries[at : at + BATCH]
            header = PushHeader.signed(self.private, self.device, some[0].seq, [entry.hash for entry in some])
            batch = read_batch(ndjson(header, [entry.to_line() for entry in some]), self.device, public)
            caller = Caller(self.device, public, frozenset({SCOPE}))
            site.database.write(lambda connection, c=caller, b=batch: ledger.receive(connection, c, b)).result()  # type: ignore[misc]  # the loop's values
        self.entries = []


def fill(site: Site, writer: Writer) -> int:
    """Write a county's cases as they come, day after day; gives how many entries that is."""
    ledger, open_cases, begun = Ledger(site), list[tuple[int, _Case]](), 0
    day = 0
    while begun < CASES or open_cases:
        while begun < CASES and begun < A_DAY * (day + 1):
            open_cases.append((day, _Case(f"case:{uuid7()}", steps_of(begun))))
            begun += 1
        open_cases = [(first, case) for first, case in open_cases if (day - first) % DAYS_APART or writer.say(case)]
        day += 1
        if len(writer.entries) >= BATCH:
            writer.push(site, ledger)
    writer.push(site, ledger)
    return writer.seq


def cpu_s(work: Callable[[], object]) -> float:
    """Give the seconds of CPU time that something takes, over all threads."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def run() -> dict[str, float | str]:
    """Measure the index made anew, and a day's work after it."""
    with tempfile.TemporaryDirectory() as folder:
        site, writer = open_site(Path(folder) / "county"), Writer()
        entries, index = fill(site, writer), CaseIndex(site)
        anew = cpu_s(lambda: index.catch_up(3_600))
        more = [_Case(f"case:{uuid7()}", steps_of(CASES + nth)) for nth in range(A_DAY)]
        for case in more:
            writer.say(case)
        writer.push(site, Ledger(site))
        day = cpu_s(lambda: index.catch_up(3_600))
        site.close()
    return {"entries": entries, "anew_cpu_s": round(anew, 2), "anew_cpu_us_per_entry": round(anew / entries * 1e6),
            "day_cpu_ms": round(day * 1e3)}  # fmt: skip
