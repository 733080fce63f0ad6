"""What every step of the intake has: a head, the strip, a body that may scroll, a column at the side."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.intake.notice_strip import NoticeStrip
from ui.theme import look, restyled
from ui.widgets.label import set_states
from ui.widgets.page_head import PageHead

SIDE, _WIDE, _MIDDLE, _NO_LIMIT = 336, 1190, 1080, 16_777_215


class StepPage(QFrame):
    """A page of paper; `body` takes the content, `add_side` a column at the right edge.

    `stops` are the places that Enter visits; `finished()` after the last of them; `hinted(text)` for the
    bar below.
    """

    finished = Signal()
    hinted = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self.stops: list[QWidget] = []
        self.head, self.notice = PageHead(name), NoticeStrip()
        inner = QWidget()
        inner.setProperty("bare", "true")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(24, 0, 24, 16)
        self.body.setSpacing(0)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroller.setWidget(inner)
        self._middle = QWidget()
        self.column = QVBoxLayout(self._middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        for widget in (self.head, self.notice):
            self.column.addWidget(widget)
        self.column.addWidget(self.scroller, 1)
        self._side: QFrame | None = None
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._across.addWidget(self._middle, 1000)
        self._across.addStretch(1)
        self._middle.setMaximumWidth(_WIDE)

    def grow(self) -> None:
        """Take all the width there is."""
        self._middle.setMaximumWidth(_NO_LIMIT)

    def add_side(self, side: QFrame) -> None:
        """Put a column at the right edge; with large type it folds into the foot of the page."""
        self._side = side
        set_states(side, ground="sunk", edge="left")
        self._place_side(side)

    def _place_side(self, side: QFrame) -> None:
        if look().large:
            self.body.addWidget(side)
            self._across.setStretch(1, 1)
            side.setMinimumWidth(0)
            self._middle.setMaximumWidth(_WIDE)
            return
        self._across.insertWidget(1, side, 1)
        self._across.setStretch(2, 0)
        side.setMinimumWidth(SIDE)
        self._middle.setMaximumWidth(_MIDDLE)

    def changeEvent(self, event: QEvent) -> None:
        """Place the side anew under a new look."""
        if restyled(event) and self._side is not None:
            self._place_side(self._side)
        super().changeEvent(event)

    def focus_place(self, place: str) -> None:
        """Put the cursor where something is missing; a page without such places begins at its first one."""
        del place
        self.focus_first()

    def focus_first(self) -> None:
        """Put the cursor where the officer begins."""
        first = next((stop for stop in self.stops if stop.isVisible()), self)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_on_from(self, stop: QWidget) -> None:
        """Put the cursor on the next place that is shown."""
        rest = [one for one in self.stops[self.stops.index(stop) + 1 :] if one.isVisible() and one.isEnabled()]
        if rest:
            rest[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.finished.emit()
