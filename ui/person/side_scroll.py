"""What scrolls in the column at the side of a page."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.theme import look


class SideScroll(QScrollArea):
    """Scrolls beside the page; with large type it lies in the foot of the page, which scrolls itself."""

    def __init__(self, inner: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)
        inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when there is more or less to show."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def minimumSizeHint(self) -> QSize:
        """Ask for all of the height in the foot of the page, for little beside it."""
        least = super().minimumSizeHint()
        inner = self.widget()
        if not look().large or inner is None:
            return least
        high = inner.heightForWidth(max(self.width(), least.width())) if inner.hasHeightForWidth() else 0
        return QSize(least.width(), max(high, inner.sizeHint().height()))
