"""Buttons: the verb, its key, and why not."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets.action_bar import ActionBar
from ui.widgets.check import Check, YesNo
from ui.widgets.focus_ring import FocusRing
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label

Show = Callable[[QWidget], QWidget]


class Page(QWidget):
    """Widgets in a column, and the list of what was pressed."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self.pressed: list[str] = []
        column = QVBoxLayout(self)
        for widget in widgets:
            column.addWidget(widget)
            if isinstance(widget, KeyButton):
                widget.clicked.connect(lambda _=False, verb=widget.verb: self.pressed.append(verb))


@pytest.mark.parametrize(
    ("cap", "key", "modifier"),
    [
        ("F2", Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        ("Enter", Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        ("Enter", Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
        ("PgDn", Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier),
        ("Esc", Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        ("Ctrl P", Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier),
        ("T", Qt.Key.Key_T, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_the_key_on_the_button_presses_it(show: Show, cap: str, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    page = Page(KeyButton("打印", cap))
    show(page)
    QTest.keyClick(page, key, modifier)
    assert page.pressed == ["打印"]


def test_a_key_that_is_only_shown_does_not_press(show: Show) -> None:
    page = Page(KeyButton("打开", "Enter", bind=False))
    show(page)
    QTest.keyClick(page, Qt.Key.Key_Return)
    assert page.pressed == []


def test_a_letter_goes_into_the_field_that_has_the_cursor(show: Show) -> None:
    field = QLineEdit()
    page = Page(field, KeyButton("确是两户", "T"))
    show(page)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_T)
    assert (field.text(), page.pressed) == ("t", [])


def test_the_key_of_a_button_that_is_off_does_nothing(show: Show) -> None:
    button = KeyButton("受理", "F10", kind="main")
    page = Page(button)
    show(page)
    button.off("还差签字")
    QTest.keyClick(page, Qt.Key.Key_F10)
    button.on()
    QTest.keyClick(page, Qt.Key.Key_F10)
    assert page.pressed == ["受理"]


def test_the_key_of_a_page_below_another_does_nothing(show: Show) -> None:
    below, above, stack = Page(KeyButton("来人登记", "F2")), Page(KeyButton("下一位", "F2")), QStackedWidget()
    stack.addWidget(below)
    stack.addWidget(above)
    show(stack)
    stack.setCurrentWidget(above)
    QTest.keyClick(stack, Qt.Key.Key_F2)
    assert (below.pressed, above.pressed) == ([], ["下一位"])


def test_enter_presses_the_button_with_the_focus_and_not_the_main_one(show: Show) -> None:
    other, main = KeyButton("再打一份"), KeyButton("回首页", "Enter", kind="main")
    page = Page(other, main)
    show(page)
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_Return)
    assert page.pressed == ["再打一份"]


def test_space_presses_too(show: Show) -> None:
    button = KeyButton("打印", "Ctrl P")
    page = Page(button)
    show(page)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert page.pressed == ["打印"]


@pytest.mark.usefixtures("qapp")
def test_a_screen_reader_hears_the_verb_and_then_the_key_and_the_reason() -> None:
    button = KeyButton("受理", "F10")
    button.off("还差 2 人签字")
    assert button.accessibleName() == "受理"
    assert button.accessibleDescription() == "按键 F10　还差 2 人签字"
    button.on()
    assert button.accessibleDescription() == "按键 F10"


@pytest.mark.usefixtures("qapp")
def test_an_ampersand_is_a_letter_and_no_mnemonic() -> None:
    button = KeyButton("车 & 房")
    assert button.verb == "车 & 房"
    assert button.shortcut().isEmpty()


@pytest.mark.parametrize("size", ["control", "tall", "small", "way", "link", "bar", "action", "first"])
def test_a_verb_is_never_cut(show: Show, theme: Theme, size: str) -> None:
    button = KeyButton("带娃、照护，也种地", "Ctrl P", size=size, icon="printer")
    show(button)
    narrow = button.sizeHint().width()
    theme.set_large(large=True)
    assert button.minimumSizeHint() == button.sizeHint()
    assert button.sizeHint().width() > narrow


def test_the_bar_says_why_the_main_button_is_off_and_else_its_note(show: Show) -> None:
    bar = ActionBar("Enter 到下一格")
    accept = bar.right(KeyButton("受理", "F10", kind="main"))
    show(bar)
    accept.off("还差：住址看一眼")
    assert words(bar) == ["还差：住址看一眼"]
    accept.on()
    assert words(bar) == ["Enter 到下一格"]


def words(bar: ActionBar) -> list[str]:
    return [label.text() for label in bar.findChildren(Label)]


def test_the_ring_surrounds_the_button_with_the_focus_and_follows_it(show: Show) -> None:
    first, second = KeyButton("返回"), KeyButton("接着")
    page = Page(first, QLineEdit(), second)
    ring = FocusRing(page)
    show(page)
    first.setFocus()
    assert ring.geometry() == first.geometry().adjusted(-4, -4, 4, 4)
    second.setFocus()
    page.resize(640, 480)
    QApplication.processEvents()
    assert ring.geometry() == second.geometry().adjusted(-4, -4, 4, 4)


def test_the_ring_is_not_shown_around_a_field_nor_around_what_is_gone(show: Show) -> None:
    button, field = KeyButton("返回"), QLineEdit()
    page = Page(button, field)
    ring = FocusRing(page)
    show(page)
    button.setFocus()
    assert ring.isVisible()
    field.setFocus()
    assert not ring.isVisible()
    button.setFocus()
    button.hide()
    assert not ring.isVisible()


def test_a_question_is_unasked_until_somebody_answers(show: Show) -> None:
    asked, answers = YesNo("家里有车吗"), list[bool]()
    asked.answered.connect(answers.append)
    show(asked)
    no, yes = asked.findChildren(Check)
    seen = [(asked.value, no.isChecked(), yes.isChecked())]
    QTest.keyClick(no, Qt.Key.Key_Space)
    seen.append((asked.value, no.isChecked(), yes.isChecked()))
    yes.click()
    seen.append((asked.value, no.isChecked(), yes.isChecked()))
    assert seen == [(None, False, False), (False, True, False), (True, False, True)]
    assert answers == [False, True]


def test_a_question_can_be_drawn_unasked_again(show: Show) -> None:
    asked = YesNo("家里有车吗")
    show(asked)
    asked.draw(True)
    asked.draw(None)
    no, yes = asked.findChildren(Check)
    assert asked.value is None
    assert not no.isChecked()
    assert not yes.isChecked()


@pytest.mark.usefixtures("qapp")
def test_a_check_box_is_named_by_its_question_for_a_screen_reader() -> None:
    no, yes = YesNo("家里有车吗").findChildren(Check)
    assert (no.accessibleName(), yes.accessibleName()) == ("家里有车吗 否", "家里有车吗 是")
