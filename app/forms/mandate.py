"""委托书: somebody lets another come for them; never lets them sign the authorisation."""

from dataclasses import dataclass, field

from app.domain.form_code import Paper
from app.domain.office import Office
from app.domain.visit import Agent, Visitor
from app.forms.form import Form
from app.forms.letter import Letter, fact_row, make_letter, pair_row, sign_line
from app.forms.paragraph import paragraph
from app.forms.sheet import Look, Sheet
from app.forms.table import draw_table
from app.forms.words import place, say

_TEXT = Look(size=13)
_HIGH = 9.4  # mm: also a line to write on by hand


@dataclass(frozen=True, slots=True)
class Mandate:
    """All that the paper says: `case` is the id of the case or draft, `person` who applies; what is empty is written.

    Without an agent all of the agent's lines are left to write on.
    """

    case: str
    person: Visitor
    office: Office
    agent: Agent = field(default_factory=lambda: Agent(""))
    number: str = ""
    training: bool = False


def make_mandate(facts: Mandate) -> Form:
    """Give the paper as a PDF; the same facts give the same bytes."""
    letter = Letter(Paper.MANDATE, "mandate", facts.case, facts.number, facts, facts.training)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: Mandate) -> None:
    person, agent = facts.person, facts.agent
    rows = [
        fact_row("mandate.label.person", person.name, _HIGH),
        pair_row(
            ("application.label.id_number", person.id_number), ("application.label.phone", person.phone), least=_HIGH
        ),
        fact_row("change.label.place", place(person), _HIGH),
        fact_row("mandate.label.agent", agent.name, _HIGH),
        pair_row(
            ("application.label.id_number", agent.id_number), ("application.label.phone", agent.phone), least=_HIGH
        ),
        fact_row("mandate.label.relation", agent.relation, _HIGH),
    ]
    draw_table(sheet, rows)
    sheet.y += 3
    for clause in ("scope", "not", "until"):
        paragraph(sheet, say(f"mandate.{clause}", office=facts.office.name), _TEXT, 1.7)
    sheet.reserve(60)
    sheet.y += 3
    for who in ("person", "agent", "witness"):
        sign_line(sheet, say(f"mandate.sign.{who}"))
    sheet.y += 3
    paragraph(sheet, say("mandate.hint"), Look(size=10.5, grey=0.25), 1.6, 0)
