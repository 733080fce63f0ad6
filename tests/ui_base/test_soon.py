"""What a page does once it stands."""

import shiboken6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.soon import once_it_stands


def done(qtbot: QtBot, *, shown: bool, gone: bool = False) -> list[str]:
    holder = QWidget()
    qtbot.addWidget(holder)
    holder.show()
    page, seen = QWidget(holder), list[str]()
    page.show()
    once_it_stands(page, lambda: seen.append("done"))
    page.setVisible(shown)
    if gone:
        shiboken6.delete(page)
    QCoreApplication.processEvents()
    return seen


def test_a_page_that_stands_does_it(qtbot: QtBot) -> None:
    assert done(qtbot, shown=True) == ["done"]


def test_a_page_that_was_left_meanwhile_does_not(qtbot: QtBot) -> None:
    assert done(qtbot, shown=False) == []


def test_a_page_that_is_gone_does_not(qtbot: QtBot) -> None:
    assert done(qtbot, shown=True, gone=True) == []
