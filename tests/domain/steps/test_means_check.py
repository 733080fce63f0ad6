"""核对: who is asked about, what comes back, what is explained, and what the applicant says to it."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.steps.means_check import Obligor
from tests.domain.steps.refusal import code_of
from tests.domain.steps.walk import DOUBT, FATHER, PAGE, WIFE, Walk
from tests.domain.steps.ways import confirmed, looked_into


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"members": ()}, "check.nobody"),
        ({"members": ("m1",)}, "check.nobody"),
        ({"members": ("m1", "m2", "m9")}, "check.nobody"),
        ({"obligors": (Obligor("王建国", "儿子"),)}, "check.no_consent"),
        ({"obligors": (Obligor("王建国", "儿子", refusal=" "),)}, "check.no_consent"),
        ({"obligors": (Obligor("王建国", "儿子", consent=PAGE, refusal="不同意"),)}, "check.no_consent"),
        ({"obligors": (Obligor(" ", "儿子", consent=PAGE),)}, "check.no_consent"),
        ({"requested_on": "2026-10-11"}, "check.in_past"),
        ({"requested_on": ""}, "day.unreadable"),
    ],
)
def test_a_request_names_the_whole_household_and_nobody_without_consent(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: Walk().request(**changes)) == code


def test_nothing_is_asked_of_the_county_before_every_adult_has_signed() -> None:
    walk = Walk(members=(FATHER, WIFE))

    assert code_of(walk.request) == "check.unsigned"
    assert walk.sign("m3").request().case.state == "means_check_sent"


def test_an_obligor_who_consents_is_checked_and_one_who_refuses_is_named() -> None:
    asked = (Obligor("王建国", "儿子", consent=PAGE), Obligor("王秀芬", "女儿", refusal="不愿意"))
    request = Walk("tekun").request(obligors=asked).case.progress.request

    assert request is not None
    assert request.obligors == asked


def test_a_second_request_waits_for_the_first_and_none_is_made_before_acceptance() -> None:
    assert code_of(Walk().request().request) == "check.waiting"
    assert code_of(Walk(accepted=False).request) == "case.not_accepted_yet"
    assert code_of(Walk().withdraw().request) == "case.closed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reported_on": "2026-10-11"}, "check.in_past"),
        ({"reported_on": ""}, "day.unreadable"),
        ({"valid_until_on": ""}, "day.unreadable"),
        ({"valid_until_on": "2026-10-11"}, "check.validity"),
        ({"doubts": (DOUBT, DOUBT)}, "check.doubt_unclear"),
        ({"doubts": (replace(DOUBT, text=" "),)}, "check.doubt_unclear"),
        ({"doubts": (replace(DOUBT, amount_fen=-1),)}, "check.doubt_unclear"),
    ],
)
def test_a_report_that_makes_no_sense_is_not_taken_down(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: Walk().request().report(**changes)) == code


def test_a_report_answers_a_request_once() -> None:
    assert code_of(Walk().report) == "check.not_requested"
    assert code_of(Walk().request().report().report) == "check.not_requested"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"doubt": "d9"}, "doubt.unknown"),
        ({"note": " "}, "doubt.no_note"),
        ({"evidence": " "}, "doubt.no_evidence"),
        ({"verdict": "deduct"}, "doubt.amount"),
        ({"amount_fen": -1}, "doubt.amount"),
        ({"explained_on": ""}, "day.unreadable"),
    ],
)
def test_a_line_is_explained_with_words_and_evidence(changes: dict[str, Any], code: str) -> None:
    walk = Walk().request().report(doubts=(DOUBT,))

    assert code_of(lambda: walk.explain(**changes)) == code
    assert walk.case.state == "means_check_doubts"


def test_a_line_that_is_explained_is_open_no_more() -> None:
    walk = Walk().request().report(doubts=(DOUBT, replace(DOUBT, id="d2")))

    assert walk.explain().case.progress.open_doubts == (replace(DOUBT, id="d2"),)
    assert walk.explain(doubt="d2", verdict="deduct", amount_fen=5, evidence="", document=PAGE).case.state == (
        "means_check_clear"
    )
    assert code_of(Walk().explain) == "doubt.unknown"


def test_a_result_is_told_once_it_is_there_and_contested_once_it_was_told() -> None:
    walk = Walk()
    assert code_of(walk.tell_result) == "check.not_reported"
    walk.request().later().report()
    assert code_of(lambda: walk.tell_result(told_on="2026-10-12")) == "check.in_past"
    assert code_of(walk.contest) == "check.not_told"
    walk.tell_result()
    assert code_of(lambda: walk.contest(content=" ")) == "note.empty"
    assert walk.contest().case.progress.check_objected is not None


def test_what_the_applicant_contests_is_checked_again_before_an_opinion() -> None:
    walk = looked_into().tell_result().contest()
    assert code_of(walk.give_opinion) == "opinion.check_contested"

    walk.request(again=True)

    assert walk.case.progress.check_objected is None
    assert code_of(walk.give_opinion) == "opinion.check_waits"
    assert walk.report().give_opinion().case.state == "opinion"


def test_who_joined_after_the_request_is_checked_too() -> None:
    walk = looked_into().change_household("joined", joined=(WIFE,))
    assert code_of(walk.give_opinion) == "opinion.not_all_checked"

    walk.sign("m3").request().report()

    assert walk.give_opinion().case.state == "opinion"


def test_means_are_looked_into_in_aid_too_but_not_after_an_end_or_a_refusal() -> None:
    assert confirmed().request().report().tell_result().case.state == "in_aid"
    refused = looked_into().give_opinion(proposal="refuse", monthly_fen=0).refuse()
    assert code_of(refused.request) == "decision.made"
    stopped = confirmed().hear(proposed="stop").later().stop()
    assert code_of(stopped.request) == "aid.none"
