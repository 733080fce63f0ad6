"""主动发现: what a lead has to say, and that something comes of it once."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain import lead
from app.domain.case import Conflict
from app.domain.lead import Found, Lead, Settled
from app.domain.visit import Visitor
from app.errors import Refused

TODAY = date(2026, 11, 24)
FOUND = Found("2026-11-23", "网格员", Visitor("张婆婆"), "石桥村桥头", "米缸空了", "青龙镇", "511725123", "o1")
OPEN = Lead("l", "t-1", FOUND)
DONE = Settled("2026-11-24", "declined", "o1")


def code_of(job: Any) -> str:
    with pytest.raises(Refused) as refused:
        job()
    return refused.value.code


def test_a_lead_says_who_was_seen_where_and_in_what_need() -> None:
    fact = lead.found("l", FOUND, TODAY)

    assert (fact.subject, fact.kind, fact.v) == ("lead:l", "lead.found", 1)
    assert fact.body["person"]["name"] == "张婆婆"
    assert lead.found("l", replace(FOUND, person=Visitor()), TODAY).body["place"] == "石桥村桥头"
    assert lead.found("l", replace(FOUND, place="", found_on=TODAY.isoformat()), TODAY).body["place"] == ""


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"person": Visitor(), "place": " "}, "lead.nobody"),
        ({"seen": ""}, "lead.nothing_seen"),
        ({"found_on": "2026-11-25"}, "lead.in_future"),
        ({"found_on": ""}, "lead.in_future"),
        ({"found_on": "昨天"}, "day.unreadable"),
    ],
)
def test_a_lead_that_lacks_something_is_refused(changes: dict[str, Any], code: str) -> None:
    assert code_of(lambda: lead.found("l", replace(FOUND, **changes), TODAY)) == code


def test_a_lead_is_open_until_something_comes_of_it() -> None:
    assert OPEN.state == "open"
    assert replace(OPEN, settled=(DONE,)).state == "declined"
    assert lead.settled(OPEN, DONE).kind == "lead.settled"


def test_nothing_comes_of_a_lead_twice_unless_two_windows_said_different_things() -> None:
    settled = replace(OPEN, settled=(DONE,))
    dispute = Conflict("a", "b", "lead.settled", ("settled",), settled=False)
    assert code_of(lambda: lead.settled(settled, DONE)) == "lead.settled_already"
    assert code_of(lambda: lead.settled(replace(settled, conflicts=(replace(dispute, settled=True),)), DONE)) == (
        "lead.settled_already"
    )
    assert lead.settled(replace(settled, conflicts=(dispute,)), DONE).v == 1


def test_that_nobody_needs_anything_has_a_reason() -> None:
    no_need = replace(DONE, result="no_need")
    assert code_of(lambda: lead.settled(OPEN, no_need)) == "lead.no_reason"
    assert lead.settled(OPEN, replace(no_need, reason="儿子接走了")).body["reason"] == "儿子接走了"
