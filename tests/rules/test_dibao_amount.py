"""低保: below the standard, the amount, the standards by date."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.rules.amount import rounded, topped_up
from app.rules.assessment.ground import Rules
from tests.rules.home import finding, home, income, person, reason, result, told
from tests.rules.test_income import COSTS, EXAMPLE, THREE

TIERS = """
[dibao.amount]
mode = "tiers"
[dibao.tier]
rural = { A = 30000, B = 28000 }
"""


def test_rule_20_the_example_lacks_693_yuan_33_a_month() -> None:
    assert finding(home(*THREE, incomes=EXAMPLE, deductions=COSTS), "dibao")["fen_per_month"] == 69_333


def test_rule_20_the_amount_is_reckoned_on_totals() -> None:
    """Per head first, and in decimals, 632 less a third of 1,894 three times over is 3 instead of 2."""
    assert topped_up(Fraction(632 * 3 * 100), Fraction(189_400), "yuan_up") == 200


@pytest.mark.parametrize(
    ("fen", "rounding", "whole"),
    [
        ("207999/3", "fen", 69_333),
        ("1/2", "fen", 1),
        ("5", "jiao", 10),
        ("4", "jiao", 0),
        ("1", "yuan_up", 100),
        ("100", "yuan_up", 100),
    ],
)
def test_rule_20_rounding_is_as_the_county_has_it(fen: str, rounding: str, whole: int) -> None:
    assert rounded(Fraction(fen), rounding) == whole


def test_rule_20_the_county_sets_the_rounding() -> None:
    local = '[dibao.amount]\nrounding = "yuan_up"\n'
    assert finding(home(*THREE, incomes=EXAMPLE, deductions=COSTS), "dibao", local=local)["fen_per_month"] == 69_400


def test_rule_20_an_amount_is_never_below_nothing() -> None:
    assert topped_up(Fraction(100), Fraction(200), "fen") == 0


def test_rule_20_extra_support_is_the_largest_that_fits_each() -> None:
    local = (
        "[dibao.fenlei_shibao]\nold_from = 70\nold_fen = 5000\nminor_fen = 4000\ndisabled_fen = 8000\nill_fen = 6000\n"
    )
    old = person("m2", "51", "1950-01-01", disability={"kind": 4, "grade": 2})
    child = person("m3", "20", "2012-05-06", serious_illness=True)
    assert finding(home(person(), old, child), "dibao", local=local)["fen_per_month"] == 3 * 62_000 + 8_000 + 6_000


def test_rule_21_tiers_are_added_up_person_by_person() -> None:
    members = (person(tier="A"), person("m2", "10", tier="B"))
    assert finding(home(*members), "dibao", local=TIERS)["fen_per_month"] == 58_000


def test_rule_21_while_a_tier_is_not_set_there_is_no_amount() -> None:
    members = (person(tier="A"), person("m2", "10"))
    found = finding(home(*members), "dibao", local=TIERS)
    assert (found["result"], found["fen_per_month"]) == ("eligible", None)
    assert finding(home(*members), "dibao", local='[dibao.amount]\nmode = "tiers"\n')["fen_per_month"] is None


@pytest.mark.parametrize(("fen", "said"), [(743_999, "eligible"), (744_000, "not_eligible"), (744_001, "not_eligible")])
def test_rule_22_equal_to_the_standard_is_not_below_it(fen: int, said: str) -> None:
    assert result(home(incomes=[income(fen)]), "dibao") == said


@pytest.mark.parametrize(("fen", "words"), [(743_999, "619.99"), (466_667, "388.89")])
def test_rule_22_what_is_below_the_standard_is_not_shown_as_equal_to_it(fen: int, words: str) -> None:
    assert f"人均月收入 {words} 元" in reason(finding(home(incomes=[income(fen)]), "dibao"), "dibao.income")["text"]


@pytest.mark.parametrize(("answer", "said"), [("over", "not_eligible"), ("unknown", "needs_confirmation")])
def test_rule_22_property_counts_too(answer: str, said: str) -> None:
    assert result(home(property={"dibao": answer}), "dibao") == said


def test_rule_22_property_that_is_not_known_does_not_save_an_income_over_the_standard() -> None:
    assert result(home(property=None, incomes=[income(744_000)]), "dibao") == "not_eligible"


@pytest.mark.parametrize(
    ("on", "urban", "rural", "urban_tekun", "rural_tekun"),
    [
        ("2021-12-01", 61_500, 41_500, 80_000, 54_000),
        ("2022-06-30", 61_500, 41_500, 80_000, 54_000),
        ("2022-07-01", 68_500, 48_500, 89_000, 63_000),
        ("2023-06-30", 68_500, 48_500, 89_000, 63_000),
        ("2023-07-01", 74_000, 53_300, 96_200, 69_300),
        ("2024-07-01", 78_800, 58_000, 102_500, 75_400),
        ("2025-07-01", 82_600, 62_000, 107_400, 80_600),
        ("2031-01-01", 82_600, 62_000, 107_400, 80_600),
    ],
)
def test_rule_32_standards_are_dated_and_differ_by_town_and_country(
    on: str, urban: int, rural: int, urban_tekun: int, rural_tekun: int
) -> None:
    for residence, dibao, tekun in (("urban", urban, urban_tekun), ("rural", rural, rural_tekun)):
        file = home(person(birth="1950-01-01"), on=on, residence=residence)
        assert finding(file, "dibao")["fen_per_month"] == dibao
        assert finding(file, "tekun", "m1")["fen_per_month"] == tekun


def test_the_last_standard_is_carried_on_and_the_county_has_to_confirm_it() -> None:
    assert "待县级确认" in reason(finding(home(on="2026-12-01"), "dibao"), "dibao.income")["text"]
    assert "待县级确认" not in reason(finding(home(on="2024-12-01"), "dibao"), "dibao.income")["text"]


@pytest.mark.parametrize("facts", [{"on": "2019-05-01"}, {"residence": None}])
def test_without_a_standard_nothing_that_needs_one_is_decided(facts: dict[str, object]) -> None:
    file = home(person(birth="1950-01-01"), emergency={"kind": "fire", "fen_needed": 100}, **facts)
    said = {one["programme"]: one["result"] for one in told(file)["findings"]}
    assert said["dibao"] == said["dibao_bianyuan"] == said["tekun"] == "needs_confirmation"


def test_before_a_rule_holds_nothing_is_fulfilled_by_it() -> None:
    always = "[dibao.standard]\nurban_fen = 90000\nrural_fen = 70000\n"
    found = finding(home(on="2021-06-30"), "dibao", local=always)
    assert (found["result"], found["fen_per_month"]) == ("needs_confirmation", None)
    assert found["reasons"][0]["text"] == "那时还没有这条规定，2021-07-01 起才有"
    assert found["reasons"][0]["source"] == "最低生活保障审核确认办法 第7条"
    with pytest.raises(Refused) as refused:
        Rules(date(2021, 6, 30)).hold("dibao", "amount")
    assert refused.value.code == "rules.missing"


@given(fen=st.integers(0, 3_000_000), people=st.integers(1, 8))
def test_who_is_eligible_gets_what_is_lacking_and_something(fen: int, people: int) -> None:
    members = [person(), *(person(f"m{nth}", "20", "2012-05-06") for nth in range(2, people + 1))]
    found = finding(home(*members, incomes=[income(fen)]), "dibao")
    lacking = Fraction(62_000 * people) - Fraction(fen, 12)
    if found["result"] == "eligible":
        assert abs(found["fen_per_month"] - lacking) <= Fraction(1, 2)
    else:
        assert lacking <= 0
        assert found["fen_per_month"] is None
