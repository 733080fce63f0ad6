"""The desk's golden journals: `python -m tests.journal.golden_desk` makes those of all stories that are not there."""

from collections.abc import Callable
from typing import Any

from app.journal.entry import Entry
from tests.journal.golden import ACCEPTED, CASE, FORM, OFFICER, STORIES, Journal, acceptance, make

COLLEAGUE = "01a20d5c-0000-7000-8000-0000000000f2"
SPOUSE = "01a20d5c-0000-7000-8000-0000000000a2"
NUMBER = ACCEPTED["number"]
PICTURE = {"sha256": "c" * 64, "size": 276000, "media_type": "image/jpeg"}
AGENT = {"name": "刘明", "id_number": "", "relation": "邻居", "reason": "cannot_come", "phone": "13900000009"}
VISITOR = {
    "name": "王德贵",
    "id_number": "511725196002290018",
    "phone": "13900000000",
    "village": "青龙村",
    "group": "3",
}
OFFICE = {"office": "青龙镇人民政府", "division": "511725106", "handler": OFFICER}
REGISTERED: dict[str, Any] = {
    "came_on": "2026-11-20", "source": "village", "applicant": ACCEPTED["members"][0]["identity"],
    "programmes": ["by_class"], "document": "hukou", "phone": "13900000009", "phone_owner": "邻居刘明",
    "village": "青龙村", "group": "3", "agent": AGENT, **OFFICE,
}  # fmt: skip
TOLD: dict[str, Any] = {
    "told_on": "2026-11-20", "number": NUMBER, "handler": OFFICER,
    "lacks": [{"what": "signature", "of": "", "how": "本人按手印，刘明带回"},
              {"what": "mandate", "of": "刘明", "how": ""}],
}  # fmt: skip
REFUSED: dict[str, Any] = {
    "decided_on": "2026-11-24", "facts": "户籍和居住都在邻县", "article": "社会救助法 第三十七条", "number": NUMBER,
    "officers": [OFFICER, COLLEAGUE],
}  # fmt: skip
THUMB: dict[str, Any] = {
    "member": SPOUSE, "way": "village", "pages": [PICTURE], "signed_on": "2026-11-25", "received_on": "2026-11-27",
    "thumb": True, "read_aloud": True, "witnesses": ["李秀英", "陈素华"], "shown": [FORM],
}  # fmt: skip
PRESENTED: dict[str, Any] = {
    "source": "village", "document": "hukou", "agent": AGENT, "description": "", "paper": True, "late_reason": "停电",
}  # fmt: skip
WITHDRAWN: dict[str, Any] = {
    "withdrawn_on": "2026-11-28", "by": "王德贵", "document": PICTURE, "reason": "儿子回来了",
}  # fmt: skip
ENDED: dict[str, Any] = {
    "ended_on": "2026-12-20", "reason": "找不到人", "letter_on": "2026-12-10", "officers": [OFFICER, COLLEAGUE],
    "contacts": [{"on": "2026-12-01", "how": "phone", "result": "停机"},
                 {"on": "2026-12-05", "how": "home", "result": "门锁着"}],
}  # fmt: skip
URGENT: dict[str, Any] = {
    "number": NUMBER, "event": "stranded", "what": "钱包被偷", "place": "客运站", "happened_on": "2026-11-23",
    "need": "吃饭、车票", "way": "cash", "due_on": "2026-11-27", "rules": "desk-2026.1", "amount_fen": 30000,
    "goods": "", "told_name": "阿依古丽·买买提", "description": "女，约三十岁，红上衣",
}  # fmt: skip


def lines(journal: Journal, device: str, *written: tuple[str, dict[str, Any]], after: Entry | None = None) -> Entry:
    """Write entries that each know the one before, and give the last."""
    last = after
    for kind, body in written:
        last = journal.write(device, kind, body, *([last] if last else []))
    assert last is not None
    return last


def registered(journal: Journal) -> None:
    """Came through the village with the booklet, was told what lacks, and was accepted under the same number."""
    last = lines(journal, "A", ("case.registered", REGISTERED), ("case.supplement_asked", TOLD))
    lines(journal, "A", ("case.accepted", ACCEPTED), ("case.presented", PRESENTED), after=last)


def registered_only(journal: Journal) -> None:
    """Came, was told, and did not come back."""
    body = {"ended_on": "2026-11-30", "reason": "不办了"}
    told = [("case.registered", REGISTERED), ("case.supplement_asked", TOLD)]
    lines(journal, "A", *told, ("case.registration_ended", body))


def refused_twice(journal: Journal) -> None:
    """Two windows refused the same registration, neither knowing of the other."""
    base = lines(journal, "A", ("case.registered", REGISTERED))
    journal.write("A", "case.not_accepted", REFUSED | {"facts": "甲窗口写的"}, base, order=900)
    journal.write("B", "case.not_accepted", REFUSED | {"facts": "乙窗口写的"}, base, order=800)


