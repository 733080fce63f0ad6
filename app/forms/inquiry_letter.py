"""协查函: another township is asked to look into what lies there (DB57 5, 15), and answers on the same sheet."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.forms.case_head import CaseHead, letter_of, programme
from app.forms.form import Form
from app.forms.grid import write_on
from app.forms.letter import fact_row, handled, make_letter, pair_row, seal, sign_line
from app.forms.paragraph import heading, paragraph
from app.forms.sheet import Sheet
from app.forms.table import draw_table
from app.forms.words import day, say


@dataclass(frozen=True, slots=True)
class InquiryLetter:
    """All that the letter says: to which office, about whom (an id in the household), what is asked, by when (ISO)."""

    head: CaseHead
    to: str
    member: str
    where: str
    matter: str
    sent_on: str
    due_on: str = ""


def make_inquiry_letter(facts: InquiryLetter) -> Form:
    """Give the letter with the part that comes back; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.INQUIRY, "inquiry", facts)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: InquiryLetter) -> None:
    head = facts.head
    who = next((one.identity for one in head.people if one.id == facts.member), None)
    paragraph(sheet, say("receipt.addressee", name=facts.to), indent=0)
    about_it = {"applicant": head.applicant, "programme": programme(head.programme)}
    paragraph(sheet, say("inquiry.asks", accepted=day(head.accepted_on), **about_it))
    sheet.y += 2
    draw_table(
        sheet,
        [
            pair_row(
                ("inquiry.label.who", who.name if who else ""), ("sheet.label.id_number", who.id_number if who else "")
            ),
            fact_row("inquiry.label.where", facts.where),
            fact_row("inquiry.label.matter", facts.matter),
        ],
    )
    sheet.y += 2
    paragraph(sheet, say("inquiry.by" if facts.due_on else "inquiry.soon", day=day(facts.due_on)))
    paragraph(sheet, say("inquiry.bounds"))
    paragraph(sheet, handled(head.handler, head.office.phone), indent=0)
    seal(sheet, head.office.name, facts.sent_on)
    sheet.turn()
    heading(sheet, say("inquiry.reply"))
    paragraph(sheet, say("receipt.addressee", name=head.office.name), indent=0)
    paragraph(sheet, say("inquiry.about", day=day(facts.sent_on), name=who.name if who else head.applicant))
    write_on(sheet, 8)
    for _ in range(2):
        sign_line(sheet, say("sheet.investigator_sign"))
    sign_line(sheet, say("inquiry.sign"))
