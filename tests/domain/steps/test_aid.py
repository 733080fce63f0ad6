"""在保: the account, 复核, and nothing taken away before somebody was heard."""

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from app.domain.case import Case, Conflict
from app.domain.steps.procedure import Actor
from tests.domain.steps.refusal import code_of
from tests.domain.steps.walk import ACCEPTOR, COUNTY, LEADER, PAGE, WALKER, Walk
from tests.domain.steps.ways import confirmed, posted


def heard(programme: str = "dibao", **changes: Any) -> Walk:
    """Give a case in aid on the day after a hearing."""
    return confirmed(programme).hear(**changes).later()


def disputed(case: Case) -> Case:
    return replace(
        case, conflicts=(Conflict("e" * 64, "f" * 64, "case.aid_changed", ("decision:aid",), settled=False),)
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"account": " "}, "account.no_number"),
        ({"holder": ""}, "account.no_number"),
        ({"holder": "刘明"}, "account.not_member"),
        ({"holder": "刘明", "payee": "carer"}, "account.no_agreement"),
        ({"holder": "刘明", "payee": "carer", "agreement": " "}, "account.no_agreement"),
        ({"given_on": ""}, "day.unreadable"),
    ],
)
def test_an_account_is_a_member_s_or_agreed_upon(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: confirmed().give_account(**changes)) == code


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"payee": "guardian"},
        {"holder": "刘明", "payee": "carer", "agreement": "照料协议 3 号"},
        {"holder": "青龙镇敬老院", "payee": "institution", "document": PAGE},
    ],
)
def test_an_account_is_noted(changes: dict[str, Any]) -> None:
    assert confirmed().give_account(**changes).case.progress.account is not None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"facts": " "}, "hearing.nothing_said"),
        ({"words": " "}, "hearing.nothing_said"),
        ({"held_on": "2026-10-22"}, "hearing.in_past"),
        ({"told_on": ""}, "day.unreadable"),
        ({"answer": "requested"}, "aid.no_request"),
    ],
)
def test_a_hearing_takes_down_facts_and_words(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: confirmed().hear(**changes)) == code
    assert code_of(posted().hear) == "aid.none"


def test_who_does_not_come_has_no_words() -> None:
    assert confirmed().hear(answer="absent", words="").case.progress.hearing is not None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"facts": " "}, "aid.no_reason"),
        ({"article": " "}, "aid.no_reason"),
        ({"decided_on": ""}, "day.unreadable"),
        ({"decided_on": "2026-10-22", "from_month": "2026-12"}, "aid.in_past"),
        ({"from_month": "下月"}, "day.unreadable"),
        ({"monthly_fen": 69_300}, "aid.amount"),
        ({"monthly_fen": 0}, "aid.amount"),
        ({"what": "raise"}, "aid.amount"),
        ({"what": "raise", "monthly_fen": 69_300}, "aid.amount"),
        ({"what": "stop"}, "aid.amount"),
        ({"what": "phase_out", "monthly_fen": 0}, "aid.amount"),
        ({"what": "phase_out", "monthly_fen": 70_000}, "aid.amount"),
        ({"from_month": "2026-10"}, "aid.from_month"),
        ({"cause": "death"}, "aid.no_death"),
        ({"cause": "voluntary"}, "aid.no_request"),
        ({"what": "stop", "monthly_fen": 0}, "aid.heard_other"),
        ({"what": "phase_out", "cause": "work", "until_month": "2027-04"}, "aid.heard_other"),
    ],
)
def test_a_change_that_is_not_as_it_should_be_is_refused(changes: dict[str, Any], code: str) -> None:
    walk = heard()

    assert code_of(lambda: walk.change(**changes)) == code
    assert walk.case.progress.monthly_fen == 69_300


@pytest.mark.parametrize(
    ("actor", "code"),
    [(ACCEPTOR, "decision.acceptor"), (WALKER, "decision.investigator"), (COUNTY, "decision.township")],
)
def test_who_may_not_decide_takes_nothing_away(actor: Actor, code: str) -> None:
    assert code_of(lambda: heard().change(actor)) == code


def test_a_reduction_follows_the_hearing_and_uses_it_up() -> None:
    walk = heard()

    walk.change()

    assert (walk.case.progress.monthly_fen, walk.case.progress.hearing) == (40_000, None)
    assert walk.case.progress.heard_before is not None
    assert code_of(lambda: walk.later().change(monthly_fen=30_000)) == "aid.not_heard"


def test_a_raise_that_came_too_late_may_hold_from_an_earlier_month() -> None:
    again: dict[str, Any] = {"what": "raise", "monthly_fen": 80_000, "cause": "standard"}
    walk = confirmed().change(**again, from_month="2027-03")
    first = walk.case.progress.confirmed
    assert first is not None
    for month in ("2027-03", "2027-04", "2026-10"):
        assert code_of(partial(walk.later().change, **again, from_month=month)) == "aid.amount"
    walk.change(**again, from_month=first.from_month)
    assert [change.from_month for change in walk.case.progress.changes] == ["2027-03", first.from_month]
    assert code_of(lambda: walk.later().change(**again, from_month=first.from_month)) == "aid.amount"


