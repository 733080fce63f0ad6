"""An assessment in one line for each programme, and of a household of which nobody knows where it lives."""

import json
from datetime import date
from typing import Any

import pytest

from app.rules.assessment.assess import PROGRAMMES, Assessment, assess
from app.rules.assessment.either import assess_either
from app.rules.assessment.finding import Result
from app.rules.assessment.reading import read
from app.rules.assessment.summary import Line, best, is_plainly_refused, summary
from app.rules.local import read_local
from tests.rules.home import home, income, person

DAY = date(2026, 5, 11)
HULI = "[canji_huli.standard]\nfen = 10000\n"
NOT_WITHIN = {"dibao": "over", "bianyuan": "over", "tekun": "over", "gangxing": "over"}


def found(*members: Any, local: str = "", **facts: Any) -> Assessment:
    household = read(json.dumps(home(*members, **facts)).encode())
    return assess_either(household, DAY, read_local(local.encode()) if local else None)


def line_of(assessed: Assessment, programme: str) -> Line:
    return next(line for line in summary(assessed) if line.programme == programme)


def test_each_programme_has_one_line_with_the_best_first() -> None:
    lines = summary(found(person(), person("m2", "10"), incomes=[income(100)]))

    assert sorted(line.programme for line in lines) == sorted(PROGRAMMES)
    assert [line.result for line in lines] == sorted(
        (line.result for line in lines), key=[Result.ELIGIBLE, Result.NEEDS_CONFIRMATION, Result.NOT_ELIGIBLE].index
    )
    assert lines[0].programme == "dibao"


def test_a_line_is_about_those_whom_it_fits() -> None:
    blind = {"kind": 1, "grade": 1}
    assessed = found(person(), person("m2", "10", disability=blind), local=HULI)
    line = line_of(assessed, "canji_huli")

    assert (line.result, line.members, line.fen_per_month) == (Result.ELIGIBLE, ("m2",), 10_000)


def test_amounts_of_several_people_are_one_sum_and_unknown_when_one_is() -> None:
    blind = {"kind": 1, "grade": 1}
    both = person(disability=blind), person("m2", "10", disability=blind)
    known = line_of(found(*both, local=HULI), "canji_huli")

    assert known.fen_per_month == 20_000
    assert line_of(found(*both), "canji_huli").fen_per_month is None


def test_a_quick_aid_is_paid_once() -> None:
    assessed = found(emergency={"kind": "fire", "date": "2026-05-10", "fen_needed": 50_000})
    assert line_of(assessed, "linshi_jiuzhu").fen_once == 50_000


def test_what_is_said_of_several_people_is_said_once_with_their_names() -> None:
    line = line_of(found(person(), person("m2", "10")), "guer")

    assert line.result is Result.NOT_ELIGIBLE
    assert next(reason.text for reason in line.reasons) == "王m1、王m2已满 18 岁"


def test_a_refusal_says_only_why_it_is_one() -> None:
    line = line_of(found(incomes=[income(10**9)]), "dibao")

    assert {reason.holds for reason in line.reasons} == {False}
    assert line.unconfirmed


def test_what_is_open_decides_where_nothing_fails() -> None:
    line = line_of(found(property={"dibao": "unknown"}), "dibao")

    assert [reason.rule for reason in line.deciding] == ["dibao.property"]
    assert {reason.holds for reason in line.reasons} == {True, None}


@pytest.mark.parametrize(
    ("facts", "programme"),
    [
        ({"members": [person(birth="1950-03-04")]}, "tekun"),
        ({"incomes": [income(100)]}, "dibao"),
        ({"incomes": [income(900_000)]}, "dibao_bianyuan"),
        ({"incomes": [income(10**9)]}, None),
    ],
)
def test_the_best_aid_for_daily_needs_comes_first(facts: dict[str, Any], programme: str | None) -> None:
    line = best(found(**facts))
    assert (line.programme if line else None) == programme


def test_nothing_is_plainly_refused_while_something_is_open() -> None:
    rich: dict[str, Any] = {"incomes": [income(10**9)], "property": NOT_WITHIN}

    assert is_plainly_refused(found(**rich))
    assert not is_plainly_refused(found(**{**rich, "members": [person(disability={"kind": 4, "grade": 2})]}))


def test_a_programme_of_a_newer_program_has_a_line_too() -> None:
    assessed = found(current=[{"programme": "xin_jiuzhu"}])
    assert line_of(assessed, "xin_jiuzhu").result is Result.NEEDS_CONFIRMATION


# --- where nobody has said whether a household lives in the country or in town
def test_below_the_lower_standard_is_below_both() -> None:
    line = line_of(found(residence=None, incomes=[income(100)]), "dibao")

    assert (line.result, line.fen_per_month) == (Result.ELIGIBLE, None)
    assert line.reasons[-1].text == "住在农村还是城里还没定，金额要看这个"


def test_above_the_upper_standard_is_above_both() -> None:
    assert line_of(found(residence=None, incomes=[income(10**9)]), "dibao").result is Result.NOT_ELIGIBLE


def test_between_the_standards_it_depends_on_where() -> None:
    line = line_of(found(residence=None, incomes=[income(800_000)]), "dibao")

    assert line.result is Result.NEEDS_CONFIRMATION
    assert [reason.rule for reason in line.deciding] == ["dibao.income", "place.residence"]


def test_with_a_residence_nothing_is_tried_twice() -> None:
    household = read(json.dumps(home(incomes=[income(800_000)])).encode())
    assert assess_either(household, DAY) == assess(household, DAY)
