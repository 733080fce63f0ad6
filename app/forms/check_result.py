"""核对结果告知书: what the check found, told before anything is proposed; the applicant may object (DB57 18)."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.steps.means_check import Reported
from app.forms.case_head import CaseHead, letter_of, programme
from app.forms.check_papers import doubt_text
from app.forms.form import Form
from app.forms.grid import Columns, draw_columns, numbered
from app.forms.letter import CLOSING, handled, make_letter, seal, sign_line
from app.forms.paragraph import paragraph
from app.forms.sheet import Look, Sheet
from app.forms.words import day, say

_TEXT = Look(size=13)
_FOUND = Columns(
    (("sheet.label.count_of", 13.0), ("check_report.label.whose", 37.0), ("check_report.label.doubt", 115.0)), least=10
)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """All that the letter says: what was reported, and the ISO day on which it is told (empty: left open)."""

    head: CaseHead
    report: Reported
    told_on: str = ""


def make_check_result(facts: CheckResult) -> Form:
    """Give the letter as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.CHECK_RESULT, "check_result", facts)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: CheckResult) -> None:
    head, report = facts.head, facts.report
    paragraph(sheet, say("receipt.addressee", name=head.applicant), _TEXT, 1.7, 0)
    told = say("check_result.told", accepted=day(head.accepted_on), programme=programme(head.programme))
    paragraph(sheet, told, _TEXT, 1.7)
    result = "check_result.qualified" if report.qualified else "check_result.not_qualified"
    paragraph(sheet, say(result, day=day(report.reported_on), valid=day(report.valid_until_on)), _TEXT, 1.7)
    if report.doubts:
        paragraph(sheet, say("check_result.found", count=len(report.doubts)), _TEXT, 1.7)
        sheet.y += 2
        draw_columns(sheet, _FOUND, numbered((head.name_of(one.member), doubt_text(one)) for one in report.doubts))
        sheet.y += 2
    for clause in ("object", "open"):
        paragraph(sheet, say(f"check_result.{clause}"), _TEXT, 1.7)
    sheet.reserve(CLOSING)
    paragraph(sheet, handled(head.handler, head.office.phone), _TEXT, 1.7)
    seal(sheet, head.office.name, facts.told_on)
    paragraph(sheet, say("check_result.copies"), indent=0)
    sign_line(sheet, say("letter.received"))
