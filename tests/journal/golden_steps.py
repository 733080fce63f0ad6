"""The steps' golden journals: `python -m tests.journal.golden_steps` makes those of all stories that are not there."""

from collections.abc import Callable
from typing import Any

from app.journal.entry import Entry
from tests.journal.golden import ACCEPTED, OFFICER, Journal, acceptance, make
from tests.journal.golden_desk import COLLEAGUE, PICTURE, REGISTERED, SPOUSE, THUMB, URGENT

HEAD = ACCEPTED["members"][0]["id"]
CHILD: dict[str, Any] = {
    "id": "01a20d5c-0000-7000-8000-0000000000a3", "relation": "41", "health": "good", "work": "", "away": "study",
    "away_place": "成都", "disability_kind": 0, "disability_grade": 0, "spellings": {"pinyin": "WANG XIAOMEI"},
    "identity": {"name": "王小妹", "sex": "female", "ethnic": "汉", "birth": "2012-07-01", "address": "",
                 "id_number": "", "issuer": "", "valid_from": "", "valid_to": ""},
}  # fmt: skip
TEAM = [{"name": "赵勇", "staff": True, "officer": COLLEAGUE}, {"name": "孙主任", "staff": False, "officer": ""}]
LEADER = "01a20d5c-0000-7000-8000-0000000000f9"
COUNTY = "01a20d5c-0000-7000-8000-0000000000f7"
OFFICE = "渠县青龙镇人民政府"
PACK: dict[str, Any] = {
    "pack": "quxian-1", "sha256": "b" * 64, "adopted_on": "2026-12-28", "by": OFFICER,
    "document": {"sha256": "b" * 64, "size": 2000, "media_type": "application/toml"}, "changes": 3,
}  # fmt: skip
# A body of each kind with all that it can say.
BODIES: dict[str, dict[str, Any]] = {
    "case.check_requested": {
        "requested_on": "2026-11-25", "members": [HEAD, SPOUSE], "number": "N1", "by": OFFICER, "again": False,
        "obligors": [
            {"name": "王建国", "relation": "儿子", "id_number": "", "consent": PICTURE, "refusal": ""},
            {"name": "王秀芬", "relation": "女儿", "id_number": "", "consent": None, "refusal": "不愿意"},
        ],
    },
    "case.check_reported": {
        "reported_on": "2026-11-30", "valid_until_on": "2027-05-30", "qualified": False, "number": "H1", "by": OFFICER,
        "doubts": [
            {"id": "d1", "item": "vehicle", "text": "名下有轿车一辆", "member": HEAD, "amount_fen": 0},
            {"id": "d2", "item": "deposit", "text": "存款", "member": "", "amount_fen": 6000000},
        ],
        "document": PICTURE,
    },
    "case.doubt_explained": {
        "doubt": "d2", "verdict": "deduct", "note": "丧葬费", "evidence": "票据", "explained_on": "2026-11-30",
        "by": OFFICER, "amount_fen": 4000000, "document": PICTURE,
    },
    "case.check_told": {"told_on": "2026-11-30", "way": "home", "by": OFFICER},
    "case.check_objected": {"objected_on": "2026-12-01", "content": "车早卖了", "by": OFFICER, "document": PICTURE},
    "case.visit_prepared": {"prepared_on": "2026-11-25", "investigators": TEAM, "by": OFFICER},
    "case.home_visited": {
        "visited_on": "2026-11-26", "place": "家里", "investigators": TEAM, "present": ["王德贵"],
        "found": "土墙房两间",
        "matches": True, "by": COLLEAGUE, "mode": "remote", "event": "11·20 洪水", "event_from_on": "2026-11-20",
        "event_to_on": "2026-11-30", "refusal": "不肯签", "pages": [PICTURE],
        "heard": [{"who": "刘明", "relation": "邻居", "content": "困难", "on": "2026-11-26"}],
        "survey": {"house": "土墙，60 平方米", "appliances": "电视一台"},
        "on_screen": False,
    },
    "case.kin_named": {
        "member": HEAD, "official": "王建国", "unit": "青龙村", "post": "村委会主任", "relation": "侄子",
        "learned_on": "2026-11-26", "how": "入户时邻居说的", "by": COLLEAGUE, "officer": "",
    },
    "case.county_visited": {
        "visited_on": "2026-12-03", "officers": ["郑敏", "何平"], "result": "属实", "by": COUNTY, "pages": [PICTURE],
    },
    "case.drawn": {
        "drawn_on": "2027-01-04", "month": "2026-12", "why": "sample", "seed": "511725-2026-12", "of": 12, "count": 4,
        "by": COUNTY,
    },
    "case.seen_elsewhere": {
        "seen_on": "2026-12-30", "about": "person", "member": HEAD, "office": "渠县三汇镇人民政府", "on": "2026-12-28",
        "by": "渠县民政局",
    },
    "case.continued": {
        "continues": "01a20d5c-0000-7000-8000-0000000000c9", "office": "三汇镇", "handed_on": "2026-12-30",
        "reason": "户籍迁来", "by": "周敏",
    },
    "case.handed_over": {
        "handed_on": "2026-12-30", "office": "临巴镇", "case": "01a20d5c-0000-7000-8000-0000000000ca",
        "reason": "搬到临巴镇", "by": "周敏",
    },
    "case.sent_after": {"sent_on": "2026-12-31", "carried": 1, "not_carried": 1, "by": "周敏"},
    "case.elsewhere_settled": {
        "seen": f"person:{HEAD}:渠县三汇镇人民政府:2026-12-28", "settled_on": "2026-12-31", "found": "there",
        "note": "电话问了，他在三汇办", "by": OFFICER,
    },
    "case.opinion_given": {
        "given_on": "2026-12-04", "programme": "dibao", "proposal": "grant", "members": [HEAD, SPOUSE],
        "reason": "人均 388.89 元，低于 620 元", "by": OFFICER, "monthly_fen": 69300, "once_fen": 0, "tier": "二档",
        "recognised": "", "reckoning": "620×2−546.67", "rules": "dibao-2026.2", "recognised_number": "",
        "care": "partly", "care_fen": 10000, "extra_fen": 5000, "standard_fen": 62000, "residence": "rural",
        "category": "B",
    },
    "case.sent_back": {"sent_on": "2026-12-05", "to": "opinion", "reason": "金额算错了", "by": LEADER},
    "case.notice_made": {
        "made_on": "2026-12-04", "poster": "p1", "number": "N2", "village": "青龙村", "by": OFFICER, "purpose": "grant",
        "programme": "dibao", "people": 2, "monthly_fen": 69300, "once_fen": 0,
    },
    "case.notice_posted": {
        "posted_on": "2026-12-04", "ends_on": "2026-12-11", "poster": "p1", "place": "村务公开栏",
        "posted_by": "孙主任",
        "by": OFFICER, "photo": PICTURE, "purpose": "grant",
    },
    "case.notice_taken_down": {"taken_on": "2026-12-11", "by": OFFICER, "photo": PICTURE},
    "case.objection_raised": {
        "id": "b1", "received_on": "2026-12-08", "content": "他有车", "handler": LEADER, "due_on": "2026-12-15",
        "by": OFFICER, "name": "孙二娃", "phone": "13800000002", "kind": "report",
    },
    "case.objection_settled": {
        "objection": "b1", "settled_on": "2026-12-10", "way": "appraised", "result": "车已卖", "by": LEADER,
        "feedback_on": "2026-12-10", "notice_again": False,
    },
    "case.appraised": {
        "held_on": "2026-12-09", "place": "村委会", "chair": "孙主任", "recorder": "周芳", "reason": "公示有异议",
        "present": 9, "votes_for": 7, "votes_against": 1, "abstained": 1, "opinions": "多数认为困难", "by": OFFICER,
        "withdrew": ["王建国"], "pages": [PICTURE],
    },
    "case.deliberated": {
        "held_on": "2026-12-14", "meeting": "m1", "result": "grant", "present": ["刘强", "周芳"], "by": LEADER,
        "withdrew": ["王建国"], "note": "一致同意",
    },
    "case.confirmed": {
        "decided_on": "2026-12-14", "programme": "dibao", "members": [HEAD, SPOUSE], "organ": OFFICE, "by": LEADER,
        "number": "N3", "monthly_fen": 69300, "once_fen": 0, "tier": "二档", "from_month": "2027-01",
        "next_check_on": "2027-12-14", "valid_until_on": "", "unsteady": True, "meeting": "m1",
    },
    "case.not_confirmed": {
        "decided_on": "2026-12-14", "programme": "dibao", "facts": "人均 640 元", "article": "社会救助法 第十八条",
        "organ": OFFICE, "by": LEADER, "number": "N4", "notice_by_on": "2026-12-17", "other_aid": "医疗救助",
        "meeting": "m1",
    },
    "case.announced": {
        "announced_on": "2026-12-15", "village": "青龙村", "place": "村务公开栏", "by": OFFICER, "photo": PICTURE,
    },
    "case.delivered": {
        "delivered_on": "2026-12-15", "paper": "confirmed", "way": "home", "recipient": "䶮桂兰", "by": OFFICER,
        "relation": "配偶", "note": "本人在医院", "number": "N3", "document": PICTURE,
    },
    "case.account_given": {
        "given_on": "2026-12-16", "payee": "carer", "holder": "刘明", "bank": "农商银行", "account": "6214000000000000",
        "by": OFFICER, "agreement": "照料协议 3 号", "document": PICTURE,
    },
    "case.hearing_held": {
        "told_on": "2026-12-20", "held_on": "2026-12-21", "proposed": "reduce", "facts": "儿子找到工作",
        "answer": "objects", "words": "还要看病", "by": OFFICER, "present": ["王德贵"], "adopted": "少减一点",
        "pages": [PICTURE],
    },
    "case.aid_changed": {
        "decided_on": "2026-12-22", "what": "phase_out", "cause": "work", "monthly_fen": 60000, "from_month": "2027-01",
        "facts": "儿子找到工作", "article": "社会救助法 第四十八条", "organ": OFFICE, "by": LEADER, "number": "N5",
        "until_month": "2027-06", "request": PICTURE,
    },
    "case.rechecked": {
        "checked_on": "2026-12-23", "unchanged": True, "unsteady": True, "found": "没有变化", "next_on": "2027-06-23",
        "by": OFFICER,
    },
    "case.member_died": {
        "member": SPOUSE, "died_on": "2026-12-24", "told_on": "2026-12-25", "told_by": "王建国", "relation": "儿子",
        "change_by_on": "2027-03-24", "by": OFFICER,
    },
    "case.household_changed": {
        "changed_on": "2026-12-26", "turn": "joined", "reason": "孙女来住", "by": OFFICER, "gone": [],
        "joined": [CHILD], "other_case": "01a20d5c-0000-7000-8000-0000000000c9",
    },
    "case.moved": {"moved_on": "2026-12-27", "to_office": "涌兴镇", "reason": "搬家", "by": OFFICER},
    "case.aid_given": {
        "given_on": "2026-11-25", "way": "cash", "receiver": "王德贵", "witness": "孙主任", "by": OFFICER,
        "amount_fen": 950000, "goods": "", "year_fen": 0, "fund": "01a20d5c-0000-7000-8000-0000000000e9",
        "document": PICTURE,
    },
    "case.emergency_ended": {"ended_on": "2026-11-28", "due_on": "2026-12-11", "by": OFFICER},
    "case.papers_supplemented": {
        "supplemented_on": "2026-12-01", "explanation": "火灾属实", "by": OFFICER, "documents": [PICTURE],
    },
    "case.routed_up": {"routed_on": "2026-11-25", "amount_fen": 50100, "reason": "房子全烧了", "by": OFFICER},
    "case.cap_lifted": {"lifted_on": "2026-11-27", "amount_fen": 50100, "reference": "县长办公会 3 号", "by": COUNTY},
    "case.extended": {
        "extended_on": "2026-12-08", "reason": "objection", "due_on": "2027-01-28", "by": OFFICER, "note": "公示有异议",
    },
    "case.self_care_assessed": {
        "assessed_on": "2026-11-26", "member": HEAD, "unmet": ["eat", "wash", "walk"], "assessors": ["郑敏"],
        "by": COUNTY,
        "reported_on": "2026-11-24", "next_on": "2027-11-26", "pages": [PICTURE],
    },
}  # fmt: skip
_UNTIL_DECIDED = (
    "check_requested", "visit_prepared", "home_visited", "kin_named", "self_care_assessed", "check_reported",
    "doubt_explained", "check_told", "opinion_given", "notice_made", "notice_posted", "county_visited", "extended",
)  # fmt: skip
_DECIDED = (
    "objection_raised", "appraised", "objection_settled", "opinion_given", "notice_taken_down", "deliberated",
    "confirmed", "announced", "delivered", "account_given", "hearing_held", "aid_changed", "rechecked", "member_died",
    "household_changed", "moved",
)  # fmt: skip


