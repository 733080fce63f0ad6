from dataclasses import replace
from typing import Any

import pytest

from app.domain import visit
from app.domain.visit import Agent, AgentReason, Concluded, Recorded, Visit, Visitor

CAME = Recorded("2026-10-12T01:02:03.004Z", "ask", "walk_in", Visitor(), "officer-1")


def test_somebody_who_leaves_no_name_leaves_a_line_all_the_same() -> None:
    fact = visit.recorded("v", CAME)

    assert (fact.subject, fact.kind, fact.v) == ("visit:v", "visit.recorded", 1)
    assert fact.body["visitor"] == {"name": "", "id_number": "", "phone": "", "village": "", "group": ""}
    assert fact.body["agent"] is None


@pytest.mark.parametrize("changes", [{"reason": "just so"}, {"source": "moon"}, {"came_at": "yesterday"}])
def test_a_code_or_a_moment_that_is_none_is_a_fault_of_the_program(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"is not a valid|yesterday"):
        visit.recorded("v", replace(CAME, **changes))


def test_what_came_of_it_is_one_of_few_things() -> None:
    assert visit.concluded("v", Concluded("left")).body == {"outcome": "left", "note": "", "about": ""}
    with pytest.raises(ValueError, match="is not a valid"):
        visit.concluded("v", Concluded("went home"))


def test_the_last_that_was_said_of_a_visit_counts() -> None:
    assert Visit("v", "t").outcome == ""
    assert Visit("v", "t", concluded=(Concluded("noted"), Concluded("answered"))).outcome == "answered"


@pytest.mark.parametrize("reason", AgentReason)
def test_nobody_but_a_guardian_signs_for_the_applicant(reason: AgentReason) -> None:
    assert Agent("王小明", reason=reason.value).may_sign is (reason is AgentReason.GUARDIAN)
