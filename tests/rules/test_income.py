"""What counts as income (最低生活保障审核确认办法 13), reckoned exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.home import finding, home, income, off, person, reason, result, told

NOT_COUNTED = (
    "basic_pension_central",
    "veteran_benefit",
    "family_planning",
    "scholarship",
    "bravery_award",
    "government_aid",
    "disability_subsidy",
    "old_age_allowance",
)  # fmt: skip - a list of names
THREE = (person(), person("m2", "10"), person("m3", "20", "2012-05-06"))
EXAMPLE = (
    income(960_000),
    income(520_000, "business", "crops"),
    income(120_000, "transfer"),
    income(195_600, "transfer", "basic_pension_central", "m2"),
    income(300_000, "transfer", "government_aid", "m2"),
)
COSTS = (off(200_000, "operating_cost"),)


def test_rule_19_the_example_of_three_people_comes_to_388_yuan_89_each() -> None:
    answer = told(home(*THREE, incomes=EXAMPLE, deductions=COSTS))
    assert answer["household"] == {
        "members_counted": 3,
        "fen_per_month": "350000/3",
        "per_capita_fen_per_month": "350000/9",
    }
    assert result(home(*THREE, incomes=EXAMPLE, deductions=COSTS), "dibao") == "eligible"


def test_rule_19_a_loss_of_one_kind_does_not_eat_another() -> None:
    file = home(incomes=[income(600_000), income(100_000, "business")], deductions=[off(900_000, "operating_cost")])
    assert told(file)["household"]["fen_per_month"] == "50000/1"


@pytest.mark.parametrize(
    ("kind", "cost", "left"),
    [
        ("wage", "work_cost", 840_000),
        ("business", "operating_cost", 840_000),
        ("transfer", "tax_social", 840_000),
        ("transfer", "support_paid", 840_000),
        ("property", "work_cost", 1_200_000),
        ("other", "operating_cost", 1_200_000),
    ],
)
def test_rule_19_a_cost_is_taken_only_off_its_own_kind(kind: str, cost: str, left: int) -> None:
    file = home(incomes=[income(1_200_000, kind)], deductions=[off(360_000, cost)])
    assert told(file)["household"]["fen_per_month"] == f"{left // 12}/1"


def test_rule_19_a_cost_of_one_member_is_not_taken_off_the_income_of_another() -> None:
    file = home(*THREE, incomes=[income(1_200_000)], deductions=[off(360_000, "work_cost", "m2")])
    assert told(file)["household"]["fen_per_month"] == "100000/1"


@pytest.mark.parametrize("item", NOT_COUNTED)
def test_rule_19_what_is_excluded_does_not_count(item: str) -> None:
    file = home(on="2024-09-12", incomes=[income(9_000_000, "transfer", item)])
    assert told(file)["household"]["fen_per_month"] == "0/1"
    assert result(file, "dibao") == "eligible"


def test_rule_19_any_other_word_counts() -> None:
    assert result(home(incomes=[income(9_000_000, "transfer", "pension_of_an_employer")]), "dibao") == "not_eligible"


@pytest.mark.parametrize(("on", "said"), [("2025-12-31", "eligible"), ("2026-01-01", "needs_confirmation")])
def test_rule_19_after_2025_the_county_says_whether_the_basic_pension_counts(on: str, said: str) -> None:
    file = home(on=on, incomes=[income(9_000_000, "transfer", "basic_pension_central")])
    assert result(file, "dibao") == said
    assert told(file)["household"]["fen_per_month"] == "0/1"


def test_rule_19_where_the_basic_pension_changes_nothing_it_leaves_nothing_open() -> None:
    pension = income(195_600, "transfer", "basic_pension_central")
    assert finding(home(incomes=[pension]), "dibao")["fen_per_month"] == 62_000
    assert result(home(incomes=[pension, income(9_000_000)]), "dibao") == "not_eligible"


@pytest.mark.parametrize(("counts", "said"), [("no", "eligible"), ("yes", "not_eligible")])
def test_rule_19_the_county_settles_the_basic_pension_by_its_pack(counts: str, said: str) -> None:
    local = f'[dibao.excluded]\nitem = "basic_pension_central"\ncounts = "{counts}"\n'
    file = home(incomes=[income(9_000_000, "transfer", "basic_pension_central")])
    assert result(file, "dibao", local=local) == said


def test_rule_19_for_tekun_the_basic_pension_has_no_end() -> None:
    file = home(person(birth="1950-01-01"), incomes=[income(9_000_000, "transfer", "basic_pension_central")])
    assert result(file, "tekun", "m1") == "eligible"


@pytest.mark.parametrize(("stopped", "said"), [("", "not_eligible"), ("2026-03", "needs_confirmation")])
def test_rule_19_an_income_that_has_stopped_is_looked_at_by_a_person(stopped: str, said: str) -> None:
    assert result(home(incomes=[income(3_000_000, stopped=stopped)]), "dibao") == said


def test_rule_19_an_income_that_has_stopped_leaves_open_only_what_it_decides() -> None:
    assert result(home(incomes=[income(100_000, stopped="2026-03")]), "dibao") == "eligible"


@pytest.mark.parametrize("kind", ["disability", "illness"])
@pytest.mark.parametrize(
    ("applies", "said"), [("open", "needs_confirmation"), ("yes", "eligible"), ("no", "not_eligible")]
)
def test_rule_19_large_expenses_are_taken_off_where_the_county_says_so(kind: str, applies: str, said: str) -> None:
    file = home(incomes=[income(1_200_000)], deductions=[off(1_000_000, kind)])
    assert result(file, "dibao", local=f'[dibao.deduction]\nkind = "{kind}"\napplies = "{applies}"\n') == said


def test_rule_19_large_expenses_are_never_more_than_the_income() -> None:
    local = '[dibao.deduction]\nkind = "illness"\napplies = "yes"\n'
    assert told(home(deductions=[off(1_000_000, "illness")]), local)["household"]["fen_per_month"] == "0/1"


def test_incomes_that_nobody_has_asked_for_leave_the_result_open() -> None:
    file = home(incomes=None)
    assert told(file)["household"]["fen_per_month"] is None
    assert reason(finding(file, "dibao"), "dibao.income")["holds"] is None
    assert result(file, "dibao") == "needs_confirmation"


@given(fen=st.integers(0, 10**9), people=st.integers(1, 40))
def test_income_is_exact_for_any_sum_and_any_number_of_people(fen: int, people: int) -> None:
    members = [person(), *(person(f"m{nth}", "20", "2012-05-06") for nth in range(2, people + 1))]
    answer = told(home(*members, incomes=[income(fen)]))
    numerator, denominator = map(int, answer["household"]["per_capita_fen_per_month"].split("/"))
    assert numerator * 12 * people == fen * denominator
    eligible = answer["findings"][0]["result"] == "eligible"
    assert eligible is (fen < 62_000 * 12 * people)
