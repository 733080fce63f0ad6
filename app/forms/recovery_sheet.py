"""恢复单: the sealed recovery slot of one PC on paper, as QR codes and as text: nothing opens without the county."""

from dataclasses import dataclass
from typing import Final

from reportlab.lib.units import mm

from app.domain.form_code import Paper
from app.forms.face import Face
from app.forms.form import Form
from app.forms.letter import WIDE, Letter, make_letter
from app.forms.line import broken
from app.forms.paragraph import heading, paragraph
from app.forms.sheet import LEFT, RIGHT, Look, Sheet
from app.forms.table import VALUE, Cell, Row, draw_table, label
from app.forms.words import day, say

_CODE: Final = 52.0
_GAP: Final = 6.0
_GROUP: Final = 5
_LABEL: Final = 34.0
_TEXT, _NOTE = Look(size=9), Look(Face.STRONG, 11)
_STEP: Final = 4.6  # mm from line to line of what can be typed
_STEPS: Final = ("county", "here", "password", "lost")


@dataclass(frozen=True, slots=True)
class RecoveryPaper:
    """All that the sheet says: whose PC, which data key since when (ISO days), sealed to which key, its parts."""

    office: str
    number: str
    epoch: int
    since: str
    sealed_on: str
    recipient: str
    parts: tuple[str, ...]
    training: bool = False


def make_recovery_sheet(facts: RecoveryPaper) -> Form:
    """Give the sheet as a PDF; the same facts give the same bytes."""
    letter = Letter(Paper.RECOVERY, "recovery_sheet", "", "", facts, facts.training, under=facts.office)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: RecoveryPaper) -> None:
    paragraph(sheet, say("recovery_sheet.what"))
    sheet.y += 2
    draw_table(sheet, [*_facts(facts)])
    heading(sheet, say("recovery_sheet.how"))
    for name in _STEPS:
        paragraph(sheet, say(f"recovery_sheet.step.{name}"))
    heading(sheet, say("recovery_sheet.parts", count=len(facts.parts)), follow=_CODE + _GAP)
    for nth, part in enumerate(facts.parts, 1):
        _write_part(sheet, nth, len(facts.parts), part)


def _facts(facts: RecoveryPaper) -> tuple[Row, ...]:
    told = {
        "computer": say("recovery_sheet.computer", number=facts.number),
        "epoch": say("recovery_sheet.epoch", number=facts.epoch, since=day(facts.since)),
        "sealed": day(facts.sealed_on),
        "recipient": facts.recipient,
    }
    return tuple((label(say(f"recovery_sheet.label.{name}"), _LABEL), _cell(text)) for name, text in told.items())


def _cell(text: str) -> Cell:
    return Cell(text, WIDE - _LABEL, VALUE)


def _write_part(sheet: Sheet, nth: int, of: int, part: str) -> None:
    """Draw a part as a code, and beside it what can be typed, in groups of five."""
    sheet.reserve(_CODE + _GAP)
    sheet.draw_code(part, LEFT, sheet.y, _CODE)
    left, middle = LEFT + _CODE + _GAP, sheet.y + 4
    sheet.text(say("recovery_sheet.part", number=nth, of=of), left, middle, _NOTE)
    groups = " ".join(part[at : at + _GROUP] for at in range(0, len(part), _GROUP))
    for line in broken(groups, _TEXT.face, _TEXT.size, (RIGHT - left) * mm):
        middle += _STEP
        sheet.text(line, left, middle, _TEXT)
    sheet.y += _CODE + _GAP
