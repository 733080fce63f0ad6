"""An error in what overrides Qt is told, and the process lives: alone, PySide 6.9 on Python 3.11 would end it."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

ROOT = Path(__file__).parents[2]
STARTED = """
from ui.widgets.key_button import KeyButton
from ui.main import make_application
make_application()
from ui.widgets.row_list import RowList
class Late(KeyButton):
    def event(self, event): return len(5)
    def own(self): return 1
print([hasattr(one, "__wrapped__") for one in (KeyButton.event, RowList.event, Late.event, KeyButton.on, Late.own)])
"""


class Touchy(QWidget):
    """Does what is given when it is resized."""

    def __init__(self, does: str) -> None:
        super().__init__()
        self._does = does
        self._gone = QPushButton()
        delete(self._gone)

    def resizeEvent(self, _event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        match self._does:
            case "c":
                len(5)  # type: ignore[arg-type]  # it is the error that is wanted
            case "gone":
                self._gone.isVisible()
            case "deep":
                self._deeper()
            case _:
                raise ValueError(self._does)

    def _deeper(self) -> None:
        self._deeper()


@pytest.mark.parametrize(
    ("does", "kind"), [("c", TypeError), ("gone", RuntimeError), ("deep", RecursionError), ("raise", ValueError)]
)
def test_an_error_in_an_override_is_told_and_the_program_lives(qtbot: QtBot, does: str, kind: type[Exception]) -> None:
    touchy = Touchy(does)
    qtbot.addWidget(touchy)
    with qtbot.capture_exceptions() as told:
        touchy.show()
        touchy.resize(120, 90)
        QApplication.processEvents()
    assert told
    assert {type(error) for _kind, error, _trace in told} == {kind}


def test_qt_s_own_answer_stands_in_for_the_one_that_failed(qtbot: QtBot) -> None:
    class Shapeless(QPushButton):
        def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
            raise ValueError

    shapeless = Shapeless("受理")
    qtbot.addWidget(shapeless)
    with qtbot.capture_exceptions() as told:
        asked = shapeless.sizeHint()
    assert asked == QPushButton("受理").sizeHint()
    assert len(told) == 1


def test_where_qt_has_no_answer_either_there_is_none(qtbot: QtBot) -> None:
    class Endless(QAbstractListModel):
        def rowCount(self, parent: object = None) -> int:  # noqa: ARG002, N802 - Qt's name
            raise ValueError

    with qtbot.capture_exceptions() as told:
        assert Endless().rowCount() is None
    assert len(told) == 1


def test_the_program_does_so_before_its_first_window_for_all_its_classes() -> None:
    """Also for those that are loaded later; what overrides nothing is left alone."""
    line = (sys.executable, "-c", STARTED)
    said = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout
    assert said.strip() == "[True, True, True, False, False]"
