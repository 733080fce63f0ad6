"""The applicant's screen follows the officer's page, and is blank as soon as that is left."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from app import settings
from app.domain.registration import Lack, SupplementAsked
from app.domain.visit import Agent
from tests.applicant.across import Across, family
from tests.intake.at_the_window import CARD
from tests.store.township import OFFICE, application
from ui.applicant import context
from ui.intake.side import Side
from ui.intake.steps import Step

if TYPE_CHECKING:
    from collections.abc import Callable

WANG = family().applicant.identity.name


def test_before_anybody_sits_there_it_says_where_one_is(across: Across) -> None:
    assert across.kind == "idle"
    assert "有困难，先说。" in across.glass
    assert OFFICE.phone in across.glass


def test_a_new_intake_asks_to_sit_down(across: Across) -> None:
    assert across.take_in().kind == "welcome"


def test_the_card_is_shown_with_a_masked_number(across: Across) -> None:
    across.take_in().read_card(CARD)
    assert across.kind == "card"
    assert across.glass.splitlines()[1:4] == ["您是 王德贵，", "1950 年生，", "青龙村。"]
    assert CARD.id_number not in across.glass
    assert "5117…" in across.glass


def test_who_comes_for_another_is_told_for_whom(across: Across) -> None:
    agent = Agent("李四", "neighbour")
    across.take_in().edit(lambda draft: replace(draft, agent=agent)).read_card(CARD)
    assert across.glass.splitlines()[1] == "您替 王德贵 来办，"


@pytest.mark.parametrize("by", ["touch", "Ctrl 1"])
def test_a_yes_goes_on_to_what_the_data_are_for(across: Across, by: str) -> None:
    across.take_in().read_card(CARD)
    across.touch(0) if by == "touch" else across.desk.press(by)
    assert across.kind == "told"
    assert "由渠县青龙镇人民政府办，县民政局核对。" in across.glass


@pytest.mark.parametrize("by", ["touch", "Ctrl 2"])
def test_a_no_is_told_to_the_officer_and_asked_again_once_it_is_put_right(across: Across, by: str) -> None:
    across.take_in().read_card(CARD)
    across.touch(1) if by == "touch" else across.desk.press(by)
    assert across.kind == "denied"
    assert any("不对的地方" in sentence for sentence in across.strips)
    across.read_card(replace(CARD, name="王德桂"))
    assert across.kind == "card"


def test_each_step_has_its_page(across: Across) -> None:
    kinds = {Step.CONTACT: "told", Step.HOUSEHOLD: "people", Step.QUESTIONS: "money", Step.SIGN: "promise"}
    seen = {step: across.take_in(replace(family(), step=step.value)).kind for step in kinds}
    assert seen == kinds


def test_the_household_is_names_and_relations_and_incomes_are_sums(across: Across) -> None:
    across.take_in(replace(family(), step=Step.HOUSEHOLD.value))
    assert across.glass.splitlines()[1:5] == ["王德贵　本人", "王建军　儿子", "李桂兰　配偶", "王雨欣　孙女"]

    across.take_in(replace(family(), step=Step.QUESTIONS.value))
    assert "打工、工资 33,600" in across.glass
    assert "一共 38,000 元" in across.glass
    assert "水稻" not in across.glass


def test_it_is_blank_at_once_when_the_officer_leaves(across: Across) -> None:
    pages = across.desk.pages
    ways: dict[str, Callable[[], object]] = {
        "back": lambda: across.desk.press("Esc"),
        "home": pages.show_home,
        "find": lambda: pages.go("find"),
        "lock": lambda: pages.show("unlock", QWidget()),
        "another page": lambda: pages.show("case", QWidget()),
    }
    seen = {}
    for name, leave in ways.items():
        across.take_in().read_card(CARD)
        assert WANG in across.glass
        leave()
        seen[name] = across.kind
    assert seen == dict.fromkeys(ways, "idle")


def test_another_intake_shows_nothing_of_the_one_before(across: Across) -> None:
    across.take_in().read_card(CARD)
    assert across.take_in().kind == "welcome"
    assert WANG not in across.glass


def test_after_acceptance_it_says_what_comes_next(across: Across) -> None:
    across.take_in(application(across.desk.desk, 3, pictures=0))
    across.intake.accept()
    across.desk.wait()
    assert across.kind == "accepted"
    assert "11月27日前开始查，会有 2 个人到您家看" in across.glass
    assert "村里要贴 7 天榜" in across.glass
    assert "找陈素华，电话 0818-7200000" in across.glass
    assert across.glass.endswith("不用送礼，不用再跑。")


def test_what_is_lacking_stands_there_until_the_page_is_left(across: Across) -> None:
    lacks = (Lack("identity", "", "有户口簿也行"), Lack("signature", "王建军", "手机上签"))
    told = SupplementAsked("2026-11-24", lacks, "511725123-20261124-0A-00147-U", "x")
    across.desk.pages.go("applicant", context.lacking(told))
    across.desk.wait()
    assert across.glass.splitlines()[:3] == ["还缺 2 样", "身份证或者户口簿。有户口簿也行", "王建军的签字。手机上签"]
    across.desk.pages.show_home()
    assert across.kind == "idle"


def test_a_key_closes_it_and_opens_it_and_that_is_remembered(across: Across) -> None:
    data = across.desk.desk.data
    across.desk.press("Ctrl F5")
    assert across.windows == []
    assert not settings.load(data).applicant_screen
    across.desk.press("Ctrl F5")
    assert across.kind == "idle"
    assert settings.load(data).applicant_screen


def test_it_stays_light_and_never_takes_the_keyboard(across: Across) -> None:
    across.take_in().read_card(CARD)
    before = across.window.grab().toImage().pixelColor(2, 2).name()
    across.desk.shell.toggle_dark()
    across.desk.wait()
    assert across.window.grab().toImage().pixelColor(2, 2).name() == before == "#fbfaf6"
    across.desk.shell.toggle_dark()
    assert not across.window.isActiveWindow()


def test_what_is_told_at_the_intake_stands_there_and_a_refusal_never_does(across: Across) -> None:
    across.take_in().read_card(CARD)
    course = across.intake.beside.course
    course.lacks.tell((Lack("signature", "", "回来签"),))
    across.desk.wait()
    assert across.kind == "lacking"
    assert "签字。回来签" in across.glass
    across.intake.beside.sides.open(Side.REFUSAL)
    across.desk.wait()
    assert across.kind == "idle"
