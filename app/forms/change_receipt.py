"""家庭情况变化告知单: what was told, signed by who told it, and below it the receipt that protects the household."""

from dataclasses import dataclass

from app.domain.form_code import Paper
from app.domain.office import Office
from app.domain.visit import Visitor
from app.forms.form import Form
from app.forms.letter import Letter, Stub, fact_row, handled, make_letter, pair_row, sign_line, tear_off
from app.forms.paragraph import paragraph
from app.forms.sheet import Sheet
from app.forms.table import draw_table
from app.forms.words import day, joined, place, say, word


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """All that the paper says: `change` is the id of the report, `kinds` of `ChangeKind`, dates ISO."""

    change: str
    number: str
    received_on: str
    kinds: tuple[str, ...]
    since: str
    person: Visitor
    about: str
    told_by: str
    told_by_relation: str
    note: str
    handler: str
    office: Office
    training: bool = False


def make_change_receipt(facts: ChangeTold) -> Form:
    """Give the paper with its receipt as a PDF; the same facts give the same bytes."""
    letter = Letter(Paper.CHANGE, "change", facts.change, facts.number, facts, facts.training)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: ChangeTold) -> None:
    person = facts.person
    rows = [
        pair_row(("change.label.person", person.name), ("application.label.phone", person.phone)),
        pair_row(("application.label.id_number", person.id_number), ("change.label.place", place(person))),
        fact_row("change.label.kinds", _kinds(facts)),
        pair_row(("change.label.about", facts.about), ("change.label.since", day(facts.since))),
        fact_row("change.label.told_by", _told_by(facts)),
        fact_row("change.label.note", facts.note or say("word.none")),
    ]
    draw_table(sheet, rows)
    sheet.y += 2
    paragraph(sheet, say("change.confirmed"))
    sign_line(sheet, say("change.sign"))
    paragraph(sheet, say("change.taken", office=facts.office.name, handler=facts.handler), indent=0)
    tear_off(sheet, _receipt(facts))


def _receipt(facts: ChangeTold) -> Stub:
    told = {"day": day(facts.received_on), "who": _told_by(facts), "about": facts.about}
    texts = (
        say("receipt.addressee", name=facts.person.name),
        say("change.told", **told, kinds=_kinds(facts), since=day(facts.since)),
        *(say(f"change.{clause}") for clause in ("recorded", "next", "keep")),
        handled(facts.handler, facts.office.phone),
    )
    return Stub(say("change.receipt"), facts.number, texts, facts.office.name, facts.received_on)


def _kinds(facts: ChangeTold) -> str:
    return joined(word("change.kind", kind) for kind in facts.kinds)


def _told_by(facts: ChangeTold) -> str:
    relation = facts.told_by_relation
    return say("word.related", name=facts.told_by, relation=relation) if relation else facts.told_by
