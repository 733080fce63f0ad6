"""What belongs to the county: who decides where, and the cases that it draws to look at."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from app.domain.case import Accepted, Case
from app.domain.household import Member
from app.domain.person import Identity
from app.domain.steps import home_visit
from app.domain.steps.agenda import Turn, agenda
from app.domain.steps.aid import Changed
from app.domain.steps.decision import Confirmed
from app.domain.steps.home_visit import CountyVisited, Drawn
from app.domain.steps.opinion import Opinion
from app.domain.steps.procedure import Actor, Procedure, decides_at_county, may_decide
from app.domain.steps.progress import Progress
from app.errors import Refused

FATHER = Member("m1", Identity("王德贵", birth="1950-03-08", id_number="511725195003080018"), "01")
ACCEPTED = Accepted(
    number="A", programmes=("dibao",), came_on="2026-10-12", accepted_on="2026-10-12", recorded_on="2026-10-12",
    due_on="2026-11-09", legal_days=20, confirmer="county", rules="", division="", office="", handler="officer-1",
    household="h", members=(FATHER,),
)  # fmt: skip
PROCEDURE = Procedure(
    "dibao", check=True, visit=True, notice=False, notice_again=False, notice_at_end=False, announcement=True,
    by_county=False, source="", confidence="statute",
)  # fmt: skip
COUNTY, LEADER = Actor("c", "周敏", at_county=True), Actor("l", "李书记", ("leader",))
CONFIRMED = Confirmed("2026-10-30", "dibao", ("m1",), "渠县民政局", "周敏", "A", monthly_fen=30_000)
AIDED = Case("c", "t", accepted=ACCEPTED, progress=Progress(confirmed=CONFIRMED))
DRAWN = Drawn("2026-11-03", "2026-10", "sample", "5eed", 10, 3, "周敏")
SEEN = CountyVisited("2026-11-05", ("周敏", "吴刚"), "属实", "周敏")


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def of(confirmer: str) -> Case:
    return Case("c", "t", accepted=replace(ACCEPTED, confirmer=confirmer))


@pytest.mark.parametrize("actor", [COUNTY, LEADER])
@pytest.mark.parametrize("confirmer", ["", "province"])
def test_nobody_decides_where_it_is_unknown_who_confirms(actor: Actor, confirmer: str) -> None:
    assert code_of(lambda: may_decide(of(confirmer), actor, PROCEDURE)) == "decision.confirmer_unknown"


def test_county_and_township_decide_each_what_is_theirs() -> None:
    may_decide(of("county"), COUNTY, PROCEDURE)
    may_decide(of("township"), LEADER, PROCEDURE)
    assert code_of(lambda: may_decide(of("county"), LEADER, PROCEDURE)) == "decision.county"
    assert code_of(lambda: may_decide(of("township"), COUNTY, PROCEDURE)) == "decision.township"


@pytest.mark.parametrize("confirmer", ["", "township", "county"])
def test_what_only_the_county_decides_it_decides_whatever_was_delegated(confirmer: str) -> None:
    by_county = replace(PROCEDURE, by_county=True)

    may_decide(of(confirmer), COUNTY, by_county)
    assert decides_at_county(replace(ACCEPTED, confirmer=confirmer), by_county) is True


@pytest.mark.parametrize(
    ("confirmer", "turn"), [("county", Turn.COUNTY), ("township", Turn.DECIDER), ("", Turn.DECIDER)]
)
def test_a_case_whose_confirmer_is_unknown_is_not_the_county_s_turn(confirmer: str, turn: Turn) -> None:
    proposed = Opinion("2026-10-20", "dibao", "grant", ("m1",), "r", "o")
    case = replace(of(confirmer), progress=Progress(opinion=proposed))

    assert [(todo.what, todo.turn) for todo in agenda(case, PROCEDURE)] == [("decide", turn.value)]


def test_the_county_draws_a_case_that_is_aided() -> None:
    fact = home_visit.draw(AIDED, DRAWN, COUNTY)

    assert (fact.subject, fact.kind, fact.v, fact.body["seed"]) == ("case:c", "case.drawn", 1, "5eed")


def test_only_the_county_draws_and_only_who_is_aided_and_once_for_a_month() -> None:
    drawn = replace(AIDED, progress=replace(AIDED.progress, drawn=DRAWN))

    assert code_of(lambda: home_visit.draw(AIDED, DRAWN, LEADER)) == "county.only"
    assert code_of(lambda: home_visit.draw(of("county"), DRAWN, COUNTY)) == "aid.none"
    assert code_of(lambda: home_visit.draw(drawn, DRAWN, COUNTY)) == "visit.drawn_already"
    assert code_of(lambda: home_visit.draw(AIDED, replace(DRAWN, drawn_on="heute"), COUNTY)) == "day.unreadable"
    home_visit.draw(drawn, replace(DRAWN, month="2026-11"), COUNTY)
    with pytest.raises(ValueError, match="is not a valid"):
        home_visit.draw(AIDED, replace(DRAWN, why="whim"), COUNTY)


def test_only_the_county_visits_who_is_in_aid_and_who_was_drawn_even_after_a_stop() -> None:
    drawn = replace(AIDED, progress=replace(AIDED.progress, drawn=DRAWN))
    stop = Changed("2026-11-04", "stop", "asked", 0, "2026-12", "他自己要停", "", "渠县民政局", "周敏", "A")
    ended, ended_drawn = (replace(one, progress=replace(one.progress, changes=(stop,))) for one in (AIDED, drawn))

    assert home_visit.county_visit(drawn, SEEN, COUNTY).kind == "case.county_visited"
    assert home_visit.county_visit(AIDED, SEEN, COUNTY).kind == "case.county_visited"
    assert home_visit.county_visit(ended_drawn, SEEN, COUNTY).kind == "case.county_visited"
    assert code_of(lambda: home_visit.county_visit(ended, SEEN, COUNTY)) == "aid.none"
    assert code_of(lambda: home_visit.county_visit(AIDED, SEEN, LEADER)) == "county.only"


@pytest.mark.parametrize(("seen_on", "waits"), [("", True), ("2026-10-20", True), ("2026-11-03", False)])
def test_a_drawn_home_waits_for_the_county_until_it_was_seen_since(seen_on: str, waits: bool) -> None:  # noqa: FBT001 - a case of the table
    seen = replace(SEEN, visited_on=seen_on) if seen_on else None
    case = replace(AIDED, progress=replace(AIDED.progress, drawn=DRAWN, county_visit=seen))

    todos = [(todo.since_on, todo.turn) for todo in agenda(case, PROCEDURE) if todo.what == "county_visit"]

    assert todos == ([("2026-11-03", "county")] if waits else [])
