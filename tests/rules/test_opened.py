"""What the other departments give besides."""

from typing import Any

import pytest

from tests.rules.home import WITHIN, home, income, person, told

HEAVY = {"kind": 4, "grade": 2}


def opened(file: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["kind"]: one for one in told(file)["referrals"]}


def test_rule_46_a_recognised_class_answers_the_question_of_means_of_other_aids() -> None:
    child = person("m2", "20", "2012-01-01", student="compulsory")
    jobless = person("m3", "20", "2000-01-01", work="none")
    found = opened(home(person(), child, jobless))
    assert found["medical"]["recognised"] == found["housing"]["recognised"] == ["dibao"]
    assert (found["education"]["members"], found["education"]["entry"]) == (["m2"], "school")
    assert found["employment"]["members"] == ["m3"]
    assert "第42条" not in found["medical"]["source"]
    assert "第42条" in opened({**home(), "on": "2026-07-01"})["medical"]["source"]


def test_without_a_class_nothing_is_opened() -> None:
    assert opened(home(incomes=[income(9_000_000)])) == {}
    assert opened(home(property={})) == {}


def test_a_class_that_is_received_opens_as_well() -> None:
    current = [{"member": None, "programme": "gangxing_zhichu", "since": "2025-09"}]
    found = opened(home(incomes=[income(9_000_000)], current=current))
    assert found["medical"]["recognised"] == ["gangxing_zhichu"]
    assert "employment" not in found


@pytest.mark.parametrize(
    ("facts", "of_use"),
    [
        ({"work": "none"}, True),
        ({"work": "none", "birth": "1966-05-11"}, False),
        ({"work": "none", "birth": "2010-05-12"}, False),
        ({"work": "none", "birth": None}, False),
        ({"work": "unable"}, False),
        ({"work": "none", "disability": HEAVY}, False),
        ({"work": "none", "student": "undergraduate"}, False),
    ],
)
def test_help_with_work_is_for_who_can_work_and_has_none(facts: dict[str, Any], of_use: bool) -> None:  # noqa: FBT001 - a table
    current = [{"member": None, "programme": "dibao", "since": "2025-09"}]
    assert ("employment" in opened(home(person(**facts), current=current))) is of_use


@pytest.mark.parametrize(
    ("kind", "aid"), [("fire", "disaster"), ("other", "disaster"), ("illness", "emergency_illness"), ("accident", "")]
)
def test_what_has_happened_opens_its_own_aid(kind: str, aid: str) -> None:
    found = opened(home(incomes=[income(9_000_000)], emergency={"kind": kind, "fen_needed": 100}))
    assert list(found) == ([aid] if aid else [])


def test_the_disabled_are_named_to_their_federation() -> None:
    file = home(person(), person("m2", "10", disability=HEAVY), incomes=[income(90_000_000)])
    assert opened(file)["disability"]["members"] == ["m2"]
    assert opened(file)["disability"]["text"].endswith("（待县级确认）")


def test_who_has_children_able_to_pay_is_told_of_legal_aid() -> None:
    son = {"id": "o1", "birth": "1980-01-01", "fen_last_12_months": 9_000_000, "property": "within"}
    assert opened(home(person(birth="1950-01-01"), obligors=[son]))["legal_aid"]["members"] == ["m1"]
    assert "legal_aid" not in opened(
        home(person(birth="1950-01-01"), obligors=[son], property={**WITHIN, "tekun": "over"})
    )
    assert "legal_aid" not in opened(home(person(), person("m2", "20", "2015-01-01")))


def test_before_the_rules_there_were_no_aids_to_name() -> None:
    assert opened({**home(person(disability=HEAVY)), "on": "2010-05-11"}) == {}
