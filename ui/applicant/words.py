"""Large wrapped text in the colours of the applicant's screen, which do not follow the officer's."""

from functools import cache

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from ui.theme import look, ready_for, tokens
from ui.widgets.para import units

LEAST_PX = 38  # 28 pt: nobody should have to bend forward
_LINE = 1.42  # line height over letter height


@cache
def colour(name: str) -> QColor:
    """Give a colour of the applicant's screen: ground, ink, ink2, accent or line."""
    return QColor(tokens()["applicant"][name])


def font(px: int, *, strong: bool = False) -> QFont:
    """Give the font of that many px, never below the least."""
    made = QFont(list(look().strong_families if strong else look().text_families))
    made.setPixelSize(max(px, LEAST_PX))
    made.setWeight(QFont.Weight.Medium if strong else QFont.Weight.Normal)
    return made


class Words(QWidget):
    """A text of `px` at full size; `**…**` parts are in the accent. `fit` scales it, down to the least size."""

    def __init__(self, text: str, px: int, ink: str = "ink", *, strong: bool = False, parent: QWidget) -> None:
        super().__init__(parent)
        self._text, self._full, self._ink, self._strong = ready_for(text), px, ink, strong
        self._px, self._laid = px, QTextLayout()
        self.setAccessibleName(text.replace("**", ""))

    @property
    def px(self) -> int:
        """How large the letters are now."""
        return self._px

    @property
    def line(self) -> int:
        """How high a line is now."""
        return round(self._px * _LINE)

    def fit(self, scale: float, width: int) -> QSize:
        """Lay the text out at a scale within a width, and give the size that it takes."""
        self._px = max(round(self._full * scale), LEAST_PX)
        parts = self._text.split("**")
        self._laid = QTextLayout("".join(parts), font(self._px, strong=self._strong))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._laid.setTextOption(option)
        self._laid.setFormats(self._accents(parts))
        self._break(width)
        wide = max((self._laid.lineAt(nth).naturalTextWidth() for nth in range(self._laid.lineCount())), default=0)
        return QSize(min(int(wide) + 2, width), self.line * max(self._laid.lineCount(), 1))

    def _break(self, width: int) -> None:
        self._laid.beginLayout()
        while (row := self._laid.createLine()).isValid():
            row.setLineWidth(max(width, 1))
        self._laid.endLayout()
        for nth in range(self._laid.lineCount()):
            row = self._laid.lineAt(nth)
            row.setPosition(QPointF(0, nth * self.line + (self.line - row.height()) / 2))

    def _accents(self, parts: list[str]) -> list[QTextLayout.FormatRange]:
        ranges, at = [], 0
        for nth, part in enumerate(parts):
            if nth % 2 and part:
                one = QTextLayout.FormatRange()
                one.start, one.length = at, units(part)  # type: ignore[attr-defined]  # the stubs leave out its fields
                one.format.setFont(font(self._px, strong=True))  # type: ignore[attr-defined]  # as above
                one.format.setForeground(colour("accent"))  # type: ignore[attr-defined]  # as above
                ranges.append(one)
            at += units(part)
        return ranges

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(colour(self._ink))
        self._laid.draw(painter, QPointF(0, 0))
