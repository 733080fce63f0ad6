"""残疾人两项补贴, 孤儿, 事实无人抚养儿童, and what one person may not have twice."""

from typing import Any

import pytest

from tests.rules.home import finding, home, income, person, reason, result

HEAVY = {"kind": 4, "grade": 2}
BOTH = ("canji_shenghuo", "canji_huli")


def receiving(*programmes: str, member: str | None = "m1") -> list[dict[str, Any]]:
    return [{"member": member, "programme": programme, "since": "2023-05"} for programme in programmes]


def disabled(**facts: Any) -> dict[str, Any]:
    return home(person(disability=HEAVY, work="none"), **facts)


@pytest.mark.parametrize("programme", BOTH)
def test_both_subsidies_can_be_had_together_and_their_amounts_are_the_countys(programme: str) -> None:
    found = finding(disabled(), programme, "m1")
    assert (found["result"], found["fen_per_month"]) == ("eligible", None)
    assert "待县级确认" in reason(found, f"{programme}.amount")["text"]
    assert finding(disabled(), programme, "m1", f"[{programme}.standard]\nfen = 10000\n")["fen_per_month"] == 10_000


@pytest.mark.parametrize("programme", BOTH)
def test_rule_31_not_beside_tekun(programme: str) -> None:
    assert result(disabled(current=receiving("tekun")), programme, "m1") == "not_eligible"


@pytest.mark.parametrize("programme", ["guer", "shishi_wuren_fuyang"])
def test_rule_31_an_orphan_has_no_living_subsidy_besides_but_has_the_care_subsidy(programme: str) -> None:
    child = person("m2", "20", "2015-01-01", disability=HEAVY, work="none")
    file = home(person(), child, current=receiving(programme, member="m2"))
    assert result(file, "canji_shenghuo", "m2") == "not_eligible"
    assert result(file, "canji_huli", "m2") == "eligible"


def test_rule_31_a_child_whose_aid_only_tops_up_dibao_keeps_the_living_subsidy() -> None:
    child = person("m2", "20", "2015-01-01", disability=HEAVY)
    current = [*receiving("shishi_wuren_fuyang", member="m2"), *receiving("dibao", member=None)]
    assert result(home(person(), child, current=current), "canji_shenghuo", "m2") == "eligible"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "eligible"),
        ({"incomes": [income(9_000_000)]}, "not_eligible"),
        ({"property": {"dibao": "unknown"}}, "needs_confirmation"),
        ({"incomes": [income(9_000_000)], "current": receiving("dibao", member=None)}, "eligible"),
        ({"incomes": [income(9_000_000)], "current": receiving("dibao_danren")}, "eligible"),
    ],
)
def test_the_living_subsidy_is_for_households_of_dibao(facts: dict[str, Any], said: str) -> None:
    assert result(disabled(**facts), "canji_shenghuo", "m1") == said


@pytest.mark.parametrize(
    ("widened", "said"), [("open", "needs_confirmation"), ("yes", "eligible"), ("no", "not_eligible")]
)
def test_whether_bianyuan_has_the_living_subsidy_is_the_countys(widened: str, said: str) -> None:
    file = home(person(disability={"kind": 4, "grade": 4}), incomes=[income(960_000)])
    local = f'[canji_shenghuo.household]\nwidened = "{widened}"\n'
    assert result(file, "canji_shenghuo", "m1", local) == said


def test_who_has_dibao_alone_has_the_living_subsidy_and_the_others_have_not() -> None:
    members = (person(), person("m2", "20", "2000-01-01", disability=HEAVY, work="none"))
    file = home(*members, incomes=[income(1_920_000)])
    assert result(file, "canji_shenghuo", "m2") == "eligible"
    assert result(file, "canji_shenghuo", "m1") == "not_eligible"


def test_who_is_not_counted_in_the_household_is_not_in_its_dibao() -> None:
    away = person("m2", "20", "1990-01-01", co_living=False, disability={"kind": 4, "grade": 4})
    assert result(home(person(), away), "canji_shenghuo", "m2") == "not_eligible"


