"""撤回申请书: an applicant does not go on; may say why, need not, and may come again."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.office import Office
from app.forms.form import Form
from app.forms.letter import Letter, fact_row, make_letter, sign_line
from app.forms.paragraph import paragraph
from app.forms.sheet import LEFT, RIGHT, Look, Sheet
from app.forms.table import draw_table
from app.forms.words import day, say

_TEXT = Look(size=13)
_LINE = 11.0


@dataclass(frozen=True, slots=True)
class Withdrawing:
    """All that the paper says: `case` is its id, dates ISO; an empty `reason` leaves room to write one."""

    case: str
    number: str
    applicant: str
    accepted_on: str
    residence: str
    office: Office
    reason: str = ""
    training: bool = False


def make_withdrawal(facts: Withdrawing) -> Form:
    """Give the paper to sign as a PDF; the same facts give the same bytes."""
    letter = Letter(Paper.WITHDRAWAL, "withdrawal", facts.case, facts.number, facts, facts.training)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: Withdrawing) -> None:
    rows = [
        fact_row("mandate.label.applicant", facts.applicant),
        fact_row("application.label.residence", facts.residence),
    ]
    draw_table(sheet, rows)
    sheet.y += 3
    paragraph(sheet, say("receipt.addressee", name=facts.office.name), _TEXT, 1.7, 0)
    paragraph(sheet, say("withdrawal.wish", day=day(facts.accepted_on)), _TEXT, 1.7)
    paragraph(sheet, say("withdrawal.reason", reason=facts.reason), _TEXT, 1.7)
    if not facts.reason:
        sheet.pen(0.6, 0.4)
        sheet.y += _LINE - 4
        sheet.rule(LEFT, sheet.y, RIGHT, sheet.y)
        sheet.y += 3
    for clause in ("stop", "again", "read"):
        paragraph(sheet, say(f"withdrawal.{clause}"), _TEXT, 1.7)
    sheet.reserve(40)
    sheet.y += 3
    for who in ("applicant", "handler"):
        sign_line(sheet, say(f"withdrawal.sign.{who}"))
