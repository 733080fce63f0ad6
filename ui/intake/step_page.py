"""What every step of the intake has: a head, the strip, a body that may scroll, a column at the side."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.intake.notice_strip import NoticeStrip
from ui.widgets.label import set_states
from ui.widgets.page_head import PageHead

SIDE = 336


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
        self.column = QVBoxLayout()
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        for widget in (self.head, self.notice):
            self.column.addWidget(widget)
        self.column.addWidget(self.scroller, 1)
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._across.addLayout(self.column, 1)

    def add_side(self, side: QFrame) -> None:
        """Put a column at the right edge."""
        set_states(side, ground="sunk", edge="left")
        side.setFixedWidth(SIDE)
        self._across.addWidget(side)

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
