"""Golden journals and how they are made (`python -m tests.journal.golden_desk`): what is there is never made again.

What an entry of a released kind and version means is fixed for ever: a later release that folds one of these
journals to something else has a fault, and the file stays as it is.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from app.journal.case import fold_case
from app.journal.desk import fold_change, fold_paper, fold_referral, fold_visit
from app.journal.entry import ZERO_HASH, Entry, Place, read, write
from app.journal.fold import Stored
from app.journal.fund import fold_fund
from app.journal.low_income import fold_household, fold_lead
from app.journal.merkle import grown, receipt_code
from app.journal.rules import adoptions

HOME = Path(__file__).parents[1] / "data" / "journals"
CASE = "01a20d5c-0000-7000-8000-0000000000c1"
DEVICES = {name: f"01a20d5c-0000-7000-8000-0000000000d{number}" for number, name in enumerate("ABC", 1)}
OFFICER = "01a20d5c-0000-7000-8000-0000000000f1"
SCOPE = "t-7K3Q2M"
FOLDS: dict[str, Callable[[str, list[Stored]], object]] = {
    "visit": fold_visit, "change": fold_change, "referral": fold_referral, "paper": fold_paper,
    "fund": fold_fund, "household": fold_household, "lead": fold_lead,
    "ref": lambda _name, stored: adoptions(sorted(stored, key=lambda one: one.entry.seq)),
}  # fmt: skip
ACCEPTED: dict[str, Any] = {
    "number": "511725106261124000000115", "programmes": ["dibao"], "came_on": "2026-11-24",
    "accepted_on": "2026-11-24", "recorded_on": "2026-11-24", "due_on": "2027-01-05", "legal_days": 28,
    "confirmer": "county", "rules": "dibao 2026-11-01", "division": "511725106", "office": "青龙镇人民政府",
    "handler": OFFICER, "household": "01a20d5c-0000-7000-8000-0000000000b1",
    "members": [
        {"id": "01a20d5c-0000-7000-8000-0000000000a1", "relation": "01", "health": "chronic", "work": "farm",
         "away": "", "away_place": "", "disability_kind": 0, "disability_grade": 0,
         "identity": {"name": "王德贵", "sex": "male", "ethnic": "汉", "birth": "1960-02-29",
                      "address": "四川省渠县青龙镇青龙村3组", "id_number": "511725196002290018",
                      "issuer": "渠县公安局", "valid_from": "2011-05-06", "valid_to": "long_term"}},
        {"id": "01a20d5c-0000-7000-8000-0000000000a2", "relation": "10", "health": "disabled", "work": "none",
         "away": "", "away_place": "", "disability_kind": 2, "disability_grade": 3,
         "identity": {"name": "䶮桂兰", "sex": "female", "ethnic": "土家", "birth": "1962-10-05", "address": "",
                      "id_number": "511725196210050021", "issuer": "", "valid_from": "", "valid_to": ""}},
    ],
    "phone": "13900000000", "phone_owner": "本人", "village": "青龙村", "group": "3", "same_as_hukou": True,
    "residence": "", "troubles": ["illness"], "duplicate_reason": "",
    "incomes": [{"id": "01a20d5c-0000-7000-8000-0000000000e1", "kind": "business", "how": "种田", "cost_fen": 80000,
                 "member": "01a20d5c-0000-7000-8000-0000000000a1", "amount_fen": 350000, "period": "year",
                 "stopped": ""}],
    "expenses": [{"id": "01a20d5c-0000-7000-8000-0000000000e2", "kind": "medical", "amount_fen": 1234500}],
    "replies": {"vehicle": {"answer": "no", "note": ""}, "near_relative": {"answer": "yes", "note": "侄子在村委会"}},
    "sign_later": {"01a20d5c-0000-7000-8000-0000000000a2": "at_home"},
}  # fmt: skip
FORM = {"sha256": "f" * 64, "size": 81234, "media_type": "application/pdf"}
INK = {"sha256": "e" * 64, "size": 4321, "media_type": "application/json"}


def filed(slot: str, digit: str) -> dict[str, Any]:
    """Give the body of a filed picture."""
    return {
        "slot": slot, "member": "01a20d5c-0000-7000-8000-0000000000a1", "source": "camera", "verdict": "good",
        "document": {"sha256": digit * 64, "size": 276000, "media_type": "image/jpeg"},
        "taken_at": "2026-11-24T01:02:03.004Z", "overruled": "", "read": {"name": "王德贵"},
    }  # fmt: skip


SIGNED: dict[str, Any] = {
    "member": "01a20d5c-0000-7000-8000-0000000000a1", "method": "pen", "shown": [FORM], "signed": FORM, "ink": INK,
    "pages_seen": 2, "started_at": "2026-11-24T01:05:00.000Z", "finished_at": "2026-11-24T01:05:09.500Z",
    "signed_on": "2026-11-24",
}  # fmt: skip


class Journal:
    """Entries of some devices, each with an order unless a story says otherwise."""

    def __init__(self) -> None:
        self.chains: dict[str, list[Entry]] = {name: [] for name in DEVICES}
        self.stored: list[Stored] = []

    def write(
        self, device: str, kind: str, body: Mapping[str, Any], *parents: Entry, v: int = 1, order: int | None = -1,
        withheld: str | None = None, subject: str = f"case:{CASE}",
    ) -> Entry:  # fmt: skip
        """Add an entry; `order` -1 is the next one, None is none yet."""
        chain, count = self.chains[device], len(self.stored) + 1
        place = Place(
            DEVICES[device], len(chain) + 1, chain[-1].hash if chain else ZERO_HASH,
            tuple(sorted(parent.hash for parent in parents)), f"2026-11-24T01:10:{count:02d}.000Z", "ok", OFFICER,
            ZERO_HASH, SCOPE,
        )  # fmt: skip
        entry = write(place, subject, kind, v, body, salt=f"{count:032x}")
        chain.append(entry)
        received = None if order is None and withheld is None else f"2026-11-24T02:00:{count:02d}.000Z"
        self.stored.append(Stored(entry, count * 10 if order == -1 else order, received, withheld))
        return entry

    def erase(self, entry: Entry) -> None:
        """Take the body of an entry away, as the county does after the retention period."""
        at = next(at for at, item in enumerate(self.stored) if item.entry.hash == entry.hash)
        item = self.stored[at]
        self.stored[at] = Stored(entry.without_body(), item.order, item.received_at, item.withheld)

    def corrected(self, device: str, fields: dict[str, str], *parents: Entry, order: int | None = -1) -> Entry:
        return self.write(device, "case.corrected", {"fields": fields, "reason": "本人说"}, *parents, order=order)


def acceptance(journal: Journal) -> Entry:
    """Write the entries of one acceptance by device A and give the last."""
    last = journal.write("A", "case.accepted", ACCEPTED)
    bodies: list[tuple[str, dict[str, Any]]] = [
        ("case.document_filed", filed("id_front", "1")),
        ("case.document_filed", filed("id_back", "2")),
        ("case.signed", SIGNED),
        ("case.declared", {"near_relative": {"answer": "yes", "note": "侄子在村委会"}, "truth": True}),
        ("case.printed", {"paper": "acceptance", "copies": 2, "digest": "d" * 64}),
    ]
    for kind, body in bodies:
        last = journal.write("A", kind, body, last)
    return last


def accepted(journal: Journal) -> None:
    """One acceptance as it is written by F10, and a note with characters that need care."""
    last = acceptance(journal)
    journal.write("A", "case.noted", {"text": "“入户”时\t家里没人😀\u2028e\u0301"}, last)


def conflict(journal: Journal) -> None:
    """Two windows that knew nothing of each other: the same field, another field, and one without order yet."""
    base = acceptance(journal)
    journal.corrected("A", {"phone": "13900000001", "village": "石桥村"}, base, order=500)
    journal.corrected("B", {"phone": "13900000002", "residence": "镇上租房"}, base, order=400)
    journal.corrected("C", {"village": "柏林村"}, base, order=None)
    journal.write("B", "case.noted", {"text": "两边都照记"}, base)


def settled(journal: Journal) -> None:
    """A conflict that somebody who knew both has settled; and a place inside a member."""
    base = acceptance(journal)
    one = journal.corrected("A", {"phone": "13900000001"}, base)
    other = journal.corrected("B", {"phone": "13900000002"}, base)
    journal.corrected("A", {"phone": "13900000003"}, one, other)
    journal.corrected("B", {"members.01a20d5c-0000-7000-8000-0000000000a2.identity.name": "龚桂兰"}, other)


def reissue(journal: Journal) -> None:
    """A copy was put back: B writes again what A had not delivered, once more by C, with children of both."""
    base = acceptance(journal)
    lost = journal.write("A", "case.noted", {"text": "写了两遍的"}, base, order=None)
    journal.write("A", "case.noted", {"text": "它后面的"}, lost)
    again = journal.write("B", "case.noted", {"text": "写了两遍的", "reissue_of": lost.hash}, base, order=900)
    journal.write("C", "case.noted", {"text": "写了两遍的", "reissue_of": lost.hash}, base, order=950)
    journal.write("B", "case.noted", {"text": "新编号接着写的"}, again)


def erased(journal: Journal) -> None:
    """The acceptance and a document were erased after the retention period; chain, roots and codes still hold."""
    last = acceptance(journal)
    journal.corrected("A", {"phone": "13900000001"}, last)
    journal.erase(journal.chains["A"][0])
    journal.erase(journal.chains["A"][1])


def unknown(journal: Journal) -> None:
    """Kinds, versions and bodies of a program that is not written yet."""
    last = acceptance(journal)
    strange: list[tuple[str, int, dict[str, Any]]] = [
        ("case.decided", 1, {"result": "granted"}),
        ("case.noted", 2, {"words": ["x"]}),
        ("case.noted", 1, {"text": 7}),
        ("case.corrected", 1, {"fields": {"nowhere.at.all": "x"}, "reason": ""}),
        ("case.noted", 1, {"text": "认得的照样算"}),
    ]
    for kind, v, body in strange:
        last = journal.write("A", kind, body, last, v=v)


def withheld(journal: Journal) -> None:
    """An entry that left its subject's first scope: kept, without order, and behind all that have one."""
    base = acceptance(journal)
    journal.write("B", "case.noted", {"text": "暂存的"}, base, order=None, withheld="subject")
    journal.write("A", "case.noted", {"text": "有次序的"}, base)


