"""A paragraph with the fixed line height of its role, which a QLabel does not have."""

from typing import Any

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.masking import is_masked
from ui.theme import look, ready_for, restyled
from ui.widgets.veil import veiled

_WIDTHS = 4  # that are kept: the natural one, and those between which a layout is found


class Para(QWidget):
    """Wrapped text of one role, ink and weight; its height follows its width.

    `**…**` parts are strong, and in ink where the rest is ink2.
    `middle` puts it in the middle of a height that is more than it needs.
    """

    def __init__(
        self, text: str = "", role: str = "body", ink: str = "ink", *, strong: bool = False, width: int = 320
    ) -> None:
        super().__init__()
        self._whole = self._text = text
        self._role, self._ink, self._strong, self._hint = role, ink, strong, width
        self._kept: dict[int, list[QTextLayout]] = {}
        self.middle = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.draw(text)

    def draw(self, text: str, ink: str | None = None) -> None:
        """Show another text, and in another ink when one is given."""
        self._whole, self._ink = text, ink or self._ink
        self.unveil()

    def draw_any(self, text: str) -> None:
        """Show another text; where there is none, take no room."""
        self.draw(text)
        self.setVisible(bool(text))

    @property
    def hides(self) -> bool:
        """Whether a number in it is masked while the veil lies."""
        return is_masked(self._whole)

    def unveil(self) -> None:
        """Show the text as the veil lies now."""
        self._text = ready_for(veiled(self._whole))
        self.setAccessibleName(self._text.replace("**", ""))
        self._renew()

    @property
    def text(self) -> str:
        """The text shown now, with its marks."""
        return self._text

    @property
    def ink(self) -> str:
        """The ink that it is written in now."""
        return self._ink

    def _renew(self) -> None:
        self._kept = {}
        self.updateGeometry()
        self.update()

    def _layouts(self, width: int) -> list[QTextLayout]:
        """Give the lines at a width; a page that is laid out asks for the same few widths again and again."""
        if width not in self._kept:
            if len(self._kept) >= _WIDTHS:
                self._kept.clear()
            self._kept[width] = [self._laid_out(line, width) for line in self._text.split("\n")]
        return self._kept[width]

    def _laid_out(self, line: str, width: int) -> QTextLayout:
        parts = line.split("**")
        laid = QTextLayout("".join(parts), look().font(self._role, strong=self._strong))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        laid.setTextOption(option)
        laid.setFormats(_strong_ranges(parts, self._role, "ink" if self._ink == "ink2" else self._ink))
        laid.beginLayout()
        while (row := laid.createLine()).isValid():
            row.setLineWidth(max(width, 1))
        laid.endLayout()
        return laid

    def heightForWidth(self, width: int) -> int:
        """Give the height in px at a width in px."""
        return sum(max(1, laid.lineCount()) for laid in self._layouts(width)) * look().line(self._role)

    def hasHeightForWidth(self) -> bool:
        """Tell the layout that height follows width."""
        return True

    def sizeHint(self) -> QSize:
        """Ask for the natural width, at most the hint given, and the height that goes with it."""
        natural = max((laid.maximumWidth() for laid in self._layouts(100_000)), default=0)
        width = min(self._hint, int(natural) + 2)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Ask for at least one line, four characters wide."""
        return QSize(look().types[self._role][0] * 4, look().line(self._role))

    def changeEvent(self, event: QEvent) -> None:
        """Lay out again under a new look."""
        if restyled(event):
            self._renew()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines, each in the middle of its height."""
        painter = QPainter(self)
        painter.setPen(look().colour(self._ink))
        high, top = look().line(self._role), 0.0
        if self.middle:
            top = (self.height() - self.heightForWidth(self.width())) / 2
        for laid in self._layouts(self.width()):
            for number in range(laid.lineCount()):
                row = laid.lineAt(number)
                row.setPosition(QPointF(0, top + (high - row.height()) / 2))
                top += high
            top += high if not laid.lineCount() else 0
            laid.draw(painter, QPointF(0, 0))


def units(text: str) -> int:
    """Give how many places a text takes in Qt, which counts a character beyond the first plane as two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _strong_ranges(parts: list[str], role: str, ink: str) -> list[QTextLayout.FormatRange]:
    ranges, at = [], 0
    for number, part in enumerate(parts):
        if number % 2 and part:
            one: Any = QTextLayout.FormatRange()  # the stubs leave out its fields
            one.start, one.length = at, units(part)
            one.format.setFont(look().font(role, strong=True))
            one.format.setForeground(look().colour(ink))
            ranges.append(one)
        at += units(part)
    return ranges
