"""邻里访问、信函索证记录: what neighbours and other bodies said of a household, each with a signature."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.steps.home_visit import Heard
from app.forms.case_head import CaseHead, about, letter_of, long_fact
from app.forms.form import Form
from app.forms.grid import part, said
from app.forms.letter import SIGN_ROOM, make_letter, pair_row, sign_line
from app.forms.paragraph import heading
from app.forms.sheet import Sheet
from app.forms.table import Row, draw_table
from app.forms.words import day, say

_LEAST = 3  # places for somebody to be asked


@dataclass(frozen=True, slots=True)
class Testimony:
    """All that the paper says: who was heard so far; further ones are written in by hand."""

    head: CaseHead
    heard: tuple[Heard, ...] = ()


def make_testimony(facts: Testimony) -> Form:
    """Give the paper as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.TESTIMONY, "testimony", facts)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: Testimony) -> None:
    part(sheet, "testimony.part.case", about(facts.head))
    sheet.y += 2
    said(sheet, "testimony.how")
    open_places = [Heard("", "", "", "")] * max(0, _LEAST - len(facts.heard))
    for number, one in enumerate((*facts.heard, *open_places), 1):
        sheet.reserve(58)
        heading(sheet, say("testimony.one", number=number))
        draw_table(sheet, _rows(one))
        sign_line(sheet, say("testimony.sign"), one.on, "neighbour" if one.content else "")
    sheet.reserve(2 * SIGN_ROOM + 4)
    sheet.y += 4
    for _ in range(2):
        sign_line(sheet, say("sheet.investigator_sign"), place="investigator")


def _rows(one: Heard) -> list[Row]:
    way = say("testimony.ways")
    return [
        pair_row(("testimony.label.who", one.who), ("testimony.label.relation", one.relation), least=10),
        pair_row(("testimony.label.way", way), ("testimony.label.on", day(one.on)), least=10),
        long_fact("testimony.label.content", one.content, 22),
    ]
