"""What was told at the window, as an assessment takes it: what nobody asked stays open."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.case import Case
from app.domain.draft import PROPERTY_QUESTIONS, Draft, Reply, started
from app.domain.household import Member
from app.domain.income import Expense, Income
from app.domain.person import Identity
from app.domain.steps.means_check import Doubt, Explained, Reported
from app.domain.steps.progress import Progress
from app.domain.urgent import UrgentRecorded
from app.rules.assessment.assess import assess
from app.rules.assessment.household import Disability, Property, Spending
from app.services import as_told
from tests.made_up.household import id_number

TODAY = date(2026, 10, 12)
ALL_NO = {question.value: Reply("no") for question in PROPERTY_QUESTIONS}
WITHIN = Property("within", "within", "within", "within")
NOBODY = Identity()


def told(*members: Member, **facts: Any) -> Draft:
    """王德贵, born in 1950, alone, of whom nothing else was asked."""
    draft = started("c", "h", "m1", "o", "2026-10-12T01:02:03.004Z")
    number = id_number("1950-03-08", 11)
    applicant = replace(draft.applicant, identity=Identity("王德贵", "male", birth="1950-03-08", id_number=number))
    return replace(draft, members=(applicant, *members), **facts)


def member(**facts: Any) -> Member:
    return Member(**{"id": "m2", "relation": "20", **facts})


def only(**facts: Any) -> Any:
    return as_told.household_of(told(member(**facts)), TODAY).members[1]


def test_what_nobody_asked_is_open() -> None:
    found = as_told.household_of(told(), TODAY)

    assert (found.incomes, found.rigid_spending, found.obligors, found.residence) == (None, None, None, None)
    assert found.property == Property()
    assert found.linshi_received_fen_this_year is None
    assert (found.members[0].work, found.members[0].serious_illness, found.members[0].student) == (None, None, None)


@pytest.mark.parametrize(
    ("away", "co_living", "circumstances"),
    [
        ("", True, ()),
        ("work", False, ()),
        ("army", False, ()),
        ("prison", False, ("imprisoned",)),
        ("missing", False, ("missing",)),
    ],
)
def test_who_is_away_lives_elsewhere(away: str, co_living: bool, circumstances: tuple[str, ...]) -> None:  # noqa: FBT001 - a column of the table
    assert (only(away=away).co_living, only(away=away).circumstances) == (co_living, circumstances)


@pytest.mark.parametrize(
    ("facts", "student"),
    [
        ({"work": "study"}, None),
        ({"work": "casual", "away": "study"}, None),
        ({"work": ""}, None),
        ({"work": "farm"}, "none"),
    ],
)
def test_at_which_school_somebody_is_was_not_asked(facts: dict[str, str], student: str | None) -> None:
    assert only(**facts).student == student


@pytest.mark.parametrize(
    ("work", "known"),
    [("farm", "self_employed"), ("casual", "employed"), ("care", "none"), ("", None), ("of_a_newer_program", None)],
)
def test_what_somebody_does(work: str, known: str | None) -> None:
    assert only(work=work).work == known


@pytest.mark.parametrize(
    ("facts", "ill", "disability"),
    [
        ({"health": "serious"}, True, None),
        ({"health": "chronic"}, False, None),
        ({"health": "disabled", "disability_kind": 4, "disability_grade": 2}, None, Disability(4, 2)),
        ({"health": "disabled", "disability_kind": 4}, None, None),
        ({"health": ""}, None, None),
    ],
)
def test_how_somebody_is(facts: dict[str, Any], ill: bool | None, disability: Disability | None) -> None:  # noqa: FBT001 - a column of the table
    assert (only(**facts).serious_illness, only(**facts).disability) == (ill, disability)


@pytest.mark.parametrize("number", ["", "5117", "511725195003080110", id_number("1850-03-08", 11)])
def test_a_number_that_does_not_hold_is_as_if_it_were_not_there(number: str) -> None:
    found = only(identity=Identity("王建军", "female", birth="1978-07-01", id_number=number))

    assert (found.id_number, found.birth, found.sex) == (None, date(1978, 7, 1), "female")


@pytest.mark.parametrize("birth", ["", "1978-13-01", "2027-01-01", "1850-01-01"])
def test_a_birth_that_cannot_be_is_not_known(birth: str) -> None:
    assert only(identity=Identity("王建军", birth=birth)).birth is None


def test_a_number_that_two_people_have_is_nobodys() -> None:
    double = told().applicant.identity
    found = as_told.household_of(told(member(identity=double)), TODAY)

    assert [one.id_number for one in found.members] == [None, None]


def test_an_income_is_that_of_a_year_less_its_cost() -> None:
    lines = (
        Income("1", "wage", "m1", amount_fen=100_000, period="month"),
        Income("2", "business", "m1", amount_fen=520_000, cost_fen=200_000),
        Income("3", "of_a_newer_program", "m1", amount_fen=1),
    )
    found = as_told.household_of(told(incomes=lines), TODAY).incomes

    assert [(one.kind, one.fen_last_12_months) for one in found or ()] == [
        ("wage", 1_200_000),
        ("business", 320_000),
        ("other", 1),
    ]


@pytest.mark.parametrize(
    ("how", "item"),
    [
        ("城乡居民基础养老金", "basic_pension_central"),
        ("高龄津贴", "old_age_allowance"),
        ("残疾人护理补贴", "disability_subsidy"),
        ("去年的救济款", "government_aid"),
    ],
)
def test_what_does_not_count_is_known_by_its_words(how: str, item: str) -> None:
    found = as_told.household_of(told(incomes=(Income("1", "excluded", "m1", how, 100),)), TODAY).incomes
    assert found is not None
    assert (found[0].kind, found[0].item) == ("other", item)


@pytest.mark.parametrize(("month", "known"), [("", ""), ("2026-08", "2026-08"), ("2026-11", "")])
def test_an_income_stops_only_in_a_month_that_was(month: str, known: str) -> None:
    found = as_told.household_of(told(incomes=(Income("1", "wage", "m1", "", 1, stopped=month),)), TODAY).incomes
    assert found is not None
    assert found[0].stopped == known


def test_large_expenses_are_unavoidable_spending() -> None:
    expenses = (Expense("1", "medical", 5), Expense("2", "school", 6), Expense("3", "of_a_newer_program", 7))
    found = as_told.household_of(told(expenses=expenses), TODAY).rigid_spending

    assert found == (Spending("medical", 5), Spending("education", 6), Spending("other", 7))


@pytest.mark.parametrize(
    ("replies", "property"),
    [
        (ALL_NO, WITHIN),
        ({**ALL_NO, "vehicle": Reply("yes", "三轮车")}, Property()),
        ({key: ALL_NO[key] for key in list(ALL_NO)[:-1]}, Property()),
        ({}, Property()),
    ],
)
def test_five_times_no_is_within_the_limits(replies: dict[str, Reply], property: Property) -> None:
    assert as_told.household_of(told(replies=replies), TODAY).property == property


@pytest.mark.parametrize(
    ("village", "residence"), [("青龙村", "rural"), (" 青龙村村委会 ", "rural"), ("和平社区", None), ("", None)]
)
def test_only_the_name_of_a_village_says_that_it_lies_in_the_country(village: str, residence: str | None) -> None:
    assert as_told.residence_of(village) == residence


def test_what_nobody_asked_is_named() -> None:
    wage = (Income("1", "wage", "m1", amount_fen=1), Income("2", "excluded", "m1", amount_fen=1))
    asked = told(incomes=wage, replies=ALL_NO, expenses=(Expense("1", "medical", 5),), village="青龙村")

    assert as_told.unasked(asked) == ("income.business", "income.property", "income.transfer")
    assert as_told.unasked(told(incomes=wage))[3:] == ("property", "spending", "residence")


REPORT = Reported("2026-10-15", "2027-04-14", qualified=True, number="1", by="o")
DOUBT = Doubt("d1", "vehicle", "三轮车")
CLEARED = Explained("d1", "false", "是邻居的", "行驶证", "2026-10-16", "o")


@pytest.mark.parametrize(
    ("progress", "property"),
    [
        (Progress(), Property()),
        (Progress(report=REPORT), WITHIN),
        (Progress(report=replace(REPORT, qualified=False)), Property()),
        (Progress(report=replace(REPORT, doubts=(DOUBT,))), Property()),
        (Progress(report=replace(REPORT, doubts=(DOUBT,)), explained=(CLEARED,)), WITHIN),
        (Progress(report=replace(REPORT, doubts=(DOUBT,)), explained=(replace(CLEARED, verdict="true"),)), Property()),
    ],
)
def test_a_check_that_found_nothing_wrong_says_that_property_is_within(progress: Progress, property: Property) -> None:
    assert as_told.checked_property(Case("c", "s", progress=progress), Property()) == property


def urgent(**facts: Any) -> UrgentRecorded:
    usual = {"number": "1", "event": "traffic", "what": "车祸", "place": "路口", "happened_on": "2026-10-11"}
    return UrgentRecorded(**{**usual, "need": "住院", "way": "cash", "due_on": "", "rules": "", **facts})


def test_an_emergency_is_known_by_its_kind() -> None:
    found = as_told.emergency_of(urgent(amount_fen=30_000), TODAY)
    assert found is not None
    assert (found.kind, found.date, found.fen_needed) == ("accident", date(2026, 10, 11), 30_000)
    assert as_told.emergency_of(None, TODAY) is None


@pytest.mark.parametrize("day", ["2026-10-13", "昨天"])
def test_an_emergency_without_a_day_that_was_has_none(day: str) -> None:
    found = as_told.emergency_of(urgent(happened_on=day, event="stranded"), TODAY)
    assert found is not None
    assert (found.kind, found.date, found.fen_needed) == ("other", None, None)


TEXT = st.text(max_size=12)
MEMBERS = st.builds(
    Member,
    id=st.just("m2"),
    identity=st.builds(Identity, name=TEXT, sex=TEXT, birth=TEXT | st.dates().map(str), id_number=TEXT),
    relation=TEXT,
    away=TEXT,
    health=TEXT,
    disability_kind=st.integers(0, 7),
    disability_grade=st.integers(0, 4),
    work=TEXT,
)
INCOMES = st.builds(
    Income,
    id=TEXT,
    kind=st.sampled_from(["wage", "business", "property", "transfer", "excluded"]) | TEXT,
    member=st.sampled_from(["m1", "m2"]),
    how=TEXT,
    amount_fen=st.integers(0, 10**12),
    cost_fen=st.integers(0, 10**12),
    period=st.sampled_from(["month", "year"]),
    stopped=st.sampled_from(["", "2026-08", "2027-01"]),
)


@given(MEMBERS, st.lists(INCOMES, max_size=4), TEXT)
def test_whatever_is_typed_can_be_assessed(other: Member, incomes: list[Income], village: str) -> None:
    draft = told(other, incomes=tuple(incomes), village=village)

    assert assess(as_told.household_of(draft, TODAY), TODAY).members_counted >= 1
