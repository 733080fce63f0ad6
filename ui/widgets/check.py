"""The small choices: check box, radio button, and the question that may still be unasked."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

import resources
from ui.theme import look, ready_for, restyled
from ui.widgets.icon import pixmap
from ui.widgets.label import Label
from ui.widgets.mark import Mark

_BOX = 20


class Check(QAbstractButton):
    """A check box, or a radio button when `round`; space toggles it."""

    def __init__(self, text: str, *, round_: bool = False) -> None:
        super().__init__()
        self._round = round_
        self.setText(ready_for(text))
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(look().line("body") + 8)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for box and word."""
        wide = QFontMetrics(look().font()).horizontalAdvance(self.text())
        return QSize(_BOX + 8 + wide + 8, self.height())

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        if restyled(event):
            self._fit()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, tick and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(2, (self.height() - _BOX) / 2, _BOX, _BOX).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._round:
            self._paint_round(painter, box)
        else:
            self._paint_square(painter, box)
        painter.setPen(look().colour("ink" if self.isEnabled() else "ink3"))
        painter.setFont(look().font())
        words = QRectF(_BOX + 10, 0, self.width() - _BOX - 10, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_round(self, painter: QPainter, box: QRectF) -> None:
        on = self.isChecked()
        wide = 6 if on else 1
        painter.setPen(QPen(look().colour("accent_fill" if on else "line_strong"), wide))
        inside = (wide - 1) / 2
        painter.drawEllipse(box.adjusted(inside, inside, -inside, -inside))

    def _paint_square(self, painter: QPainter, box: QRectF) -> None:
        on = self.isChecked()
        painter.setPen(QPen(look().colour("accent_fill" if on else "line_strong"), 1))
        painter.setBrush(look().colour("accent_fill" if on else "paper"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            tick = pixmap("check", "on_accent", 16, self.devicePixelRatioF())
            painter.drawPixmap(round(box.x() + 1.5), round(box.y() + 1.5), tick)


class YesNo(QWidget):
    """A question that is 未问 until somebody answers; `answered(bool)`. `value` is None, True or False."""

    answered = Signal(bool)

    def __init__(self, question: str) -> None:
        super().__init__()
        say = resources.texts("widgets")["choice"]
        self._value: bool | None = None
        self._no, self._yes = Check(say["no"], round_=True), Check(say["yes"], round_=True)
        self._mark, self._unasked = Mark("soon"), Label(say["unasked"], "body", "soon")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for button, value in ((self._no, False), (self._yes, True)):
            self._group.addButton(button)
            button.setAccessibleName(f"{question} {button.text()}")
            button.clicked.connect(lambda _=False, value=value: self._answer(value))
            row.addWidget(button)
        row.addWidget(self._mark)
        row.addWidget(self._unasked)
        row.addStretch(1)
        self.setAccessibleName(question)
        self.setFocusProxy(self._no)
        self.draw(None)

    @property
    def value(self) -> bool | None:
        """The answer, or None while it was not asked."""
        return self._value

    def draw(self, value: bool | None) -> None:  # noqa: FBT001 - the answer itself is the value
        """Show an answer, or 未问."""
        self._value = value
        self._group.setExclusive(False)
        self._no.setChecked(value is False)
        self._yes.setChecked(value is True)
        self._group.setExclusive(value is not None)
        self._mark.setVisible(value is None)
        self._unasked.setVisible(value is None)

    def _answer(self, value: bool) -> None:  # noqa: FBT001 - the answer itself is the value
        self.draw(value)
        self.answered.emit(value)
