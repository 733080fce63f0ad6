"""Tables of like rows, boxes for an opinion with its signatures, and lines to write on."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.forms.letter import WIDE
from app.forms.paragraph import TEXT, heading, paragraph
from app.forms.sheet import LEFT, RIGHT, Look, Sheet
from app.forms.table import VALUE, Cell, Row, draw_table, label
from app.forms.words import day, say

SMALL = Look(size=10.5)
_OPINION_LABEL = 34.0
_OPINION_SIGN = 17.0
_WRITE = 9.5


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: name of the text of each head, and width in mm; how cells are set, and how high."""

    heads: tuple[tuple[str, float], ...]
    look: Look = VALUE
    least: float = 0

    def head(self) -> Row:
        """Give the row of heads."""
        return tuple(label(say(name), wide) for name, wide in self.heads)

    def row(self, texts: Iterable[str]) -> Row:
        """Give a row with its texts, one for each column."""
        cells = zip(texts, self.heads, strict=True)
        return tuple(Cell(text, wide, self.look, least=self.least) for text, (_, wide) in cells)


def draw_columns(sheet: Sheet, columns: Columns, rows: Iterable[Iterable[str]], blank: int = 0) -> None:
    """Draw a table with its head, and `blank` rows more to write in."""
    filled = [columns.row(texts) for texts in rows]
    empty = [columns.row("" for _ in columns.heads)] * blank
    draw_table(sheet, [*filled, *empty], columns.head())


def numbered(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Give rows with their number before them."""
    return [(str(number), *texts) for number, texts in enumerate(rows, 1)]


def part(sheet: Sheet, name: str, rows: list[Row], head: Row | None = None) -> None:
    """Write a heading (the name of its text) and the table below it."""
    heading(sheet, say(name))
    draw_table(sheet, rows, head)


def opinion(sheet: Sheet, name: str, text: str, signers: Iterable[str], on: str = "") -> None:
    """Draw a box: whose opinion, what it says, and below it who signs (names of texts), seal and day."""
    rest = WIDE - _OPINION_LABEL
    signed = "　　　　　　　　".join(say(signer) for signer in signers)
    date = day(on) if on else say("word.short_date")
    sheet.reserve(45)
    rows: list[Row] = [
        (label(say(name), _OPINION_LABEL), Cell(text, rest, VALUE, least=16)),
        (
            label(say("sheet.signed"), _OPINION_LABEL),
            Cell(signed, rest - 55, SMALL, least=_OPINION_SIGN),
            Cell(say("sheet.sealed", date=date), 55, SMALL, least=_OPINION_SIGN),
        ),
    ]  # fmt: skip - a row is a line
    draw_table(sheet, rows)


def write_on(sheet: Sheet, count: int) -> None:
    """Draw lines to write on by hand."""
    sheet.pen(0.6, 0.4)
    for _ in range(count):
        sheet.reserve(_WRITE)
        sheet.pen(0.6, 0.4)
        sheet.y += _WRITE
        sheet.rule(LEFT, sheet.y, RIGHT, sheet.y)
    sheet.y += 2


def said(sheet: Sheet, name: str, /, **facts: object) -> None:
    """Write a text of the papers as a paragraph."""
    paragraph(sheet, say(name, **facts), TEXT)


def boxes(name: str, words: Iterable[str], ticked: Iterable[str] = ()) -> str:
    """Give words (ends of the names of texts under `name`) as boxes to tick, some of them ticked."""
    chosen = set(ticked)
    shape = {True: "word.ticked", False: "word.box"}
    return "　".join(say(shape[one in chosen], word=say(f"{name}.{one}")) for one in words)
