"""特困人员: the three conditions, who owes support, self-care, and the standard."""

from typing import Any

import pytest

from tests.rules.home import DISPOSABLE, WITHIN, finding, home, income, person, reason, result

OLD = person(birth="1950-01-01", work="none")


def alone(**facts: Any) -> dict[str, Any]:
    return home(OLD, **facts)


def obligor(**facts: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": "o1",
        "birth": "1980-01-01",
        "disability": None,
        "programme": "none",
        "fen_last_12_months": 100_000,
        "property": "within",
        "circumstances": [],
    }  # fmt: skip - a list of fields
    return {**usual, **facts}


@pytest.mark.parametrize(
    ("birth", "said"),
    [
        ("1966-05-11", "eligible"),
        ("1966-05-12", "not_eligible"),
        ("2010-05-12", "eligible"),
        ("2010-05-11", "needs_confirmation"),
        ("2008-05-12", "needs_confirmation"),
        ("2008-05-11", "not_eligible"),
        (None, "needs_confirmation"),
    ],
)
def test_rule_26_from_60_on_and_below_16_nobody_is_able_to_work(birth: str | None, said: str) -> None:
    assert result(home(person(birth=birth)), "tekun", "m1") == said


def test_rule_26_between_16_and_18_a_person_looks_at_it() -> None:
    found = finding(home(person(birth="2009-01-01")), "tekun", "m1")
    assert reason(found, "tekun.minor")["holds"] is None


@pytest.mark.parametrize("kind", [1, 2, 3, 4, 5, 6, 7])
@pytest.mark.parametrize("grade", [1, 2, 3, 4])
def test_rule_26_the_listed_disabilities_are_unable_to_work(kind: int, grade: int) -> None:
    listed = {1: (1,), 4: (1, 2), 5: (1, 2, 3), 6: (1, 2, 3)}.get(kind, ())
    said = result(home(person(disability={"kind": kind, "grade": grade})), "tekun", "m1")
    if kind == 7 and grade <= 3:
        assert said == "needs_confirmation"
    else:
        assert said == ("eligible" if grade in listed else "not_eligible")


@pytest.mark.parametrize(("fen", "said"), [(743_999, "eligible"), (744_000, "not_eligible")])
def test_rule_26_income_is_the_persons_own_and_below_the_standard(fen: int, said: str) -> None:
    assert result(alone(incomes=[income(fen)]), "tekun", "m1") == said


@pytest.mark.parametrize("item", ["basic_pension_central", "veteran_benefit", "old_age_allowance"])
def test_rule_26_pensions_and_benefits_of_article_6_do_not_count(item: str) -> None:
    assert result(alone(incomes=[income(9_000_000, "transfer", item)]), "tekun", "m1") == "eligible"


@pytest.mark.parametrize(("answer", "said"), [("over", "not_eligible"), ("unknown", "needs_confirmation")])
def test_rule_26_property_has_a_limit_of_its_own(answer: str, said: str) -> None:
    assert result(alone(property={**WITHIN, "tekun": answer}), "tekun", "m1") == said


@pytest.mark.parametrize(("obligors", "said"), [([], "eligible"), (None, "needs_confirmation")])
def test_rule_26_nobody_who_owes_support_or_nobody_asked(obligors: list[Any] | None, said: str) -> None:
    assert result(alone(obligors=obligors), "tekun", "m1") == said


def test_rule_26_one_obligor_who_is_able_is_enough() -> None:
    found = finding(alone(obligors=[obligor(programme="tekun"), obligor(id="o2")]), "tekun", "m1", DISPOSABLE)
    assert found["result"] == "not_eligible"
    assert "o2" in reason(found, "tekun.obligors")["text"]
    assert "法律援助" in reason(found, "tekun.obligors")["text"]


@pytest.mark.parametrize("circumstance", ["imprisoned", "missing"])
def test_rule_26_who_is_in_prison_or_missing_is_not_supported(circumstance: str) -> None:
    assert result(home({**OLD, "circumstances": [circumstance]}), "tekun", "m1") == "not_eligible"


