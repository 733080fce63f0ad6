"""An officer's hands for the demo without a screen: keys, pictures laid down, a pen, as a person uses them."""

import math
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import Unavailable

_NAMES: Final = {"Enter": "Return", "Esc": "Escape", "PgDn": "PageDown", "PgUp": "PageUp", "Ins": "Insert"}
_LOOK_MS: Final = 5
_PATIENCE_S: Final = 60.0


class Hands:
    """Acts on the window with the focus, and waits without stopping it."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def press(self, *keys: str) -> None:
        """Press keys by the names that the key caps show: ``F2``, ``PgDn``, ``Ctrl P``, or single digits."""
        for name in keys:
            *held, key = name.split(" ")
            modifier = Qt.KeyboardModifier.ControlModifier if held else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(self._focus(), getattr(Qt.Key, f"Key_{_NAMES.get(key, key)}"), modifier)
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type text: plain characters by keys, Chinese as an input method hands it over."""
        if text.isascii():
            QTest.keyClicks(self._focus(), text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self._focus(), event)
        QApplication.processEvents()

    def lay_down(self, place: QWidget, picture: Path) -> None:
        """Drop a picture file onto a place, as from a folder."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(picture))])
        middle, copy = QPointF(place.rect().center()), Qt.DropAction.CopyAction
        buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(place, QDragEnterEvent(middle.toPoint(), copy, mime, buttons, none))
        QApplication.sendEvent(place, QDropEvent(middle, copy, mime, buttons, none))
        QApplication.processEvents()

    def write(self, field: QWidget, strokes: int = 3) -> None:
        """Draw waves with the mouse across a field, from left to right."""
        wide, high = field.width(), field.height()
        for stroke in range(strokes):
            left = wide * (0.25 + 0.2 * stroke)
            points = [
                QPoint(round(left + wide * 0.15 * step / 24), round(high * (0.5 + 0.2 * math.sin(step / 2))))
                for step in range(25)
            ]
            self._stroke(field, points)

    def wait(self, until: Callable[[], bool], what: str) -> None:
        """Let the window live until something is so; Unavailable demo.stuck when it does not come."""
        if until():
            return
        loop, look, limit = QEventLoop(), QTimer(), QTimer()
        look.timeout.connect(lambda: loop.quit() if until() else None)
        limit.setSingleShot(True)
        limit.timeout.connect(loop.quit)
        look.start(_LOOK_MS)
        limit.start(round(_PATIENCE_S * 1000))
        loop.exec()
        look.stop()
        if not until():
            raise Unavailable("demo.stuck", what=what)

    def _stroke(self, field: QWidget, points: Iterable[QPoint]) -> None:
        first, *rest = points
        QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=first)
        for point in rest:
            QTest.mouseMove(field, point)
        QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=rest[-1])
        QApplication.processEvents()

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window
