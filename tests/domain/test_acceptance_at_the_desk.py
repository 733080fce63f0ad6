"""Acceptance where things are not as usual: on paper, late, by an agent, with another document."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain import acceptance
from app.domain.acceptance import LOOK, STOP
from app.domain.course import SignedOnPaper
from app.domain.draft import Draft
from app.domain.fact import BlobRef
from app.domain.household import Member
from app.domain.person import Identity
from app.domain.visit import Agent
from app.errors import Refused
from tests.domain.test_acceptance import TODAY, codes, terms

SHOWN = BlobRef("9" * 64, 7, "application/pdf")
PICTURE = BlobRef("e" * 64, 7, "image/jpeg")
AGENT = Agent("刘明", relation="邻居", reason="cannot_come")


def on_paper(draft: Draft, **changes: Any) -> Draft:
    """Give the draft signed by thumb on paper instead of on the screen."""
    mark = SignedOnPaper(
        draft.applicant.id, "window", (PICTURE,), "2026-10-12", "2026-10-12", thumb=True, read_aloud=True,
        witnesses=("李秀英", "陈素华"),
    )  # fmt: skip
    return replace(draft, signatures=(), paper_signatures=(replace(mark, **changes),))


def kinds(draft: Draft) -> list[str]:
    return [fact.kind for fact in acceptance.accept(draft, terms(), TODAY)]


def test_a_thumbprint_on_paper_is_a_signature(draft: Draft) -> None:
    signed = on_paper(draft)

    assert acceptance.findings(signed, TODAY) == ()
    assert kinds(signed) == ["case.accepted", "case.signed_on_paper", "case.declared"]
    assert signed.have_signed == {"member-1"}
    assert PICTURE in signed.blobs()
    assert SHOWN in on_paper(draft, shown=(SHOWN,)).blobs()
    assert signed.without_member("member-1").paper_signatures == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"pages": ()}, "signature.no_picture"),
        ({"witnesses": ("李秀英", "刘明")}, "signature.witnesses"),
        ({"witnesses": ("李秀英", "王德贵")}, "signature.witnesses"),
        ({"received_on": "2026-10-13"}, "signature.in_future"),
        ({"signed_on": "中秋"}, "day.unreadable"),
    ],
)
def test_a_paper_that_proves_nothing_stops_acceptance(draft: Draft, changes: dict[str, Any], code: str) -> None:
    signed = on_paper(replace(draft, agent=AGENT), **changes)

    assert codes(signed, STOP) == {("signatures", code)}
    with pytest.raises(Refused) as refused:
        acceptance.accept(signed, terms(), TODAY)
    assert refused.value.code == code


def test_a_paper_of_somebody_who_is_not_listed_is_judged_all_the_same(draft: Draft) -> None:
    stranger = on_paper(draft, member="gone").paper_signatures

    assert codes(replace(draft, paper_signatures=stranger), STOP) == set()


def test_who_signed_on_paper_is_not_missing(draft: Draft) -> None:
    son = Member("member-2", Identity("王建军", birth="1978-05-06"), relation="20")
    family = replace(draft.with_member(son), paper_signatures=on_paper(draft, member="member-2").paper_signatures)

    assert not any(code == "signatures.member_missing" for _, code in codes(family, LOOK))


@pytest.mark.parametrize(
    ("complete_on", "reason", "code"),
    [
        ("", "", ""),
        ("2026-10-12", "", ""),
        ("2026-10-09", "停电", ""),
        ("2026-10-09", " ", "acceptance.no_late_reason"),
        ("2026-10-13", "停电", "acceptance.in_future"),
    ],
)
def test_an_acceptance_counts_from_the_day_on_which_all_was_there(
    draft: Draft, complete_on: str, reason: str, code: str
) -> None:
    late = replace(draft, complete_on=complete_on, late_reason=reason)

    assert codes(late, STOP) == ({("complete_on", code)} if code else set())


def test_the_day_of_completeness_is_the_drafts_or_today(draft: Draft) -> None:
    assert acceptance.day_of(draft, TODAY) == TODAY
    assert acceptance.day_of(replace(draft, complete_on="2026-10-09"), TODAY) == date(2026, 10, 9)
    with pytest.raises(Refused) as refused:
        acceptance.day_of(replace(draft, complete_on="九号"), TODAY)
    assert refused.value.code == "day.unreadable"


def test_an_agent_has_a_name(draft: Draft) -> None:
    assert codes(replace(draft, agent=Agent(" ")), STOP) == {("agent", "agent.nobody")}
    assert codes(replace(draft, agent=AGENT), STOP) == set()


def test_how_it_came_is_said_where_it_was_not_as_usual(draft: Draft) -> None:
    assert "case.presented" not in kinds(draft)
    for changes in (
        {"source": "village"}, {"document": "hukou"}, {"agent": AGENT}, {"description": "男，约五十岁"},
        {"paper_number": "511725123-261012-0A-00001-M"},
    ):  # fmt: skip
        assert kinds(replace(draft, **changes))[-1] == "case.presented"
    late = replace(draft, complete_on="2026-10-09", late_reason="停电", paper_number="511725123-261012-0A-00001-M")
    body = acceptance.accept(late, terms(), TODAY)[-1].body
    assert (body["paper"], body["late_reason"], body["agent"]) == (True, "停电", None)
