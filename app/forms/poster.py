"""公示单 and 结果公布名单: one sheet for a village, in type that is read from two metres; only what may be shown.

A line has nothing that a wall may not show: no number, phone, account, house, health, income or child's name.
"""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.money import short_yuan
from app.domain.office import Office
from app.domain.steps.shown import Line
from app.forms.case_head import programme
from app.forms.face import Face
from app.forms.form import Form
from app.forms.letter import Letter, make_letter, seal
from app.forms.paragraph import paragraph
from app.forms.sheet import Look, Sheet
from app.forms.table import Cell, Row, draw_table
from app.forms.words import day, in_village, month, say

_LARGE, _LISTED = Look(size=20), Look(size=18)
_HEAD = Look(Face.STRONG, 17)
_TEXT = Look(size=17)
_TITLE = 40
_ROW = 15.0
_CLOSING, _SEAL_WIDE = 58.0, 68.0
_GRANT = (("name", 62.0), ("place", 52.0), ("people", 32.0), ("programme", 58.0), ("amount", 48.0))
_LIST = (("name", 50.0), ("place", 44.0), ("people", 28.0), ("programme", 46.0), ("amount", 46.0), ("from", 38.0))


@dataclass(frozen=True, slots=True)
class Poster:
    """All that a 公示单 says: `poster` is its id; `from_on` to `to_on` (ISO) are left open where nobody knows them yet.

    `ends` is of aid that is to end; `where` is where objections are taken.
    """

    poster: str
    number: str
    village: str
    lines: tuple[Line, ...]
    days: int
    where: str
    office: Office
    from_on: str = ""
    to_on: str = ""
    ends: bool = False
    training: bool = False


@dataclass(frozen=True, slots=True)
class Announcement:
    """All that a 结果公布名单 says: who in the village is aided on an ISO day."""

    village: str
    on: str
    lines: tuple[Line, ...]
    where: str
    office: Office
    training: bool = False


def make_poster(facts: Poster) -> Form:
    """Give the poster as a PDF lying on its side; the same facts give the same bytes."""
    letter = Letter(
        Paper.POSTER, "poster", facts.poster, facts.number, facts, facts.training, landscape=True, title_size=_TITLE
    )
    return make_letter(letter, lambda sheet: _write_poster(sheet, facts))


def make_announcement(facts: Announcement) -> Form:
    """Give the list as a PDF lying on its side; the same facts give the same bytes."""
    letter = Letter(
        Paper.ANNOUNCEMENT, "announcement", "", "", facts, facts.training, landscape=True, title_size=_TITLE
    )
    return make_letter(letter, lambda sheet: _write_list(sheet, facts))


def _write_poster(sheet: Sheet, facts: Poster) -> None:
    named = {"village": facts.village, "count": len(facts.lines)}
    _say(sheet, say("poster.ends" if facts.ends else "poster.intends", **named))
    sheet.y += 3
    draw_table(sheet, [_row(line, _GRANT, _LARGE) for line in facts.lines], _head(_GRANT))
    until = "poster.until" if facts.from_on and facts.to_on else "poster.until_open"
    where = "poster.objections" if facts.office.phone else "poster.objections_there"
    texts = (
        say(until, days=facts.days, first=day(facts.from_on), last=day(facts.to_on)),
        say(where, phone=facts.office.phone, where=facts.where),
    )
    _close(sheet, texts, facts.office, facts.from_on)


def _write_list(sheet: Sheet, facts: Announcement) -> None:
    _say(sheet, say("announcement.list", village=facts.village, day=day(facts.on), count=len(facts.lines)))
    sheet.y += 3
    draw_table(sheet, [_row(line, _LIST, _LISTED) for line in facts.lines], _head(_LIST))
    where = "announcement.call" if facts.office.phone else "announcement.come"
    texts = (say("announcement.monthly"), say(where, phone=facts.office.phone, where=facts.where))
    _close(sheet, texts, facts.office, facts.on)


def _close(sheet: Sheet, texts: tuple[str, ...], office: Office, on: str) -> None:
    """Write what is to be known, and beside it the seal."""
    sheet.reserve(_CLOSING)
    top = sheet.y + 4
    seal(sheet, office.name, on, top, sheet.right)
    bottom, sheet.y = sheet.y, top
    for text in texts:
        paragraph(sheet, text, _TEXT, 1.5, right=sheet.right - _SEAL_WIDE)
    sheet.y = max(sheet.y, bottom)


def _say(sheet: Sheet, text: str) -> None:
    paragraph(sheet, text, _TEXT, 1.5, right=sheet.right)


def _head(columns: tuple[tuple[str, float], ...]) -> Row:
    return tuple(Cell(say(f"poster.label.{name}"), wide, _HEAD, shaded=True) for name, wide in columns)


def _row(line: Line, columns: tuple[tuple[str, float], ...], look: Look) -> Row:
    told = {
        "name": say(f"poster.named.{line.named}", name=line.name),
        "place": in_village(line.village, line.group),
        "people": say("sheet.people", count=line.people),
        "programme": programme(line.programme),
        "amount": _amount(line),
        "from": month(line.from_month),
    }
    return tuple(Cell(told[name], wide, look, least=_ROW) for name, wide in columns)


def _amount(line: Line) -> str:
    name = "poster.monthly" if line.monthly_fen else "poster.once"
    return say(name, amount=short_yuan(line.monthly_fen or line.once_fen))
