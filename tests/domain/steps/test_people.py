"""A death, people who come and go, a household that moves away."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.person import Identity
from tests.domain.steps.refusal import code_of
from tests.domain.steps.walk import FATHER, SON, WIFE, Walk
from tests.domain.steps.ways import confirmed, posted, proposed


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"member": "m9"}, "death.unknown_member"),
        ({"died_on": ""}, "day.unreadable"),
        ({"died_on": "2026-10-24"}, "death.in_future"),
        ({"told_by": " "}, "death.nobody"),
        ({"change_by_on": "三个月"}, "day.unreadable"),
    ],
)
def test_a_death_is_told_by_somebody_about_somebody(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: confirmed().die(**{"member": "m1", **changes})) == code


def test_who_died_belongs_to_the_household_no_more() -> None:
    walk = confirmed().die("m1")

    assert walk.case.members == (SON,)
    assert code_of(lambda: walk.die("m1")) == "death.unknown_member"


@pytest.mark.parametrize(
    ("turn", "changes", "code"),
    [
        ("left", {}, "household.nobody_moves"),
        ("joined", {"gone": ("m1",)}, "household.nobody_moves"),
        ("left", {"gone": ("m9",)}, "household.nobody_moves"),
        ("left", {"gone": ("m1",), "reason": " "}, "household.nobody_moves"),
        ("split", {"gone": ("m1", "m2")}, "household.empty"),
        ("joined", {"joined": (FATHER,)}, "household.who_comes"),
        ("joined", {"joined": (WIFE, WIFE)}, "household.who_comes"),
        ("merged", {"joined": (replace(WIFE, identity=Identity()),)}, "household.who_comes"),
        ("left", {"gone": ("m1",), "changed_on": ""}, "day.unreadable"),
    ],
)
def test_somebody_comes_or_goes_for_a_reason(turn: str, changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: Walk().change_household(turn, **changes)) == code


def test_people_come_go_and_come_back() -> None:
    walk = Walk().change_household("joined", joined=(WIFE,)).change_household("left", gone=("m2",))
    assert walk.case.members == (WIFE, FATHER)

    walk.change_household("joined", joined=(SON,))

    assert {member.id for member in walk.case.members} == {"m1", "m2", "m3"}
    assert [member.id for member in walk.case.missing_signers()] == ["m3"]


def test_a_household_that_moves_before_the_decision_begins_anew_elsewhere() -> None:
    walk = posted()
    assert code_of(lambda: walk.move(to_office=" ")) == "move.nowhere"
    assert code_of(lambda: walk.move(reason="")) == "move.nowhere"
    assert code_of(lambda: walk.move(moved_on="")) == "day.unreadable"

    walk.move()

    assert walk.case.state == "moved"
    assert code_of(walk.request) == "case.closed"


def test_a_household_that_moves_in_aid_keeps_it_until_it_was_heard() -> None:
    walk = confirmed().move()
    assert walk.case.state == "in_aid"
    assert code_of(lambda: walk.later().stop(cause="moved")) == "aid.not_heard"

    assert walk.hear(proposed="stop").later().stop(cause="moved").deliver().case.state == "stop_delivered"


def test_a_refusal_reaches_a_household_that_moves() -> None:
    walk = proposed().refuse().move()

    assert walk.case.state == "refused"
    assert walk.deliver().case.state == "refusal_delivered"
