"""Tables of like rows, boxes for an opinion with its signatures, and lines to write on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from app.forms.letter import WIDE
from app.forms.paragraph import TEXT, heading, paragraph
from app.forms.sheet import LEFT, RIGHT, Look, Sheet
from app.forms.table import VALUE, Cell, Row, draw_table, label
from app.forms.words import day, say

SMALL = Look(size=10.5)
_OPINION_LABEL = 34.0
_OPINION_TEXT, _OPINION_SIGN = 14.0, 19.0
_ENDS = "。，；、,.; "
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
    sheet.reserve(_OPINION_TEXT + _OPINION_SIGN)
    whose = label(say(name), _OPINION_LABEL)
    sign = (label(say("sheet.signed"), _OPINION_LABEL), Cell("", rest, least=_OPINION_SIGN))
    draw_table(sheet, [(whose, Cell(text, rest, VALUE, least=_OPINION_TEXT)), sign])
    left, top = LEFT + _OPINION_LABEL + 2, sheet.y - _OPINION_SIGN
    several = tuple(signers)
    for number, signer in enumerate(several):
        sheet.text(say(signer), left + number * rest / len(several), top + 6, SMALL)
    sealed = say("sheet.sealed", date=day(on) if on else say("word.short_date"))
    sheet.text(sealed, left, top + _OPINION_SIGN - 5, replace(SMALL, align="right"), RIGHT - 3)


def clauses(*texts: str) -> str:
    """Give texts as one sentence, without the marks at which each may have ended already."""
    return say("word.comma").join(bare for text in texts if (bare := text.strip().rstrip(_ENDS)))


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
    """Write a text of the papers as a paragraph, as wide as the page allows."""
    paragraph(sheet, say(name, **facts), TEXT, right=sheet.right)


def boxes(name: str, words: Iterable[str], ticked: Iterable[str] = ()) -> str:
    """Give words (ends of the names of texts under `name`) as boxes to tick, some of them ticked."""
    chosen = set(ticked)
    shape = {True: "word.ticked", False: "word.box"}
    return "　".join(say(shape[one in chosen], word=say(f"{name}.{one}")) for one in words)
