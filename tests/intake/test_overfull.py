"""A household of 40, a name of 30 characters: nothing is cut, everything can be reached."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics

from app.domain.household import Member, Relation
from app.domain.income import Income
from app.domain.person import Identity
from app.services import intake
from app.services.desk import Desk
from tests.intake.at_the_window import CARD, Intake
from tests.made_up import household
from ui.intake.grid import PAD, Grid
from ui.intake.steps import Step
from ui.theme import look

OpenIntake = Callable[..., Intake]
LONG = "阿卜杜热合曼·阿卜杜克里木·买买提依明·吐尔逊尼亚孜"
LONG = LONG + "买" * (30 - len(LONG))
SIZES = [(1280, 680), (1366, 680), (1920, 990)]


@pytest.fixture
def many(desk: Desk) -> dict[str, object]:
    """A draft with 40 members, the first and the last with a name of 30 characters."""
    draft = intake.begin(desk)
    applicant = replace(draft.applicant, identity=replace(CARD, name=LONG))
    others = [
        Member(household.uid(nth), household.person(f"王第{nth}", "1990-03-08", nth), Relation.NOT_RELATED.value)
        for nth in range(1, 39)
    ]
    last = Member(household.uid(99), Identity(name=LONG, birth="1999-01-01"), Relation.NOT_RELATED.value)
    incomes = (Income(household.uid(200), "wage", last.id, "打工", 960_000),)
    return {"draft": replace(draft, members=(applicant, *others, last), incomes=incomes, step="household")}


def cut(grid: Grid, column: str) -> list[str]:
    """Give the names that do not fit their cells."""
    place = next(nth for nth, one in enumerate(grid.columns) if one.name == column)
    found = []
    for nth, row in enumerate(grid.rows):
        box = grid.cell_box(nth, column).adjusted(PAD, 0, -PAD, -1)
        letters = QFontMetrics(look().font(strong=row[place].strong))
        room = QRect(0, 0, box.width(), 10_000)
        needed = letters.boundingRect(room, int(Qt.TextFlag.TextWrapAnywhere), row[place].text)
        if needed.height() > box.height() or needed.width() > box.width():
            found.append(row[place].text)
    return found


@pytest.mark.parametrize("size", SIZES)
def test_names_of_30_characters_are_whole_in_both_tables(
    at_window: OpenIntake, many: dict[str, object], size: tuple[int, int]
) -> None:
    window = at_window(size=size, **many)
    page = window.page_of(Step.HOUSEHOLD)
    assert len(page.people.rows) == 40
    assert cut(page.people, "name") == []
    assert cut(page.money, "who") == []


def test_the_last_of_forty_is_reached_and_seen(at_window: OpenIntake, many: dict[str, object]) -> None:
    window = at_window(**many)
    window.model.household.move(39)
    window.wait()
    page = window.page_of(Step.HOUSEHOLD)
    editor = page.editors["people"]
    shown = QRect(
        page.scroller.viewport().mapToGlobal(page.scroller.viewport().rect().topLeft()), page.scroller.viewport().size()
    )
    assert window.model.household.view.cursor.row == 39
    assert shown.contains(editor.mapToGlobal(editor.rect().center()))


def test_all_of_forty_can_be_chosen_as_owner_inside_the_window(at_window: OpenIntake, many: dict[str, object]) -> None:
    window = at_window(**many)
    window.model.household.go("money", 0, "who")
    window.wait()
    popup = window.page_of(Step.HOUSEHOLD).editors["money"].popup
    assert popup is not None
    assert window.window.rect().contains(popup.geometry())


def test_a_long_name_stands_whole_on_the_card(at_window: OpenIntake, many: dict[str, object]) -> None:
    window = at_window(**many)
    window.model.go_back()
    window.model.go_back()
    window.wait()
    row = window.page_of(Step.CARD).rows["name"]
    edit = row.field.edit
    whole = edit.fontMetrics().horizontalAdvance(LONG) <= edit.width()
    assert whole or row.field.view.sentence == LONG
