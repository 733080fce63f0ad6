"""Home: draws a HomeView and forwards."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

import resources
from ui.home.blank import HomeBlank
from ui.home.left import HomeLeft
from ui.home.model import HomeModel
from ui.home.side import HomeSide
from ui.home.view import HomeView
from ui.theme import look, restyled
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Elided, Label
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_ROWS, _LARGE_ROWS, _MIDDLE_MOST = 12, 10, 1080


def _say(name: str, **facts: object) -> str:
    return resources.text("home", name, **facts)


def _columns(*, large: bool) -> tuple[Column, ...]:
    who, where = (96, 80) if large else (80, 64)
    return (
        Column(least=24, most=28),
        Column(least=who, most=who + 96),
        Column(least=where, most=where + 48),
        Column(grows=True, lead_least=105 if large else 84),
        Column(least=96, right=True),
    )


class HomePage(QFrame):
    """Left who comes, in the middle what is to be done, right what others are to do."""

    def __init__(self, model: HomeModel) -> None:
        super().__init__()
        self.setProperty("ground", "desk")
        self.model = model
        self._left, self._side, self._blank = HomeLeft(), HomeSide(), HomeBlank()
        self.grant = Strip()
        self.grant.setProperty("edge", "bottom")
        self._counts = Elided("", "body", "ink2")
        self._keys = Label(_say("keys"), "note", "ink2")
        self._list = RowList(_columns(large=look().large), fit=_ROWS)
        self._list.setAccessibleName(_say("list"))
        self._more = KeyButton("", kind="quiet", size="link", icon="chevron-right")
        self._sum = Para("", "body", "ink2", width=720)
        self._middle = QStackedWidget()
        self._has_just_come = False
        self._lay_out()
        self._connect()
        self._fit()
        self.draw(model.view)

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        middle = QFrame()
        middle.setProperty("ground", "paper")
        middle.setProperty("edge", "sides")
        middle.setMaximumWidth(_MIDDLE_MOST)
        self._paper = middle
        whole.addWidget(self._left)
        whole.addWidget(middle, 1000)
        whole.addWidget(self._side, 1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.grant)
        listed = QFrame()
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        inside.addWidget(self._list, 1)
        inside.addLayout(self._foot())
        self._middle.addWidget(listed)
        self._middle.addWidget(self._blank)
        self._middle.setProperty("ground", "paper")
        column.addWidget(self._middle, 1)

    def _head(self) -> QFrame:
        box = QFrame()
        box.setFixedHeight(56)
        box.setProperty("edge", "bottom")
        head = QHBoxLayout(box)
        head.setContentsMargins(20, 0, 20, 0)
        head.setSpacing(12)
        head.addWidget(Label(_say("title"), "title", strong=True))
        head.addWidget(self._counts, 1)
        head.addWidget(self._keys)
        return box

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(56, 4, 20, 4)
        foot.addWidget(self._more)
        foot.addStretch(1)
        foot.addWidget(self._sum)
        return foot

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        self._left.come.connect(lambda name: model.asked.emit(name, ""))
        self._left.go_on.connect(model.go_on)
        self._side.sync.connect(model.sync_asked)
        self.grant.chosen.connect(lambda _nth: model.sync_asked.emit())
        self._side.wanted.connect(lambda name: model.asked.emit(name, ""))
        model.told.connect(self._side.say)
        self._list.chosen.connect(model.choose)
        self._blank.wanted.connect(lambda name: model.asked.emit(name, ""))
        self._more.clicked.connect(self._show_below)
        self._list.measured.connect(self._draw_more)

    def draw(self, view: HomeView) -> None:
        """Show a view."""
        self._left.draw(view.draft, self.model.has)
        self._side.draw(view, self.model.has)
        self._counts.draw(view.counts if view.sees else "")
        connect = ((resources.text("duties", "grant.connect"), ""),) if view.grant_kind == "soon" else ()
        self.grant.draw(view.grant, view.grant_kind, buttons=connect)
        self._list.draw(view.rows)
        self._blank.draw(view, self.model.has)
        self._middle.setCurrentIndex(0 if view.kind == "rows" else 1)
        self._keys.setVisible(view.kind == "rows")
        waiting = sum(wait.count for wait in view.waits)
        fund = _say("fund.sum", left=view.fund) if view.fund and self.model.has("fund") else ""
        self._sum.draw("　".join(filter(None, (_say("waits.people", count=waiting), fund, view.queue))))
        self._draw_more()
        self._follow_the_list(view)

    def _follow_the_list(self, view: HomeView) -> None:
        """Where the list came after the page, the cursor goes there, unless the officer has moved it."""
        if self._has_just_come and view.kind == "rows":
            self._has_just_come = False
            if self._left.has_first_focus() or self.hasFocus():  # whoever only reads has no verb there
                self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw_more(self) -> None:
        below = len(self.model.view.rows) - self._rows_seen()
        self._more.set_text(_say("below", count=below))
        self._more.setVisible(below > 0)

    def _rows_seen(self) -> int:
        return max(1, self._list.viewport().height() // self._list.row_high)

    def _show_below(self) -> None:
        self._list.select(min(self._rows_seen(), len(self._list.rows) - 1))
        self._list.scrollTo(self._list.currentIndex(), RowList.ScrollHint.PositionAtTop)
        self._list.setFocus()

    def _fit(self) -> None:
        """Fold the side into the foot of the list with large type."""
        large = look().large
        self._side.setVisible(not large)
        self._sum.setVisible(large)
        self._paper.setMaximumWidth(_MIDDLE_MOST if not large else 16_777_215)
        self._list.set_columns(_columns(large=large), fit=_LARGE_ROWS if large else _ROWS)

    def focusInEvent(self, _event: QEvent) -> None:
        """Begin with the list, or with who comes when there is nothing to be done."""
        self._has_just_come = self.model.view.kind != "rows"
        if self._has_just_come:
            self._left.focus_first()
        else:
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        super().changeEvent(event)
        if restyled(event):
            self._fit()