def sealed_paper(journal: Journal) -> None:
    """A receipt that an officer certified and another program sealed, and one that was sealed at once."""
    mark = {
        "by": "officer", "source": "file", "subject": "陈素华，渠县青龙镇人民政府", "issuer": "测试根证书",
        "serial": "1f2e3d", "certificate": "c" * 64, "signed_on": "2026-11-24",
    }  # fmt: skip
    seal = {**mark, "by": "seal", "source": "folder", "subject": "", "issuer": "", "serial": "", "certificate": ""}
    before, after = ({**FORM, "sha256": digit * 64} for digit in "45")
    last = acceptance(journal)
    bodies: list[dict[str, Any]] = [
        {"paper": "receipt", "before": "3" * 64, "document": before, "marks": [mark], "awaits_seal": True},
        {"paper": "receipt", "before": "4" * 64, "document": after, "marks": [seal], "awaits_seal": False},
        {"paper": "application", "before": "6" * 64, "document": {**FORM, "sha256": "7" * 64}, "marks": [mark]},
    ]
    for body in bodies:
        last = journal.write("A", "case.paper_sealed", body, last)


def signed_by_several(journal: Journal) -> None:
    """A survey that the household would not sign and others did, in two windows at once, and then another survey."""
    shown, first, second, other = ({**FORM, "sha256": digit * 64} for digit in "1234")
    common = {"paper": "survey", "pages_seen": 4, "started_at": "2026-11-24T02:00:00.000Z", "signed_on": "2026-11-24",
              "finished_at": "2026-11-24T02:00:09.000Z", "step": 1}  # fmt: skip
    refused = {**common, "made": "1" * 64, "shown": shown, "document": first, "place": "member:1",
               "name": "王德贵", "way": "refused", "member": ACCEPTED["members"][0]["id"], "reason": "他说等儿子回来",
               "present": ["孙主任"], "awaits": ["witness:1", "investigator:1", "investigator:2"]}  # fmt: skip
    signed = {**common, "made": "1" * 64, "shown": first, "document": second, "place": "witness:1",
              "name": "周会计", "way": "pen", "ink": INK, "awaits": ["investigator:1", "investigator:2"]}  # fmt: skip
    last = journal.write("A", "case.paper_signed", refused, acceptance(journal))
    journal.write("A", "case.paper_signed", signed, last)
    journal.write("B", "case.paper_signed", {**signed, "document": other, "name": "李会计", "way": "touch"}, last)
    again = {**refused, "made": "5" * 64, "shown": other, "way": "mouse", "ink": INK, "reason": "", "present": []}
    journal.write("B", "case.paper_signed", {**again, "officer": OFFICER, "step": 2}, last)


