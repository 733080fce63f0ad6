"""来访登记簿: who came on a day, why, and what came of it; a sheet lying on its side, for the township's own file."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.office import Office
from app.forms.form import Form
from app.forms.letter import Letter, make_letter
from app.forms.paragraph import TEXT, paragraph
from app.forms.sheet import LEFT, Look, Sheet
from app.forms.table import Cell, Row, draw_table, label
from app.forms.words import day, say, word

_COLUMNS = (
    ("count", 12.0),
    ("time", 17.0),
    ("name", 38.0),
    ("village", 30.0),
    ("reason", 36.0),
    ("agent", 28.0),
    ("outcome", 26.0),
    ("note", 42.0),
    ("handler", 23.0),
)
_UNDER_TITLE = 35.0
_FIRST = 42.0
_CELL = Look(size=11)


@dataclass(frozen=True, slots=True)
class Line:
    """One visit: `time` as on the clock (``09:30``), `reason` and `outcome` stored codes, the rest words."""

    time: str
    name: str
    village: str
    reason: str
    agent: str
    outcome: str
    note: str
    handler: str


@dataclass(frozen=True, slots=True)
class Register:
    """All that the paper says: the visits of `on` (ISO) in the order in which people came."""

    on: str
    lines: tuple[Line, ...]
    office: Office
    training: bool = False


def make_register(facts: Register) -> Form:
    """Give the register of a day as a PDF; the same facts give the same bytes."""
    letter = Letter(Paper.REGISTER, "register", "", "", facts, facts.training, landscape=True)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: Register) -> None:
    under = say("register.day", office=facts.office.name, day=day(facts.on), count=len(facts.lines))
    sheet.text(under, LEFT, _UNDER_TITLE, Look(size=12, align="centre"), sheet.right)
    sheet.y = _FIRST
    if not facts.lines:
        paragraph(sheet, say("register.nobody"), TEXT, right=sheet.right)
        return
    draw_table(sheet, [_row(number, line) for number, line in enumerate(facts.lines, 1)], _head())


def _head() -> Row:
    return tuple(label(say(f"register.label.{name}"), wide) for name, wide in _COLUMNS)


def _row(number: int, line: Line) -> Row:
    reason, outcome = word("register.reason", line.reason), word("register.outcome", line.outcome)
    name = line.name or say("register.no_name")
    agent = line.agent or say("register.in_person")
    texts = (str(number), line.time, name, line.village, reason, agent, outcome, line.note, line.handler)
    return tuple(Cell(text, wide, _CELL) for text, (_, wide) in zip(texts, _COLUMNS, strict=True))