def told(journal: Journal, last: Entry, *kinds: str, device: str = "A", **changes: Any) -> Entry:
    """Write bodies one after the other, each knowing the one before it; `changes` go into all of them."""
    for kind in kinds:
        last = journal.write(device, f"case.{kind}", BODIES[f"case.{kind}"] | changes, last)
    return last


def steps_granted(journal: Journal) -> None:
    """The whole way of a household that is aided, with all that can be said on it."""
    last = told(journal, acceptance(journal), *_UNTIL_DECIDED)
    told(journal, journal.write("A", "case.signed_on_paper", THUMB, last), *_DECIDED)


def steps_refused(journal: Journal) -> None:
    """Contested, checked again, sent back, refused, and the refusal handed over."""
    last = told(journal, acceptance(journal), "check_requested", "check_reported", "check_told", "check_objected")
    last = told(journal, last, "check_requested", again=True)
    last = told(journal, last, "check_reported", doubts=[], qualified=True)
    last = told(journal, last, "opinion_given", "notice_made", "notice_posted", "sent_back", "not_confirmed")
    told(journal, last, "delivered", paper="not_confirmed", number="N4")


def steps_emergency(journal: Journal) -> None:
    """Help first, more than the cap by the county's word, papers at the end."""
    last = journal.write("A", "case.registered", REGISTERED)
    last = journal.write("A", "case.urgent_recorded", URGENT, last)
    last = told(journal, last, "aid_given", "routed_up", "cap_lifted")
    last = told(journal, last, "aid_given", amount_fen=50100, year_fen=950000)
    told(journal, last, "emergency_ended", "papers_supplemented")


