"""The column at the side: what the figures come to now, for the officer's eyes only."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.intake.assessment import AssessmentView, FindingView
from ui.person.side_scroll import SideScroll
from ui.theme import look
from ui.widgets.hair_line import HairLine
from ui.widgets.icon import Icon
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label, set_states
from ui.widgets.mark import Mark
from ui.widgets.para import Para

_BAR_TOP, _BAR_HIGH = 8, 8
_APART = 8  # px between the words below the bar
_JOINER = "\u2060"  # keeps the characters of one word on one line


class _Bar(QWidget):
    """How far the share reaches, with a mark for each limit."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(52)
        self._filled, self._marks = 0.0, ()  # type: tuple[float, tuple[tuple[float, str], ...]]

    def draw(self, filled: float, marks: tuple[tuple[float, str], ...]) -> None:
        self._filled, self._marks = filled, marks
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar, the marks and their words."""
        painter, shown, wide = QPainter(self), look(), self.width()
        painter.fillRect(QRectF(0, _BAR_TOP, wide, _BAR_HIGH), shown.colour("line"))
        painter.fillRect(QRectF(0, _BAR_TOP, wide * min(self._filled, 1.0), _BAR_HIGH), shown.colour("accent"))
        painter.setFont(shown.font("note"))
        spots = _apart([(wide * at, painter.fontMetrics().horizontalAdvance(word)) for at, word in self._marks], wide)
        for (place, word), left in zip(self._marks, spots, strict=True):
            painter.setPen(QPen(shown.colour("ink"), 1.5))
            painter.drawLine(QPointF(wide * place, 2), QPointF(wide * place, 22))
            painter.setPen(shown.colour("ink2"))
            painter.drawText(QRectF(left, 26, wide - left, 24), Qt.AlignmentFlag.AlignVCenter, word)


def _apart(words: list[tuple[float, int]], wide: int) -> list[float]:
    """Give where words begin that want to stand below (middle, width): inside the bar, none over another."""
    lefts, edge = list[float](), float(wide) + _APART
    for middle, long in reversed(words):
        lefts.append(min(middle - long / 2, edge - _APART - long))
        edge = lefts[-1]
    begin, found = 0.0, list[float]()
    for left, (_middle, long) in zip(reversed(lefts), words, strict=True):
        found.append(max(left, begin))
        begin = found[-1] + long + _APART
    return found


class _Finding(QWidget):
    """One finding: sign, strong line, reason."""

    def __init__(self, found: FindingView) -> None:
        super().__init__()
        sign = Mark("soon") if found.sign == "soon" else Icon(found.sign, "accent", small=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(sign, 0, 0)
        grid.addWidget(Label(found.head, strong=True), 0, 1)
        grid.addWidget(Para(found.reason, "note", "ink2"), 1, 1)


class AssessPanel(QFrame):
    """Draws an AssessmentView. `asked()`: all programmes are wanted, with their reasons."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        say = resources.texts("intake")["assess"]
        self._share, self._bar = Label("", "figure"), _Bar()
        self._found = QVBoxLayout()
        self._found.setSpacing(0)
        self._shown: tuple[FindingView, ...] = ()
        self._lines: list[QWidget] = []
        self._doubt = Para("", "note", width=240)
        self._doubt_box = QFrame()
        set_states(self._doubt_box, ground="soon")
        inside = QVBoxLayout(self._doubt_box)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self._doubt)
        self._unasked_title = Label(resources.text("intake", "unasked.title"), "note", "ink2", strong=True)
        self._unasked = Para("", "body")
        self.more = KeyButton(say["more"], "F6", kind="quiet", size="small")
        self.more.clicked.connect(self.asked)
        self._lay_out(say)

    def _lay_out(self, say: dict[str, str]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addLayout(_row(Label(say["title"], "title", strong=True), None, Label(say["note"], "note", "ink2")))
        column.addLayout(_row(self._share, Label(say["unit"], "body", "ink2"), None))
        column.addWidget(self._bar)
        column.addWidget(HairLine())
        findings = QWidget()
        findings.setProperty("bare", "true")
        inner = QVBoxLayout(findings)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(self._found)
        inner.addStretch(1)
        column.addWidget(SideScroll(findings), 1000)
        column.addLayout(_row(self.more, None))
        column.addWidget(self._doubt_box)
        column.addStretch(1)
        column.addWidget(self._unasked_title)
        column.addWidget(self._unasked)

    def draw(self, view: AssessmentView) -> None:
        """Show the reckoning."""
        self._share.draw(view.share)
        self._bar.draw(view.filled, view.marks)
        self._draw_found(view.findings)
        self._doubt.draw(view.unconfirmed)
        self._doubt_box.setVisible(bool(view.unconfirmed))
        self._unasked.draw("　".join(_JOINER.join(word) for word in view.unasked))
        self._unasked_title.setVisible(bool(view.unasked))
        self._unasked.setVisible(bool(view.unasked))

    def _draw_found(self, found: tuple[FindingView, ...]) -> None:
        if found == self._shown:
            return
        self._shown = found
        for widget in self._lines:
            widget.hide()
            widget.deleteLater()
        self._lines = [widget for one in found for widget in (_Finding(one), HairLine())]
        for widget in self._lines:
            self._found.addWidget(widget)


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Give a row of widgets; None is the stretch between them."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
    return row
