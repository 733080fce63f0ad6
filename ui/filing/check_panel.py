"""What a page says of a person, field by field beside its picture: the cursor stands where reading is in doubt."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.id_number import masked
from ui.filing.view import FilingView, say
from ui.intake.card import CardField
from ui.intake.card_row import STRIP_WIDE, CardRow
from ui.theme import look, restyled
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para

_NAMES = (
    "name",
    "relation",
    "sex",
    "ethnic",
    "birth",
    "id_number",
    "address",
    "issuer",
    "valid_from",
    "valid_to",
    "disability_kind",
    "disability_grade",
)  # fmt: skip - in the order in which they stand
_MARGIN, _GAP, _LABEL = 24, 16, 56
_FIELD_EMS, _FIELD_EMS_TERSE, _TRUST_EMS = 14, 12, 7
_EYE_AND_TICK = 64


class CheckPanel(QFrame):
    """`written(name, text)`, `let_stand(name, nth)`, `done()` at Enter, `other()` it is another paper, `dropped()`.

    `whole_asked()`: the whole number is wanted; `show_whole` shows it once that is written down.
    """

    written = Signal(str, str)
    let_stand = Signal(str, int)
    done = Signal()
    other = Signal()
    dropped = Signal()
    whole_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._title, self._where = Para("", "title", strong=True, width=2000), Para("", ink="ink2", width=2000)
        self._remark, self._wrong = Para("", "note", "soon", width=2000), Para("", "body", "danger", width=2000)
        self.other_button = KeyButton(say("check.other"), "Ctrl N", kind="quiet")
        self.drop_button = KeyButton(say("ask.drop"), "Ctrl D", kind="quiet")
        self._grid, self.rows = QGridLayout(), dict[str, CardRow]()
        self._shown, self._title_shown, self._revealed = "", "", False
        self._view, self.is_new, self._terse = FilingView(), False, False
        self._build()
        self._fit()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        for button in (self.other_button, self.drop_button):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.other_button.clicked.connect(self.other)
        self.drop_button.clicked.connect(self.dropped)
        inside, self._area = QWidget(), QScrollArea()
        inside.setProperty("bare", "true")
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnMinimumWidth(0, _LABEL)
        self._grid.setColumnStretch(2, 1)
        self._grid.setRowStretch(len(_NAMES), 1)
        inside.setLayout(self._grid)
        self._area.setWidget(inside)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 12, _MARGIN, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._where)
        column.addWidget(self._remark)
        column.addWidget(self._area, 1)
        column.addWidget(self._wrong)

    def wide(self) -> int:
        """Give the width in which values and the words beside them have room."""
        return _wide(_FIELD_EMS)

    def _fit(self) -> None:
        """Leave the words beside the ticks out where a number of 18 digits needs their room."""
        terse = self.width() < _wide(_FIELD_EMS_TERSE)
        self._grid.setColumnMinimumWidth(3, _EYE_AND_TICK if terse else _em() * _TRUST_EMS)
        if terse != self._terse:
            self._terse = terse
            self._draw_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width among the columns."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        super().changeEvent(event)
        if restyled(event):
            self._fit()

    def draw(self, view: FilingView) -> None:
        """Show the fields of the page in work; a new page takes the cursor to its first doubt."""
        told, self._view = view.check, view
        self.setVisible(told is not None)
        if told is None:
            self._title_shown, self._revealed = "", False
            return
        self._title.draw(told.title)
        self._where.draw(told.where)
        for widget, text in ((self._remark, view.remark), (self._wrong, view.wrong)):
            widget.draw(text)
            widget.setVisible(bool(text))
        self._draw_rows()
        here = next(iter(told.open), "")
        self.is_new = told.title != self._title_shown or here != self._shown
        if self.is_new:
            self._title_shown, self._shown = told.title, here
            self._focus(here)

    def _draw_rows(self) -> None:
        told, shown = self._view.check, {one.name: one for one in self._view.fields}
        for name in _NAMES:
            if told and (name in shown or name in self.rows):
                row = self._row(name)
                row.set_visible(visible=name in shown)
                if name in shown:
                    row.set_terse(terse=self._terse)
                    row.draw(told.title, self._masked(shown[name]), typing=False, revealed=self._revealed)

    def _focus(self, name: str) -> None:
        if name:
            self.rows[name].focus()
            self._area.ensureWidgetVisible(self.rows[name].field)

    def _row(self, name: str) -> CardRow:
        if name not in self.rows:
            row = CardRow(name, self._grid, _NAMES.index(name))
            row.written.connect(self._is_written)
            row.entered.connect(self._is_entered)
            row.offered.connect(self.let_stand)
            row.stepped.connect(self._step)
            row.eyed.connect(self._reveal)
            self.rows[name] = row
        return self.rows[name]

    def _is_written(self, _member: str, name: str, text: str) -> None:
        self.written.emit(name, text)

    def _masked(self, field: CardField) -> CardField:
        """A number that nobody doubts shows its ends only, until it is wanted."""
        hides = field.name == "id_number" and field.state == "read" and not self._revealed
        return replace(field, text=masked(field.full)) if hides else field

    def _reveal(self, revealed: bool) -> None:  # noqa: FBT001 - the signal carries the value
        if revealed:
            self.whole_asked.emit()
        else:
            self.show_whole(whole=False)

    def show_whole(self, *, whole: bool = True) -> None:
        """Show the whole number, or its ends."""
        self._revealed = whole
        self.draw(self._view)

    def _is_entered(self, _name: str) -> None:
        self.done.emit()

    def _step(self, name: str, rows: int) -> None:
        shown = [one for one in _NAMES if one in self.rows and self.rows[one].field.isVisible()]
        at = shown.index(name) + rows
        if 0 <= at < len(shown):
            self.rows[shown[at]].focus()


def _em() -> int:
    return look().types["body"][0]


def _wide(field_ems: int) -> int:
    """Width in px at which a field has room for so many Chinese characters."""
    return 2 * _MARGIN + _LABEL + STRIP_WIDE + 3 * _GAP + _em() * (field_ems + _TRUST_EMS)