def steps_disputed(journal: Journal) -> None:
    """Two windows decided without knowing of each other, and changed the aid: a third word settles the first."""
    base = told(journal, acceptance(journal), "opinion_given")
    yes = journal.write("A", "case.confirmed", BODIES["case.confirmed"], base, order=600)
    no = journal.write("B", "case.not_confirmed", BODIES["case.not_confirmed"], base, order=500)
    last = journal.write("A", "case.confirmed", BODIES["case.confirmed"] | {"number": "N6"}, yes, no, order=700)
    last = journal.write("A", "case.hearing_held", BODIES["case.hearing_held"], last, order=710)
    less = BODIES["case.aid_changed"] | {"what": "reduce", "until_month": ""}
    journal.write("A", "case.aid_changed", less, last, order=720)
    journal.write("B", "case.aid_changed", less | {"what": "stop", "monthly_fen": 0}, last, order=730)


def steps_old_sheet(journal: Journal) -> None:
    """One window sends back and makes a new sheet; the other one puts up the old sheet, knowing nothing of it."""
    base = told(journal, acceptance(journal), "opinion_given", "notice_made")
    last = told(journal, base, "sent_back")
    last = told(journal, last, "opinion_given", monthly_fen=90000)
    told(journal, last, "notice_made", poster="p2", monthly_fen=90000)
    journal.write("B", "case.notice_posted", BODIES["case.notice_posted"], base, order=900)


