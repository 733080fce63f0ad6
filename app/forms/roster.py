"""发放花名册: what is paid to whom in a month, with what is paid late or taken back; lying on its side, with totals."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.money import yuan
from app.domain.office import Office
from app.forms.case_head import programme
from app.forms.form import Form
from app.forms.letter import Letter, make_letter, sign_line
from app.forms.sheet import Look, Sheet
from app.forms.table import SUM, Cell, Row, draw_table, label
from app.forms.words import month, say

_COLUMNS = (
    ("count_of", 12.0),
    ("name", 30.0),
    ("id_number", 42.0),
    ("holder", 26.0),
    ("account", 43.0),
    ("people", 12.0),
    ("monthly", 23.0),
    ("extra", 21.0),
    ("total", 24.0),
    ("status", 19.0),
)
_MONEY = {"monthly", "extra", "total"}
_SMALL = Look(size=10)
_FIGURE = Look(size=10, align="right")


@dataclass(frozen=True, slots=True)
class Payment:
    """One line, in fen: `extra_fen` is paid late (more than 0) or taken back (less); `note` says why it is held."""

    name: str
    id_number: str
    holder: str
    account: str
    people: int
    monthly_fen: int
    extra_fen: int = 0
    note: str = ""

    @property
    def total_fen(self) -> int:
        """What is paid; nothing while the line is held."""
        return 0 if self.note else self.monthly_fen + self.extra_fen


@dataclass(frozen=True, slots=True)
class Roster:
    """All that the roster says: a programme, a month (``2026-12``), its lines in order."""

    programme: str
    month: str
    payments: tuple[Payment, ...]
    office: Office
    training: bool = False


def make_roster(facts: Roster) -> Form:
    """Give the roster as a PDF lying on its side; the same facts give the same bytes."""
    named = {"programme": programme(facts.programme), "month": month(facts.month), "office": facts.office.name}
    under = say("roster.under", count=len(facts.payments), **named)
    letter = Letter(Paper.ROSTER, "roster", "", "", facts, facts.training, landscape=True, under=under)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: Roster) -> None:
    rows = [_row(number, one) for number, one in enumerate(facts.payments, 1)]
    draw_table(sheet, [*rows, _sum(facts)], tuple(label(say(f"roster.label.{name}"), wide) for name, wide in _COLUMNS))
    sheet.reserve(42)
    sheet.y += 2
    for who in ("handler", "reviewer", "leader"):
        sign_line(sheet, say(f"roster.sign.{who}"))


def _row(number: int, one: Payment) -> Row:
    texts = (
        str(number),
        one.name,
        one.id_number,
        one.holder,
        one.account,
        str(one.people),
        yuan(one.monthly_fen),
        yuan(one.extra_fen) if one.extra_fen else "",
        yuan(one.total_fen),
        one.note or say("roster.pay"),
    )
    looks = (_FIGURE if name in _MONEY else _SMALL for name, _ in _COLUMNS)
    return tuple(Cell(text, wide, look) for text, (_, wide), look in zip(texts, _COLUMNS, looks, strict=True))


def _sum(facts: Roster) -> Row:
    """Give the row of totals; what is held is named and not added."""
    paid = [one for one in facts.payments if not one.note]
    sums = (
        sum(one.monthly_fen for one in paid),
        sum(one.extra_fen for one in paid),
        sum(one.total_fen for one in paid),
    )
    before = sum(wide for name, wide in _COLUMNS[:5])
    told = say("roster.sum", count=len(paid), held=len(facts.payments) - len(paid))
    people = Cell(str(sum(one.people for one in paid)), _COLUMNS[5][1], _SMALL)
    money = (Cell(yuan(fen), wide, SUM) for fen, (_, wide) in zip(sums, _COLUMNS[6:9], strict=True))
    return (label(told, before), people, *money, Cell("", _COLUMNS[9][1]))