@pytest.mark.parametrize(
    ("kind", "grade", "said"),
    [
        (1, 1, "eligible"),
        (7, 2, "eligible"),
        (4, 3, "not_eligible"),
        (5, 3, "needs_confirmation"),
        (6, 4, "needs_confirmation"),
        (7, 3, "needs_confirmation"),
        (4, 4, "not_eligible"),
    ],
)
def test_the_care_subsidy_is_for_grades_1_and_2_and_where_the_county_says_so_for_others(
    kind: int, grade: int, said: str
) -> None:
    file = home(person(disability={"kind": kind, "grade": grade}))
    assert result(file, "canji_huli", "m1") == said
    amounts = "fen = 9000\nsecond_fen = 8000\nwider_fen = 5000\n"
    wider = f'[canji_huli.disability]\nwidened = "yes"\n[canji_huli.standard]\n{amounts}'
    found = finding(file, "canji_huli", "m1", wider)
    if (kind, grade) != (7, 3):
        assert (found["result"] == "eligible") is (said != "not_eligible")
    assert found["fen_per_month"] == ({1: 9_000, 2: 8_000}.get(grade, 5_000) if found["result"] == "eligible" else None)


def test_the_care_subsidy_is_not_beside_that_of_a_work_injury() -> None:
    file = home(person(disability=HEAVY, circumstances=["work_injury_care"]))
    assert result(file, "canji_huli", "m1") == "not_eligible"


@pytest.mark.parametrize("programme", BOTH)
def test_who_is_not_disabled_has_neither_and_before_2016_there_was_none(programme: str) -> None:
    assert result(home(), programme, "m1") == "not_eligible"
    assert result(disabled(on="2015-12-31"), programme, "m1") == "needs_confirmation"


def child(*circumstances: str, **facts: Any) -> dict[str, Any]:
    return person(birth="2015-01-01", circumstances=list(circumstances), **facts)


@pytest.mark.parametrize(
    ("circumstances", "said"),
    [
        (("orphan",), "eligible"),
        (("parents_dead",), "eligible"),
        (("parents_not_found",), "eligible"),
        (("father_dead", "mother_not_found"), "eligible"),
        (("father_dead", "mother_missing"), "not_eligible"),
        (("father_dead",), "needs_confirmation"),
        ((), "not_eligible"),
    ],
)
def test_an_orphan_has_lost_both_parents(circumstances: tuple[str, ...], said: str) -> None:
    assert result(home(child(*circumstances)), "guer", "m1") == said


@pytest.mark.parametrize(("birth", "said"), [("2008-05-12", "eligible"), ("2008-05-11", "not_eligible")])
def test_an_orphan_is_below_18(birth: str, said: str) -> None:
    assert result(home(person(birth=birth, circumstances=["orphan"])), "guer", "m1") == said


def test_rule_31_an_orphan_has_what_the_county_has_set_and_no_second_aid() -> None:
    assert finding(home(child("orphan")), "guer", "m1")["fen_per_month"] is None
    assert finding(home(child("orphan")), "guer", "m1", "[guer.standard]\nfen = 120000\n")["fen_per_month"] == 120_000
    assert result(home(child("orphan")), "shishi_wuren_fuyang", "m1") == "not_eligible"
    assert result(home(child("orphan"), current=receiving("tekun")), "guer", "m1") == "needs_confirmation"


