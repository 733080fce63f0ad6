"""空白表: an application to fill in by hand while the power is out, pages to sign, and a receipt to hand out."""

from dataclasses import dataclass, replace

import msgspec

from app.domain.form_code import FormCode, Paper, edition_of, payload, subject_of
from app.domain.office import Office
from app.domain.programme import Programme
from app.forms import blank_table
from app.forms.clauses import section, write_clauses
from app.forms.face import MAKING, Face
from app.forms.form import Form
from app.forms.letter import SIGN_ROOM, seal, sign_line, write_line
from app.forms.matter import matters
from app.forms.paragraph import paragraph
from app.forms.sheet import CODE, LEFT, RIGHT, Look, Plan, Sheet
from app.forms.table import draw_table
from app.forms.words import day, say
from app.journal.canonical import canonical

_TITLE = Look(Face.TITLE, 22, align="centre")
_UNDER = Look(Face.TEXT, 12, align="centre")
_SMALL = Look(Face.TEXT, 10.5, grey=0.25)
_HEAD_RIGHT = RIGHT - CODE - 3
_FIELD_HIGH = 40.0
_LINE_GAP = 5.0
_MIDDLE = (LEFT + RIGHT) / 2


@dataclass(frozen=True, slots=True)
class _Blank:
    """All that the paper says; `application` is how many of its pages are the application."""

    number: str
    office: Office
    on: str
    legal_days: int
    signers: int
    training: bool
    application: int = 1

    @property
    def pages(self) -> int:
        return self.application + self.signers + 1


def make_blank(
    number: str, office: Office, on: str, *, legal_days: int, signers: int = 3, training: bool = False
) -> Form:
    """Give a blank application with pages for `signers` adults and a receipt, all with the reserved `number`.

    `on` is the ISO day of printing, `legal_days` the time limit that the receipt names. The same input gives the
    same bytes. Refused case_number.check when it is no number of ours.
    """
    blank = _Blank(number, office, on, legal_days, signers, training)
    with MAKING:
        form = _make(blank)
        while form.pages != blank.pages:
            blank = replace(blank, application=form.pages - signers - 1)
            form = _make(blank)
    return form


def _make(blank: _Blank) -> Form:
    edition = edition_of(canonical(msgspec.to_builtins(blank)))
    subject = subject_of(blank.number)
    sheet = Sheet(
        Plan(
            title=say("blank.title"),
            running=say("letter.running", title=say("application.title"), number=blank.number),
            code=lambda page: payload(
                FormCode(_paper(blank, page), subject, "", page, max(page, blank.pages), edition)
            ),
            first_page=1,
            of_pages=blank.pages,
            training=blank.training,
        )
    )
    _application(sheet, blank)
    for number in range(1, blank.signers + 1):
        sheet.turn(running=False)
        _authorisation(sheet, blank, number)
    sheet.turn(running=False)
    _receipt(sheet, blank)
    return Form(Paper.APPLICATION, "", sheet.done(), sheet.pages, 1, blank.pages)


def _paper(blank: _Blank, page: int) -> Paper:
    if page <= blank.application:
        return Paper.APPLICATION
    return Paper.RECEIPT if page == blank.pages else Paper.AUTHORISATION


def _head(sheet: Sheet, title: str, under: str) -> None:
    sheet.text(title, LEFT, 23, _TITLE, _HEAD_RIGHT)
    sheet.text(under, LEFT, 33, _UNDER, _HEAD_RIGHT)


def _numbered(sheet: Sheet, blank: _Blank) -> None:
    sheet.text(say("receipt.number", number=blank.number), LEFT, 40, _UNDER, _HEAD_RIGHT)


