"""出门包路线单: the households of a village in the order in which they are visited, with what to photograph at each."""

from dataclasses import dataclass

from app.domain.form_code import FormCode, Paper, edition_of, payload
from app.domain.office import Office
from app.forms.case_head import programme
from app.forms.form import Form
from app.forms.grid import said
from app.forms.letter import Letter, make_letter, sign_line
from app.forms.sheet import LEFT, Sheet
from app.forms.survey_home import photo_list
from app.forms.table import Cell, Row, draw_table, label
from app.forms.words import day, joined, say

_COLUMNS = (("count_of", 12.0), ("household", 46.0), ("about", 67.0), ("photos", 62.0), ("done", 35.0), ("code", 30.0))
_ROW = 27.0
_CODE = 22.0


@dataclass(frozen=True, slots=True)
class Stop:
    """One household of the walk: `case` is its id, `home` where it lives, `mind` what to look at besides, in words."""

    case: str
    number: str
    applicant: str
    place: str
    home: str
    phone: str
    programme: str
    people: int
    due_on: str = ""
    mind: str = ""


@dataclass(frozen=True, slots=True)
class RouteList:
    """All that the list says: who goes (names) to which households of a village, on an ISO day or an open one."""

    village: str
    on: str
    investigators: tuple[str, ...]
    stops: tuple[Stop, ...]
    office: Office
    training: bool = False


def make_route_list(facts: RouteList) -> Form:
    """Give the list as a PDF lying on its side; the same facts give the same bytes."""
    letter = Letter(Paper.ROUTE, "route", "", "", facts, facts.training, landscape=True, under=facts.office.name)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: RouteList) -> None:
    who = joined(facts.investigators) or say("route.nobody_named")
    said(
        sheet,
        "route.who",
        who=who,
        day=day(facts.on) or say("word.short_date"),
        village=facts.village,
        count=len(facts.stops),
    )
    sheet.y += 1
    head = tuple(label(say(f"route.label.{name}"), wide) for name, wide in _COLUMNS)
    for number, stop in enumerate(facts.stops, 1):
        first = number == 1 or sheet.room() < _ROW
        draw_table(sheet, [_row(number, stop)], head if first else None)
        _code(sheet, stop)
    sheet.reserve(34)
    sheet.y += 2
    said(sheet, "route.mind")
    sign_line(sheet, say("sheet.investigator_sign"))


def _row(number: int, stop: Stop) -> Row:
    texts = (
        str(number),
        say("route.household", name=stop.applicant, place=stop.place, phone=stop.phone),
        say("route.about", programme=programme(stop.programme), count=stop.people, home=stop.home, mind=stop.mind),
        "　".join(say("word.box", word=photo) for photo in photo_list()),
        say("route.to_do"),
        "",
    )
    return tuple(Cell(text, wide, least=_ROW) for text, (_, wide) in zip(texts, _COLUMNS, strict=True))


def _code(sheet: Sheet, stop: Stop) -> None:
    """Draw the code of the household's survey in the last cell, so that photos and papers are told apart."""
    written = payload(FormCode(Paper.SURVEY, stop.case, "", 1, 1, edition_of(stop.number.encode())))
    left = LEFT + sum(wide for _, wide in _COLUMNS) - _COLUMNS[-1][1] + (_COLUMNS[-1][1] - _CODE) / 2
    sheet.draw_code(written, left, sheet.y - _ROW + (_ROW - _CODE) / 2, _CODE)
