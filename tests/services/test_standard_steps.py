"""What is done after a standard has risen (DOMAIN row 32): raised with reasons, refused ones visited, home told."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.lead import LeadResult
from app.errors import Refused
from app.services import leads, packs_used, revisits, standard_steps, standards
from app.services.desk import Desk
from tests.find.whole_desk import member
from tests.made_up import on_the_way as way
from tests.made_up import standards as made
from tests.made_up.standards import DECEMBER, raised, reckoned, run
from tests.store.township import desk_at


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    at = desk_at(tmp_path)
    yield way.on(at, DECEMBER)
    at.store.close()


def test_what_a_guard_refuses_stops_no_other(desk: Desk) -> None:
    made.aided(desk)
    made.aided(desk, member("李国强", "1969-04-09", 17))
    one, two = reckoned(desk).raises
    told = run(standard_steps.raise_all(desk, (one, two), "标准提高", "渠民发"))
    assert [error.code for _case, error in told.refused] == ["decision.no_leader"] * 2
    stale = replace(one, new_fen=one.new_fen + 1)
    told = raised(desk, stale, two)
    assert [error.code for _case, error in told.refused] == ["standards.changed"]
    assert len(told.done) == 1


@pytest.mark.parametrize(("facts", "article"), [(" ", "渠民发"), ("标准提高", " ")])
def test_facts_and_article_are_asked_for(desk: Desk, facts: str, article: str) -> None:
    made.aided(desk)
    ((_case, error),) = raised(desk, *reckoned(desk).raises, facts=facts, article=article).refused
    assert error.code == "aid.no_reason"


def test_a_case_that_is_not_here_any_more_is_not_raised(desk: Desk) -> None:
    made.aided(desk)
    (one,) = reckoned(desk).raises
    with pytest.raises(Refused, match=r"standards\.changed"):
        standard_steps.raise_one(way.as_leader(desk), replace(one, case=replace(one.case, id="none")), "a", "b")


# --- who was refused
@pytest.mark.parametrize(
    ("year_fen", "again"), [(1_918_799, False), (1_918_800, True), (2_087_999, True), (2_088_000, False)]
)
def test_row_32_who_was_refused_between_the_old_and_the_new_standard_is_visited_again(
    desk: Desk,
    year_fen: int,
    again: bool,  # noqa: FBT001 - a table
) -> None:
    made.refused(desk, year_fen=year_fen)
    found = reckoned(desk).revisits
    assert bool(found) is again
    assert [(one.old_standard_fen, one.new_standard_fen) for one in found] == [(53_300, 58_000)] * again


def test_row_32_a_visit_is_noted_once_and_not_asked_for_when_it_was_settled(desk: Desk) -> None:
    made.refused(desk, year_fen=2_000_000)
    (one,) = reckoned(desk).revisits
    (lead,) = standard_steps.note(desk, (one,))
    assert lead.found is not None
    assert (lead.found.person.name, lead.found.person.group, lead.state) == ("王德贵", "3", "open")
    assert lead.found.seen.startswith("低保标准从每人每月 533 元提高到 580 元")

    (two,) = reckoned(desk).revisits
    assert two.told
    assert standard_steps.note(desk, (two,)) == ()
    leads.settle(desk, lead.id, LeadResult.DECLINED)
    assert reckoned(desk).revisits == ()


def test_the_standard_that_the_opinion_names_is_the_old_one(desk: Desk) -> None:
    case = made.refused(desk, year_fen=2_000_000)
    opinion = case.progress.opinion
    assert opinion is not None
    measured = replace(case, progress=replace(case.progress, opinion=replace(opinion, standard_fen=57_000)))
    assert revisits.revisit_of(desk, measured, "", packs_used.times(desk)) is None


def test_who_has_applied_again_is_not_visited_for_it(desk: Desk) -> None:
    who = made.family()
    made.refused(desk, *who, year_fen=2_000_000)
    made.accepted(desk, *who, year_fen=2_000_000)
    assert reckoned(desk).revisits == ()


def test_who_was_refused_something_else_or_for_unknown_incomes_is_not_visited(desk: Desk) -> None:
    case = made.refused(desk, year_fen=-1)
    assert reckoned(desk).revisits == ()
    at, other = packs_used.times(desk), case.progress.not_confirmed
    assert other is not None
    tekun = replace(case, progress=replace(case.progress, not_confirmed=replace(other, programme="tekun")))
    assert revisits.revisit_of(desk, tekun, "", at) is None
    assert revisits.revisit_of(desk, replace(case, progress=replace(case.progress, not_confirmed=None)), "", at) is None
    assert revisits.revisit_of(desk, replace(case, accepted=None), "", at) is None


def test_home_is_told_anew_only_when_other_standards_may_hold(desk: Desk) -> None:
    made.aided(desk)
    mark, found = run(standards.count(desk, ""))
    assert found == 1
    assert run(standards.count(desk, mark)) == (mark, None)
    made.county(desk, made.rural("2024-01-01", 53_300))
    assert run(standards.count(desk, mark))[1] == 0
