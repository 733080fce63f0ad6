"""What only the county sees: where, since when, and what the office makes of it."""

from dataclasses import replace
from typing import Any

import pytest

from app.domain.steps import elsewhere
from app.domain.steps.elsewhere import Seen, Settled
from app.rules.agenda import todos
from tests.domain.steps.refusal import code_of
from tests.domain.steps.walk import COUNTY, LEADER, Walk

SEEN = Seen("2026-10-13", "person", "m1", "渠县三汇镇人民政府", "2026-10-12", "渠县民政局")
SETTLED = Settled(SEEN.name, "2026-10-14", "there", "电话问了，他在三汇办", "officer-1")


def seen() -> Walk:
    walk = Walk()
    return walk.tell(elsewhere.see(walk.case, SEEN, COUNTY))


def test_what_the_county_saw_is_to_be_settled_and_then_no_more() -> None:
    walk = seen()
    (todo,) = [one for one in todos(walk.case) if one.what == "settle_elsewhere"]
    assert (todo.about, todo.since_on, todo.due_on) == (SEEN.name, "2026-10-13", "")

    walk = walk.tell(elsewhere.settle(walk.case, SETTLED))
    assert walk.case.progress.open_elsewhere == ()
    assert "settle_elsewhere" not in {one.what for one in todos(walk.case)}


def test_nothing_else_of_the_case_waits_for_it() -> None:
    before = {one.what for one in todos(Walk().case)}
    assert {one.what for one in todos(seen().case)} == before | {"settle_elsewhere"}


def test_only_the_county_says_so_and_says_it_once() -> None:
    walk = seen()
    assert code_of(lambda: elsewhere.see(Walk().case, SEEN, LEADER)) == "county.only"
    assert code_of(lambda: elsewhere.see(walk.case, SEEN, COUNTY)) == "elsewhere.known"
    assert code_of(lambda: elsewhere.see(walk.withdraw().case, SEEN, COUNTY)) == "case.closed"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"seen": "person:m2::"}, "elsewhere.none"),
        ({"note": " "}, "note.empty"),
        ({"settled_on": "gestern"}, "day.unreadable"),
    ],
)
def test_what_is_settled_was_seen_and_is_told_in_words(changes: dict[str, Any], code: str) -> None:
    fields = {"seen": SEEN.name, "settled_on": "2026-10-14", "found": "both", "note": "两边都对", "by": "o"}
    assert code_of(lambda: elsewhere.settle(seen().case, Settled(**{**fields, **changes}))) == code


def test_what_a_newer_program_wrote_to_is_settled_by_a_newer_program() -> None:
    newer = replace(seen().case, needs_newer=True)
    assert code_of(lambda: elsewhere.settle(newer, SETTLED)) == "case.needs_newer"


def test_a_closed_case_settles_nothing() -> None:
    assert code_of(lambda: elsewhere.settle(seen().withdraw().case, SETTLED)) == "case.closed"
    with pytest.raises(ValueError, match="perhaps"):
        elsewhere.settle(seen().case, Settled(SEEN.name, "2026-10-14", "perhaps", "x", "o"))
