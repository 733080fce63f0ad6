"""What an assessment says: sentences that can be read aloud, figures of one kind, and a source for every reason."""

import re
from typing import Any

import pytest

from app.rules.assessment.finding import shown
from tests.rules.home import DISPOSABLE, RATIO, finding, home, income, person, reason, told

CHILD = "2015-01-01"


def reasons(file: dict[str, Any], local: str = "") -> list[dict[str, Any]]:
    return [one for found in told(file, local)["findings"] for one in found["reasons"]]


@pytest.mark.parametrize("on", ["2019-01-01", "2022-01-01", "2024-09-12", "2026-05-11", "2026-07-01"])
def test_every_reason_names_its_source_on_every_day(on: str) -> None:
    file = home(
        person(disability={"kind": 5, "grade": 3}),
        person("m2", "20", CHILD),
        on=on,
        incomes=None,
        emergency={"kind": "fire", "fen_needed": None},
        current=[{"programme": "xin", "member": "m2", "since": "2018-01"}],
    )
    assert all(one["source"] for one in reasons(file))


def test_what_was_not_asked_and_what_is_not_set_are_said_apart() -> None:
    said = reason(finding(home(incomes=None), "dibao"), "dibao.income")["text"]
    assert said.startswith("人均月收入 还没问清，标准 620.00 元")
    said = reason(finding(home(residence=None), "dibao"), "dibao.income")["text"]
    assert "先问清住在城里还是农村" in said
    said = reason(finding(home(), "gangxing_zhichu"), "gangxing_zhichu.income")["text"]
    assert "人均可支配收入：待县级确认" in said


def test_no_sentence_has_a_unit_without_its_figure() -> None:
    files = [home(incomes=None, residence=None, rigid_spending=None), home(property={}, self_care_unmet=4)]
    texts = [one["text"] for file in files for one in reasons(file)]
    assert not [said for said in texts if re.search(r"(还没问清|待县级确认) 元|[{}]|None", said)]


def test_a_word_is_said_as_it_is() -> None:
    assert shown("over") == "over"


def test_a_property_is_reasoned_with_what_the_check_found() -> None:
    found = finding(home(property={"dibao": "over"}), "dibao")
    assert reason(found, "dibao.property")["value"] == "over"
    assert reason(finding(home(property=None), "dibao"), "dibao.property")["value"] == "unknown"


@pytest.mark.parametrize(
    ("spent", "earned", "said"),
    [
        (0, 100, "没有刚性支出"),
        (100, 0, "没有收入，有刚性支出 1.00 元"),
        (6_001, 10_000, "占收入 60.01%，超过 60%"),
        (6_000, 10_000, "占收入 60%，没有超过 60%"),
    ],
)
def test_rule_25_the_share_is_said_as_it_is_compared(spent: int, earned: int, said: str) -> None:
    file = home(incomes=[income(earned)], rigid_spending=[{"kind": "medical", "fen_last_12_months": spent}])
    one = reason(finding(file, "gangxing_zhichu", local=DISPOSABLE + RATIO), "gangxing_zhichu.spending")
    assert said in one["text"]
    assert not earned or one["limit"] == "3/5"


@pytest.mark.parametrize(("code", "why"), [("ZZ", "算不算"), ("X", "算不算"), ("81", "没有赡养"), ("99", "没有赡养")])
def test_a_code_of_kinship_that_nobody_knows_is_asked_and_not_refused(code: str, why: str) -> None:
    found = finding(home(person(), person("m2", code)), "dibao")
    assert why in found["reasons"][1]["text"]


@pytest.mark.parametrize("codes", [("0", "1", "2"), ("01", "10", "20")])
def test_codes_of_one_digit_are_kinship_too(codes: tuple[str, ...]) -> None:
    self, spouse, child = codes
    family = home(person("m1", self), person("m2", spouse, co_living=False), person("m3", child, CHILD))
    assert told(family)["household"]["members_counted"] == 3


def test_rule_31_a_subsidy_says_that_it_ends_with_tekun() -> None:
    old = home(person(birth="1950-01-01", work="unable", disability={"kind": 4, "grade": 1}))
    for programme in ("canji_shenghuo", "canji_huli"):
        assert any("办了特困" in one["text"] for one in finding(old, programme, "m1")["reasons"])
    owing = {**old, "obligors": [{"id": "o1", "birth": "1980-01-01", "fen_last_12_months": 1, "property": "within"}]}
    assert not any("办了特困" in one["text"] for one in finding(owing, "canji_huli", "m1")["reasons"])


def test_rule_31_an_orphan_in_a_household_of_dibao_is_told_to_choose() -> None:
    found = finding(home(person(), person("m2", "41", CHILD, circumstances=["orphan"])), "dibao")
    assert "王m2也可以办" in reason(found, "dibao.one_aid")["text"]


def test_whose_circumstances_were_not_asked_may_be_an_orphan() -> None:
    def said(circumstances: list[str] | None) -> str:
        child = person("m2", "41", CHILD, circumstances=circumstances)
        found: str = finding(home(person(), child), "guer", "m2")["result"]
        return found

    assert said(None) == "needs_confirmation"
    assert said([]) == "not_eligible"


@pytest.mark.parametrize("where", ["imprisoned", "detox", "missing"])
def test_rule_24_who_is_held_or_missing_is_not_reckoned_alone(where: str) -> None:
    heavy = person("m2", "20", work="none", disability={"kind": 4, "grade": 1}, circumstances=[where])
    found = finding(home(person(), heavy, incomes=[income(90_000_000)]), "dibao_danren", "m2")
    assert found["result"] == "not_eligible"


def test_rule_33_without_a_word_about_land_the_town_is_taken_and_it_is_said() -> None:
    def area(*, land: bool | None) -> str:
        file = home(person(birth="1950-01-01"), residence="urban", land_contract=land)
        said: str = reason(finding(file, "tekun", "m1"), "tekun.area")["text"]
        return said

    assert "还没核清" in area(land=None)
    assert "还没核清" not in area(land=False)
