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
    ("kind", "aid"),
    [("fire", "disaster"), ("other", "disaster"), ("illness", "emergency_illness"), ("accident", "judicial")],
)
def test_what_has_happened_opens_its_own_aid(kind: str, aid: str) -> None:
    found = opened(home(incomes=[income(9_000_000)], emergency={"kind": kind, "fen_needed": 100}))
    assert list(found) == [aid]


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


CLASS = [{"member": None, "programme": "gangxing_zhichu", "since": "2025-01"}]
AS_WOMAN = {"sex": "female", "serious_illness": True}


@pytest.mark.parametrize(
    ("kind", "facts", "current"),
    [
        ("vagrant", {"circumstances": ["vagrant"]}, []),
        ("judicial", {"circumstances": ["crime_victim"]}, []),
        ("women", {"circumstances": ["domestic_violence"]}, []),
        ("legal_aid", {"circumstances": ["domestic_violence"]}, []),
        ("women", AS_WOMAN, []),
        ("union", {"work": "employed"}, CLASS),
    ],
)
def test_what_a_persons_own_case_opens_names_the_person(
    kind: str, facts: dict[str, Any], current: list[dict[str, Any]]
) -> None:
    rich = [income(9_000_000)]
    file = home(person("m2", "10", **{"work": "none", **facts}), incomes=rich, current=current)
    file = {**file, "incomes": [{**rich[0], "member": "m2"}], "on": "2026-07-01"}
    assert opened(file)[kind]["members"] == ["m2"]
    assert kind not in opened(home(person(sex="male", work="none"), incomes=rich))


def test_a_child_whom_nobody_may_be_raising_is_named_to_the_womens_federation() -> None:
    assert opened(home(person("m2", "41", "2015-01-01", circumstances=["orphan"])))["women"]["members"] == ["m2"]


def test_charity_is_named_where_public_aid_leaves_much_uncovered() -> None:
    assert "charity" in opened(home(current=CLASS))
    over = home(emergency={"kind": "fire", "fen_needed": 1_000_100}, incomes=[income(90_000_000)])
    assert "charity" in opened(over)
    assert "charity" not in opened(home(emergency={"kind": "fire", "fen_needed": 1_000_000}))


def test_rule_46_a_class_answers_the_question_of_means_of_legal_aid_and_work_too() -> None:
    found = opened(home(person(work="none", circumstances=["domestic_violence"]), current=CLASS, on="2026-07-01"))
    assert "gangxing_zhichu" in found["legal_aid"]["recognised"]
    assert "gangxing_zhichu" in found["employment"]["recognised"]
    assert "第27条" in found["employment"]["source"]


def test_every_aid_of_another_department_has_an_entry_a_source_and_a_sentence() -> None:
    everything = person(
        circumstances=["vagrant", "crime_victim", "domestic_violence"], disability=HEAVY, student="senior"
    )
    for on in ("2025-05-11", "2026-07-01"):
        found = opened(home(everything, person("m2", "20", "2000-01-01", work="none"), current=CLASS, on=on))
        assert {"medical", "education", "housing", "employment", "vagrant", "judicial"} <= set(found)
        assert {"legal_aid", "disability", "union", "women", "charity"} <= set(found)
        assert all(one["department"] and one["entry"] and one["source"] and one["text"] for one in found.values())