def handed_over_twice(journal: Journal) -> None:
    """Two windows handed a case on at once; a third word settled it. The platform was noted in the meantime."""
    base = acceptance(journal)
    one = journal.write("A", "case.assigned", {"officer": OFFICER, "name": "王", "reason": "休假"}, base)
    other = journal.write("B", "case.assigned", {"officer": COLLEAGUE, "name": "李", "reason": "调岗"}, base)
    settled = {"officer": COLLEAGUE, "name": "李", "reason": "两边说好了"}
    last = journal.write("A", "case.assigned", settled, one, other)
    entered = {"state": "entered", "noted_on": "2026-11-30", "platform_number": "SC-1", "check_number": "", "note": ""}
    journal.write("A", "case.platform_noted", entered, last)


def ended_and_withdrawn(journal: Journal) -> None:
    """One window ended the case for silence while the applicant withdrew at another: the applicant's word holds."""
    base = lines(journal, "A", ("case.presented", PRESENTED), after=acceptance(journal))
    journal.write("A", "case.ended", ENDED, base, order=700)
    journal.write("B", "case.withdrawn", WITHDRAWN, base, order=None)


def signed_on_paper(journal: Journal) -> None:
    """A thumbprint with two witnesses came back, was filed twice by two windows, and a paper came along."""
    base = acceptance(journal)
    journal.write("A", "case.signed_on_paper", THUMB, base)
    journal.write("B", "case.signed_on_paper", THUMB | {"thumb": False, "witnesses": [], "way": "post"}, base)


def urgent(journal: Journal) -> None:
    """Somebody without a document; and what a program writes that knows more of emergencies."""
    unknown = {"name": "", "sex": "", "ethnic": "", "birth": "", "address": "", "id_number": "", "issuer": "",
               "valid_from": "", "valid_to": ""}  # fmt: skip
    body = REGISTERED | {"applicant": unknown, "document": "none", "agent": None, "programmes": ["linshi_jiuzhu"]}
    last = lines(journal, "A", ("case.registered", body), ("case.urgent_recorded", URGENT))
    journal.write("A", "case.urgent_recorded", URGENT | {"number": "又一个"}, last)
    journal.write("A", "case.urgent_given", {"amount_fen": 30000}, last)


def days(journal: Journal) -> None:
    """Days and moments that are none: what says them is kept and not understood."""
    last = lines(journal, "A", ("case.registered", REGISTERED), ("case.supplement_asked", TOLD | {"told_on": "昨天"}))
    journal.write("A", "case.accepted", ACCEPTED | {"accepted_on": ""}, last)
    body = {"came_at": "刚才", "reason": "ask", "source": "walk_in", "visitor": VISITOR, "handler": OFFICER}
    journal.write("A", "visit.recorded", body, subject="visit:v1")


def desk(journal: Journal) -> None:
    """A visit, a change, a referral and a printing of blank forms."""
    came = {"came_at": "2026-11-24T01:00:00.000Z", "reason": "change", "source": "walk_in", "visitor": VISITOR,
            "handler": OFFICER, "agent": None, "note": "", "case": ""}  # fmt: skip
    change = {"number": "C1", "received_on": "2026-11-24", "kinds": ["death", "card"], "since": "2026-11-01",
              "person": VISITOR, "about": "王桂芳", "told_by": "王德贵", "told_by_relation": "儿子", "note": "",
              "cases": ["01a20d5c-0000-7000-8000-0000000000c9"], "about_id_number": "", **OFFICE}  # fmt: skip
    made = {"number": "R1", "made_on": "2026-11-24", "field": "medical", "to": "县医保局", "person": VISITOR,
            "need": "住院押金", "due_on": "2026-12-08", "case": "", **OFFICE}  # fmt: skip
    answered = {"answered_on": "2026-11-30", "by": "王科长", "result": "not_granted", "note": "", "document": FORM}
    reserved = {"numbers": ["N1", "N2"], "reserved_on": "2026-11-24", "office": "青龙镇人民政府", "handler": OFFICER}
    _chain(
        journal,
        "visit:v1",
        ("visit.recorded", came),
        ("visit.concluded", {"outcome": "noted", "note": "", "about": ""}),
    )
    journal.write("A", "visit.concluded", {"outcome": "reported", "note": "", "about": "change:c1"}, subject="visit:v1")
    _chain(journal, "change:c1", ("change.reported", change), ("change.reported", change | {"number": "C2"}))
    told = {"told_on": "2026-11-30", "way": "phone", "result": "not_granted", "note": ""}
    last = _chain(
        journal, "referral:r1", ("referral.made", made), ("referral.answered", answered), ("referral.told", told)
    )
    journal.write("B", "referral.answered", answered | {"result": "granted"}, last, subject="referral:r1")
    spoilt = {"number": "N2", "spoilt_on": "2026-11-25", "reason": "打湿了"}
    _chain(journal, "paper:p1", ("paper.reserved", reserved), ("paper.spoilt", spoilt))


