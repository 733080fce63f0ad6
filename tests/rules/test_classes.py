"""低保边缘, 单人保, 刚性支出: what is open to a household that is not below the standard."""

from typing import Any

import pytest

from tests.rules.home import DISPOSABLE, RATIO, WITHIN, finding, home, income, person, reason, result

JUST_ABOVE = (income(960_000),)  # 800 yuan a month and person, above 620 and below 930
HEAVY = {"kind": 4, "grade": 2}
LOCAL = DISPOSABLE + RATIO


def single(disability: Any = None, **facts: Any) -> dict[str, Any]:
    """A household of 低保边缘 of one."""
    return home(person(disability=disability, **facts), incomes=list(JUST_ABOVE))


@pytest.mark.parametrize(
    ("residence", "fen", "said"),
    [
        ("rural", 93_000 * 12 - 1, "eligible"),
        ("rural", 93_000 * 12, "not_eligible"),
        ("urban", 123_900 * 12 - 1, "eligible"),
        ("urban", 123_900 * 12, "not_eligible"),
    ],
)
def test_rule_23_bianyuan_is_below_one_and_a_half_standards(residence: str, fen: int, said: str) -> None:
    found = finding(home(residence=residence, incomes=[income(fen)]), "dibao_bianyuan")
    assert found["result"] == said
    assert reason(found, "dibao_bianyuan.income")["limit"] == (93_000 if residence == "rural" else 123_900)


def test_rule_23_the_multiple_is_the_countys() -> None:
    local = "[dibao.borderline]\ntenths = 20\n"
    assert result(home(incomes=[income(123_999 * 12)]), "dibao_bianyuan", local=local) == "eligible"


def test_rule_23_who_can_have_dibao_is_not_bianyuan() -> None:
    assert result(home(), "dibao_bianyuan") == "not_eligible"


def test_rule_23_below_the_standard_with_too_much_for_dibao_can_be_bianyuan() -> None:
    assert result(home(property={**WITHIN, "dibao": "over"}), "dibao_bianyuan") == "eligible"


@pytest.mark.parametrize(
    ("fen", "dibao", "bianyuan", "said"),
    [
        (0, "unknown", "within", "needs_confirmation"),
        (0, "unknown", "over", "not_eligible"),
        (0, "over", "unknown", "needs_confirmation"),
        (0, "within", "unknown", "not_eligible"),
        (93_000 * 12, "unknown", "unknown", "not_eligible"),
    ],
)
def test_rule_23_what_is_unknown_stays_unknown_and_what_fails_fails(
    fen: int, dibao: str, bianyuan: str, said: str
) -> None:
    owned = {"dibao": dibao, "bianyuan": bianyuan}
    assert result(home(incomes=[income(fen)], property=owned), "dibao_bianyuan") == said


@pytest.mark.parametrize("fen", [0, 62_000 * 12, 93_000 * 12])
@pytest.mark.parametrize("dibao", ["within", "over", "unknown"])
@pytest.mark.parametrize("bianyuan", ["within", "over", "unknown"])
@pytest.mark.parametrize("programme", ["dibao", "dibao_bianyuan"])
def test_rules_22_and_23_are_open_exactly_where_the_answer_depends_on_what_is_unknown(
    fen: int, dibao: str, bianyuan: str, programme: str
) -> None:
    def said(first: str, second: str) -> str:
        return result(home(incomes=[income(fen)], property={"dibao": first, "bianyuan": second}), programme)

    either = ("within", "over")
    possible = {
        said(first, second)
        for first in (either if dibao == "unknown" else (dibao,))
        for second in (either if bianyuan == "unknown" else (bianyuan,))
    }
    assert said(dibao, bianyuan) == (possible.pop() if len(possible) == 1 else "needs_confirmation")


@pytest.mark.parametrize("kind", [1, 2, 3, 4, 5, 6, 7])
@pytest.mark.parametrize("grade", [1, 2, 3, 4])
def test_rule_24_heavily_disabled_people_of_a_bianyuan_household_can_have_dibao_alone(kind: int, grade: int) -> None:
    said = result(single({"kind": kind, "grade": grade}), "dibao_danren", "m1")
    if grade <= 2 or (grade == 3 and kind in {5, 6}):
        assert said == "eligible"
    else:
        assert said == ("needs_confirmation" if (kind, grade) == (7, 3) else "not_eligible")


@pytest.mark.parametrize(
    "facts", [{"disability": HEAVY}, {"disability": {"kind": 5, "grade": 3}}, {"serious_illness": True}]
)
def test_rule_24_a_disabled_or_ill_member_without_an_income_of_his_own_is_eligible(facts: dict[str, Any]) -> None:
    file = home(person(), person("m2", "20", "2000-05-06", work="none", **facts), incomes=[income(1_920_000)])
    found = finding(file, "dibao_danren", "m2")
    assert (found["result"], found["fen_per_month"]) == ("eligible", None)
    assert "待县级确认" in reason(found, "dibao_danren.amount")["text"]
    assert finding(file, "dibao_danren", "m2", "[dibao_danren.standard]\nfen = 40000\n")["fen_per_month"] == 40_000
    assert result(file, "dibao_danren", "m1") == "not_eligible"


