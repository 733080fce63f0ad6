"""Lists, strips, sheets and toasts."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from tests.ui_base.made_up_desk import LONG_NAME
from ui.theme import Theme
from ui.widgets import row_paint
from ui.widgets.dialog import Dialog
from ui.widgets.key_button import KeyButton
from ui.widgets.rail import Rail
from ui.widgets.row import Cell, Column, Row
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip
from ui.widgets.toast import SHOWN_MS, Toast

Show = Callable[[QWidget], QWidget]
COLUMNS = (
    Column(least=24),
    Column("谁", least=96, most=160),
    Column("为什么", grows=True),
    Column("还剩", right=True, least=96),
)


def a_row(key: str, name: str = "王德贵", *, done: bool = False) -> Row:
    cells = (
        Cell(sign="over"),
        Cell(name, "ink", strong=True, wraps=True),
        Cell("还差 1 人", lead="补签字"),
        Cell("还剩 4 天"),
    )
    return Row(key, cells, act="打开", done=done)


@pytest.fixture
def rows(show: Show) -> RowList:
    made = RowList(COLUMNS, head=True)
    made.resize(800, 400)
    show(made)
    made.draw(tuple(a_row(f"case:{number}") for number in range(5)))
    made.setFocus()
    return made


def test_the_first_row_is_current_and_the_arrows_move_on(rows: RowList) -> None:
    told: list[str] = []
    rows.current_changed.connect(told.append)
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert (rows.current, told) == ("case:1", ["case:1"])


def test_enter_acts_on_the_current_row_and_not_on_the_page(show: Show) -> None:
    page, rows, main = QWidget(), RowList(COLUMNS), KeyButton("接着", "Enter")
    column = QVBoxLayout(page)
    column.addWidget(rows)
    column.addWidget(main)
    show(page)
    rows.draw((a_row("case:7"),))
    rows.setFocus()
    acted: list[str] = []
    rows.chosen.connect(acted.append)
    main.clicked.connect(lambda: acted.append("接着"))
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert acted == ["case:7"]


def test_the_painted_button_can_be_clicked(rows: RowList) -> None:
    acted: list[str] = []
    rows.chosen.connect(acted.append)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.button_box(0).center())
    assert acted == ["case:0"]


def test_a_click_elsewhere_only_chooses_the_row(rows: RowList) -> None:
    acted: list[str] = []
    rows.chosen.connect(acted.append)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, rows.row_high * 2 + 10))
    assert (acted, rows.current) == ([], "case:2")


def test_only_the_current_row_of_a_list_with_the_focus_has_a_button(rows: RowList) -> None:
    assert rows.button_box(0).isValid()
    assert not rows.button_box(1).isValid()
    rows.clearFocus()
    assert not rows.button_box(0).isValid()


def test_the_current_row_stays_current_when_others_come_and_go(rows: RowList) -> None:
    rows.select(3)
    rows.draw((a_row("case:9"), a_row("case:3"), a_row("case:8")))
    assert rows.current == "case:3"
    rows.draw((a_row("case:9"), a_row("case:8")))
    assert rows.current == "case:8"
    rows.draw(())
    assert rows.current == ""


def test_a_screen_reader_hears_a_row_as_one_sentence(rows: RowList) -> None:
    first = rows.model().index(0, 0, QModelIndex())
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == "王德贵　补签字 还差 1 人　还剩 4 天"


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("room", [560, 800, 1366])
def test_columns_stand_side_by_side_and_fill_the_room(theme: Theme, large: bool, room: int) -> None:  # noqa: FBT001 - a look
    theme.set_large(large=large)
    shown = (a_row("a"), a_row("b", LONG_NAME))
    wide = row_paint.column_widths(shown, COLUMNS, room)
    assert sum(wide) + row_paint.GAP * (len(wide) - 1) == room
    assert min(wide) >= 24


def test_boxes_of_columns_do_not_overlap(rows: RowList) -> None:
    box = rows.visualRect(rows.currentIndex())
    spots = rows.boxes(box, shorter=140)
    assert all(one.right() < other.left() for one, other in pairwise(spots))


@pytest.mark.parametrize("large", [False, True])
def test_a_name_of_twenty_characters_fits_in_two_lines(theme: Theme, large: bool) -> None:  # noqa: FBT001 - a look
    theme.set_large(large=large)
    cell = Cell(LONG_NAME, "ink", strong=True, wraps=True)
    most = 160 if not large else 208
    lines = row_paint.name_lines(cell, most)
    assert "".join(lines) == LONG_NAME
    assert len(lines) == 2


def test_a_list_that_shares_its_height_keeps_to_the_limits(theme: Theme, show: Show) -> None:
    shared = RowList(COLUMNS, fit=12)
    shared.resize(800, 400)
    show(shared)
    assert shared.row_high == 44
    shared.resize(800, 900)
    QApplication.processEvents()
    assert shared.row_high == 56
    theme.set_large(large=True)
    assert shared.row_high == 56


def test_a_strip_is_hidden_while_it_has_nothing_to_say(show: Show) -> None:
    strip = Strip()
    show(strip)
    strip.draw("")
    assert not strip.isVisible()


def test_a_strip_ends_in_the_next_possible_button(show: Show) -> None:
    strip, chosen = Strip(), list[int]()
    strip.chosen.connect(chosen.append)
    show(strip)
    strip.draw("**同户的王建军**登记过。", buttons=(("打开那一件", "O"), ("没事", "")))
    QApplication.processEvents()
    QTest.keyClick(strip, Qt.Key.Key_O)
    strip.buttons[1].click()
    assert chosen == [0, 1]
    assert strip.accessibleName() == "同户的王建军登记过。"


def test_a_strip_drawn_twice_keeps_its_buttons(show: Show) -> None:
    strip = Strip()
    show(strip)
    strip.draw("登记过。", buttons=(("没事", "F9"),))
    before = strip.buttons
    strip.draw("登记过两次。", buttons=(("没事", "F9"),))
    assert strip.buttons == before


def here_now() -> QWidget:
    here = QApplication.focusWidget()
    assert here is not None
    return here


@pytest.fixture
def page(show: Show) -> QWidget:
    made, column = QWidget(), QVBoxLayout()
    made.resize(900, 600)
    made.setLayout(column)
    for widget in (QLineEdit(), KeyButton("受理", "F10")):
        column.addWidget(widget)
    show(made)
    return made


def a_dialog(page: QWidget) -> Dialog:
    return Dialog(page, "停发王某某 12月的低保？", "告知书 10月8日送到。", stay="先不停", verb=("停发", "T"))


def test_the_focus_of_a_question_is_on_not_doing_it(page: QWidget) -> None:
    dialog = a_dialog(page)
    dialog.ask()
    here = QApplication.focusWidget()
    assert isinstance(here, KeyButton)
    assert here.verb == "先不停"


def test_the_verb_agrees_and_closes(page: QWidget) -> None:
    dialog, told = a_dialog(page), list[str]()
    dialog.agreed.connect(lambda: told.append("agreed"))
    dialog.closed.connect(lambda: told.append("closed"))
    dialog.ask()
    QTest.keyClick(dialog, Qt.Key.Key_T)
    assert told == ["agreed", "closed"]


def test_esc_does_not_do_it_and_gives_the_focus_back(page: QWidget) -> None:
    field = page.findChildren(QLineEdit)[0]
    field.setFocus()
    dialog, agreed = a_dialog(page), list[bool]()
    dialog.agreed.connect(lambda: agreed.append(True))
    dialog.ask()
    QTest.keyClick(here_now(), Qt.Key.Key_Escape)
    assert (agreed, dialog.isVisible()) == ([], False)
    assert field.hasFocus()


def test_keys_of_the_page_below_wait_while_a_question_is_open(page: QWidget) -> None:
    pressed: list[bool] = []
    accept = page.findChildren(KeyButton)[0]
    accept.clicked.connect(lambda: pressed.append(True))
    dialog = a_dialog(page)
    dialog.ask()
    QTest.keyClick(here_now(), Qt.Key.Key_F10)
    assert pressed == []
    dialog.close_sheet()
    QTest.keyClick(page, Qt.Key.Key_F10)
    assert pressed == [True]


def test_tab_goes_round_inside_a_question(page: QWidget) -> None:
    dialog = a_dialog(page)
    dialog.ask()
    seen = []
    for _ in range(4):
        QTest.keyClick(here_now(), Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert isinstance(here, KeyButton)
        seen.append(here.verb)
    assert seen == ["停发", "先不停", "停发", "先不停"]


def test_a_question_is_at_most_480_wide_and_inside_the_window(page: QWidget) -> None:
    dialog = a_dialog(page)
    dialog.ask()
    QApplication.processEvents()
    assert dialog.panel.width() == 480
    assert page.rect().contains(dialog.panel.geometry())


def test_a_toast_stays_six_seconds_in_the_corner_and_can_be_taken_back(page: QWidget) -> None:
    toast, taken = Toast(page), list[bool]()
    toast.say("已记下，没网也算数。", ("撤回", "Ctrl Z", lambda: taken.append(True)))
    assert SHOWN_MS == 6000
    assert toast.geometry().right() == page.width() - 24 - 1
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (taken, toast.isVisible()) == ([True], False)


def test_the_rail_says_where_one_is(theme: Theme) -> None:
    rail = Rail(("来意", "证件", "签字"))
    rail.draw(1)
    assert rail.accessibleName() == "第 2 步，共 3 步：证件"
    assert rail.width() == 176
    theme.set_large(large=True)
    assert rail.width() == 208