def _application(sheet: Sheet, blank: _Blank) -> None:
    date = say("word.blank_date")
    _head(sheet, say("application.title"), say("application.office", office=blank.office.name, date=date))
    _numbered(sheet, blank)
    section(sheet, "applicant")
    draw_table(sheet, blank_table.applicant_rows())
    section(sheet, "household", count="　　")
    draw_table(sheet, *blank_table.member_rows())
    for name, rows in (
        ("income", blank_table.income_rows()),
        ("property", blank_table.question_rows()),
        ("expense", blank_table.expense_rows()),
        ("trouble", blank_table.trouble_rows()),
        ("kin", blank_table.kin_rows()),
    ):
        section(sheet, name)
        draw_table(sheet, rows)
    write_clauses(sheet, blank.office)
    section(sheet, "signing")
    paragraph(sheet, say("application.signing.how", first=1, last=blank.application))
    sheet.reserve(SIGN_ROOM)
    sign_line(sheet, say("application.signing.handler", handler=""))


def _authorisation(sheet: Sheet, blank: _Blank, number: int) -> None:
    _head(sheet, say("authorisation.title"), say("blank.person", number=number))
    _numbered(sheet, blank)
    sheet.y += 1
    write_line(sheet, say("blank.signer"), LEFT, _MIDDLE - _LINE_GAP)
    write_line(sheet, say("blank.id_number"), _MIDDLE)
    sheet.y += SIGN_ROOM
    write_line(sheet, say("blank.relation"), LEFT, _MIDDLE - _LINE_GAP)
    write_line(sheet, say("blank.applicant"), _MIDDLE)
    sheet.y += SIGN_ROOM + 3
    for clause in ("scope", "validity", "promise", "heard"):
        paragraph(sheet, say(f"authorisation.{clause}", office=blank.office.name), Look(size=13), 1.6)
    paragraph(sheet, say("authorisation.guardian", minors=say("blank.room")), Look(size=13), 1.6)
    _field(sheet, blank)


def _field(sheet: Sheet, blank: _Blank) -> None:
    sheet.y += 4
    top = sheet.y
    sheet.pen(1.4)
    sheet.box(LEFT, top, RIGHT - LEFT, _FIELD_HIGH)
    sheet.text(say("authorisation.sign"), LEFT + 3, top + 5.5, Look(Face.STRONG, 12))
    sheet.text(say("authorisation.thumb"), LEFT + 3, top + _FIELD_HIGH - 5, _SMALL)
    sheet.text(say("word.blank_date"), LEFT, top + _FIELD_HIGH - 5, Look(size=12, align="right"), RIGHT - 3)
    sheet.y = top + _FIELD_HIGH + 3
    paragraph(sheet, say("blank.bound", number=blank.number, last=blank.application), _SMALL, 1.6, 0)
    for number in (1, 2):
        left, right = (LEFT, _MIDDLE - _LINE_GAP) if number == 1 else (_MIDDLE, RIGHT)
        write_line(sheet, say("thumb.witness", number=number), left, right)
    sheet.y += SIGN_ROOM
    write_line(sheet, say("blank.handler"), LEFT, _MIDDLE - _LINE_GAP)


def _receipt(sheet: Sheet, blank: _Blank) -> None:
    _head(sheet, say("receipt.title"), say("receipt.number", number=blank.number))
    sheet.y += 2
    look = Look(size=13)
    write_line(sheet, say("blank.applicant"), LEFT, _MIDDLE)
    sheet.y += SIGN_ROOM + 3
    for text in (
        say("blank.accepted", date=say("word.blank_date")),
        say("receipt.matter", matter=matters((Programme.BY_CLASS,))),
        say("blank.papers"),
        say("receipt.limit_open", days=blank.legal_days),
        say("receipt.next"),
        say("blank.later"),
        say("receipt.free"),
    ):
        paragraph(sheet, text, look, 1.8)
    sheet.y += 2
    write_line(sheet, say("blank.missing"))
    sheet.y += SIGN_ROOM
    write_line(sheet, say("blank.handler"), LEFT, _MIDDLE)
    if blank.office.phone:
        phone = say("blank.phone", phone=blank.office.phone)
        sheet.text(phone, _MIDDLE + _LINE_GAP, sheet.y + SIGN_ROOM - 4, Look(size=12))
    sheet.y += SIGN_ROOM
    seal(sheet, blank.office.name, "")
    paragraph(sheet, say("blank.printed", date=day(blank.on)), _SMALL, 1.6, 0)