def steps_newer(journal: Journal) -> None:
    """Steps of a program that is not written yet: a version, a member of another kind, a month that is none."""
    last = told(journal, acceptance(journal), "opinion_given")
    last = journal.write("A", "case.confirmed", BODIES["case.confirmed"], last, v=2)
    last = told(journal, last, "confirmed", from_month="2027-13")
    last = told(journal, last, "hearing_held", present="王德贵")
    told(journal, last, "announced")


def steps_drawn(journal: Journal) -> None:
    """The county draws an aided household for a visit and sees it elsewhere; two rule packs are adopted."""
    last = told(journal, acceptance(journal), *_UNTIL_DECIDED)
    last = told(journal, last, "confirmed", "announced", "drawn", "seen_elsewhere", "elsewhere_settled")
    told(journal, last, "seen_elsewhere", about="cap")
    journal.write("B", "rules.adopted", PACK, subject="ref:rules.t-7K3Q2M")
    journal.write("B", "rules.adopted", PACK | {"pack": "quxian-2", "changes": 0}, subject="ref:rules.t-7K3Q2M")
    journal.write("B", "rules.adopted", PACK, v=2, subject="ref:rules.t-7K3Q2M")


def steps_moved(journal: Journal) -> None:
    """A case came from an office and went to another; the window heard of it late: one thing is still behind.

    The household's files are joined. A colleague wrote, with an older program, even knowing that it had gone.
    """
    root = journal.write("B", "case.continued", BODIES["case.continued"])
    source = {"hash": "e" * 64, "at": "2026-11-20T01:00:00.000Z", "actor": COLLEAGUE}
    last = journal.write("B", "case.accepted", ACCEPTED | {"copy_of": source}, root)
    last = journal.write("B", "case.noted", {"text": "原乡镇记的", "copy_of": source}, last)
    last = journal.write("A", "case.assigned", {"officer": OFFICER, "name": "陈素华", "reason": "接手"}, last)
    gone = journal.write("B", "case.handed_over", BODIES["case.handed_over"], last)
    late = journal.write("A", "case.noted", {"text": "没联网时记的"}, last)
    late = journal.write("A", "case.opinion_given", BODIES["case.opinion_given"], late)
    sent = journal.write("B", "case.sent_after", BODIES["case.sent_after"], gone, late)
    journal.write("C", "case.noted", {"text": "知道了还记的"}, sent)
    journal.write("C", "case.printed", {"paper": "R", "copies": 1, "digest": "d" * 64}, sent)
    joined = {
        "other": "01a20d5c-0000-7000-8000-0000000000b9",
        "office": "三汇镇",
        "linked_on": "2026-12-30",
        "by": "周敏",
    }
    journal.write("B", "household.linked", joined, subject="household:h1")


STEP_STORIES: tuple[Callable[[Journal], None], ...] = (
    steps_granted, steps_refused, steps_emergency, steps_disputed, steps_old_sheet, steps_newer,
    steps_drawn, steps_moved,
)  # fmt: skip


if __name__ == "__main__":
    make(STEP_STORIES)
