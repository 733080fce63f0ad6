"""备用金台账: a month of the ledger, with what was left before it, its sums, and who signs for it."""

from dataclasses import dataclass
from typing import Final

from app.domain.form_code import Paper
from app.domain.fund_ledger import COUNTED, Line
from app.domain.money import yuan
from app.domain.office import Office
from app.forms.form import Form
from app.forms.letter import SIGN_ROOM, Letter, make_letter, write_line
from app.forms.paragraph import TEXT, paragraph
from app.forms.sheet import LEFT, Look, Sheet
from app.forms.table import Cell, Row, draw_table, label
from app.forms.words import day, month, say, word

_COLUMNS: Final = (
    ("count", 12.0),
    ("day", 36.0),
    ("what", 34.0),
    ("note", 62.0),
    ("came", 27.0),
    ("went", 27.0),
    ("balance", 29.0),
    ("handler", 25.0),
)
_UNDER_TITLE = 35.0
_FIRST = 42.0
_CELL, _SUM = Look(size=11), Look(size=11, align="right")
_SIGNERS: Final = ("keeper", "handler", "head")


@dataclass(frozen=True, slots=True)
class Booked:
    """A line of the paper: what the ledger says, and the name of who wrote it."""

    line: Line
    handler: str


@dataclass(frozen=True, slots=True)
class FundLedger:
    """All that the paper says: a month (``2026-11``) of a fund, and what was left in fen before it."""

    name: str
    keeper: str
    month: str
    before_fen: int
    lines: tuple[Booked, ...]
    office: Office
    training: bool = False

    @property
    def left_fen(self) -> int:
        """What is left at the end of the month."""
        return self.before_fen + sum(one.line.change_fen for one in self.lines)


def make_fund_ledger(facts: FundLedger) -> Form:
    """Give a month of the ledger as a PDF lying on its side; the same facts give the same bytes."""
    letter = Letter(Paper.FUND_LEDGER, "fund_ledger", "", "", facts, facts.training, landscape=True)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: FundLedger) -> None:
    under = say("fund_ledger.under", office=facts.office.name, month=month(facts.month))
    sheet.text(under, LEFT, _UNDER_TITLE, Look(size=12, align="centre"), sheet.right)
    sheet.y = _FIRST
    paragraph(sheet, say("fund_ledger.whose", name=facts.name, keeper=facts.keeper), TEXT, right=sheet.right)
    sheet.y += 2
    rows = [_row(number, one) for number, one in enumerate(facts.lines, 1)]
    draw_table(sheet, [_edge("before", 0, 0, facts.before_fen), *rows, _sums(facts)], _head())
    _sign(sheet)


def _sign(sheet: Sheet) -> None:
    """Write the three lines to sign on beside each other, below the table and never alone on a page."""
    sheet.reserve(SIGN_ROOM + 6)
    sheet.y += 4
    wide = (sheet.right - LEFT) / len(_SIGNERS)
    for number, signer in enumerate(_SIGNERS):
        left = LEFT + number * wide
        write_line(sheet, say(f"fund_ledger.sign.{signer}"), left, left + wide - 6)
    sheet.y += SIGN_ROOM


def _head() -> Row:
    return tuple(label(say(f"fund_ledger.label.{name}"), wide) for name, wide in _COLUMNS)


def _row(number: int, one: Booked) -> Row:
    line = one.line
    texts = (str(number), day(line.day), word("fund_ledger.kind", line.kind), _note(line))
    return _cells(texts, (line.in_fen, line.out_fen), line.balance_fen, one.handler)


def _note(line: Line) -> str:
    """Give the paper, the receiver with the case's number, or what was counted and why it differs."""
    if line.kind == COUNTED:
        return say("fund_ledger.counted", amount=yuan(line.now_fen), reason=line.note or say("fund_ledger.agrees"))
    return say("fund_ledger.paid_for", receiver=line.note, number=line.number) if line.number else line.note


def _edge(name: str, came: int, went: int, left: int) -> Row:
    return _cells(("", "", say(f"fund_ledger.{name}"), ""), (came, went), left, "")


def _sums(facts: FundLedger) -> Row:
    lines = [one.line for one in facts.lines]
    return _edge("sum", sum(line.in_fen for line in lines), sum(line.out_fen for line in lines), facts.left_fen)


def _cells(texts: tuple[str, ...], moved: tuple[int, int], left: int, handler: str) -> Row:
    amounts = tuple(yuan(fen) if fen else "" for fen in moved)
    said = (*texts, *amounts, yuan(left), handler)
    looks = (*(_CELL for _ in texts), _SUM, _SUM, _SUM, _CELL)
    return tuple(Cell(text, wide, look) for text, (_, wide), look in zip(said, _COLUMNS, looks, strict=True))
