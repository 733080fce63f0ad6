"""Who is counted (最低生活保障审核确认办法 7), and ages."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.assessment.person import age_on
from tests.made_up.people import number
from tests.rules.home import finding, home, income, person, reason, result, told


def counted(*members: Any, **facts: Any) -> int:
    people: int = told(home(*members, **facts))["household"]["members_counted"]
    return people


@pytest.mark.parametrize(
    ("relation", "birth", "facts", "is_counted"),
    [
        ("10", "1972-01-01", {"co_living": False}, True),
        ("20", "2012-01-01", {"co_living": False}, True),
        ("30", "2000-01-01", {"co_living": False, "student": "undergraduate"}, True),
        ("30", "2000-01-01", {"co_living": False, "student": "postgraduate"}, False),
        ("30", "2000-01-01", {"co_living": True, "student": "postgraduate"}, True),
        ("20", "2000-01-01", {"co_living": False}, False),
        ("20", "2000-01-01", {"co_living": False, "work": "unable"}, True),
        ("20", "2000-01-01", {"co_living": False, "circumstances": ["no_capacity"]}, True),
        ("20", "2000-01-01", {"co_living": False, "work": "none", "disability": {"kind": 6, "grade": 3}}, True),
        ("20", "2000-01-01", {"co_living": False, "work": "employed", "disability": {"kind": 6, "grade": 3}}, False),
        ("38", "2000-01-01", {}, True),
        ("38", "2000-01-01", {"co_living": False}, False),
        ("51", "1945-01-01", {}, True),
        ("51", "1945-01-01", {"co_living": False}, False),
        ("41", "2012-01-01", {}, True),
        ("77", "1990-01-01", {}, True),
        ("83", "1960-01-01", {}, False),
        ("99", "1990-01-01", {}, False),
        ("20", "2012-01-01", {"circumstances": ["imprisoned"]}, False),
        ("10", "1972-01-01", {"circumstances": ["detox"]}, False),
        ("10", "1972-01-01", {"circumstances": ["missing"]}, False),
        ("51", "1945-01-01", {"circumstances": ["clergy_3y"]}, False),
    ],
)
def test_who_is_counted_and_who_is_not(relation: str, birth: str, facts: dict[str, Any], is_counted: bool) -> None:  # noqa: FBT001 - a table
    other = person("m2", relation, birth, **facts)
    assert counted(person(), other) == 1 + is_counted
    placed = [one for one in finding(home(person(), other), "dibao")["reasons"] if one["rule"] == "dibao.member"]
    assert [one["value"] for one in placed] == ["m1", "m2"]
    assert ("不计入" in placed[1]["text"]) is not is_counted
    assert "第7条" in placed[1]["source"]


def test_the_income_of_who_is_not_counted_does_not_count() -> None:
    file = home(person(), person("m2", "20", "2000-01-01", co_living=False), incomes=[income(9_000_000, member="m2")])
    assert told(file)["household"]["fen_per_month"] == "0/1"


def test_the_parents_of_a_minor_who_applies_are_counted_wherever_they_live() -> None:
    assert counted(person(birth="2012-01-01"), person("m2", "51", co_living=False)) == 2


@pytest.mark.parametrize(
    ("relation", "facts"),
    [("97", {}), ("", {}), (None, {}), ("77", {"co_living": None}), ("20", {"co_living": False, "student": None})],
)
def test_who_is_open_leaves_the_result_open_where_it_matters(relation: str, facts: dict[str, Any]) -> None:
    other = person("m2", relation, "1990-01-01", **facts)
    assert counted(person(), other) == 2
    assert result(home(person(), other), "dibao") == "needs_confirmation"
    assert reason(finding(home(person(), other), "dibao"), "dibao.income")["holds"] is True


@pytest.mark.parametrize(
    ("first", "second", "holds"),
    [
        (800_000, 0, None),
        (800_000, 800_000, False),
        (0, 3_000_000, None),
        (0, 800_000, True),
        (700_000, 700_000, True),
    ],
)
def test_both_ways_of_counting_somebody_are_tried(first: int, second: int, holds: Any) -> None:
    file = home(person(), person("m2", "97", "1990-01-01"), incomes=[income(first), income(second, member="m2")])
    found = finding(file, "dibao")
    assert reason(found, "dibao.income")["holds"] is holds
    assert found["result"] == ("not_eligible" if holds is False else "needs_confirmation")


def test_a_household_of_nobody_but_who_is_open() -> None:
    file = home(person("m1", "97"), person("m2", "97"), incomes=[income(100), income(9_000_000, member="m2")])
    assert reason(finding(file, "dibao"), "dibao.income")["holds"] is None


@pytest.mark.parametrize("relation", ["", None, "97", "20"])
def test_who_is_alone_in_a_file_is_the_applicant(relation: str | None) -> None:
    assert counted(person("m1", relation or "")) == 1


def test_a_child_whose_age_nobody_knows_is_open_unless_it_lives_here() -> None:
    away = person("m2", "20", co_living=False, work=None)
    away["birth"] = None
    assert result(home(person(), away), "dibao") == "needs_confirmation"
    assert counted(person(), {**away, "co_living": True}) == 2
    assert result(home(person(), {**away, "co_living": True}), "dibao") == "eligible"


@pytest.mark.parametrize("programme", ["tekun", "guer", "shishi_wuren_fuyang"])
def test_rule_31_who_has_another_basic_aid_is_not_counted(programme: str) -> None:
    current = [{"member": "m2", "programme": programme, "since": "2022-01"}]
    assert counted(person(), person("m2", "20", "2012-01-01"), current=current) == 1
    lone = home(person(birth="2012-01-01"), current=[{"member": None, "programme": programme, "since": ""}])
    assert told(lone)["household"] == {
        "members_counted": 0,
        "fen_per_month": "0/1",
        "per_capita_fen_per_month": None,
    }
    assert result(lone, "dibao") == "not_eligible"


def test_rule_31_beside_dibao_a_child_without_care_is_topped_up_and_stays_counted() -> None:
    current = [
        {"member": "m2", "programme": "shishi_wuren_fuyang", "since": "2022-01"},
        {"member": None, "programme": "dibao", "since": "2021-07"},
    ]
    assert counted(person(), person("m2", "20", "2012-01-01"), current=current) == 2


def test_a_household_without_an_adult_is_shown_to_a_person() -> None:
    file = home(person(birth="2012-01-01"))
    assert result(file, "dibao") == "needs_confirmation"
    assert "没有成年人" in reason(finding(file, "dibao"), "dibao.adult")["text"]
    assert result(home(person(birth="2012-01-01"), incomes=[income(9_000_000)]), "dibao") == "not_eligible"


def test_a_birth_that_nobody_knows_does_not_make_a_household_of_children() -> None:
    assert result(home(person(birth=None)), "dibao") == "eligible"


def test_forty_members_are_assessed() -> None:
    members = [person(), *(person(f"m{nth}", "20", "2012-05-06") for nth in range(2, 41))]
    assert finding(home(*members), "dibao")["fen_per_month"] == 40 * 62_000


def test_rule_54_a_number_with_another_sex_is_a_warning() -> None:
    woman = number("511725", date(1970, 3, 4), 24)
    found = finding(home(person(id_number=woman)), "dibao")
    assert found["result"] == "eligible"
    assert any("性别" in one["text"] for one in found["reasons"])
    man = finding(home(person(id_number=number("513030", date(1970, 3, 4), 23))), "dibao")
    assert not any("性别" in one["text"] for one in man["reasons"])
    assert finding(home(person(id_number=woman, sex="")), "dibao")["reasons"] == finding(home(), "dibao")["reasons"]


@pytest.mark.parametrize(
    ("id_number", "birth", "sex"),
    [
        ("511725196002290018", "1960-02-29", "male"),
        ("511725201003150029", "2010-03-15", "female"),
        ("513030194812310039", "1948-12-31", "male"),
        ("810000199001010019", "1990-01-01", "male"),
    ],
)
def test_rule_54_numbers_of_old_areas_and_of_hong_kong_hold(id_number: str, birth: str, sex: str) -> None:
    found = finding(home(person(), person("m2", "10", birth, id_number=id_number, sex=sex)), "dibao")
    assert found["result"] == "eligible"
    assert not any("性别" in one["text"] for one in found["reasons"])


def test_rule_54_without_a_birth_the_number_says_it() -> None:
    child = person("m2", "20", id_number=number("511725", date(2012, 2, 29), 23))
    child["birth"] = None
    assert reason(finding(home(person(), child), "guer", "m2"), "guer.age")["value"] == 14


@pytest.mark.parametrize(
    ("birth", "day", "years"),
    [
        ("2008-02-29", "2026-02-27", 17),
        ("2008-02-29", "2026-02-28", 18),
        ("2008-02-29", "2028-02-28", 19),
        ("2008-02-29", "2028-02-29", 20),
        ("2000-12-31", "2026-12-30", 25),
        ("2000-12-31", "2026-12-31", 26),
        ("2026-05-11", "2026-05-11", 0),
    ],
)
def test_rule_55_a_year_of_life_is_full_on_the_birthday(birth: str, day: str, years: int) -> None:
    assert age_on(date.fromisoformat(birth), date.fromisoformat(day)) == years


@given(birth=st.dates(date(1930, 1, 1), date(2026, 1, 1)), days=st.integers(0, 30_000))
def test_an_age_never_falls(birth: date, days: int) -> None:
    day = date.fromordinal(birth.toordinal() + days)
    assert 0 <= age_on(birth, date.fromordinal(day.toordinal() + 1)) - age_on(birth, day) <= 1
