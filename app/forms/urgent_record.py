"""急难登记: what happened to whom, what is given at once, and the signature or thumb for it. Papers come later."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.money import short_yuan
from app.domain.office import Office
from app.forms.form import Form
from app.forms.letter import CLOSING, SIGN_ROOM, Letter, fact_row, handled, make_letter, pair_row, seal, sign_line
from app.forms.paragraph import paragraph
from app.forms.sheet import Sheet
from app.forms.table import draw_table
from app.forms.words import day, say, word


@dataclass(frozen=True, slots=True)
class UrgentNeed:
    """All that the paper says: `case` is its id, dates ISO; `description` is of a person without a document.

    `way` is cash, card or goods; `amount_fen` is proposed, or what `goods` are worth, or 0.
    """

    case: str
    number: str
    came_on: str
    name: str
    id_number: str
    phone: str
    description: str
    what: str
    place: str
    happened_on: str
    need: str
    way: str
    amount_fen: int
    goods: str
    due_on: str
    handler: str
    office: Office
    training: bool = False


def make_urgent_record(facts: UrgentNeed) -> Form:
    """Give the paper as a PDF; the same facts give the same bytes."""
    letter = Letter(Paper.URGENT, "urgent", facts.case, facts.number, facts, facts.training)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: UrgentNeed) -> None:
    rows = [
        pair_row(("application.label.name", facts.name), ("application.label.phone", facts.phone)),
        fact_row("application.label.id_number", facts.id_number or say("urgent.no_document")),
    ]
    if facts.description:
        rows.append(fact_row("urgent.label.description", facts.description))
    rows += [
        fact_row("urgent.label.what", facts.what),
        pair_row(("urgent.label.place", facts.place), ("urgent.label.happened_on", day(facts.happened_on))),
        fact_row("urgent.label.need", facts.need),
        fact_row("urgent.label.aid", _aid(facts)),
    ]
    draw_table(sheet, rows)
    sheet.y += 2
    paragraph(sheet, say("urgent.rule"))
    paragraph(sheet, say("urgent.due", day=day(facts.due_on)))
    paragraph(sheet, say("urgent.later"))
    sheet.reserve(CLOSING + 3 * SIGN_ROOM)
    paragraph(sheet, handled(facts.handler, facts.office.phone))
    for who in ("told", "got", "witness", "handler"):
        sign_line(sheet, say(f"urgent.sign.{who}"))
    seal(sheet, facts.office.name, facts.came_on)


def _aid(facts: UrgentNeed) -> str:
    way = word("urgent.way", facts.way)
    unit = "urgent.worth" if facts.goods else "word.yuan"
    amount = say(unit, amount=short_yuan(facts.amount_fen)) if facts.amount_fen else ""
    said = say("word.comma").join(part for part in (facts.goods, amount) if part)
    return say("urgent.aid", way=way, said=said)
