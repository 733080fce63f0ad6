"""来意: seven reasons on seven keys, and beside them who came today."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

import resources
from ui.visit.model import VisitModel
from ui.visit.reason_row import ReasonRow
from ui.visit.today import TodaySide
from ui.visit.view import FOR_OTHER, VisitView
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Elided
from ui.widgets.page_head import PageHead
from ui.widgets.strip import Strip


class VisitPage(QFrame):
    """Draws a VisitView and forwards keys; the row that was looked at last is the one that Enter takes."""

    def __init__(self, model: VisitModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.model, self._say = model, resources.texts("visit")
        self._head, self.side, self.strip = PageHead(self._say["title"]), TodaySide(), Strip()
        self.rows = [ReasonRow(line) for line in model.view.reasons]
        self.other = KeyButton(self._say["for_other"]["on"], FOR_OTHER)
        self._about_other = Elided("", "body", "ink2")
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["back"], "Esc"))
        self.take = self.bar.right(KeyButton("", "Enter", kind="main"))
        self._at = 0
        self._lay_out()
        self._connect()
        self.draw(model.view)
        self._stand(0)

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._left(), 1)
        across.addWidget(self.side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(self.bar)

    def _left(self) -> QFrame:
        left = QFrame()
        left.setProperty("ground", "paper")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.strip)
        for row in self.rows:
            column.addWidget(row, 100)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 16, 24, 16)
        foot.setSpacing(16)
        foot.addWidget(self.other)
        foot.addWidget(self._about_other, 1)
        column.addLayout(foot)
        column.addStretch(1)
        return left

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        self.back.clicked.connect(model.back_asked)
        self.other.clicked.connect(model.turn)
        self.side.register.clicked.connect(model.register_asked)
        self.strip.chosen.connect(model.answer)
        self.take.clicked.connect(lambda: model.choose(self.rows[self._at].line.reason))
        for nth, row in enumerate(self.rows):
            row.clicked.connect(lambda _=False, row=row: model.choose(row.line.reason))
            row.came.connect(lambda nth=nth: self._stand(nth))
            row.moved.connect(lambda step, nth=nth: self._move(nth + step))

    def draw(self, view: VisitView) -> None:
        """Show a view."""
        say = self._say["for_other"]
        self._head.draw(self._say["title"], self._say["ask_for_other" if view.for_other else "ask"])
        self.other.set_text(say["off" if view.for_other else "on"])
        self._about_other.draw(say["text_on" if view.for_other else "text"], "soon" if view.for_other else "ink2")
        answers = ((self._say["unwritten"]["keep"], "L"), (self._say["unwritten"]["wrong"], "X"))
        self.strip.draw(view.unwritten, buttons=answers if view.unwritten else ())
        self.side.draw(view)

    def _stand(self, nth: int) -> None:
        """Let Enter take this one."""
        self._at = nth
        for at, row in enumerate(self.rows):
            row.draw(current=at == nth)
        line = self.rows[nth].line
        self.take.set_text(line.title)
        self.bar.note(resources.text("visit", "next", next=line.next))

    def _move(self, nth: int) -> None:
        self.rows[max(0, min(nth, len(self.rows) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with the reason that was looked at last; at first it is the first."""
        self.rows[self._at].setFocus(Qt.FocusReason.OtherFocusReason)
