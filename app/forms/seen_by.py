"""谁看过我的材料: for an applicant, in large plain words, who looked at their file at this window."""

from dataclasses import dataclass

import resources
from app.domain.form_code import Paper
from app.domain.office import Office
from app.forms.form import Form
from app.forms.letter import WIDE, Letter, handled, make_letter, seal
from app.forms.paragraph import paragraph
from app.forms.sheet import Look, Sheet
from app.forms.table import Cell, Row, draw_table, label
from app.forms.words import day

_LARGE = Look(size=15)
_CELL = Look(size=14)
_WIDE = (52.0, 22.0, 44.0, WIDE - 118.0)


@dataclass(frozen=True, slots=True)
class SeenByPaper:
    """All that the paper says: whose file, its cases in words, and (day, time, who, what for) of each look."""

    name: str
    cases: tuple[str, ...]
    lines: tuple[tuple[str, str, str, str], ...]
    office: Office
    handler: str
    on: str
    code: str
    training: bool = False


def make_seen_by(facts: SeenByPaper) -> Form:
    """Give the list as a PDF; the same facts give the same bytes."""
    letter = Letter(Paper.SEEN_BY, "seen_by", "", "", facts, facts.training)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: SeenByPaper) -> None:
    say = resources.texts("inspect")["paper"]
    between = str(resources.texts("inspect")["between"])
    count = len(facts.lines)
    paragraph(sheet, resources.text("inspect", "paper.to", name=facts.name), _LARGE)
    told = resources.text("inspect", "paper.told", count=count, cases=between.join(facts.cases), day=day(facts.on))
    paragraph(sheet, told if count else resources.text("inspect", "paper.nobody"), _LARGE)
    sheet.y += 3
    if facts.lines:
        head = tuple(label(text, wide) for text, wide in zip(say["column"], _WIDE, strict=True))
        draw_table(sheet, [_row(line) for line in facts.lines], head)
        sheet.y += 4
    for name in ("covers", "ask"):
        paragraph(sheet, resources.text("inspect", f"paper.{name}", phone=facts.office.phone), _LARGE)
    paragraph(sheet, resources.text("inspect", "paper.code", code=facts.code), Look(size=11))
    paragraph(sheet, handled(facts.handler, facts.office.phone), Look(size=12))
    seal(sheet, facts.office.name, facts.on)


def _row(line: tuple[str, str, str, str]) -> Row:
    on, time, who, why = line
    texts = (day(on), time, who, why)
    return tuple(Cell(text, wide, _CELL) for text, wide in zip(texts, _WIDE, strict=True))