def fund(journal: Journal) -> None:
    """Two windows: both paid, both put one line right, one counted while the other paid."""
    opened = {"line": "l1", "opened_on": "2026-10-08", "name": "临时救助备用金", "balance_fen": 500_000,
              "source": "渠民拨〔2026〕12号", "keeper": "罗会计", "by": OFFICER}  # fmt: skip
    came = {"line": "l2", "topped_up_on": "2026-11-02", "amount_fen": 200_000, "reference": "渠民拨〔2026〕15号",
            "by": OFFICER}  # fmt: skip
    paid = {"line": "l3", "paid_on": "2026-11-24", "amount_fen": 30_000, "case": CASE, "number": "N1",
            "receiver": "王德贵", "by": OFFICER}  # fmt: skip
    right = {"line": "l4", "corrected_on": "2026-11-24", "of": "l3", "amount_fen": 3_000, "reason": "多写一个零",
             "by": OFFICER}  # fmt: skip
    counted = {"line": "l7", "counted_on": "2026-11-24", "counted_fen": 690_000, "book_fen": 697_000,
               "reason": "零钱找错", "by": OFFICER}  # fmt: skip
    told = (("fund.opened", opened), ("fund.topped_up", came), ("fund.paid_out", paid))
    last = _chain(journal, "fund:f1", *told)
    one = journal.write("A", "fund.corrected", right, last, subject="fund:f1")
    journal.write("B", "fund.corrected", right | {"line": "l5", "amount_fen": 0}, last, subject="fund:f1")
    journal.write("B", "fund.paid_out", paid | {"line": "l6", "amount_fen": 900_000}, last, subject="fund:f1")
    journal.write("A", "fund.counted", counted, one, subject="fund:f1")


def low_income(journal: Journal) -> None:
    """A household listed, changed by two windows at once, put off and on again; a lead that two windows settled."""
    listing = {"name": "王德贵", "id_number": "511725196002290018", "village": "青龙村", "group": "3",
               "phone": "13900000000", "number": "H7", "classes": ["dibao"], "flags": ["lives_alone"],
               "since": "2024-05", "size": 2,
               "members": [{"name": "王建军", "id_number": "", "relation": "20"}]}  # fmt: skip
    body = {"listed_on": "2026-11-24", "source": "list", "listing": listing, "batch": "b1", **OFFICE}
    change = {"changed_on": "2026-11-25", "source": "hand", "handler": OFFICER, "batch": ""}
    off = {"unlisted_on": "2026-11-26", "source": "hand", "reason": "搬走了", "handler": OFFICER, "batch": ""}
    one = "household:h1"
    base = journal.write("A", "household.listed", body, subject=one)
    mine = change | {"fields": {"phone": "13900000001"}}
    theirs = change | {"fields": {"phone": "13900000002", "flags": []}}
    left = journal.write("A", "household.list_changed", mine, base, subject=one, order=600)
    right = journal.write("B", "household.list_changed", theirs, base, subject=one, order=610)
    last = journal.write("A", "household.unlisted", off, left, right, subject=one)
    again = listing | {"classes": ["tekun"]}
    journal.write("A", "household.listed", body | {"listing": again, "batch": ""}, last, subject=one)
    seen = {"found_on": "2026-11-23", "by": "网格员", "person": VISITOR, "place": "桥头", "seen": "米缸空了", **OFFICE}
    lead = "lead:l1"
    first = journal.write("A", "lead.found", seen, subject=lead)
    result = {"settled_on": "2026-11-24", "handler": OFFICER, "reason": "", "case": ""}
    journal.write("A", "lead.settled", result | {"result": "declined"}, first, subject=lead, order=620)
    journal.write(
        "B", "lead.settled", result | {"result": "no_need", "reason": "儿子回来了"}, first, subject=lead, order=630
    )


def _chain(journal: Journal, subject: str, *written: tuple[str, dict[str, Any]]) -> Entry:
    last: tuple[Entry, ...] = ()
    for kind, body in written:
        last = (journal.write("A", kind, body, *last, subject=subject),)
    return last[0]


DESK_STORIES: tuple[Callable[[Journal], None], ...] = (
    registered, registered_only, refused_twice, handed_over_twice, ended_and_withdrawn, signed_on_paper, urgent, days,
    desk, fund, low_income,
)  # fmt: skip


if __name__ == "__main__":
    make((*STORIES, *DESK_STORIES))
