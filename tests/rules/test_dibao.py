from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app.domain.draft import PROPERTY_QUESTIONS, Draft, Reply, started
from app.domain.household import Member
from app.domain.income import Income
from app.errors import Refused
from app.rules.dibao import assess
from app.rules.pack import pack_id

TODAY = date(2026, 10, 12)
ALL_NO = {question.value: Reply("no") for question in PROPERTY_QUESTIONS}


def household(*incomes: Income, people: int = 3, replies: dict[str, Reply] = ALL_NO) -> Draft:
    draft = started("c", "h", "m1", "o", "2026-10-12T01:02:03.004Z")
    members = tuple(Member(f"m{number}") for number in range(1, people + 1))
    return replace(draft, members=members, incomes=incomes, replies=replies)


def wage(yuan: int) -> Income:
    return Income("1", "wage", "m1", amount_fen=yuan * 100)


def test_the_example_of_three_people_is_reckoned_exactly() -> None:
    draft = household(
        wage(9600),
        Income("2", "business", "m1", amount_fen=520_000, cost_fen=200_000),
        Income("3", "transfer", "m1", amount_fen=10_000, period="month"),
        Income("4", "excluded", "m1", amount_fen=16_300, period="month"),
    )

    found = assess(draft, TODAY)

    assert found.per_person_fen == Fraction(1_400_000, 36)
    assert (found.yearly_fen, found.people, found.standard_fen) == (1_400_000, 3, 62_000)
    assert (found.findings[0].result, found.findings[0].because) == ("likely", "below_standard")


@pytest.mark.parametrize(("yuan", "result"), [(7439, "likely"), (7440, "unlikely"), (7441, "unlikely")])
def test_income_equal_to_the_standard_is_not_below_it(yuan: int, result: str) -> None:
    assert assess(household(wage(yuan), people=1), TODAY).findings[0].result == result


def test_the_borderline_is_one_and_a_half_standards() -> None:
    assert assess(household(), TODAY).borderline_fen == 93_000
    assert assess(household(), TODAY, urban=True).borderline_fen == 123_900


@pytest.mark.parametrize(
    ("draft", "result", "because"),
    [
        (household(), "open", "income_not_asked"),
        (household(wage(100), replies={}), "open", "property_not_asked"),
        (household(wage(100), replies={**ALL_NO, "vehicle": Reply("yes")}), "county", "property_to_judge"),
        (household(replace(wage(100), stopped="2026-08")), "county", "income_stopped"),
    ],
)
def test_what_is_not_known_or_not_ours_to_judge_stays_open(draft: Draft, result: str, because: str) -> None:
    finding = assess(draft, TODAY).findings[0]

    assert (finding.result, finding.because) == (result, because)


def test_a_standard_that_the_county_has_not_confirmed_is_marked() -> None:
    assert not assess(household(), TODAY).confirmed
    assert assess(household(), date(2025, 6, 30)).confirmed


def test_without_a_standard_for_the_day_nothing_is_reckoned() -> None:
    with pytest.raises(Refused) as refused:
        assess(household(), date(2020, 1, 1))

    assert refused.value.code == "rules.missing"


def test_a_pack_has_a_name_that_a_case_can_record() -> None:
    assert pack_id("dibao") == "dibao-2026.3"