def test_rule_24_a_household_that_qualifies_is_not_reduced_to_some_of_its_members() -> None:
    file = home(person(), person("m2", "10", disability=HEAVY, work="none"))
    found = finding(file, "dibao_danren", "m2")
    assert reason(found, "dibao_danren.family")["holds"] is False
    assert found["result"] == "not_eligible"


@pytest.mark.parametrize(("bianyuan", "said"), [("unknown", "eligible"), ("over", "not_eligible")])
def test_rule_24_a_household_that_is_recognised_stays_so_until_something_speaks_against_it(
    bianyuan: str, said: str
) -> None:
    file = home(
        person(),
        person("m2", "20", "2012-05-06", disability=HEAVY, work="none"),
        incomes=[income(1_920_000)],
        property={"dibao": "over", "bianyuan": bianyuan},
        current=[{"member": None, "programme": "dibao_bianyuan", "since": "2025-01"}],
    )
    assert result(file, "dibao_danren", "m2") == said


def test_rule_24_while_bianyuan_is_open_so_is_dibao_alone() -> None:
    file = home(
        person(),
        person("m2", "20", "2012-05-06", disability=HEAVY, work="none"),
        incomes=[income(1_920_000)],
        property={"dibao": "over"},
    )
    assert result(file, "dibao_danren", "m2") == "needs_confirmation"


@pytest.mark.parametrize(
    ("birth", "work", "on", "said"),
    [
        ("1990-05-06", "none", "2026-05-11", "needs_confirmation"),
        ("1990-05-06", None, "2026-05-11", "needs_confirmation"),
        ("1990-05-06", "employed", "2026-05-11", "not_eligible"),
        ("2012-05-06", "none", "2026-05-11", "not_eligible"),
        ("1990-05-06", "none", "2022-10-19", "not_eligible"),
    ],
)
def test_rule_24_a_heavily_disabled_adult_without_work_may_be_taken_alone_in_any_household(
    birth: str, work: str | None, on: str, said: str
) -> None:
    file = home(person(), person("m2", "20", birth, disability=HEAVY, work=work), incomes=[income(99_000_000)], on=on)
    assert result(file, "dibao_danren", "m2") == said


def test_rule_24_which_low_income_households_count_is_the_countys() -> None:
    member = person("m2", "20", "2012-05-06", disability=HEAVY, work="none")
    spent = [{"kind": "medical", "fen_last_12_months": 9_000_000}]
    file = home(person(), member, incomes=[income(3_000_000)], rigid_spending=spent)
    assert result(file, "gangxing_zhichu", local=LOCAL) == "eligible"
    assert result(file, "dibao_danren", "m2", LOCAL) == "not_eligible"
    wider = LOCAL + '[dibao_danren.household]\nclasses = ["dibao_bianyuan", "gangxing_zhichu"]\n'
    assert result(file, "dibao_danren", "m2", wider) == "eligible"


@pytest.mark.parametrize(
    ("own", "property_", "said"),
    [
        (0, "within", "eligible"),
        (743_999, "within", "eligible"),
        (744_000, "within", "not_eligible"),
        (0, "unknown", "needs_confirmation"),
        (0, "over", "not_eligible"),
    ],
)
def test_rule_24_clergy_in_hardship_are_taken_alone_and_leave_the_household(
    own: int, property_: str, said: str
) -> None:
    monk = person("m2", "20", circumstances=["clergy_3y"])
    file = home(person(), monk, incomes=[income(own, member="m2"), income(9_000_000)], property={"dibao": property_})
    assert result(file, "dibao_danren", "m2") == said


@pytest.mark.parametrize("programme", ["tekun", "guer", "shishi_wuren_fuyang"])
def test_rule_31_who_has_another_basic_aid_has_no_dibao_alone(programme: str) -> None:
    file = home(
        person(),
        person("m2", "20", disability=HEAVY, work="none"),
        incomes=[income(960_000)],
        current=[{"member": "m2", "programme": programme, "since": "2024-01"}],
    )
    assert result(file, "dibao_danren", "m2") == "not_eligible"


FOUR = (person(), person("m2", "10"), person("m3", "20", "2012-05-06"), person("m4", "30", "2014-05-06"))


def rigid(*lines: tuple[str, int], **facts: Any) -> dict[str, Any]:
    """Four people in town with 48,000 yuan a year: a thousand each a month, above 低保 and below 低保边缘 1,239."""
    listed = [{"kind": kind, "fen_last_12_months": fen} for kind, fen in lines]
    usual = {"rigid_spending": listed, "incomes": [income(4_800_000)], "property": {**WITHIN, "bianyuan": "over"}}
    return home(*FOUR, **{**usual, "residence": "urban", **facts})


