"""What a household told of a change, to be looked at."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

import resources
from app.domain.case_number import short
from app.domain.change import Change
from ui import when
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para
from ui.widgets.sheet import Sheet

_WIDE, _NAME_WIDE = 560, 96


class ChangeSheet(Sheet):
    """Reads out one change; `case_asked(id)` for the household's case."""

    case_asked = Signal(str)

    def __init__(self, window: QWidget, change: Change) -> None:
        super().__init__(window, width=_WIDE)
        self._say = resources.texts("find")["change"]
        self.body.addWidget(Label(self._say["title"], "title", strong=True))
        for name, said in _lines(change):
            self.body.addLayout(self._line(name, said))
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(0, 12, 0, 0)
        self.foot.setSpacing(12)
        self.foot.addStretch(1)
        self.shut = KeyButton(self._say["close"], "Esc")
        self._first = self.shut
        cases = change.reported.cases if change.reported else ()
        if cases:
            self._first = KeyButton(self._say["case"], "Enter", bind=False)
            self._first.clicked.connect(lambda: self._go(cases[0]))
            self.foot.addWidget(self._first)
        self.shut.clicked.connect(self.close_sheet)
        self.foot.addWidget(self.shut)
        self.body.addLayout(self.foot)
        self.closed.connect(self.deleteLater)

    def show_change(self) -> None:
        """Open it."""
        self.open(self._first)

    def _line(self, name: str, said: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        label = Label(self._say.get(name, ""), "body", "ink2")
        label.setFixedWidth(_NAME_WIDE)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Para(said, width=_WIDE - 48 - _NAME_WIDE - 12), 1)
        return row

    def _go(self, case_id: str) -> None:
        self.close_sheet()
        self.case_asked.emit(case_id)


def _lines(change: Change) -> list[tuple[str, str]]:
    """Give (name of a text, what is said) of all that was told."""
    body = change.reported
    if body is None:
        return [("", resources.text("find", "state.erased"))]
    received = when.day(date.fromisoformat(body.received_on))
    said = [
        ("name", resources.text("find", "change.number", number=short(body.number), day=received)),
        ("person", " ".join(filter(None, (body.person.name, body.person.village)))),
        ("about", body.about),
        ("since", when.day(date.fromisoformat(body.since)) if body.since else ""),
        ("told_by", " ".join(filter(None, (body.told_by, body.told_by_relation)))),
        ("note", body.note),
    ]
    return [(name, text) for name, text in said if text]
