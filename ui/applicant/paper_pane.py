"""The page that is signed, on the applicant's screen: as wide as there is room, its box lit for the pen."""

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.forms.preview import PageImage
from ui.applicant.words import colour
from ui.sign.ink_field import InkField
from ui.sign.view import SignView

_A4_WIDE, _A4_HIGH = 210, 297
_BELOW_MM = 8  # what is still shown below the box


class PaperPane(QWidget):
    """Shows the lower part of the signer's own page. `wanted(sha256, page, px)` asks for its picture."""

    wanted = Signal(str, int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = InkField(self)
        self._view = SignView()
        self._asked: tuple[str, int, int] | None = None
        self._picture: QPixmap | None = None

    def draw(self, view: SignView) -> None:
        """Show the last page of the current signer and light its box."""
        self._view = view
        if view.box:
            self.field.set_box(view.box)
        self.field.light(lit=view.pen)
        self._place()

    def show_picture(self, sha256: str, page: int, px: int, image: PageImage) -> None:
        """Put the page's picture in its place; another one is passed over."""
        if (sha256, page, px) == self._asked:
            copied = QImage(image.pixels, image.width, image.height, image.width * 3, QImage.Format.Format_RGB888)
            self._picture = QPixmap.fromImage(copied)
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the box anew."""
        super().resizeEvent(event)
        self._place()

    @property
    def _scale(self) -> float:
        """Px for a mm: the whole width of the page, or as much as lets the box be seen."""
        box = self._view.box
        high = (box.height + 2 * _BELOW_MM) if box else _A4_HIGH
        return min(self.width() / _A4_WIDE, self.height() / high)

    @property
    def _origin(self) -> QPoint:
        """Where the page's top left lies in the pane; above it, as the box stands low on the page."""
        box = self._view.box
        low = min((box.top + box.height if box else 0) + _BELOW_MM, _A4_HIGH)
        left = (self.width() - round(_A4_WIDE * self._scale)) // 2
        return QPoint(left, min(self.height() - round(low * self._scale), 0))

    def _place(self) -> None:
        box, scale, origin = self._view.box, self._scale, self._origin
        self.field.setVisible(box is not None)
        if box:
            corner = QPoint(round(box.left * scale), round(box.top * scale)) + origin
            self.field.setGeometry(QRect(corner.x(), corner.y(), round(box.width * scale), round(box.height * scale)))
        self._want()
        self.update()

    def _want(self) -> None:
        if not self._view.sheets or self.width() < 1:
            return
        sheet = self._view.sheets[self._view.box.on if self._view.box else -1]
        asked = (sheet.sha256, sheet.page, round(_A4_WIDE * self._scale * self.devicePixelRatioF()))
        if asked != self._asked:
            self._asked = asked
            self.wanted.emit(*asked)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the paper and its edge."""
        painter = QPainter(self)
        page = QRect(self._origin.x(), self._origin.y(), round(_A4_WIDE * self._scale), round(_A4_HIGH * self._scale))
        painter.fillRect(page, "white")
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(page, self._picture)
        painter.setPen(QPen(colour("line"), 2))
        painter.drawRect(page.adjusted(1, 1, -1, -1))
