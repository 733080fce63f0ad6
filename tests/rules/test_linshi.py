"""临时救助, 小额快救 and the cap of a year."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.home import DISPOSABLE, WITHIN, finding, home, income, person, reason, result, told


def hit(needed: int | None, received: int | None = 0, **facts: Any) -> dict[str, Any]:
    emergency = {"kind": "fire", "date": "2026-05-10", "fen_needed": needed}
    return home(emergency=emergency, linshi_received_fen_this_year=received, **facts)


@pytest.mark.parametrize(("residence", "fen"), [("urban", 82_600), ("rural", 62_000)])
def test_rule_29_quick_aid_is_at_most_a_monthly_standard_of_the_place(residence: str, fen: int) -> None:
    found = finding(hit(300_000, residence=residence), "xiaoe_kuaijiu")
    assert (found["result"], found["fen_once"]) == ("eligible", fen)
    assert finding(hit(50_000, residence=residence), "xiaoe_kuaijiu")["fen_once"] == 50_000


def test_rule_29_whether_for_each_person_is_the_countys() -> None:
    members = (person(), person("m2", "10"))
    file = home(*members, emergency={"kind": "illness", "date": "2026-05-10", "fen_needed": 300_000})
    assert finding(file, "xiaoe_kuaijiu", local='[xiaoe_kuaijiu.limit]\nper = "person"\n')["fen_once"] == 124_000


@pytest.mark.parametrize(("on", "said"), [("2026-01-28", "not_eligible"), ("2026-01-29", "eligible")])
def test_quick_aid_begins_with_its_own_document(on: str, said: str) -> None:
    emergency = {"kind": "accident", "date": None, "fen_needed": 100}
    assert result(home(on=on, emergency=emergency), "xiaoe_kuaijiu") == said


def test_without_an_emergency_there_is_no_quick_aid() -> None:
    assert result(home(), "xiaoe_kuaijiu") == "not_eligible"


@pytest.mark.parametrize(
    ("needed", "said", "fen", "over"),
    [(50_000, "eligible", 50_000, ""), (50_100, "needs_confirmation", 50_000, "1.00")],
)
def test_rule_30_up_to_the_cap_it_is_paid_and_what_is_over_it_goes_to_the_countys_leader(
    needed: int, said: str, fen: int, over: str
) -> None:
    found = finding(hit(needed, 950_000), "linshi_jiuzhu")
    assert (found["result"], found["fen_once"]) == (said, fen)
    assert ("县民政局报县政府领导" in reason(found, "linshi_jiuzhu.cap")["text"]) is bool(over)
    assert over in reason(found, "linshi_jiuzhu.cap")["text"]


def test_rule_30_the_cap_does_not_stop_first_help_and_charity_is_named() -> None:
    answer = told(hit(2_000_000))
    found = next(one for one in answer["findings"] if one["programme"] == "linshi_jiuzhu")
    assert found["fen_once"] == 1_000_000
    assert "charity" in [one["kind"] for one in answer["referrals"]]


def test_rule_30_quick_aid_counts_to_the_cap_too() -> None:
    found = finding(hit(60_000, 970_000), "xiaoe_kuaijiu")
    assert (found["result"], found["fen_once"]) == ("needs_confirmation", 30_000)


def test_rule_30_more_than_the_cap_received_leaves_nothing() -> None:
    assert finding(hit(100, 1_200_000), "linshi_jiuzhu")["fen_once"] == 0


@pytest.mark.parametrize(("needed", "received"), [(0, 0), (None, 0), (100, None)])
def test_what_is_not_asked_leaves_it_open(needed: int | None, received: int | None) -> None:
    assert result(hit(needed, received), "linshi_jiuzhu") == "needs_confirmation"


@given(needed=st.integers(1, 3_000_000), received=st.integers(0, 2_000_000))
def test_what_is_paid_and_what_was_received_never_pass_the_cap(needed: int, received: int) -> None:
    found = finding(hit(needed, received), "linshi_jiuzhu")
    assert found["fen_once"] == min(needed, max(1_000_000 - received, 0))
    assert (found["result"] == "eligible") is (needed + received <= 1_000_000)


SPENT = [{"kind": "medical", "fen_last_12_months": 5_000_000}]
RICH = (income(9_000_000),)


def test_spending_without_an_emergency_is_for_the_county_to_weigh() -> None:
    found = finding(home(rigid_spending=SPENT), "linshi_jiuzhu")
    assert (found["result"], found["fen_once"]) == ("needs_confirmation", None)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "not_eligible"),
        ({"incomes": [income(1_999_999)]}, "needs_confirmation"),
        ({"incomes": [income(1_999_999)], "property": {"gangxing": "over"}}, "not_eligible"),
        ({"current": [{"programme": "dibao", "member": None}]}, "needs_confirmation"),
        ({"rigid_spending": None}, "not_eligible"),
        ({"rigid_spending": []}, "not_eligible"),
    ],
)
def test_spending_is_weighed_with_income_and_property(facts: dict[str, Any], said: str) -> None:
    file = home(**{"incomes": list(RICH), "rigid_spending": SPENT, "property": WITHIN, **facts})
    assert result(file, "linshi_jiuzhu", local=DISPOSABLE) == said


def test_rule_46_who_is_recognised_already_is_not_asked_for_means_again() -> None:
    file = home(incomes=list(RICH), rigid_spending=SPENT, current=[{"programme": "dibao", "member": None}])
    found = finding(file, "linshi_jiuzhu", local=DISPOSABLE)
    assert "不再核收入财产" in reason(found, "linshi_jiuzhu.income")["text"]
