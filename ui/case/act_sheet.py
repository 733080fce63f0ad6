"""A sheet on which one thing is done to a case: lines to fill in, a choice, one verb."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para
from ui.widgets.row import Cell, Column, Row
from ui.widgets.row_list import RowList
from ui.widgets.sheet import Sheet

Stop = TypeVar("Stop", bound=QWidget)
WIDE = 560
_LABEL, _SHORT = 112, 288


class Acting(Protocol):
    """What does a thing, and says by signals what came of it: `done(sentence)`, `refused(sentence)`."""

    @property
    def done(self) -> Any:
        """The signal of what is kept."""

    @property
    def refused(self) -> Any:
        """The signal of why something is not."""


class ActSheet(Sheet):
    """Enter goes from line to line and does it from the last; a refusal stands above the verb, Esc leaves."""

    def __init__(self, window: QWidget, acts: Acting, name: str, *, wide: int = WIDE, area: str = "case") -> None:
        super().__init__(window, width=wide)
        self._inner = wide - 48
        self.say = resources.texts(area)[name]
        self.fields: list[Field] = []
        self._stops: list[QWidget] = []
        self._row: QHBoxLayout | None = None
        self._send: Callable[[], None] = self.close_sheet
        self.lines = QVBoxLayout()
        self.lines.setSpacing(8)
        self._wrong = Para("", "note", "danger", width=self._inner)
        self.verb = KeyButton(self.say["verb"], "Enter", kind="main", bind=False)
        self.leave = KeyButton(resources.text("case", "button.leave"), "Esc")
        self._lay_out()
        acts.done.connect(self.close_sheet)
        acts.refused.connect(self.refuse)
        self.closed.connect(self.deleteLater)

    def _lay_out(self) -> None:
        self.panel.setAccessibleName(self.say["title"])
        self.body.addWidget(Label(self.say["title"], "title", strong=True))
        if "text" in self.say:
            self.body.addWidget(Para(self.say["text"], "body", "ink2", width=self._inner))
        self.body.addLayout(self.lines)
        self.body.addWidget(self._wrong)
        self._wrong.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 12, 0, 0)
        foot.setSpacing(12)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.verb)
        self.body.addLayout(foot)
        self.leave.clicked.connect(self.close_sheet)

    # --- what a sheet is made of
    def add_field(self, name: str, text: str = "", *, secret: bool = False, short: bool = False) -> Field:
        """Add a line to be filled in, named by its text; a `short` one is for a day."""
        field = Field(self.say[name], label_width=_LABEL)
        field.draw(FieldView(text))
        field.set_secret(secret=secret)
        field.edited.connect(lambda said: field.draw(FieldView(said)))
        field.entered.connect(lambda: self._next(field))
        if short:
            field.setMaximumWidth(_SHORT)
        self.fields.append(field)
        return self._add(field)

    def add_list(self, name: str, choices: Sequence[tuple[str, str]], *, most: int = 6) -> RowList:
        """Add a choice of (key, word); Enter takes the current one and goes on."""
        rows = RowList((Column(grows=True),), margin=12, keeps=True)
        rows.setAccessibleName(self.say[name])
        rows.draw(tuple(Row(key, (Cell(word, "ink", wraps=True),)) for key, word in choices))
        rows.setFixedHeight(rows.height_of(min(most, max(1, len(choices)))))
        rows.chosen.connect(lambda _key: self._next(rows))
        return self._add(rows, Label(self.say[name], "note", "ink2"))

    def begin_row(self) -> None:
        """Put what is added from now on side by side, until `end_row`."""
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        self.lines.addLayout(self._row)

    def end_row(self) -> None:
        """Put what is added from now on below each other again."""
        self._row = None

    def _add(self, stop: Stop, above: QWidget | None = None) -> Stop:
        column = QVBoxLayout()
        column.setSpacing(8)
        if above is not None:
            column.addWidget(above)
        column.addWidget(stop)
        (self.lines if self._row is None else self._row).addLayout(column)
        self._stops.append(stop)
        return stop

    def show_act(self, send: Callable[[], None], first: QWidget | None = None) -> None:
        """Open it; `send` does what the verb says."""
        self._send = send
        self.verb.clicked.connect(self._do)
        self.open(first or (self._stops[0] if self._stops else self.verb))

    # --- what happens on it
    def refuse(self, sentence: str) -> None:
        """Say why it is not done; what was typed stays."""
        self.verb.on()
        self._wrong.draw(sentence)
        self._wrong.setVisible(bool(sentence))
        self._place()

    @property
    def trouble(self) -> str:
        """Why it was not done; empty while nothing is in the way."""
        return self._wrong.text

    def _do(self) -> None:
        self._wrong.draw("")
        self._wrong.hide()
        self._send()

    def _next(self, here: QWidget) -> None:
        following = self._stops[self._stops.index(here) + 1 :]
        if following:
            following[0].setFocus()
        elif self.verb.isEnabled():
            self.verb.click()
