"""A sheet covers a page that may change under it."""

import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.sheet import Sheet


def test_a_sheet_closes_although_what_had_the_focus_before_is_gone(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    below, column = QPushButton("下面的", window), QVBoxLayout(window)
    column.addWidget(below)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    below.setFocus()
    sheet = Sheet(window)
    inside = QPushButton("上面的", sheet.panel)
    sheet.open(inside)
    shiboken6.delete(below)

    sheet.close_sheet()

    assert not sheet.isVisible()
