"""受理转办单: a part that the department keeps, one that comes back with its answer, and the applicant's receipt."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.office import Office
from app.domain.referral import Result
from app.domain.visit import Visitor
from app.forms.form import Form
from app.forms.letter import (
    Letter,
    Stub,
    begin_part,
    fact_row,
    handled,
    make_letter,
    pair_row,
    seal,
    sign_line,
    tear_off,
)
from app.forms.paragraph import paragraph
from app.forms.sheet import LEFT, RIGHT, Sheet
from app.forms.table import draw_table
from app.forms.words import day, place, say, word

_REPLY_HIGH = 92.0
_LINE_HIGH = 9.5


@dataclass(frozen=True, slots=True)
class ReferralMade:
    """All that the paper says: `referral` is its id, `field` a `referral.Field`, `to` the department, dates ISO.

    `due_on` may be empty: past the known calendar nobody knows the day.
    """

    referral: str
    number: str
    made_on: str
    field: str
    to: str
    person: Visitor
    need: str
    due_on: str
    handler: str
    office: Office
    training: bool = False


def make_referral_slip(facts: ReferralMade) -> Form:
    """Give the slip in its three parts as one PDF; the same facts give the same bytes."""
    letter = Letter(Paper.REFERRAL, "referral", facts.referral, facts.number, facts, facts.training)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: ReferralMade) -> None:
    person = facts.person
    paragraph(sheet, say("receipt.addressee", name=facts.to), indent=0)
    paragraph(sheet, say("referral.sent", day=day(facts.made_on)))
    sheet.y += 2
    rows = [
        pair_row(("application.label.name", person.name), ("application.label.phone", person.phone)),
        pair_row(("application.label.id_number", person.id_number), ("change.label.place", place(person))),
        fact_row("referral.label.field", word("referral.field", facts.field)),
        fact_row("referral.label.need", facts.need),
    ]
    draw_table(sheet, rows)
    sheet.y += 2
    paragraph(sheet, say("referral.please_by" if facts.due_on else "referral.please", day=day(facts.due_on)))
    paragraph(sheet, handled(facts.handler, facts.office.phone), indent=0)
    seal(sheet, facts.office.name, facts.made_on)
    _reply(sheet, facts)
    sheet.turn()
    tear_off(sheet, _receipt(facts))


def _reply(sheet: Sheet, facts: ReferralMade) -> None:
    """Write the part that comes back: who it is about, what can be answered, room to write and for a seal."""
    begin_part(sheet, say("referral.reply"), facts.number, _REPLY_HIGH)
    paragraph(sheet, say("receipt.addressee", name=facts.office.name), indent=0)
    matter = word("referral.field", facts.field)
    paragraph(sheet, say("referral.about", name=facts.person.name, matter=matter, day=day(facts.made_on)))
    paragraph(sheet, "　".join(say("word.box", word=say(f"referral.result.{result}")) for result in Result))
    sheet.pen(0.6, 0.4)
    for _ in range(2):
        sheet.y += _LINE_HIGH
        sheet.rule(LEFT, sheet.y, RIGHT, sheet.y)
    sign_line(sheet, say("referral.sign"))


def _receipt(facts: ReferralMade) -> Stub:
    texts = (
        say("receipt.addressee", name=facts.person.name),
        say("referral.told", day=day(facts.made_on), matter=word("referral.field", facts.field)),
        say("referral.sent_to", to=facts.to),
        say("referral.answer_by" if facts.due_on else "referral.answer", day=day(facts.due_on)),
        say("referral.keep"),
        handled(facts.handler, facts.office.phone),
    )
    return Stub(say("referral.receipt"), facts.number, texts, facts.office.name, facts.made_on)
