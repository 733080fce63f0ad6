"""The column beside: the papers of the case on the desk, what of this visit went elsewhere, who has still to sign."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.filing.page_list import PageList
from ui.filing.view import FilingView, say
from ui.theme import look, restyled
from ui.widgets.hair_line import HairLine
from ui.widgets.label import Elided, Label, set_states
from ui.widgets.para import Para

_WIDE, _WIDE_LARGE = 400, 440
_ELSEWHERE_ROWS = 4


class FiledSide(QFrame):
    """Draws lines and rows of a FilingView; `lines` is the case on the desk, `rows` the pages of this visit."""

    def __init__(self) -> None:
        super().__init__()
        set_states(self, ground="paper", edge="left")
        self._title, self._lacking = Label("", "title", strong=True), Elided("", "note", "ink2")
        self._lacking.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.lines, self.rows = PageList(say("list.case")), PageList(say("list.name"))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._missing, self._missing_text = QFrame(), Para("", width=320)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 16)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 18, 20, 18)
        head.addWidget(self._title)
        head.addWidget(self._lacking, 1)
        column.addLayout(head)
        column.addWidget(HairLine())
        column.addWidget(self.lines, 3)
        self._line = HairLine()
        column.addWidget(self._line)
        column.addWidget(self.rows, 2)
        column.addLayout(self._foot())
        self._fit()

    def _foot(self) -> QHBoxLayout:
        inside = QHBoxLayout(self._missing)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addWidget(self._missing_text)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 0)
        foot.addWidget(self._missing)
        return foot

    def draw(self, view: FilingView) -> None:
        """Show what lies there, what came, and who is missing."""
        have = sum(bool(row.sign) for row in view.lines) if view.case else len(view.rows)
        self._title.draw(say("list.title", count=have) if have else say("list.empty"))
        self._lacking.draw(view.lacking)
        self.lines.setVisible(bool(view.case))
        self.lines.draw(view.lines)
        self.rows.setVisible(bool(view.rows) or not view.case)
        self.rows.draw(view.rows)
        self._line.setVisible(bool(view.case and view.rows))
        if view.case:
            self.rows.setFixedHeight(min(len(view.rows), _ELSEWHERE_ROWS) * self.rows.sizeHintForRow(0) + 2)
        self._missing.setVisible(bool(view.missing))
        self._missing_text.draw(view.missing)
        set_states(self._missing, ground="soon" if view.is_missing else "sheet")

    def _fit(self) -> None:
        self.setFixedWidth(_WIDE_LARGE if look().large else _WIDE)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        super().changeEvent(event)
        if restyled(event):
            self._fit()