HEAVY, MENTAL = {"kind": 2, "grade": 2}, {"kind": 6, "grade": 3}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"programme": "tekun"}, "eligible"),
        ({"programme": "dibao", "birth": "1966-05-11"}, "eligible"),
        ({"programme": "dibao", "birth": "1966-05-12"}, "not_eligible"),
        ({"birth": "1956-05-11"}, "eligible"),
        ({"birth": "1956-05-12"}, "not_eligible"),
        ({"birth": "1956-05-11", "fen_last_12_months": 2_000_000}, "not_eligible"),
        ({"birth": "1956-05-11", "fen_last_12_months": 1_999_999}, "eligible"),
        ({"birth": "1956-05-11", "property": "over"}, "not_eligible"),
        ({"birth": "1956-05-11", "property": "unknown"}, "needs_confirmation"),
        ({"birth": "1956-05-11", "fen_last_12_months": None}, "needs_confirmation"),
        ({"birth": None, "programme": "dibao"}, "needs_confirmation"),
        ({"disability": HEAVY}, "eligible"),
        ({"disability": MENTAL}, "eligible"),
        ({"disability": {"kind": 4, "grade": 3}}, "not_eligible"),
        ({"disability": HEAVY, "fen_last_12_months": 2_000_000}, "not_eligible"),
        ({"circumstances": ["no_capacity"]}, "eligible"),
        ({"circumstances": ["missing"], "fen_last_12_months": 9_000_000}, "eligible"),
        ({"circumstances": ["imprisoned"], "property": "over"}, "not_eligible"),
        ({"circumstances": ["imprisoned"], "property": "unknown"}, "needs_confirmation"),
    ],
)
def test_rule_27_the_five_cases_of_an_obligor_who_is_unable(facts: dict[str, Any], said: str) -> None:
    assert result(alone(obligors=[obligor(**facts)]), "tekun", "m1", DISPOSABLE) == said


def test_rule_27_without_the_local_figure_it_stays_open_and_what_fails_fails() -> None:
    assert result(alone(obligors=[obligor(birth="1956-05-11")]), "tekun", "m1") == "needs_confirmation"
    assert result(alone(obligors=[obligor()]), "tekun", "m1") == "not_eligible"
    assert result(alone(obligors=[obligor(birth="1956-05-11", property="over")]), "tekun", "m1") == "not_eligible"


@pytest.mark.parametrize(
    ("relation", "birth", "said"),
    [
        ("10", "1980-01-01", "not_eligible"),
        ("20", "1980-01-01", "not_eligible"),
        ("20", "2012-01-01", "eligible"),
        ("38", "1980-01-01", "eligible"),
        ("97", "1980-01-01", "eligible"),
    ],
)
def test_rule_27_who_lives_in_the_household_owes_support_too(relation: str, birth: str, said: str) -> None:
    file = home(OLD, person("m2", relation, birth), incomes=[income(9_000_000, member="m2")])
    assert result(file, "tekun", "m1", DISPOSABLE) == said


def test_rule_27_a_wife_over_70_with_little_is_unable() -> None:
    assert result(home(OLD, person("m2", "10", "1950-02-02")), "tekun", "m1", DISPOSABLE) == "eligible"
    assert (
        result(home(OLD, person("m2", "10", "1950-02-02"), incomes=None), "tekun", "m1", DISPOSABLE)
        == "needs_confirmation"
    )
    assert (
        result(home(OLD, person("m2", "10", "1980-02-02"), obligors=None), "tekun", "m1", DISPOSABLE) == "not_eligible"
    )


def test_rule_27_a_couple_of_whom_both_may_be_tekun_is_looked_at_together() -> None:
    wife = person("m2", "10", "1962-02-02")
    couple = home(person(birth="1961-01-01"), wife)
    assert result(couple, "tekun", "m1") == result(couple, "tekun", "m2") == "needs_confirmation"
    earning = {**couple, "incomes": [income(744_000, member="m2")]}
    assert result(earning, "tekun", "m1") == "not_eligible"


def test_rule_27_the_parents_of_a_child_owe_it_support_at_any_age() -> None:
    child = person("m2", "20", "2015-01-01")
    assert result(home(person(birth="2009-01-01"), child), "tekun", "m2") == "not_eligible"


