"""A case that moves: who may say so, of which case, and what is to be done on either side."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain import course
from app.domain.course import Assigned
from app.domain.household import Linked, link
from app.domain.steps import handover, people
from app.domain.steps.decision import NotConfirmed
from app.domain.steps.handover import Continued, HandedOver, SentAfter
from app.domain.steps.people import Moved
from app.domain.steps.procedure import Actor
from app.domain.steps.relief import Given
from app.rules.agenda import todos
from tests.domain.steps.refusal import code_of
from tests.domain.steps.walk import COUNTY, LEADER, Walk

SAID = HandedOver("2026-10-20", "三汇镇", "01a20d5c-0000-7000-8000-0000000000ca", "户籍迁到三汇镇", "周敏")
CAME = Continued("01a20d5c-0000-7000-8000-0000000000c9", "青龙镇", "2026-10-20", "户籍迁到三汇镇", "周敏")
NOT_CONFIRMED = NotConfirmed("2026-10-19", "dibao", "收入高", "民发〔2021〕57号 十九", "渠县民政局", "郑直", "N4", "")
SENT = SentAfter("2026-10-21", 1, 0, "周敏")


def moved() -> Walk:
    walk = Walk()
    return walk.tell(handover.hand_over(walk.case, SAID, COUNTY))


def came() -> Walk:
    walk = Walk()
    return walk.tell(handover.begin(walk.case.id, CAME))


def test_a_case_that_was_handed_over_is_closed_and_nothing_is_to_be_done() -> None:
    case = moved().case
    assert (case.state, case.closed, case.due_on, todos(case)) == ("handed_over", True, "", ())
    assert code_of(lambda: handover.hand_over(case, SAID, COUNTY)) == "move.already"
    assert code_of(lambda: handover.check_here(case)) == "move.elsewhere"
    handover.check_here(Walk().case)
    assert code_of(lambda: people.move(case, Moved("2026-10-21", "x", "y", "o"))) == "case.closed"


@pytest.mark.parametrize(
    ("actor", "changes", "code"),
    [
        (LEADER, {}, "county.only"),
        (COUNTY, {"reason": " "}, "move.no_reason"),
        (COUNTY, {"handed_on": "gestern"}, "day.unreadable"),
    ],
)
def test_only_the_county_says_so_and_says_why(actor: Actor, changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: handover.hand_over(Walk().case, replace(SAID, **changes), actor)) == code


def test_what_is_decided_closed_given_or_not_accepted_stays_where_it_is() -> None:
    case = Walk().case
    given = replace(case.progress, given=(Given("2026-10-13", "cash", "王", "孙", "o", 100),))
    for other, code in (
        (replace(case, needs_newer=True), "case.needs_newer"),
        (replace(case, accepted=None), "case.not_accepted_yet"),
        (Walk().withdraw().case, "case.closed"),
        (replace(case, progress=given), "move.aid_given"),
        (replace(case, progress=replace(case.progress, not_confirmed=NOT_CONFIRMED)), "decision.made"),
    ):
        assert handover.hindrance(other) == code
        assert code_of(lambda other=other: handover.hand_over(other, SAID, COUNTY)) == code  # type: ignore[misc]  # bound now
    assert handover.hindrance(case) is None


def test_a_household_that_moved_away_may_be_handed_over() -> None:
    walk = Walk()
    walk = walk.move()
    assert walk.case.state == "moved"
    assert handover.hindrance(walk.case) is None


def test_who_gets_a_case_takes_it_over_and_goes_on() -> None:
    before = {one.what for one in todos(Walk().case)}
    walk = came()
    assert {one.what for one in todos(walk.case)} == before | {"take_over"}
    assert [one.since_on for one in todos(walk.case) if one.what == "take_over"] == ["2026-10-20"]
    assert walk.case.handler == ""

    walk = walk.tell(course.assign(walk.case, Assigned("officer-9", "李静", "")))
    assert {one.what for one in todos(walk.case)} == before
    assert walk.case.handler == "officer-9"


def test_what_came_later_waits_for_the_county() -> None:
    case = replace(moved().case, left_behind=("e" * 64,))
    (todo,) = todos(case)
    assert (todo.what, todo.turn, todo.since_on) == ("send_after", "county", "2026-10-20")
    assert handover.send_after(case, SENT, COUNTY).kind == "case.sent_after"
    assert code_of(lambda: handover.send_after(case, SENT, LEADER)) == "county.only"
    assert code_of(lambda: handover.send_after(case, replace(SENT, sent_on="x"), COUNTY)) == "day.unreadable"
    assert code_of(lambda: handover.send_after(moved().case, SENT, COUNTY)) == "move.nothing"
    assert code_of(lambda: handover.send_after(Walk().case, SENT, COUNTY)) == "move.not_moved"
    assert todos(replace(case, needs_newer=True)) == ()


def test_a_household_is_joined_under_its_own_id() -> None:
    fact = link("h1", Linked("h2", "三汇镇", "2026-10-20", "周敏"))
    assert (fact.subject, fact.kind, fact.body["other"]) == ("household:h1", "household.linked", "h2")
