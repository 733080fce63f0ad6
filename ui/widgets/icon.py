"""Lucide icons in a colour of the look, drawn sharp at any screen factor."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

import resources
from ui.theme import look, restyled


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    folder = "look" if name.startswith("mark") else "icons"
    return resources.path(f"{folder}/{name}.svg").read_text("utf-8").replace('stroke-width="2"', 'stroke-width="1.75"')


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, px: int, ratio: float) -> QPixmap:
    drawing = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))
    picture = QPixmap(round(px * ratio), round(px * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter)
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(name: str, colour: str = "ink2", px: int = 20, ratio: float = 1.0) -> QPixmap:
    """Give the icon `name` in the token colour `colour`, `px` wide; FileNotFoundError for an unknown name."""
    return _drawn(name, look().colours[colour], px, ratio)


def coloured(name: str, colour: QColor, px: int, ratio: float) -> QPixmap:
    """Give the icon `name` in a colour that is none of the look's, as the applicant's screen has them."""
    return _drawn(name, colour.name(), px, ratio)


def icon(name: str, colour: str = "ink2", px: int = 20, ratio: float = 2.0) -> QIcon:
    """Give the icon for a menu or a tool that wants a QIcon."""
    return QIcon(pixmap(name, colour, px, ratio))


class Icon(QWidget):
    """An icon beside a word; 20 px, 16 when `small`, a fixed `px` when given; larger with large type."""

    def __init__(self, name: str, colour: str = "ink2", *, small: bool = False, px: int = 0) -> None:
        super().__init__()
        self._name, self._colour, self._small, self._px = name, colour, small, px
        self._fit()

    def draw(self, name: str, colour: str | None = None) -> None:
        """Show another icon, and in another colour when one is given."""
        if (name, colour or self._colour) != (self._name, self._colour):
            self._name, self._colour = name, colour or self._colour
            self.update()

    @property
    def name(self) -> str:
        """The icon shown now."""
        return self._name

    def _fit(self) -> None:
        side = self._px or look().size("icon") - (4 if self._small else 0)
        self.setFixedSize(QSize(side, side))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        if restyled(event):
            self._fit()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        painter.drawPixmap(0, 0, pixmap(self._name, self._colour, self.width(), self.devicePixelRatioF()))
