"""What was copied here does not stay on the clipboard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from ui import clipboard
from ui.clipboard import KEPT_MS, ClipboardGuard

NUMBER = "511725195003080114"


@pytest.fixture
def edit(qapp: QApplication) -> Iterator[QLineEdit]:
    """A line of the program with the keys in it."""
    QGuiApplication.clipboard().clear()
    made = QLineEdit(NUMBER)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    yield made
    made.hide()
    made.deleteLater()
    qapp.processEvents()


@pytest.fixture
def guard(edit: QLineEdit) -> ClipboardGuard:
    return ClipboardGuard(edit)


def on_board() -> str:
    return QGuiApplication.clipboard().text()


def test_what_the_program_or_a_key_copied_is_taken_away_after_a_minute(guard: ClipboardGuard, edit: QLineEdit) -> None:
    clipboard.put("张三")
    assert guard.left_ms > 0
    assert KEPT_MS == 60_000
    edit.selectAll()
    edit.copy()
    assert on_board() == NUMBER
    guard.findChildren(QTimer)[0].timeout.emit()
    assert on_board() == ""
    assert guard.left_ms == -1


def test_what_is_pasted_is_what_lies_there(guard: ClipboardGuard) -> None:
    clipboard.put("张三")
    assert clipboard.pasted().text() == "张三"
    guard.clear()
    assert clipboard.pasted().text() == ""


def test_what_another_program_put_there_stays(
    guard: ClipboardGuard, edit: QLineEdit, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    clipboard.put("张三")
    edit.hide()
    qapp.processEvents()
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: None)  # nobody is at this program
    QGuiApplication.clipboard().setText("别的程序的话")
    guard.clear()
    assert on_board() == "别的程序的话"
    assert guard.left_ms == -1
