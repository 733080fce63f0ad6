"""A few lines below each other, each with a note: cases, visits, what follows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.person.who import Line
from ui.widgets.hair_line import HairLine
from ui.widgets.mark import Mark
from ui.widgets.para import Para


class LineList(QWidget):
    """Draws lines, or in grey the word for none."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn: tuple[tuple[Line, ...], str] = ((), "")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def draw(self, lines: tuple[Line, ...], none: str = "") -> None:
        """Show other lines."""
        if (lines, none) == self._drawn:
            return
        self._drawn = (lines, none)
        while self._column.count():
            if widget := self._column.takeAt(0).widget():
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._column.addWidget(_row(line))
            self._column.addWidget(HairLine())
        if not lines and none:
            self._column.addWidget(Para(none, "body", "ink3", width=2000))

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in it now, line by line."""
        lines, none = self._drawn
        return tuple(line.what for line in lines) or ((none,) if none else ())


def _row(line: Line) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 8, 0, 8)
    row.setSpacing(8)
    if line.soon:
        row.addWidget(Mark("soon"), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Para(line.what, "body", "soon" if line.soon else "ink", width=2000))
    if line.note:
        words.addWidget(Para(line.note, "note", "ink2", width=2000))
    row.addLayout(words, 1)
    return box