STORIES: tuple[Callable[[Journal], None], ...] = (
    accepted, conflict, settled, reissue, erased, unknown, withheld, sealed_paper,
    signed_by_several,
)  # fmt: skip


def lines_of(journal: Journal) -> list[dict[str, Any]]:
    """Give the journal's lines: what is known of each entry, and the entry."""
    return [
        {"order": item.order, "received_at": item.received_at, "withheld": item.withheld, "entry": item.entry.to_dict()}
        for item in journal.stored
    ]


def read_lines(text: str) -> list[Stored]:
    """Read a golden journal."""
    values = map(json.loads, text.rstrip("\n").split("\n"))  # splitlines would end a line inside a text, too
    return [Stored(read(one["entry"]), one["order"], one["received_at"], one["withheld"]) for one in values]


def state_of(stored: list[Stored]) -> dict[str, Any]:
    """Give what a journal folds to: the case, what is no case, and of each device's chain the root and the code."""
    chains: dict[str, Any] = {}
    for device in sorted({item.entry.device for item in stored}):
        own = sorted((item.entry for item in stored if item.entry.device == device), key=lambda entry: entry.seq)
        root = grown(entry.hash for entry in own).root()
        chains[device] = {"size": len(own), "root": root, "code": receipt_code(root)}
    by_subject: dict[str, list[Stored]] = {}
    for item in stored:
        by_subject.setdefault(item.entry.subject, []).append(item)
    case = fold_case(CASE, by_subject.pop(f"case:{CASE}", []))
    desk = {subject: msgspec.to_builtins(_folded(subject, held)) for subject, held in sorted(by_subject.items())}
    return {"case": msgspec.to_builtins(case), "desk": desk, "chains": chains}


def _folded(subject: str, stored: list[Stored]) -> object:
    kind, _, name = subject.partition(":")
    return FOLDS[kind](name, stored)


def make(stories: Iterable[Callable[[Journal], None]]) -> None:
    """Write the journals of these stories that are not there yet."""
    for story in stories:
        journal = Journal()
        story(journal)
        lines, state = HOME / f"{story.__name__}.jsonl", HOME / f"{story.__name__}.json"
        if not lines.exists():
            text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines_of(journal))
            lines.write_text(text, "utf-8")
            state.write_text(json.dumps(state_of(read_lines(text)), ensure_ascii=False, indent=1) + "\n", "utf-8")
