"""The reasons of one programme, with where each of them stands."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ui.assessment.view import ProgrammeView, ReasonLine
from ui.widgets.hair_line import HairLine
from ui.widgets.icon import Icon
from ui.widgets.label import set_states
from ui.widgets.mark import Mark
from ui.widgets.para import Para

_INKS = {"check": "accent", "ban": "ink3"}


class _Reason(QWidget):
    """One reason: sign, sentence, source."""

    def __init__(self, line: ReasonLine) -> None:
        super().__init__()
        sign = Mark("soon") if line.sign == "soon" else Icon(line.sign, _INKS[line.sign], small=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 8, 0, 8)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(sign, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Para(line.text), 0, 1)
        grid.addWidget(Para(line.source, "note", "ink2"), 1, 1)


class ReasonList(QScrollArea):
    """Draws the reasons of a ProgrammeView; PgUp and PgDn scroll it while it has the cursor."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self._shown: ProgrammeView | None = None
        self.title = Para("", "title", strong=True)
        inner = QFrame()
        set_states(inner, ground="sunk")
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(20, 12, 20, 12)
        self._column.setSpacing(0)
        self._column.addWidget(self.title)
        self._lines: list[QWidget] = []
        self._column.addStretch(1)
        self.setWidget(inner)

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences shown now."""
        return tuple(line.text for line in self._shown.reasons) if self._shown else ()

    def draw(self, shown: ProgrammeView | None) -> None:
        """Show a programme's reasons; nothing for none."""
        if shown == self._shown:
            return
        self._shown = shown
        self.title.draw(shown.title if shown else "")
        for widget in self._lines:
            widget.hide()
            widget.deleteLater()
        reasons = shown.reasons if shown else ()
        self._lines = [widget for line in reasons for widget in (_Reason(line), HairLine())]
        for nth, widget in enumerate(self._lines, 1):
            self._column.insertWidget(nth, widget)
        self.verticalScrollBar().setValue(0)
