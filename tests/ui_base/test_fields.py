"""Fields, choices and paragraphs."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.choice_popup import ChoicePopup
from ui.widgets.field import STATES, Field, FieldView
from ui.widgets.field_ask import FieldAsk
from ui.widgets.label import Elided
from ui.widgets.para import Para

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def field(show: Show) -> Field:
    made = Field("住址")
    show(made)
    return made


def test_what_is_typed_is_told_and_so_is_enter_and_leaving(field: Field) -> None:
    told: list[str] = []
    field.edited.connect(told.append)
    field.entered.connect(lambda: told.append("enter"))
    field.settled.connect(lambda text: told.append(f"settled {text}"))
    QTest.keyClicks(field.edit, "3z")
    QTest.keyClick(field.edit, Qt.Key.Key_Return)
    assert told == ["3", "3z", "enter", "settled 3z"]


def test_drawing_is_not_typing(field: Field) -> None:
    told: list[str] = []
    field.edited.connect(told.append)
    field.draw(FieldView("青龙村3组"))
    assert (field.text, told) == ("青龙村3组", [])


def test_the_cursor_stays_where_it_is_while_the_text_is_the_same(field: Field) -> None:
    field.draw(FieldView("青龙村3组"))
    field.edit.setCursorPosition(2)
    field.draw(FieldView("青龙村3组", "wrong", sentence="请对照证件。"))
    assert field.edit.cursorPosition() == 2


@pytest.mark.parametrize("state", STATES)
def test_every_state_can_be_drawn(field: Field, state: str) -> None:
    field.draw(FieldView("青龙村3组", state, sentence="请对照证件。", doubt=(3, 5), question="是几组？"))
    assert not field.grab().isNull()


def test_a_locked_field_takes_neither_cursor_nor_text(field: Field) -> None:
    field.draw(FieldView("青龙村", "locked"))
    field.edit.setFocus()
    QTest.keyClicks(field.edit, "x")
    assert field.text == "青龙村"
    assert field.edit.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_a_field_that_is_read_can_still_be_corrected(field: Field) -> None:
    field.draw(FieldView("1950-03-1", "read"))
    QTest.keyClicks(field.edit, "2")
    assert field.text == "1950-03-12"


def test_what_was_remembered_says_which_key_takes_it(field: Field) -> None:
    field.draw(FieldView("138", "remembered"))
    assert field.edit.accessibleDescription() == "上次，Enter 照用"


def test_a_screen_reader_hears_the_label_and_what_is_wrong(field: Field) -> None:
    field.draw(FieldView("2031-02-30", "wrong", sentence="没有这一天。"))
    assert field.edit.accessibleName() == "住址"
    assert field.edit.accessibleDescription() == "不对：没有这一天。"


def test_a_doubt_is_answered_by_a_key(field: Field) -> None:
    answers: list[int] = []
    field.answered.connect(answers.append)
    field.draw(
        FieldView("青龙村3组", "doubt", doubt=(3, 5), question="是几组？", answers=(("3组", "F3"), ("8组", "F4")))
    )
    QApplication.processEvents()
    QTest.keyClick(field, Qt.Key.Key_F4)
    assert answers == [1]


def test_the_question_goes_with_the_doubt(field: Field) -> None:
    field.draw(FieldView("青龙村3组", "doubt", question="是几组？", answers=(("3组", "F3"),)))
    field.draw(FieldView("青龙村3组"))
    QTest.keyClick(field, Qt.Key.Key_F3)
    (ask,) = field.findChildren(FieldAsk)
    assert not ask.isVisible()


def test_a_secret_is_not_shown(field: Field) -> None:
    field.set_secret(secret=True)
    QTest.keyClicks(field.edit, "kouling")
    assert "kouling" not in field.edit.displayText()
    assert field.text == "kouling"


@pytest.fixture
def cell(show: Show) -> Field:
    page, made = QWidget(), Field("现在干啥")
    page.resize(800, 300)
    column = QVBoxLayout(page)
    column.addWidget(made)
    column.addStretch(1)
    show(page)
    made.edit.setFocus()
    return made


CHOICES = ("务农", "打工", "零工", "无业", "读书", "带娃、照护", "其他")


def opened(cell: Field, at: int = -1) -> tuple[ChoicePopup, list[int]]:
    popup, chosen = ChoicePopup(cell.edit), list[int]()
    popup.chosen.connect(chosen.append)
    popup.open(CHOICES, at)
    return popup, chosen


def test_a_number_takes_a_choice_and_the_cell_keeps_the_cursor(cell: Field) -> None:
    popup, chosen = opened(cell)
    QTest.keyClick(cell.edit, Qt.Key.Key_5)
    assert (chosen, popup.isVisible(), cell.text) == ([4], False, "")
    assert cell.edit.hasFocus()


def test_a_number_that_is_no_choice_is_typed(cell: Field) -> None:
    _popup, chosen = opened(cell)
    QTest.keyClick(cell.edit, Qt.Key.Key_9)
    assert (chosen, cell.text) == ([], "9")


def test_letters_go_on_to_the_cell(cell: Field) -> None:
    _popup, chosen = opened(cell)
    QTest.keyClicks(cell.edit, "ds")
    assert (chosen, cell.text) == ([], "ds")


def test_arrows_and_enter_take_a_choice(cell: Field) -> None:
    _popup, chosen = opened(cell, at=1)
    QTest.keyClick(cell.edit, Qt.Key.Key_Right)
    QTest.keyClick(cell.edit, Qt.Key.Key_Return)
    assert chosen == [2]


def test_esc_closes_the_choices_and_nothing_else(cell: Field) -> None:
    popup, chosen = opened(cell)
    left: list[bool] = []
    popup.left.connect(lambda: left.append(True))
    QTest.keyClick(cell.edit, Qt.Key.Key_Escape)
    assert (chosen, left, popup.isVisible()) == ([], [True], False)


def test_the_choices_close_when_the_cursor_leaves(cell: Field) -> None:
    popup, _chosen = opened(cell)
    cell.edit.clearFocus()
    assert not popup.isVisible()


def test_the_choices_stay_inside_the_window(cell: Field) -> None:
    popup, _chosen = opened(cell)
    QApplication.processEvents()
    assert cell.window().rect().contains(popup.geometry())


def test_the_mouse_takes_a_choice_too(cell: Field) -> None:
    popup, chosen = opened(cell)
    buttons = popup.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert chosen == [1]
    assert cell.edit.hasFocus()


def test_a_paragraph_is_as_high_as_its_lines(theme: Theme) -> None:
    para = Para("开通码和地址由县民政局信息员给，没有网也能开通。", "body")
    one, two = para.heightForWidth(2_000), para.heightForWidth(200)
    assert (one, two) == (theme.look.line("body"), theme.look.line("body") * 2)
    theme.set_large(large=True)
    assert para.heightForWidth(2_000) == theme.look.line("body")


def test_a_paragraph_speaks_without_its_marks(theme: Theme) -> None:  # noqa: ARG001 - a look must be on
    para = Para("**没有网，**照样能办。\n记下的都算数。")
    assert para.accessibleName() == "没有网，照样能办。\n记下的都算数。"
    assert para.heightForWidth(2_000) == 2 * para.heightForWidth(100_000) // 2


def test_a_long_reason_is_cut_and_whole_in_its_tooltip(show: Show) -> None:
    line = Elided("同一个人受理了两次，看是不是一家；两件都算数，都留着")
    line.setFixedWidth(120)
    show(line)
    assert line.text().startswith("同一个人")
    assert line.minimumSizeHint().width() <= 48
    QApplication.sendEvent(line, help_event(line))
    assert line.toolTip() == line.text()
    line.setFixedWidth(800)
    QApplication.sendEvent(line, help_event(line))
    assert line.toolTip() == ""


def help_event(widget: QWidget) -> QHelpEvent:
    return QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), widget.mapToGlobal(QPoint(1, 1)))
