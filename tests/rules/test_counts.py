"""渐退期, 补发, the sample, helpers, refusals of work."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.back_pay import Owed, Paid, back_pay, to_revisit
from app.rules.pack import Rule, rule
from app.rules.sample import assistants_needed, drawn, sample_size, share_to_reduce
from app.rules.tapering import tapering_months
from tests.rules.home import finding, home, income, person, reason
from tests.rules.test_due import THURSDAY


def of_dibao(name: str) -> Rule:
    return rule("dibao", name, THURSDAY)


@pytest.mark.parametrize(
    ("cause", "per_head", "months"),
    [("employment", 62_000, 6), ("employment", 61_999, 0), ("gift", 62_000, 0), ("employment", 10**6, 6)],
)
def test_rule_18_work_that_lifts_a_household_over_the_line_gives_six_months(
    cause: str, per_head: int, months: int
) -> None:
    assert tapering_months(of_dibao("tapering"), cause, Fraction(per_head), 62_000) == months


def test_rule_18_the_assessment_reminds_of_it() -> None:
    received = [{"member": None, "programme": "dibao", "since": "2024-01"}]
    found = finding(home(incomes=[income(9_000_000)], current=received), "dibao")
    assert "渐退期" in reason(found, "dibao.tapering")["text"]
    for other in (
        home(incomes=[income(9_000_000)]),
        home(current=received),
        home(person(work="retired"), incomes=[income(9_000_000)], current=received),
    ):
        assert "dibao.tapering" not in [one["rule"] for one in finding(other, "dibao")["reasons"]]


def test_rule_32_each_month_paid_since_the_rise_is_owed_the_difference() -> None:
    people = 3
    months = [f"2024-{month:02}" for month in range(6, 13)]
    paid = [Paid(month, 53_300 * people, 58_000 * people) for month in months]
    owed = back_pay(paid, "2024-07")
    assert owed == tuple(Owed(month, 4_700 * people) for month in months[1:])
    assert sum(one.fen for one in owed) == 4_700 * 6 * people


def test_rule_32_in_tiers_the_new_tiers_take_the_place_of_the_old_and_nothing_is_taken_back() -> None:
    paid = [Paid("2024-07", 30_000 + 28_000, 32_000 + 29_000), Paid("2024-08", 30_000, 28_000)]
    assert back_pay(paid, "2024-07") == (Owed("2024-07", 3_000), Owed("2024-08", 0))


@pytest.mark.parametrize(
    ("per_head", "again"), [("53299", False), ("53300", True), ("57999.99", True), ("58000", False)]
)
def test_rule_32_who_was_refused_and_is_now_below_is_visited_again(per_head: str, again: bool) -> None:  # noqa: FBT001 - a table
    assert to_revisit(Fraction(per_head), 53_300, 58_000) is again


@pytest.mark.parametrize(
    ("refusals", "proposed"),
    [
        ((True, True, True), True),
        ((True, True), False),
        ((True, False, True, True), False),
        ((False, True, True, True), True),
    ],
)
def test_rule_34_three_refusals_in_a_row_may_reduce_the_persons_share(
    refusals: tuple[bool, ...],
    proposed: bool,  # noqa: FBT001 - a table
) -> None:
    assert share_to_reduce(refusals, of_dibao("job_refusal").values["count"]) is proposed


@pytest.mark.parametrize(("new", "size"), [(10, 3), (1, 1), (0, 0), (11, 4)])
def test_rule_48_three_of_ten_and_at_least_one(new: int, size: int) -> None:
    assert sample_size(new, of_dibao("sample").values["percent"]) == size


def test_rule_48_the_draw_can_be_repeated_and_holds_what_is_always_visited() -> None:
    cases = [f"case-{nth}" for nth in range(10)]
    first = drawn(cases, ["case-x"], 30, "2026-05")
    assert first == drawn(list(reversed(cases)), ["case-x"], 30, "2026-05")
    assert len(first) == 4
    assert "case-x" in first
    assert len({drawn(cases, [], 30, f"2026-{month:02}") for month in range(1, 13)}) > 1


@given(cases=st.sets(st.text(min_size=1, max_size=4), max_size=40), seed=st.text(max_size=8))
def test_rule_48_the_draw_is_of_the_months_cases_and_of_its_size(cases: set[str], seed: str) -> None:
    chosen = drawn(sorted(cases), [], 30, seed)
    assert set(chosen) <= cases
    assert len(chosen) == sample_size(len(cases), 30)
    assert not cases or 10 * len(chosen) >= 3 * len(cases)


@pytest.mark.parametrize(("persons", "needed"), [(0, 0), (1, 1), (500, 1), (501, 2)])
def test_rule_49_one_helper_for_each_500_begun(persons: int, needed: int) -> None:
    assert assistants_needed(persons, of_dibao("assistant").values["persons"]) == needed
