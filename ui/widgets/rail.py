"""The rail of steps beside a long task: done, now, later. It says where one is; it is not a menu of its own."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

import resources
from ui.theme import look, restyled
from ui.widgets.icon import pixmap

_STEP, _TOP = 48, 16


class Rail(QWidget):
    """176 px wide (208 with large type); `draw(at, done)` says which step is on and which are done."""

    def __init__(self, steps: Sequence[str]) -> None:
        super().__init__()
        self._steps, self._at, self._done = tuple(steps), 0, frozenset[int]()
        self._fit()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def draw(self, at: int, done: frozenset[int] | None = None) -> None:
        """Show step `at` (from 0) as the one in work; done are the given ones, or all before it."""
        self._at = at
        self._done = frozenset(range(at)) if done is None else done
        name = self._steps[at]
        said = resources.text("widgets", "rail.step", number=at + 1, total=len(self._steps), step=name)
        self.setAccessibleName(said)
        self.update()

    def _fit(self) -> None:
        self.setFixedWidth(208 if look().large else 176)

    def sizeHint(self) -> QSize:
        """Ask for all steps."""
        return QSize(self.width(), 2 * _TOP + _STEP * len(self._steps))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        if restyled(event):
            self._fit()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, right hairline and the steps."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().colour("sunk"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), look().colour("line"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, name in enumerate(self._steps):
            self._paint_step(painter, number, name, _TOP + number * _STEP)

    def _paint_step(self, painter: QPainter, number: int, name: str, top: int) -> None:
        now, done = number == self._at, number in self._done
        if now:
            painter.fillRect(0, top, self.width() - 1, _STEP, look().colour("accent_soft"))
            painter.fillRect(0, top, look().size("mark"), _STEP, look().colour("accent"))
        ink = "accent" if now else "ink2" if done else "ink3"
        self._paint_dot(painter, QRectF(20, top + (_STEP - 20) / 2, 20, 20), ink, now=now, done=done)
        painter.setPen(look().colour(ink))
        painter.setFont(look().font("body", strong=now))
        painter.drawText(QRectF(52, top, self.width() - 52, _STEP), Qt.AlignmentFlag.AlignVCenter, name)

    def _paint_dot(self, painter: QPainter, box: QRectF, ink: str, *, now: bool, done: bool) -> None:
        if done and not now:
            painter.drawPixmap(box.topLeft(), pixmap("check", ink, 20, self.devicePixelRatioF()))
            return
        radius = 5.0 if now else 3.25
        painter.setPen(QPen(look().colour(ink), 1.5) if not now else Qt.PenStyle.NoPen)
        painter.setBrush(look().colour(ink) if now else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.center(), radius, radius)
