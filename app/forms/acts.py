"""留痕记录清单: what an inspector asked for, on sheets lying on their side, with the checkpoint that covers it."""

from dataclasses import dataclass

import resources
from app.domain.act_group import Told
from app.domain.form_code import Paper
from app.forms.form import Form
from app.forms.letter import Letter, make_letter
from app.forms.paragraph import TEXT, paragraph
from app.forms.sheet import Look, Sheet
from app.forms.table import Cell, Row, draw_table, label

_WIDE = (34.0, 24.0, 28.0, 58.0, 108.0)
_CELL = Look(size=10.5)


@dataclass(frozen=True, slots=True)
class ActList:
    """All that the paper says: what was asked for, and (when, who, what, about, words) of each act."""

    told: Told
    lines: tuple[tuple[str, ...], ...]
    training: bool = False


def make_act_list(facts: ActList) -> Form:
    """Give the list as a PDF; the same facts give the same bytes."""
    letter = Letter(Paper.ACTS, "acts", "", "", facts, facts.training, landscape=True)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: ActList) -> None:
    told = {name: getattr(facts.told, name) for name in Told.__slots__}
    for name in ("where", "asked", "why", "witness"):
        paragraph(sheet, resources.text("inspect", f"list.{name}", **told), TEXT, right=sheet.right)
    sheet.y += 3
    if not facts.lines:
        paragraph(sheet, resources.text("inspect", "list.none"), TEXT, right=sheet.right)
        return
    heads: list[str] = resources.texts("inspect")["list"]["column"]
    head = tuple(label(text, wide) for text, wide in zip(heads, _WIDE, strict=True))
    draw_table(sheet, [_row(line) for line in facts.lines], head)


def _row(line: tuple[str, ...]) -> Row:
    return tuple(Cell(text, wide, _CELL) for text, wide in zip(line, _WIDE, strict=True))
