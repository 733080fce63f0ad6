"""The question which printer: the usual one first, and a file where there is none."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

import resources
from ui.printing import AS_FILE
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para
from ui.widgets.row import Cell, Column, Row
from ui.widgets.row_list import RowList
from ui.widgets.sheet import Sheet

_WIDE, _ROW, _MOST_ROWS = 480, 48, 6


class PrinterChoice(Sheet):
    """Lists printers and 另存为 PDF; it closes, then says `chosen(name)`, with `printing.AS_FILE` for the file.

    `dismissed` when it was closed without a choice.
    """

    chosen = Signal(str)
    dismissed = Signal()

    def __init__(self, window: QWidget, names: tuple[str, ...]) -> None:
        super().__init__(window, width=_WIDE)
        self._is_chosen = False
        title = _say("title") if names else _say("title_none")
        self.body.addWidget(Para(title, "title", strong=True, width=_WIDE - 48))
        self.body.addWidget(Para(_say("text") if names else _say("text_none"), "body", "ink2", width=_WIDE - 48))
        self.list = RowList((Column(grows=True),), margin=16, high=_ROW)
        self.list.setAccessibleName(title)
        self.list.draw(_rows(names))
        self.list.setFixedHeight(_ROW * min(len(names) + 1, _MOST_ROWS))
        self.body.addWidget(self.list)
        close = KeyButton(_say("close"), "Esc")
        close.clicked.connect(self.close_sheet)
        row = QHBoxLayout()
        row.setContentsMargins(0, 12, 0, 0)
        row.addStretch(1)
        row.addWidget(close)
        self.body.addLayout(row)
        self.panel.setAccessibleName(title)
        self.list.chosen.connect(self._choose)
        self.closed.connect(self._end)

    def ask(self) -> None:
        """Show the question; Enter takes the first line."""
        self.open(self.list)

    def _end(self) -> None:
        self.deleteLater()
        if not self._is_chosen:
            self.dismissed.emit()

    def _choose(self, key: str) -> None:
        self._is_chosen = True
        self.close_sheet()
        self.chosen.emit(AS_FILE if key == "file" else key.removeprefix("printer:"))


def ask_printer(
    page: QWidget, names: tuple[str, ...], choose: Callable[[str], object], none: Callable[[], object] | None = None
) -> None:
    """Ask which printer it is to be, on the page that is looked at: the printing is shared, and its others are silent.

    `choose` gets the name; `none` is called where the question was closed.
    """
    if not page.isVisible():
        return
    choice = PrinterChoice(page.window(), names)
    choice.chosen.connect(choose)
    if none is not None:
        choice.dismissed.connect(none)
    choice.ask()


def _rows(names: tuple[str, ...]) -> tuple[Row, ...]:
    printers = tuple(Row(f"printer:{name}", (Cell(name, "ink", wraps=True),), act=_say("print")) for name in names)
    return (*printers, Row("file", (Cell(_say("file"), "ink", sign="file-text"),), act=_say("save")))


def _say(name: str) -> str:
    return resources.text("sign", f"printer.{name}")
