"""不予受理通知书: why an application is not taken in, by which article, what can be done about it; by two officers."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.office import Office
from app.forms.form import Form
from app.forms.letter import CLOSING, Letter, make_letter, seal, sign_line
from app.forms.matter import matters
from app.forms.paragraph import paragraph
from app.forms.sheet import Look, Sheet
from app.forms.words import day, joined, say
from app.rules.remedy import Remedy

_TEXT = Look(size=13)


@dataclass(frozen=True, slots=True)
class RefusalMade:
    """All that the paper says: `case` is its id, dates ISO, `officers` the names of the two who decided."""

    case: str
    number: str
    applicant: str
    programmes: tuple[str, ...]
    came_on: str
    decided_on: str
    reason: str
    article: str
    officers: tuple[str, ...]
    remedy: Remedy
    office: Office
    training: bool = False


def make_refusal_notice(facts: RefusalMade) -> Form:
    """Give the notice as a PDF; the same facts give the same bytes."""
    letter = Letter(Paper.REFUSAL, "refusal", facts.case, facts.number, facts, facts.training)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: RefusalMade) -> None:
    office, against = facts.office, facts.remedy
    review = {"office": against.review_office, "days": against.review_days}
    court = {"court": against.court, "months": against.court_months}
    paragraph(sheet, say("receipt.addressee", name=facts.applicant), _TEXT, 1.7, 0)
    for text in (
        say("refusal.came", day=day(facts.came_on), matter=matters(facts.programmes)),
        say("refusal.facts", facts=facts.reason),
        say("refusal.article", article=facts.article),
        say("refusal.remedy", **review, **court),
        say("refusal.again"),
        say("refusal.call", phone=office.phone) if office.phone else say("refusal.come"),
    ):
        paragraph(sheet, text, _TEXT, 1.7)
    sheet.reserve(CLOSING + 8)
    paragraph(sheet, say("refusal.officers", officers=joined(facts.officers)), _TEXT, 1.7)
    seal(sheet, office.name, facts.decided_on)
    paragraph(sheet, say("refusal.copies"), indent=0)
    sign_line(sheet, say("letter.received"))
