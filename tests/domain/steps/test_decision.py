"""集体研究, 确认, 不予确认, 公布, 送达: by whom, when, and exactly what was proposed."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.case import Case, Conflict
from app.domain.household import Member
from app.domain.person import Identity
from app.domain.steps.home_visit import Investigator
from app.domain.steps.procedure import Actor
from tests.domain.steps.refusal import code_of
from tests.domain.steps.walk import ACCEPTOR, CLERK, COUNTY, KIN, TEAM, WALKER, WIFE, Walk
from tests.domain.steps.ways import confirmed, looked_into, posted, proposed

REFUSAL = {"proposal": "refuse", "monthly_fen": 0}


def ready(**accepted: Any) -> Walk:
    """Give a 低保 case on the first day on which it may be decided."""
    return posted(**accepted).later(8)


def disputed(case: Case, field: str) -> Case:
    return replace(case, conflicts=(Conflict("e" * 64, "f" * 64, "case.confirmed", (field,), settled=False),))


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (ACCEPTOR, "decision.acceptor"),
        (WALKER, "decision.investigator"),
        (CLERK, "decision.no_leader"),
        (COUNTY, "decision.township"),
    ],
)
def test_who_may_not_decide_neither_confirms_nor_refuses(actor: Actor, code: str) -> None:
    assert code_of(lambda: ready().confirm(actor)) == code
    assert code_of(lambda: ready().refuse(actor)) == code


@pytest.mark.parametrize(("programme", "confirmer"), [("dibao", "county"), ("guer", "township")])
def test_what_the_county_decides_no_leader_decides(programme: str, confirmer: str) -> None:
    walk = proposed(programme, confirmer=confirmer)
    if programme == "dibao":
        walk.make_notice().post().later(8)

    assert code_of(walk.confirm) == "decision.county"
    assert walk.confirm(COUNTY).case.state == "confirmed"


def test_who_went_to_the_home_before_it_was_sent_back_does_not_decide() -> None:
    team = (Investigator("周芳", staff=True, officer="officer-3"), TEAM[1])
    walk = proposed().send_back("visit").visit(investigators=team).give_opinion().make_notice().post().later(8)

    assert code_of(lambda: walk.confirm(WALKER)) == "decision.investigator"


def test_kin_does_not_decide() -> None:
    walk = ready().name_kin(official=" 王建国").county_visit()

    assert code_of(lambda: walk.confirm(KIN)) == "decision.kin"
    assert code_of(lambda: walk.refuse(KIN)) == "decision.kin"
    assert walk.confirm().case.state == "confirmed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"monthly_fen": 70_000}, "decision.differs"),
        ({"members": ("m1", "m2")}, "decision.differs"),
        ({"programme": "tekun"}, "decision.differs"),
        ({"once_fen": 1}, "decision.differs"),
        ({"tier": "A"}, "decision.differs"),
        ({"decided_on": "2026-10-14"}, "decision.in_past"),
        ({"decided_on": ""}, "day.unreadable"),
        ({"next_check_on": "明年"}, "day.unreadable"),
        ({"from_month": "2026-13"}, "month.unreadable"),
        ({"decided_on": "2026-10-22"}, "decision.notice_runs"),
    ],
)
def test_what_is_confirmed_is_what_was_proposed(changes: dict[str, Any], code: str) -> None:
    walk = ready()

    assert code_of(lambda: walk.confirm(**changes)) == code
    assert walk.case.state == "notice_posted"


def test_nothing_is_confirmed_without_its_steps() -> None:
    assert code_of(looked_into().confirm) == "decision.no_opinion"
    assert code_of(proposed().confirm) == "decision.no_notice"
    assert code_of(looked_into().give_opinion(**REFUSAL).confirm) == "decision.proposed_refusal"
    assert code_of(posted().later(8).object().confirm) == "decision.objection_open"
    assert code_of(ready().name_kin().confirm) == "decision.no_county_visit"
    assert code_of(confirmed().confirm) == "decision.made"
    assert code_of(confirmed().refuse) == "decision.made"


def test_a_report_that_has_run_out_or_is_asked_for_again_carries_no_confirmation() -> None:
    walk = looked_into()
    walk.later(173).give_opinion().make_notice().post().later(8)
    assert walk.case.progress.report is not None
    assert walk.on > walk.case.progress.report.valid_until_on
    assert code_of(walk.confirm) == "decision.check_expired"

    walk.request()
    assert code_of(walk.confirm) == "opinion.check_waits"

    assert walk.report().confirm().case.state == "confirmed"


def test_a_report_holds_on_its_last_day() -> None:
    walk = Walk().request().report(valid_until_on="2026-10-22").visit().give_opinion().make_notice().post()

    assert walk.later(10).on == "2026-10-22"
    assert walk.confirm().case.state == "confirmed"


def test_a_sheet_that_told_another_sum_carries_no_confirmation() -> None:
    walk = proposed().make_notice(monthly_fen=50_000).post().later(8)

    assert code_of(walk.confirm) == "decision.notice_differs"


def test_after_an_objection_to_a_dibao_notice_the_new_opinion_is_decided_without_a_new_one() -> None:
    walk = posted().later().object().visit().settle().give_opinion(monthly_fen=50_000).later(8)

    assert walk.confirm().case.progress.monthly_fen == 50_000


def test_a_refusal_says_facts_and_article() -> None:
    walk = looked_into().give_opinion(**REFUSAL)

    assert code_of(lambda: walk.refuse(facts=" ")) == "decision.no_reason"
    assert code_of(lambda: walk.refuse(article="")) == "decision.no_reason"
    assert code_of(lambda: walk.refuse(notice_by_on="三天")) == "day.unreadable"
    assert walk.refuse().case.state == "refused"
    assert walk.deliver().case.state == "refusal_delivered"
    assert code_of(walk.deliver) == "case.closed"


def test_a_meeting_knows_who_was_there_and_who_left() -> None:
    walk = ready()
    assert code_of(lambda: walk.deliberate(present=("刘强", ""))) == "meeting.nobody"
    assert code_of(lambda: walk.deliberate(held_on="")) == "day.unreadable"
    assert code_of(looked_into().deliberate) == "meeting.no_opinion"
    walk.name_kin(official="周芳").county_visit()
    assert code_of(walk.deliberate) == "meeting.kin"

    walk.deliberate(withdrew=("周芳",))

    assert walk.case.state == "in_meeting"
    assert code_of(walk.refuse) == "decision.meeting"
    assert walk.confirm().case.state == "confirmed"


def test_what_the_meeting_said_otherwise_or_has_not_said_yet_is_not_decided() -> None:
    assert code_of(ready().deliberate(result="later").confirm) == "decision.meeting"
    assert code_of(ready().deliberate(result="refuse").confirm) == "decision.meeting"
    assert code_of(ready().deliberate(held_on="2026-10-24").confirm) == "decision.meeting"
    assert code_of(ready().deliberate(withdrew=("刘强",)).confirm) == "decision.kin"
    assert ready().deliberate(result="refuse").refuse().case.state == "refused"


def test_a_result_hangs_after_the_decision() -> None:
    walk = confirmed()
    assert code_of(lambda: walk.announce(announced_on="2026-10-22")) == "announcement.in_past"
    assert code_of(lambda: walk.announce(announced_on="")) == "day.unreadable"
    assert code_of(confirmed("dibao_bianyuan").announce) == "announcement.forbidden"
    assert code_of(posted().announce) == "aid.none"
    assert walk.announce().case.progress.announced is not None
    assert ready().confirm().announce().case.state == "announced"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"recipient": " "}, "delivery.nobody"),
        ({"number": "N99"}, "delivery.nothing"),
        ({"way": "phone"}, "delivery.not_written"),
        ({"delivered_on": "2026-10-22"}, "delivery.in_past"),
        ({"delivered_on": ""}, "day.unreadable"),
    ],
)
def test_a_letter_reaches_somebody_in_writing(changes: dict[str, Any], code: str) -> None:
    walk = ready().confirm()

    assert code_of(lambda: walk.deliver(**changes)) == code
    assert walk.case.state == "confirmed"
    assert walk.deliver().case.state == "in_aid"


def test_nothing_is_delivered_before_a_decision() -> None:
    assert code_of(ready().deliver) == "delivery.nothing"


def test_two_opinions_that_contradict_each_other_are_not_confirmed() -> None:
    walk = ready()
    walk.case = disputed(walk.case, "decision:opinion")

    assert code_of(walk.confirm) == "decision.opinion_disputed"


def test_a_third_word_settles_a_disputed_decision_also_one_that_reached_the_applicant() -> None:
    walk = ready()
    refused = walk.refuse().deliver()
    refused.case = disputed(refused.case, "decision:result")

    assert code_of(lambda: refused.confirm(ACCEPTOR)) == "decision.acceptor"
    assert refused.confirm().case.state == "confirmed"


def test_no_third_word_reopens_what_was_taken_back_or_is_not_understood() -> None:
    walk = ready()
    walk.case = disputed(walk.withdraw().case, "decision:result")
    assert code_of(walk.confirm) == "case.closed"
    walk.case = replace(disputed(ready().case, "decision:result"), needs_newer=True)
    assert code_of(walk.confirm) == "case.needs_newer"
    walk.case = disputed(Case("x", "t"), "decision:result")
    assert code_of(lambda: walk.confirm(COUNTY)) == "case.not_accepted_yet"


def test_what_a_newer_program_wrote_is_not_gone_on_with() -> None:
    walk = ready()
    walk.case = replace(walk.case, needs_newer=True)

    assert code_of(walk.confirm) == "case.needs_newer"


def test_an_adult_who_joined_and_is_not_in_the_check_hinders_the_confirmation() -> None:
    walk = ready().change_household("joined", joined=(WIFE, Member("m4", Identity("王小妹", birth="2020-01-01"))))

    assert code_of(walk.confirm) == "opinion.not_all_checked"
