"""审核意见: what it rests on, what it may propose, and how it is sent back."""

from typing import Any

import pytest

from app.domain.steps.self_care import Grade, grade
from tests.domain.steps.refusal import code_of
from tests.domain.steps.walk import DOUBT, PAGE, Walk
from tests.domain.steps.ways import confirmed, looked_into, posted, proposed

NOT_QUALIFIED = {"qualified": False}
REFUSAL = {"proposal": "refuse", "monthly_fen": 0, "members": ()}


def test_check_and_visit_come_before_the_opinion_in_either_order() -> None:
    assert code_of(Walk().give_opinion) == "opinion.no_check"
    assert code_of(Walk().visit().give_opinion) == "opinion.no_check"
    assert code_of(Walk().request().give_opinion) == "opinion.check_waits"
    assert code_of(Walk().request().report(doubts=(DOUBT,)).visit().give_opinion) == "opinion.doubts_open"
    assert code_of(Walk().request().report().give_opinion) == "opinion.no_visit"
    assert Walk().visit().request().report().give_opinion().case.state == "opinion"


def test_what_is_not_qualified_is_told_first_and_then_needs_no_visit_to_fail() -> None:
    walk = Walk().request().report(**NOT_QUALIFIED)
    assert code_of(lambda: walk.give_opinion(**REFUSAL)) == "opinion.not_told"

    walk.tell_result()

    assert code_of(walk.give_opinion) == "opinion.no_visit"
    assert walk.give_opinion(**REFUSAL).case.progress.opinion is not None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "opinion.no_reason"),
        ({"members": ()}, "opinion.nobody"),
        ({"members": ("m9",)}, "opinion.nobody"),
        ({"members": ("m9",), "proposal": "refuse"}, "opinion.nobody"),
        ({"given_on": "2026-10-14"}, "opinion.in_past"),
        ({"given_on": ""}, "day.unreadable"),
        ({"monthly_fen": 0}, "opinion.amount"),
        ({"monthly_fen": -1, "proposal": "refuse"}, "opinion.amount"),
        ({"once_fen": 1}, "opinion.amount"),
        ({"care_fen": 69_301}, "opinion.amount"),
        ({"care_fen": 60_000, "extra_fen": 9_301}, "opinion.amount"),
        ({"extra_fen": -1}, "opinion.amount"),
        ({"standard_fen": -1}, "opinion.amount"),
        ({"programme": "dibao_bianyuan", "monthly_fen": 1}, "opinion.amount"),
        ({"programme": "linshi_jiuzhu", "once_fen": 0}, "opinion.amount"),
        ({"programme": "xiaoe_kuaijiu"}, "opinion.no_emergency"),
        ({"recognised": "tekun", "recognised_number": "R1"}, "opinion.not_recognised"),
    ],
)
def test_an_opinion_that_cannot_be_is_refused(changes: dict[str, Any], code: str) -> None:
    walk = looked_into()

    assert code_of(lambda: walk.give_opinion(**changes)) == code
    assert walk.case.progress.opinion is None


def test_an_opinion_says_what_the_sum_is_made_of() -> None:
    said = looked_into("tekun").assess().give_opinion(
        monthly_fen=120_000, care="partly", care_fen=20_000, extra_fen=5_000, standard_fen=80_600, residence="rural"
    )  # fmt: skip

    assert said.case.progress.opinion is not None
    assert said.case.progress.opinion.care_fen == 20_000
    with pytest.raises(ValueError, match="walking"):
        looked_into("tekun").give_opinion(care="walking")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"recognised": "dibao"}, "opinion.not_recognised"),
        ({"recognised": "dibao", "recognised_number": " "}, "opinion.not_recognised"),
        ({"recognised": "canji_huli", "recognised_number": "R1"}, "opinion.not_recognised"),
    ],
)
def test_only_a_class_with_its_number_answers_the_check(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: Walk("linshi_jiuzhu").visit().give_opinion(**changes)) == code


def test_of_a_household_of_which_nobody_is_left_nothing_is_to_be_looked_into() -> None:
    walk = Walk().die("m1").die("m2")

    assert walk.give_opinion(**REFUSAL).refuse().case.state == "refused"


def test_an_opinion_waits_for_what_was_said_against_it() -> None:
    walk = posted().object()

    assert code_of(walk.give_opinion) == "opinion.objection_open"
    assert walk.case.state == "objection"


def test_an_opinion_that_is_sent_back_falls_with_its_notice() -> None:
    walk = posted().later(8)
    assert code_of(lambda: walk.send_back(reason=" ")) == "opinion.no_reason"

    walk.send_back()

    assert (walk.case.state, walk.case.progress.notice) == ("sent_back", None)
    assert code_of(walk.confirm) == "decision.no_opinion"
    assert code_of(walk.send_back) == "opinion.none"
    assert walk.give_opinion().case.state == "opinion"


def test_a_case_that_is_sent_back_to_check_or_visit_makes_it_again() -> None:
    checked = proposed().send_back("check")
    assert code_of(checked.give_opinion) == "opinion.no_check"
    visited = proposed().send_back("visit")
    assert code_of(visited.give_opinion) == "opinion.no_visit"
    assert visited.case.progress.investigators == {"officer-2"}


def test_another_opinion_needs_a_notice_of_its_own() -> None:
    walk = posted().later(8)

    walk.give_opinion(monthly_fen=90_000)

    assert code_of(walk.confirm) == "decision.no_notice"
    assert posted().later(8).give_opinion(reason="写清楚了").confirm().case.state == "confirmed"


def test_no_opinion_is_given_or_sent_back_on_what_is_decided() -> None:
    walk = confirmed()

    assert code_of(walk.give_opinion) == "decision.made"
    assert code_of(walk.send_back) == "decision.made"


def test_more_time_is_taken_once_with_a_reason_and_to_a_later_day() -> None:
    walk = Walk()
    assert code_of(lambda: walk.extend(reason="other", note=" ")) == "extension.no_words"
    assert code_of(lambda: walk.extend(due_on="2026-11-09")) == "extension.not_longer"
    assert code_of(lambda: walk.extend(due_on="")) == "day.unreadable"

    walk.extend(reason="other", note="县里核对系统停了两周")

    assert walk.case.due_on == "2026-12-14"
    assert code_of(walk.extend) == "extension.second"


def test_somebody_assesses_somebody_of_the_household_each_thing_once() -> None:
    walk = Walk("tekun")
    assert code_of(lambda: walk.assess(member="m9")) == "self_care.unknown_member"
    assert code_of(lambda: walk.assess(assessors=(" ",))) == "self_care.nobody"
    assert code_of(lambda: walk.assess(unmet=("eat", "eat"))) == "self_care.nobody"
    assert code_of(lambda: walk.assess(assessed_on="")) == "day.unreadable"
    assert walk.assess(pages=(PAGE,)).case.progress.assessed[0].unmet == ("eat", "wash", "walk")


@pytest.mark.parametrize(
    ("unmet", "expected"),
    [(0, Grade.ABLE), (1, Grade.PARTLY), (3, Grade.PARTLY), (4, Grade.UNABLE), (6, Grade.UNABLE)],
)
def test_rule_28_three_unmet_are_half_and_four_are_full_care(unmet: int, expected: Grade) -> None:
    assert grade(unmet) is expected


def test_an_opinion_for_somebody_who_left_is_written_anew() -> None:
    walk = posted().later(8)

    walk.change_household("left", gone=("m1",))

    assert code_of(walk.confirm) == "decision.household_changed"
