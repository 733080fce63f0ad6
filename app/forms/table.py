"""Ruled tables that go on over pages: rows of cells, each row with widths of its own, heads that are repeated."""

from dataclasses import dataclass

from reportlab.lib.units import mm

from app.forms.face import Face
from app.forms.line import broken
from app.forms.sheet import LEFT, Look, Sheet

_PAD, _PAD_HIGH = 1.8, 1.5
_LINE = 1.45  # line height of table text, in type sizes
_PT: float = 1 / mm
_HEAD_GREY = 0.93

LABEL = Look(Face.STRONG, 11)
VALUE = Look(Face.TEXT, 11.5)
AMOUNT = Look(Face.TEXT, 11.5, align="right")
SUM = Look(Face.STRONG, 11.5, align="right")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, its width in mm, how it is set, whether on grey; `least` mm high, for writing by hand."""

    text: str
    wide: float
    look: Look = VALUE
    shaded: bool = False
    least: float = 0


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Laid:
    """A row whose texts are broken into lines."""

    cells: Row
    lines: tuple[tuple[str, ...], ...]

    @property
    def step(self) -> float:
        return max(cell.look.size for cell in self.cells) * _LINE * _PT

    @property
    def announces(self) -> bool:
        """Tell whether the row only says what the next ones are of, and may not stand alone at a page's end."""
        return all(cell.shaded for cell in self.cells)

    @property
    def high(self) -> float:
        text = max(len(lines) for lines in self.lines) * self.step + 2 * _PAD_HIGH
        return max(text, *(cell.least for cell in self.cells))

    def cut(self, room: float) -> tuple["_Laid", "_Laid"]:
        """Give what fits into `room` (at least a line) and the rest."""
        count = max(int((room - 2 * _PAD_HIGH) / self.step), 1)
        first = tuple(lines[:count] for lines in self.lines)
        rest = tuple(lines[count:] or ("",) for lines in self.lines)
        return _Laid(self.cells, first), _Laid(self.cells, rest)


def label(text: str, wide: float) -> Cell:
    """Give the cell of a heading."""
    return Cell(text, wide, LABEL, shaded=True)


def draw_table(sheet: Sheet, rows: list[Row], head: Row | None = None) -> None:
    """Draw rows from `sheet.y` on; a row that does not fit goes to the next page, under the head again."""
    laid_head = _laid(head) if head else None
    waiting = [_laid(row) for row in rows]
    first = waiting[0].high if waiting else 0
    sheet.reserve((laid_head.high if laid_head else 0) + min(first, sheet.full_page() / 3))
    if laid_head:
        _draw(sheet, laid_head)
    for row, following in zip(waiting, [*waiting[1:], None], strict=True):
        if following and row.announces and row.high + min(following.high, sheet.full_page() / 3) > sheet.room():
            _turn(sheet, laid_head)
        _draw_whole(sheet, row, laid_head)


def _draw_whole(sheet: Sheet, row: _Laid, head: _Laid | None) -> None:
    """Draw a row; only one taller than a page is cut."""
    while row.high > sheet.room():
        tall = row.high + (head.high if head else 0) > sheet.full_page()
        if tall and sheet.room() > sheet.full_page() / 4:
            part, row = row.cut(sheet.room())
            _draw(sheet, part)
        _turn(sheet, head)
    _draw(sheet, row)


def _turn(sheet: Sheet, head: _Laid | None) -> None:
    """Go to the next page, under the head again."""
    sheet.turn()
    if head:
        _draw(sheet, head)


def _draw(sheet: Sheet, row: _Laid) -> None:
    left = LEFT
    for cell, lines in zip(row.cells, row.lines, strict=True):
        if cell.shaded:
            sheet.box(left, sheet.y, cell.wide, row.high, fill=_HEAD_GREY)
        sheet.pen(0.6, 0.25)
        sheet.box(left, sheet.y, cell.wide, row.high)
        middle = sheet.y + (row.high - len(lines) * row.step) / 2 + row.step / 2
        for number, line in enumerate(lines):
            sheet.text(line, left + _PAD, middle + number * row.step, cell.look, left + cell.wide - _PAD)
        left += cell.wide
    sheet.y += row.high


def _laid(row: Row) -> _Laid:
    lines = [tuple(broken(cell.text, cell.look.face, cell.look.size, (cell.wide - 2 * _PAD) * mm)) for cell in row]
    return _Laid(row, tuple(lines))
