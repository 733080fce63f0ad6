"""Who must sign: one row for each adult, and under the current one what can be done."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.sign.thumb_panel import ThumbPanel
from ui.sign.view import LATER, NOW, SIGNED, SignerRow, SignView, say
from ui.theme import look
from ui.widgets.chip import Chip
from ui.widgets.hair_line import HairLine
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.mark import Mark
from ui.widgets.para import Para

_WIDE, _WIDE_LARGE, _PAD = 368, 400, 20
_WAYS = ("platform", "post", "return", "village")
_ICONS = {"platform": "smartphone", "post": "mailbox", "return": "footprints", "village": "users"}
_SHORT_NAME, _SHORT_NOTE = 6, 11
_MUCH = 160  # px below a name that shall be in view with it


class SignerLine(QFrame):
    """One adult; the current one stands on its own ground with a mark at its left."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._current = False
        self._mark = Mark("soon")
        self._name, self._note = Para("", strong=True, width=120), Para("", ink="ink2", width=280)
        self._side = Label("", "body", "ink2")
        self._chip = Chip()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(_PAD, 13, _PAD, 13)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._mark, 0, 0, Qt.AlignmentFlag.AlignCenter)
        self._grid.addWidget(self._side, 0, 2, Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(self._note, 1, 1, 1, 2)
        self._grid.addWidget(self._chip, 2, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def draw(self, row: SignerRow, *, current: bool) -> None:
        """Show a row; a long name takes the whole width, with the note below it."""
        self._current = current
        self._mark.draw({SIGNED: "done", NOW: "soon", LATER: "soon"}.get(row.state, ""))
        self._name.draw(row.name)
        short = len(row.name) <= _SHORT_NAME and len(row.note) <= _SHORT_NOTE
        self._note.draw(row.note)
        self._note.setVisible(not short)
        self._side.draw(row.note if short else "")
        self._grid.addWidget(self._name, 0, 1, 1, 1 if short else 2)
        self._chip.draw(say(f"later.{row.way}") if row.state == LATER else "", sign=_ICONS.get(row.way, ""))
        self._chip.setVisible(row.state == LATER)
        self.setAccessibleName(f"{row.name}，{row.note}")
        self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Turn to this person."""
        self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of the current row."""
        super().paintEvent(event)
        if self._current:
            painter = QPainter(self)
            painter.fillRect(self.rect(), look().colour("accent_soft"))
            painter.fillRect(0, 0, look().size("mark"), self.height(), look().colour("accent_fill"))


class Below(QFrame):
    """What stands below the current signer, on the same ground: `accept` confirms the signature."""

    accepted = Signal()
    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.accept = KeyButton(say("column.accept"), "Enter", kind="main")
        self.accept.clicked.connect(self.accepted)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(_PAD, 0, _PAD, 16)
        self._inside.setSpacing(8)

    def draw(self, row: SignerRow, view: SignView) -> None:
        """Show it for somebody who can sign now."""
        self.setVisible(row.state == NOW and bool(view.rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of the current row on."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(self.rect(), look().colour("accent_soft"))
        painter.fillRect(0, 0, look().size("mark"), self.height(), look().colour("accent_fill"))


class Ways(Below):
    """What can be done for the current signer: confirm the signature, or say how it will come."""

    def __init__(self) -> None:
        super().__init__()
        self._hint = Para(width=320)
        self._change = KeyButton(say("column.change"), "0", size="small")
        self._ways = [KeyButton(say(f"way.{way}"), str(n), size="way") for n, way in enumerate(_WAYS, 1)]
        for widget in (self._hint, self.accept, self._lay_out_ways()):
            self._inside.addWidget(widget)
        self._inside.addWidget(self._change, 0, Qt.AlignmentFlag.AlignLeft)
        self._change.clicked.connect(lambda: self.chosen.emit(""))

    def _lay_out_ways(self) -> QWidget:
        self._elsewhere = QWidget()
        grid = QGridLayout(self._elsewhere)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        grid.addWidget(Label(say("column.elsewhere"), "body", "ink2"), 0, 0, 1, 2)
        for number, button in enumerate(self._ways):
            grid.addWidget(button, 1 + number // 2, number % 2)
            button.clicked.connect(lambda _=False, way=_WAYS[number]: self.chosen.emit(way))
        return self._elsewhere

    def draw(self, row: SignerRow, view: SignView) -> None:
        """Show what fits the row's state; nothing for one who has signed."""
        now, later = row.state == NOW, row.state == LATER
        writes = now and (view.pen or not row.away)
        self.setVisible(now or later)
        self._hint.draw(say("column.here" if view.pen else "column.take_pen", name=row.name))
        self._hint.setVisible(writes)
        self.accept.setVisible(writes)
        if view.has_ink:
            self.accept.on()
        else:
            self.accept.off(say("column.no_ink"))
        self._elsewhere.setVisible(now and not view.has_ink and row.may_be_later)
        self._change.setVisible(later)


class WhoColumn(QFrame):
    """The column at the right. `chosen(place)`, `way(str)`, `accepted()`."""

    chosen = Signal(int)
    way = Signal(str)
    accepted = Signal()

    def __init__(self, thumb: ThumbPanel | None = None, ways: Below | None = None, title: str = "") -> None:
        super().__init__()
        self._thumb = thumb
        self.setProperty("ground", "paper")
        self.setProperty("edge", "left")
        self._title, self._count = Label(title or say("column.title"), "title", strong=True), Label("", "body", "ink2")
        self._ways: Below = ways or Ways()
        self._lines = list[SignerLine]()
        self._ways.setParent(self)
        self._rules, self._at = list[HairLine](), (-1, False)
        self._seen = Label("", "note", "ink3")
        self._missing = QFrame()
        self._missing_text = Para(width=300)
        self._lay_out()
        if self._thumb:
            self._thumb.asked.connect(self._scroll.ensureWidgetVisible)
        self._ways.accepted.connect(self.accepted)
        self._ways.chosen.connect(self.way)
        self._fit()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(_PAD, 16, _PAD, 12)
        head.setSpacing(0)
        head.addWidget(self._title)
        head.addWidget(self._count)
        whole.addLayout(head)
        whole.addWidget(HairLine())
        whole.addWidget(self._lay_out_list(), 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(_PAD, 8, _PAD, 16)
        foot.setSpacing(8)
        foot.addWidget(self._seen)
        foot.addWidget(self._missing)
        inside = QHBoxLayout(self._missing)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(self._missing_text)
        whole.addLayout(foot)

    def _lay_out_list(self) -> QScrollArea:
        people = QWidget()
        people.setProperty("bare", "true")
        self._rows = QVBoxLayout(people)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        if self._thumb:
            self._rows.addWidget(self._thumb)
        self._rows.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(people)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return self._scroll

    def draw(self, view: SignView, *, presses: bool = False, footless: bool = False) -> None:
        """Show everyone, and under the current one what can be done, unless a thumb is pressed: see `thumb`."""
        self._count.draw(view.count)
        self._seen.draw(view.seen)
        self._set_lines(len(view.rows))
        for number, (line, row) in enumerate(zip(self._lines, view.rows, strict=True)):
            line.draw(row, current=number == view.at)
        if view.current:
            self._rows.removeWidget(self._ways)
            self._rows.insertWidget(self._rows.indexOf(self._lines[view.at]) + 1, self._ways)
            self._ways.draw(view.current, view)
            self._ways.setVisible(self._ways.isVisibleTo(self) and not presses)
            self._show_current(view)
        self._draw_missing(view)
        for widget in (self._seen, self._missing):
            widget.setVisible(not (presses or footless))
        for number, (line, rule) in enumerate(zip(self._lines, self._rules, strict=True)):
            shown = not presses or number == view.at  # whoever presses has the column: the others come back afterwards
            line.setVisible(shown)
            rule.setVisible(shown)

    def _show_current(self, view: SignView) -> None:
        """Bring the current signer, and what can be done, into view after another was chosen or took the pen."""
        if (view.at, view.pen) != self._at:
            self._at = (view.at, view.pen)
            QTimer.singleShot(0, self, self._scroll_to_current)

    def _scroll_to_current(self) -> None:
        if 0 <= self._at[0] < len(self._lines):
            self._scroll.ensureWidgetVisible(self._lines[self._at[0]], 0, _MUCH)
        if self._ways.isVisible():
            self._scroll.ensureWidgetVisible(self._ways.accept if self._ways.accept.isVisible() else self._ways, 0, 16)

    def _draw_missing(self, view: SignView) -> None:
        self._missing.setProperty("ground", "sheet" if view.complete else "soon")
        self._missing.style().unpolish(self._missing)
        self._missing.style().polish(self._missing)
        self._missing_text.draw(view.missing)

    def _set_lines(self, count: int) -> None:
        while len(self._lines) > count:
            for widget in (self._lines.pop(), self._rules.pop()):
                widget.hide()
                widget.deleteLater()
        while len(self._lines) < count:
            line, rule, number = SignerLine(), HairLine(), len(self._lines)
            line.pressed.connect(lambda number=number: self.chosen.emit(number))
            after = self._rows.indexOf(self._rules[-1]) + 1 if self._rules else 0
            self._lines.append(line)
            self._rules.append(rule)
            self._rows.insertWidget(after, line)
            self._rows.insertWidget(after + 1, rule)

    def _fit(self) -> None:
        self.setFixedWidth(_WIDE_LARGE if look().large else _WIDE)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        if event.type() == QEvent.Type.StyleChange:
            self._fit()
        super().changeEvent(event)