def test_a_late_raise_reaches_back_no_further_than_the_sum_before_it() -> None:
    walk = confirmed().change(what="raise", monthly_fen=75_000, from_month="2027-01", cause="income")
    again: dict[str, Any] = {"what": "raise", "monthly_fen": 80_000, "cause": "standard"}
    walk.change(**again, from_month="2027-03")
    assert code_of(lambda: walk.later().change(**again, from_month="2026-12")) == "aid.amount"
    assert walk.change(**again, from_month="2027-02").case.progress.monthly_fen == 80_000


def test_who_was_heard_about_the_end_may_be_given_less_instead() -> None:
    assert heard(proposed="stop").change().case.progress.monthly_fen == 40_000


def test_a_raise_asks_nobody_and_may_reach_back() -> None:
    walk = confirmed().change(what="raise", monthly_fen=80_000, from_month="2026-07", cause="standard")

    assert walk.case.progress.monthly_fen == 80_000
    assert code_of(lambda: confirmed("dibao_bianyuan").change(what="raise", monthly_fen=1)) == "aid.amount"


def test_an_end_is_told_and_then_the_case_is_closed() -> None:
    walk = heard(proposed="stop").stop()
    assert (walk.case.state, walk.case.progress.monthly_fen) == ("stopped", 0)
    assert code_of(lambda: walk.change(monthly_fen=1)) == "aid.none"

    walk.deliver()

    assert walk.case.state == "stop_delivered"


def test_the_letter_of_the_confirmation_is_not_the_letter_of_the_end() -> None:
    walk = confirmed().hear(proposed="stop").later().stop()

    walk.deliver(number=walk.case.progress.confirmed.number if walk.case.progress.confirmed else "")

    assert walk.case.state == "stopped"


def test_what_is_only_recognised_ends_with_a_hearing_too() -> None:
    assert code_of(confirmed("dibao_bianyuan").stop) == "aid.not_heard"
    assert heard("dibao_bianyuan", proposed="stop").stop().case.state == "stopped"


def test_who_gives_it_up_signs_a_request_and_is_not_asked() -> None:
    assert confirmed().stop(cause="voluntary", request=PAGE).case.state == "stopped"
    requested = confirmed().hear(proposed="stop", answer="requested", pages=(PAGE,))
    assert requested.stop(cause="voluntary").case.state == "stopped"


def test_of_the_dead_nobody_is_asked_but_who_is_left_is() -> None:
    walk = confirmed().die("m1").later()
    assert code_of(lambda: walk.stop(cause="death")) == "aid.not_heard"

    walk.die("m2")

    assert walk.stop(cause="death").case.state == "stopped"


PHASE: dict[str, Any] = {"what": "phase_out", "cause": "work", "until_month": "2027-04"}


@pytest.mark.parametrize(
    "changes",
    [
        {"until_month": "2027-05"},
        {"until_month": "2026-10"},
        {"until_month": ""},
        {"until_month": "春天"},
        {"cause": "income"},
    ],
)
def test_a_phase_out_lasts_six_months_at_most_and_is_for_work(changes: dict[str, Any]) -> None:
    assert code_of(lambda: heard(proposed="phase_out").change(**{**PHASE, **changes})) == "aid.phase"


def test_only_dibao_is_phased_out_and_only_once() -> None:
    walk = heard(proposed="phase_out").change(**PHASE)
    assert walk.case.state == "phasing_out"
    again = walk.deliver().hear(proposed="phase_out").later()
    assert code_of(lambda: again.change(**PHASE)) == "aid.phase"
    assert code_of(lambda: heard("tekun", proposed="phase_out").change(**PHASE)) == "aid.phase"


def test_a_recheck_looks_ahead() -> None:
    walk = confirmed()
    assert code_of(lambda: walk.recheck(found=" ")) == "note.empty"
    assert code_of(lambda: walk.recheck(next_on=walk.on)) == "recheck.next"
    assert code_of(lambda: walk.recheck(next_on="")) == "day.unreadable"
    assert walk.case.progress.next_check_on == "2027-11-24"
    assert walk.recheck().case.progress.next_check_on == "2027-10-23"
    assert posted().case.progress.next_check_on == ""


def test_a_third_word_about_a_change_rests_on_the_hearing_before_it() -> None:
    walk = heard(proposed="stop").change()
    walk.case = disputed(walk.case)
    assert code_of(lambda: walk.change(monthly_fen=69_300)) == "aid.amount"
    assert walk.change().case.progress.monthly_fen == 40_000

    ended = heard(proposed="stop").stop().deliver()
    ended.case = disputed(ended.case)

    assert ended.change(LEADER, monthly_fen=50_000).case.progress.monthly_fen == 50_000


def test_a_third_word_about_the_end_of_a_tekun_rests_on_its_notice() -> None:
    walk = confirmed("tekun").hear(proposed="stop").make_notice(purpose="stop", poster="p2")
    walk.post(purpose="stop", poster="p2").later(8).stop()
    walk.case = disputed(walk.case)

    assert walk.stop().case.state == "stopped"


def test_the_sum_at_the_first_dispute_is_what_was_confirmed() -> None:
    walk = heard()
    walk.case = disputed(walk.case)

    assert walk.change().case.progress.monthly_fen == 40_000
