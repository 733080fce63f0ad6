"""The paper on the desk: all pages of a signer, one below the other, drawn when they come into view."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.forms.preview import PageImage
from ui.sign.ink_field import InkField
from ui.sign.view import Box, Sheet
from ui.theme import look

_A4_WIDE, _A4_HIGH = 210, 297
_LEAST, _MOST, _SHARE = 480, 820, 0.75
_GAP = 24
_WRITABLE = 120  # px of a box that one can write a name in
_SLICES = 20  # a page has been seen when each of so many slices of it has been on the screen


class PageSheet(QWidget):
    """One page: white paper with its picture, or without until it is drawn."""

    def __init__(self, parent: QWidget, sheet: Sheet) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.wanted_px = 0
        self.unseen = set(range(_SLICES))
        self._picture: QPixmap | None = None

    def draw(self, image: PageImage) -> None:
        """Show the page's picture."""
        copied = QImage(image.pixels, image.width, image.height, image.width * 3, QImage.Format.Format_RGB888)
        self._picture = QPixmap.fromImage(copied)
        self.update()

    @property
    def is_drawn(self) -> bool:
        """Whether its picture is here; a page without one was never shown."""
        return self._picture is not None

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw paper, picture and edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self._picture)
        painter.setPen(QPen(look().colour("line"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PaperView(QScrollArea):
    """The pages of a signer. `wanted(sha256, page, px)`, `seen(printed)`, `at(printed)` while one scrolls."""

    wanted = Signal(str, int, int)
    seen = Signal(int)
    at = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = QWidget()
        self.setWidget(self._desk)
        self._desk.setProperty("bare", "true")
        self._pages: list[PageSheet] = []
        self._box: Box | None = None
        self._near = False
        self.field = InkField(self._desk)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look())

    def draw(self, sheets: tuple[Sheet, ...], box: Box | None, *, near: bool = False) -> None:
        """Lay these pages on the desk; those already there stay as they are. `near` is with a small box made large."""
        if sheets != tuple(page.sheet for page in self._pages):
            kept = {page.sheet: page for page in self._pages}
            for page in self._pages:
                if page.sheet not in sheets:
                    page.hide()
                    page.deleteLater()
            self._pages = [kept.get(sheet) or PageSheet(self._desk, sheet) for sheet in sheets]
        self._box, self._near = box, near
        if box:
            self.field.set_box(box)
        self._place()

    def begin(self) -> None:
        """Forget what was seen and show the first page from its top."""
        for page in self._pages:
            page.unseen = set(range(_SLICES))
        self.verticalScrollBar().setValue(0)
        self._look()

    def show_field(self) -> None:
        """Bring the field's page into view so that the field is wholly visible, in the middle where it is near."""
        if self._pages and self._box:
            field, high = self.field.geometry(), self.viewport().height()
            low = field.center().y() + high // 2 if self._near else field.bottom() + _GAP
            self.verticalScrollBar().setValue(max(self._pages[self._box.on].y() - _GAP // 2, low - high))

    def turn(self, by: int) -> None:
        """Scroll on (1) or back (-1) by what fits, with a little of the old left in view."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * (self.viewport().height() - 2 * _GAP))

    def show_picture(self, sha256: str, page: int, px: int, image: PageImage) -> None:
        """Put a drawn page in its place; one that is not wanted any more is passed over."""
        for one in self._pages:
            if (one.sheet.sha256, one.sheet.page, one.wanted_px) == (sha256, page, px):
                one.draw(image)
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the pages out for the new width; somebody who is writing keeps the whole field."""
        super().resizeEvent(event)
        self._place()
        if self.field.isEnabled():
            self.show_field()

    def _place(self) -> None:
        wide = min(max(round(self.viewport().width() * _SHARE), _LEAST), _MOST)
        left = max((self.viewport().width() - wide) // 2, 0)
        if self._near and self._box:
            wide, left = self._around(self._box, wide)
        high = round(wide * _A4_HIGH / _A4_WIDE)
        for number, page in enumerate(self._pages):
            page.setGeometry(left, number * (high + _GAP), wide, high)
            page.show()
        self._desk.resize(self.viewport().width(), len(self._pages) * (high + _GAP))
        self._place_field(wide)
        self._look()

    def _around(self, box: Box, wide: int) -> tuple[int, int]:
        """Give width and left edge of pages so large that one can write in the box, which stands in the middle."""
        room = self.viewport().width() - 2 * _GAP
        wide = max(wide, round(min(_A4_WIDE / box.height * _WRITABLE, _A4_WIDE / box.width * room)))
        middle = (box.left + box.width / 2) / _A4_WIDE * wide
        return wide, round(self.viewport().width() / 2 - middle)

    def _place_field(self, wide: int) -> None:
        self.field.setVisible(bool(self._pages and self._box))
        if self._pages and self._box:
            scale, page = wide / _A4_WIDE, self._pages[self._box.on]
            box = QRect(
                page.x() + round(self._box.left * scale),
                page.y() + round(self._box.top * scale),
                round(self._box.width * scale),
                round(self._box.height * scale),
            )
            self.field.setGeometry(box)
            self.field.raise_()

    def _look(self) -> None:
        """Ask for the pictures that are in view and note what has been seen."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        for page in self._pages:
            if page.y() + page.height() > top and page.y() < bottom and self.isVisible():
                self._want(page)
                self._mark_seen(page, top, bottom)
        middle = [page for page in self._pages if page.y() <= (top + bottom) / 2]
        if middle:
            self.at.emit(middle[-1].sheet.printed)

    def _want(self, page: PageSheet) -> None:
        px = round(page.width() * self.devicePixelRatioF())
        if page.wanted_px != px:
            page.wanted_px = px
            self.wanted.emit(page.sheet.sha256, page.sheet.page, px)

    def _mark_seen(self, page: PageSheet, top: int, bottom: int) -> None:
        if not page.is_drawn or not page.unseen or self._near:
            return
        slice_high = page.height() / _SLICES
        page.unseen -= {
            number
            for number in range(_SLICES)
            if page.y() + number * slice_high >= top - 1 and page.y() + (number + 1) * slice_high <= bottom + 1
        }
        if not page.unseen:
            self.seen.emit(page.sheet.printed)
