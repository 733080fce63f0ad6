"""先行救助: help first, papers later, never beyond the year's cap without the county."""

from typing import Any

import pytest

from app.domain.fact import Fact
from tests.domain.steps.refusal import code_of
from tests.domain.steps.walk import CAP_FEN, LEADER, Walk
from tests.domain.steps.ways import confirmed, looked_into, posted, proposed


def fire() -> Walk:
    """Give an emergency that was registered."""
    return Walk("linshi_jiuzhu", urgent=True, accepted=False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount_fen": 0}, "urgent.no_aid"),
        ({"amount_fen": -1}, "urgent.no_aid"),
        ({"year_fen": -1}, "urgent.no_aid"),
        ({"way": "goods", "amount_fen": 5}, "urgent.no_aid"),
        ({"receiver": " "}, "relief.no_witness"),
        ({"witness": ""}, "relief.no_witness"),
        ({"given_on": ""}, "day.unreadable"),
    ],
)
def test_what_is_handed_over_is_something_before_a_witness(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: fire().give(**changes)) == code


def test_help_comes_first_and_the_papers_when_the_emergency_is_over() -> None:
    walk = fire()
    assert walk.case.is_urgent
    assert code_of(walk.end_emergency) == "relief.none"
    walk.give()
    assert (walk.case.state, walk.case.is_urgent) == ("aid_first", False)
    assert code_of(walk.supplement) == "relief.not_ended"
    assert code_of(lambda: walk.end_emergency(ended_on="2026-10-10")) == "relief.in_past"
    assert code_of(lambda: walk.end_emergency(ended_on="")) == "day.unreadable"
    assert code_of(lambda: walk.end_emergency(due_on="x")) == "day.unreadable"
    walk.later(3).end_emergency()
    assert walk.case.state == "papers_due"
    assert code_of(lambda: walk.supplement(explanation=" ")) == "note.empty"
    assert code_of(lambda: walk.supplement(supplemented_on="2026-10-14")) == "relief.in_past"
    assert walk.supplement().case.state == "relieved"
    assert code_of(walk.give) == "case.closed"


def test_goods_without_a_price_do_not_count_against_the_cap() -> None:
    assert fire().give(way="goods", amount_fen=0, goods="米十斤", year_fen=CAP_FEN).case.state == "aid_first"


def test_where_there_is_neither_emergency_nor_decision_nothing_is_handed_over() -> None:
    assert code_of(Walk().give) == "relief.none"
    assert code_of(lambda: Walk("linshi_jiuzhu", urgent=True).end_emergency()) == "relief.none"


def test_nothing_is_handed_over_after_a_refusal() -> None:
    walk = looked_into("linshi_jiuzhu", urgent=True).give_opinion(proposal="refuse", once_fen=0).refuse()

    assert code_of(walk.give) == "decision.made"


def test_what_was_decided_is_handed_over_and_no_more() -> None:
    walk = confirmed("linshi_jiuzhu")
    assert walk.case.state == "confirmed"
    assert code_of(lambda: walk.give(amount_fen=300_001)) == "relief.beyond_decision"
    walk.give(amount_fen=200_000)
    assert code_of(lambda: walk.give(amount_fen=100_001)) == "relief.beyond_decision"
    assert walk.give(amount_fen=100_000).case.state == "relieved"
    assert code_of(lambda: confirmed().give()) == "relief.beyond_decision"


def test_a_sum_that_was_handed_over_before_the_letter_keeps_the_case_open() -> None:
    walk = posted("linshi_jiuzhu").later(8).confirm().give(amount_fen=300_000)

    assert walk.case.state == "confirmed"
    assert walk.deliver().case.state == "relieved"


def test_papers_of_an_emergency_are_owed_though_a_decision_followed() -> None:
    walk = Walk("linshi_jiuzhu", urgent=True).give().request().report().visit().give_opinion()
    walk.make_notice().post().later(8).confirm().give(amount_fen=250_000).deliver()
    assert walk.case.state == "aid_first"

    assert walk.end_emergency().supplement().case.state == "relieved"


def test_beyond_the_cap_the_county_is_asked_once_for_each_sum() -> None:
    walk = fire()
    assert code_of(walk.lift) == "relief.not_routed"
    assert code_of(lambda: walk.route_up(amount_fen=0)) == "urgent.no_aid"
    assert code_of(lambda: walk.route_up(reason=" ")) == "note.empty"
    assert code_of(lambda: walk.route_up(routed_on="")) == "day.unreadable"
    walk.route_up()
    assert code_of(lambda: walk.lift(LEADER)) == "county.only"
    assert code_of(lambda: walk.lift(amount_fen=-1)) == "urgent.no_aid"
    assert code_of(lambda: walk.lift(lifted_on="")) == "day.unreadable"
    walk.lift()
    assert code_of(walk.lift) == "relief.not_routed"


def test_a_case_waits_for_what_the_county_allowed_and_closes_on_its_no() -> None:
    walk = fire().give().end_emergency().route_up().supplement()
    assert walk.case.state == "papers_due"
    walk.lift()
    assert walk.case.state == "papers_due"
    assert walk.give(amount_fen=501_00).case.state == "relieved"

    refused = fire().give().end_emergency().route_up().supplement()
    assert refused.lift(amount_fen=0).case.state == "relieved"


def test_what_the_county_allowed_counts_for_its_year() -> None:
    walk = fire().give(amount_fen=CAP_FEN).route_up().lift()
    assert code_of(lambda: walk.give(amount_fen=501_01)) == "relief.over_cap"
    walk.later(90)
    assert code_of(lambda: walk.give(amount_fen=CAP_FEN + 1)) == "relief.over_cap"
    assert walk.give(amount_fen=CAP_FEN).case.state == "aid_first"


def test_what_a_newer_program_wrote_or_what_was_taken_back_is_left_alone() -> None:
    walk = Walk("linshi_jiuzhu", urgent=True).withdraw()
    assert code_of(walk.give) == "case.closed"
    walk = fire()
    walk.tell(Fact("case:case-1", "case.dreamt_of", 1, {}))
    assert code_of(walk.give) == "case.needs_newer"


def test_who_paid_from_the_fund_does_not_decide() -> None:
    paid = proposed("linshi_jiuzhu", urgent=True).give(by=LEADER.officer, fund="f1")
    assert code_of(paid.confirm) == "decision.payer"
    assert code_of(paid.refuse) == "decision.payer"
    by_another = proposed("linshi_jiuzhu", urgent=True).give(by="officer-5", fund="f1")
    assert code_of(by_another.confirm) != "decision.payer"
    without = proposed("linshi_jiuzhu", urgent=True).give(by=LEADER.officer)
    assert code_of(without.confirm) != "decision.payer"


def test_who_decided_does_not_pay_from_the_fund() -> None:
    walk = confirmed("linshi_jiuzhu")
    assert code_of(lambda: walk.give(by=LEADER.officer, fund="f1")) == "relief.decider"
    assert walk.give(by="officer-5", fund="f1").case.progress.payers == {"officer-5"}
