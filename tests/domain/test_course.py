"""What happens to a case after acceptance, and what nobody may do to it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain import course
from app.domain.case import Accepted, Case, Conflict
from app.domain.course import Assigned, Contact, Ended, PlatformNoted, Presented, SignedOnPaper, Withdrawn
from app.domain.fact import BlobRef, Fact
from app.domain.household import Member
from app.domain.person import Identity
from app.domain.registration import Registered
from app.domain.steps.decision import Confirmed
from app.domain.steps.progress import Progress
from app.domain.visit import Agent
from app.errors import Refused

TODAY = date(2026, 10, 20)
PAGE = BlobRef("a" * 64, 3, "image/jpeg")
FATHER = Member("m1", Identity("王德贵", birth="1950-03-08", id_number="511725195003080018"), "01")
SON = Member("m2", Identity("王建军", birth="1978-07-01"), "20")
ACCEPTED = Accepted(
    number="A", programmes=(), came_on="2026-10-12", accepted_on="2026-10-12", recorded_on="2026-10-12",
    due_on="2026-11-09", legal_days=20, confirmer="county", rules="", division="", office="", handler="officer-1",
    household="h", members=(FATHER, SON), phone="13800000001", village="青龙村",
)  # fmt: skip
CASE = Case("c", "t", accepted=ACCEPTED)
MARK = SignedOnPaper("m2", "post", (PAGE,), "2026-10-15", "2026-10-20")
THUMB = replace(MARK, thumb=True, read_aloud=True, witnesses=("李秀英", "陈素华"))
AGENT = Agent("刘明", reason="cannot_come")
WITHDRAWN = Withdrawn("2026-10-20", "王德贵", PAGE)
CONTACTS = (Contact("2026-10-13", "phone", "没人接"), Contact("2026-10-16", "home", "门锁着"))
ENDED = Ended("2026-10-20", "找不到人", CONTACTS, "2026-10-17", ("officer-1", "officer-2"))
CLOSED = replace(CASE, withdrawn=WITHDRAWN)
CONFIRMED = Confirmed("2026-10-30", "dibao", ("m1",), "渠县民政局", "周敏", "A", monthly_fen=30_000)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def disputed(case: Case, field: str) -> Case:
    return replace(case, conflicts=(Conflict("e" * 64, "f" * 64, "case.ended", (field,), settled=False),))


def test_a_paper_that_came_back_turns_its_line() -> None:
    fact = course.sign_on_paper(CASE, MARK, TODAY)

    assert (fact.subject, fact.kind, fact.v) == ("case:c", "case.signed_on_paper", 1)
    assert fact.body["pages"] == [{"sha256": "a" * 64, "size": 3, "media_type": "image/jpeg"}]


def test_who_has_signed_is_not_awaited_again() -> None:
    assert code_of(lambda: course.sign_on_paper(replace(CASE, signed_on_paper=(MARK,)), MARK, TODAY)) == (
        "signature.not_awaited"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"pages": ()}, "signature.no_picture"),
        ({"signed_on": "2026-10-21"}, "signature.in_future"),
        ({"signed_on": "2026-10-21", "received_on": "2026-10-21"}, "signature.in_future"),
        ({"signed_on": "十五日"}, "day.unreadable"),
        ({"received_on": "昨天"}, "day.unreadable"),
        ({"read_aloud": False}, "signature.not_read"),
        ({"witnesses": ("李秀英",)}, "signature.witnesses"),
        ({"witnesses": ("李秀英", "李秀英 ")}, "signature.witnesses"),
        ({"witnesses": ("李秀英", " ")}, "signature.witnesses"),
        ({"witnesses": ("李秀英", "刘明")}, "signature.witnesses"),
        ({"witnesses": ("李秀英", "王建军")}, "signature.witnesses"),
    ],
)
def test_a_paper_that_proves_nothing_is_refused(changes: dict[str, Any], code: str) -> None:
    presented = replace(CASE, presented=Presented("walk_in", "id_card", AGENT))

    assert code_of(lambda: course.sign_on_paper(presented, replace(THUMB, **changes), TODAY)) == code


def test_a_paper_may_come_on_the_day_of_its_signature_and_somebody_on_the_day_of_the_end() -> None:
    at_once = replace(MARK, signed_on="2026-10-20")
    late = (CONTACTS[0], replace(CONTACTS[1], on="2026-10-20"))

    assert course.sign_on_paper(CASE, at_once, TODAY).body["received_on"] == "2026-10-20"
    assert course.end(CASE, replace(ENDED, contacts=late)).kind == "case.ended"


def test_whoever_writes_needs_no_witness_and_an_agent_bars_only_themself() -> None:
    course.check_paper(MARK, AGENT)
    course.check_paper(THUMB, AGENT, signer="王建军", today=TODAY)
    course.check_paper(replace(THUMB, witnesses=("李秀英", "刘明")), None)


def test_a_way_that_is_none_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="is not a valid PaperWay"):
        course.check_paper(replace(MARK, way="pigeon"), None)


def test_an_application_is_taken_back_by_somebody() -> None:
    assert course.withdraw(CASE, WITHDRAWN).body["by"] == "王德贵"
    assert code_of(lambda: course.withdraw(CASE, replace(WITHDRAWN, by=" "))) == "withdrawal.nobody"


def test_what_was_decided_is_neither_taken_back_nor_ended() -> None:
    decided = replace(CASE, progress=Progress(confirmed=CONFIRMED))

    assert code_of(lambda: course.withdraw(decided, WITHDRAWN)) == "withdrawal.decided"
    assert code_of(lambda: course.end(decided, ENDED)) == "decision.made"


def test_a_case_ends_after_two_days_of_looking_a_letter_and_two_officers() -> None:
    fact = course.end(CASE, ENDED)

    assert (fact.kind, fact.body["contacts"][0]["how"]) == ("case.ended", "phone")
    assert course.end(CASE, replace(ENDED, letter_on="2026-10-20")).body["letter_on"] == "2026-10-20"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"officers": ("officer-1", "officer-1")}, "ending.two_officers"),
        ({"officers": ("officer-1", "")}, "ending.two_officers"),
        ({"contacts": CONTACTS[:1]}, "ending.contacts"),
        ({"contacts": (CONTACTS[0], replace(CONTACTS[0], how="home"))}, "ending.contacts"),
        ({"contacts": (CONTACTS[0], replace(CONTACTS[1], on="2026-10-21"))}, "ending.contacts"),
        ({"contacts": (CONTACTS[0], replace(CONTACTS[1], on="前天"))}, "day.unreadable"),
        ({"letter_on": ""}, "ending.letter"),
        ({"letter_on": "2026-10-21"}, "ending.letter"),
        ({"letter_on": "17"}, "day.unreadable"),
    ],
)
def test_walking_away_is_no_withdrawal_and_an_end_needs_all_of_it(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: course.end(CASE, replace(ENDED, **changes))) == code


def test_a_way_of_seeking_somebody_that_is_none_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="is not a valid ContactWay"):
        course.end(CASE, replace(ENDED, contacts=(CONTACTS[0], replace(CONTACTS[1], how="梦见"))))


def test_a_colleague_goes_on_with_an_accepted_or_a_registered_case() -> None:
    body = Assigned("officer-2", "李秀英", "休假")
    came = Registered("2026-10-12", "walk_in", Identity("王德贵"), (), "", "", "officer-1")

    assert course.assign(CASE, body).body["name"] == "李秀英"
    assert course.assign(Case("c", "t", registered=came), body).kind == "case.assigned"
    assert code_of(lambda: course.assign(Case("c", "t"), body)) == "case.content_missing"


def test_nobody_is_handed_their_own_case_unless_two_windows_disagree() -> None:
    same = Assigned("officer-1", "王", "")

    assert code_of(lambda: course.assign(CASE, same)) == "assignment.same"
    assert course.assign(disputed(CASE, "decision:handler"), same).kind == "case.assigned"


def test_a_case_is_handed_to_somebody() -> None:
    assert code_of(lambda: course.assign(CASE, Assigned("officer-9", " ", ""))) == "assignment.nobody"


def closed_acts(case: Case) -> list[Callable[[], Fact]]:
    return [
        lambda: course.sign_on_paper(case, MARK, TODAY),
        lambda: course.withdraw(case, WITHDRAWN),
        lambda: course.end(case, ENDED),
    ]


def test_what_is_closed_stays_closed_and_what_is_not_accepted_has_no_course() -> None:
    assert [code_of(act) for act in closed_acts(CLOSED)] == ["case.closed"] * 3
    assert [code_of(act) for act in closed_acts(Case("c", "t"))] == ["case.not_accepted_yet"] * 3
    assert code_of(lambda: course.assign(CLOSED, Assigned("officer-2", "李", ""))) == "case.closed"


def test_two_ends_at_once_are_settled_by_a_third_word() -> None:
    ended = replace(CASE, ended=ENDED)

    assert course.end(disputed(ended, "decision:closed"), ENDED).kind == "case.ended"
    assert code_of(lambda: course.end(disputed(ended, "phone"), ENDED)) == "case.closed"


def test_the_platform_gives_a_number_to_what_is_entered() -> None:
    note = PlatformNoted("entered", "2026-10-20", "SC-1")

    assert course.note_platform(CASE, note).body["platform_number"] == "SC-1"
    assert course.note_platform(CLOSED, PlatformNoted("sent_back", "2026-10-20")).kind == "case.platform_noted"
    assert code_of(lambda: course.note_platform(CASE, replace(note, platform_number=" "))) == "platform.no_number"
    with pytest.raises(ValueError, match="is not a valid PlatformState"):
        course.note_platform(CASE, replace(note, state="已录"))


def test_a_correction_names_what_it_changes_and_why() -> None:
    fields = {"phone": "13900000000", "members.m1.identity.id_number": "", "members.m2.identity.name": "王建国"}

    assert course.correct(CASE, fields, "说错了").body == {"fields": fields, "reason": "说错了"}


@pytest.mark.parametrize(
    ("fields", "reason", "code"),
    [
        ({}, "说错了", "correction.nothing"),
        ({"phone": "1"}, " ", "correction.no_reason"),
        ({"shoe_size": "43"}, "说错了", "correction.unknown_field"),
        ({"phone": "1", "members.m9.work": "farm"}, "说错了", "correction.unknown_field"),
        ({"members.m1.id": "m3"}, "说错了", "correction.unknown_field"),
        ({"members.m1.identity.name": " "}, "说错了", "identity.name_missing"),
        ({"members.m1.identity.id_number": "511725195003080019"}, "说错了", "id_number.check_digit"),
    ],
)
def test_a_correction_that_is_none_is_refused(fields: dict[str, str], reason: str, code: str) -> None:
    assert code_of(lambda: course.correct(CASE, fields, reason)) == code


@pytest.mark.parametrize(
    "fixed",
    ["number", "came_on", "accepted_on", "recorded_on", "due_on", "confirmer", "rules", "division", "office",
     "handler", "household"],
)  # fmt: skip
def test_what_an_acceptance_rests_on_is_not_corrected(fixed: str) -> None:
    assert CASE.text_at(fixed) is not None
    assert code_of(lambda: course.correct(CASE, {fixed: "x"}, "说错了")) == "correction.unknown_field"


def test_who_confirms_can_be_filled_in_where_it_was_not_known_and_is_never_changed() -> None:
    unknown = replace(CASE, accepted=replace(ACCEPTED, confirmer=""))

    assert course.correct(unknown, {"confirmer": "township"}, "县里写明了").body["fields"] == {"confirmer": "township"}
    for case, confirmer in ((unknown, "province"), (CASE, "township"), (replace(CASE, accepted=None), "county")):
        with pytest.raises(Refused, match=r"correction\.unknown_field"):
            course.correct(case, {"confirmer": confirmer}, "县里写明了")


def test_a_note_says_something() -> None:
    assert course.note(CLOSED, "来问过").body == {"text": "来问过"}
    assert code_of(lambda: course.note(CASE, " ")) == "note.empty"


def test_how_an_application_came_is_told_with_its_agent() -> None:
    body = Presented("village", "hukou", AGENT, paper=True, late_reason="停电")

    assert course.present("c", body).body["agent"]["name"] == "刘明"
    for wrong in (replace(body, source="moon"), replace(body, document="library card")):
        with pytest.raises(ValueError, match="is not a valid"):
            course.present("c", wrong)