@pytest.mark.parametrize(
    ("father", "mother", "said"),
    [
        ({"circumstances": ["imprisoned"]}, {"circumstances": ["detox"]}, "eligible"),
        ({"circumstances": ["lost_contact"]}, {"circumstances": ["missing"]}, "eligible"),
        ({"circumstances": ["restricted"]}, {"serious_illness": True}, "eligible"),
        ({"disability": {"kind": 4, "grade": 2}}, {"disability": {"kind": 6, "grade": 4}}, "eligible"),
        ({"disability": {"kind": 4, "grade": 3}}, {"disability": {"kind": 6, "grade": 4}}, "not_eligible"),
        ({"circumstances": ["imprisoned"]}, {}, "not_eligible"),
        ({"circumstances": ["imprisoned"]}, {"serious_illness": None}, "needs_confirmation"),
        ({"circumstances": ["imprisoned"]}, {"disability": {"kind": 7, "grade": 3}}, "needs_confirmation"),
    ],
)
def test_a_child_is_without_care_when_each_parent_is_unable(father: Any, mother: Any, said: str) -> None:
    file = home(child(), person("m2", "51", **father), person("m3", "52", **mother))
    assert result(file, "shishi_wuren_fuyang", "m1") == said
    head = home(person(**father), person("m2", "10", **mother), person("m3", "20", "2015-01-01"))
    assert result(head, "shishi_wuren_fuyang", "m3") == said


@pytest.mark.parametrize(
    ("circumstances", "said"),
    [
        (("father_dead",), "eligible"),
        (("father_missing",), "eligible"),
        (("father_severely_disabled",), "eligible"),
        ((), "needs_confirmation"),
    ],
)
def test_one_parent_who_is_gone_and_the_other_unable(circumstances: tuple[str, ...], said: str) -> None:
    file = home(child(*circumstances), person("m2", "52", circumstances=["imprisoned"]))
    assert result(file, "shishi_wuren_fuyang", "m1") == said


@pytest.mark.parametrize(
    ("obligors", "said"),
    [
        ([{"id": "o1", "circumstances": ["imprisoned"]}, {"id": "o2", "disability": HEAVY}], "eligible"),
        ([{"id": "o1", "circumstances": ["imprisoned"]}, {"id": "o2"}], "needs_confirmation"),
        ([{"id": "o1", "circumstances": ["imprisoned"]}], "needs_confirmation"),
        ([{"id": f"o{nth}", "circumstances": ["imprisoned"]} for nth in range(3)], "needs_confirmation"),
    ],
)
def test_who_owes_a_child_support_outside_its_household_is_taken_for_a_parent(obligors: Any, said: str) -> None:
    assert result(home(child(), obligors=obligors), "shishi_wuren_fuyang", "m1") == said


def test_of_more_than_two_who_could_be_the_parents_nobody_knows_which() -> None:
    members = (
        person(),
        person("m2", "20", "1990-01-01"),
        person("m3", "30", "1991-01-01"),
        person("m4", "38", "1992-01-01"),
    )
    file = home(*members, person("m5", "41", "2015-01-01"))
    assert result(file, "shishi_wuren_fuyang", "m5") == "needs_confirmation"


def test_parents_who_are_minors_themselves_and_grown_children_are_no_parents_of_a_brother() -> None:
    file = home(person(birth="2005-01-01"), person("m2", "73", "2015-01-01"), person("m3", "99"))
    assert result(file, "shishi_wuren_fuyang", "m2") == "needs_confirmation"
    assert result(file, "shishi_wuren_fuyang", "m3") == "not_eligible"


def test_rule_31_beside_dibao_the_child_without_care_has_the_difference_only() -> None:
    local = "[shishi_wuren_fuyang.standard]\nfen = 100000\n"
    file = home(child("father_dead", "mother_imprisoned"))
    assert finding(file, "shishi_wuren_fuyang", "m1", local)["fen_per_month"] == 100_000
    topped = finding({**file, "current": receiving("dibao")}, "shishi_wuren_fuyang", "m1", local)
    assert (topped["result"], topped["fen_per_month"]) == ("eligible", None)
    assert "只补差额" in topped["reasons"][-1]["text"]


def test_before_its_document_there_was_no_aid_for_children_without_care() -> None:
    file = home(child("father_dead"), person("m2", "52", disability=HEAVY), on="2019-12-31")
    assert result(file, "shishi_wuren_fuyang", "m1") == "needs_confirmation"