def test_rule_25_spending_of_three_quarters_of_the_income_is_more_than_six_tenths() -> None:
    found = finding(rigid(("medical", 3_600_000)), "gangxing_zhichu", local=LOCAL)
    assert found["result"] == "eligible"
    share = reason(found, "gangxing_zhichu.spending")
    assert (share["value"], share["limit"]) == ("3/4", "3/5")


@pytest.mark.parametrize(("fen", "said"), [(2_880_000, "not_eligible"), (2_880_001, "eligible"), (0, "not_eligible")])
def test_rule_25_the_share_must_be_more_than_the_limit(fen: int, said: str) -> None:
    assert result(rigid(("medical", fen)), "gangxing_zhichu", local=LOCAL) == said


def test_rule_25_while_the_county_has_set_no_ratio_the_result_is_open_and_what_fails_fails() -> None:
    assert result(rigid(("medical", 3_600_000)), "gangxing_zhichu") == "needs_confirmation"
    assert result(rigid(), "gangxing_zhichu") == "not_eligible"
    over = rigid(("medical", 3_600_000), property={**WITHIN, "bianyuan": "over", "gangxing": "over"})
    assert result(over, "gangxing_zhichu") == "not_eligible"


def test_rule_25_spending_that_nobody_has_asked_for_leaves_it_open() -> None:
    assert result(rigid(rigid_spending=None), "gangxing_zhichu", local=LOCAL) == "needs_confirmation"


def test_rule_25_whether_other_spending_counts_is_the_countys() -> None:
    mixed = rigid(("medical", 2_000_000), ("other", 1_600_000))
    assert result(mixed, "gangxing_zhichu", local=LOCAL) == "needs_confirmation"
    assert result(rigid(("medical", 2_900_000), ("other", 1)), "gangxing_zhichu", local=LOCAL) == "eligible"


def test_rule_25_without_income_spending_is_more_and_the_reviewer_says_why() -> None:
    owned = {"dibao": "over", "bianyuan": "over", "tekun": "over", "gangxing": "within"}
    found = finding(rigid(("living", 100), incomes=[], property=owned), "gangxing_zhichu", local=LOCAL)
    assert found["result"] == "eligible"
    assert "请审核的人写明情况" in reason(found, "gangxing_zhichu.spending")["text"]
    assert result(rigid(incomes=[], property=owned), "gangxing_zhichu", local=LOCAL) == "not_eligible"


def test_rule_25_without_income_it_stays_open_whether_other_spending_alone_counts() -> None:
    found = finding(rigid(("other", 100), incomes=[]), "gangxing_zhichu", local=LOCAL)
    assert reason(found, "gangxing_zhichu.spending")["holds"] is None


@pytest.mark.parametrize(("yearly", "said"), [(4_000_000 * 4, "not_eligible"), (4_000_000 * 4 - 1, "eligible")])
def test_rule_25_income_is_below_last_years_local_figure(yearly: int, said: str) -> None:
    assert result(rigid(("medical", yearly), incomes=[income(yearly)]), "gangxing_zhichu", local=LOCAL) == said


def test_rule_25_who_can_have_a_better_class_is_told_which() -> None:
    found = finding(rigid(("medical", 3_600_000), property=WITHIN), "gangxing_zhichu", local=LOCAL)
    assert found["result"] == "not_eligible"
    assert reason(found, "gangxing_zhichu.better")["text"].startswith("可办低保边缘家庭")
    low = finding(rigid(("medical", 3_600_000), property=WITHIN, incomes=[income(100)]), "gangxing_zhichu", local=LOCAL)
    assert reason(low, "gangxing_zhichu.better")["text"].startswith("可办低保")


def test_rule_25_who_receives_a_better_class_is_not_in_this_one() -> None:
    received = [{"member": None, "programme": "dibao", "since": "2024-01"}]
    found = finding(rigid(("medical", 3_600_000), current=received), "gangxing_zhichu", local=LOCAL)
    assert reason(found, "gangxing_zhichu.better")["text"] == "现在享受低保"


def test_rule_25_a_household_of_tekun_only_is_told_so() -> None:
    file = home(person(birth="1950-01-01"), property={**WITHIN, "dibao": "over", "bianyuan": "over"})
    found = finding(file, "gangxing_zhichu")
    assert reason(found, "gangxing_zhichu.better")["text"].startswith("可办特困")


def test_rule_25_while_a_better_class_is_open_so_is_this_one() -> None:
    file = rigid(("medical", 3_600_000), property={"dibao": "over", "gangxing": "within", "tekun": "over"})
    assert result(file, "gangxing_zhichu", local=LOCAL) == "needs_confirmation"