def test_rule_27_of_an_orphan_the_grandparents_come_next() -> None:
    grandchild = person("m2", "41", "2015-01-01", circumstances=["orphan"])
    aunt = person("m3", "30", "1990-01-01")
    grown = home(person(birth="1970-01-01"), grandchild, aunt)
    assert "王m1" in reason(finding(grown, "tekun", "m2"), "tekun.obligors")["text"]
    old = home(person(birth="1950-01-01"), grandchild)
    assert reason(finding(old, "tekun", "m2", DISPOSABLE), "tekun.obligors")["holds"] is True


@pytest.mark.parametrize(
    ("unmet", "words", "care"),
    [(0, "全自理", 0), (1, "半护理", 30_000), (3, "半护理", 30_000), (4, "全护理", 60_000), (6, "全护理", 60_000)],
)
def test_rule_28_the_grade_of_self_care_follows_from_what_is_not_met(unmet: int, words: str, care: int) -> None:
    found = finding(alone(self_care_unmet=unmet), "tekun", "m1")
    assert words in reason(found, "tekun.self_care")["text"]
    assert "待县级确认" in reason(found, "tekun.care")["text"]
    local = "[tekun.care]\nfull_fen = 60000\nhalf_fen = 30000\nnone_fen = 0\n"
    assert reason(finding(alone(self_care_unmet=unmet), "tekun", "m1", local), "tekun.care")["value"] == care


def test_rule_28_what_is_not_assessed_refuses_nobody() -> None:
    found = finding(alone(), "tekun", "m1")
    assert (found["result"], found["fen_per_month"]) == ("eligible", 80_600)
    assert "还没评估" in reason(found, "tekun.self_care")["text"]


@pytest.mark.parametrize(
    ("residence", "land", "circumstances", "fen"),
    [
        ("rural", None, [], 80_600),
        ("urban", None, [], 107_400),
        ("urban", True, [], 80_600),
        ("urban", False, [], 107_400),
        ("rural", True, ["relocated_to_town"], 107_400),
    ],
)
def test_rule_33_land_makes_rural_and_a_move_to_town_urban(
    residence: str, land: Any, circumstances: list[str], fen: int
) -> None:
    file = home({**OLD, "circumstances": circumstances}, residence=residence, land_contract=land)
    assert finding(file, "tekun", "m1")["fen_per_month"] == fen


def current(programme: str) -> list[dict[str, Any]]:
    return [{"member": "m1", "programme": programme, "since": "2022-01"}]


@pytest.mark.parametrize(
    ("birth", "student", "said"),
    [
        ("2009-01-01", "none", "eligible"),
        ("2007-01-01", "senior", "eligible"),
        ("2007-01-01", "vocational", "eligible"),
        ("2007-01-01", "undergraduate", "not_eligible"),
        ("2007-01-01", "none", "not_eligible"),
    ],
)
def test_a_minor_in_tekun_is_kept_until_18_and_while_at_school(birth: str, student: str, said: str) -> None:
    assert result(home(person(birth=birth, student=student), current=current("tekun")), "tekun", "m1") == said


@pytest.mark.parametrize(("programme", "said"), [("guer", "not_eligible"), ("none_yet", "needs_confirmation")])
def test_rule_31_an_orphan_chooses_and_one_who_receives_is_not_tekun(programme: str, said: str) -> None:
    file = home(person(birth="2015-01-01", circumstances=["orphan"]), current=current(programme))
    assert result(file, "tekun", "m1") == said
    assert reason(finding(file, "tekun", "m1"), "tekun.choice")["holds"] is (False if programme == "guer" else None)


def test_rule_31_who_can_have_tekun_as_well_as_dibao_is_told_to_choose() -> None:
    both = finding(alone(), "dibao")
    assert (both["result"], both["fen_per_month"]) == ("eligible", 62_000)
    assert "王m1也可以办特困" in reason(both, "dibao.one_aid")["text"]
    assert "dibao.one_aid" not in [one["rule"] for one in finding(home(), "dibao")["reasons"]]


def test_rule_55_who_soon_turns_60_is_told_the_day() -> None:
    found = finding(home(person(birth="1966-06-15")), "tekun", "m1")
    assert found["result"] == "not_eligible"
    assert "2026-06-15" in reason(found, "tekun.ability")["text"]
    late = finding(home(person(birth="1966-12-15")), "tekun", "m1")
    assert "2026-12-15" not in reason(late, "tekun.ability")["text"]
