"""入户调查表: what the household said, printed; what is found at its home, written in by two or more; signatures."""

from dataclasses import dataclass

from app.domain.draft import PROPERTY_QUESTIONS, Reply
from app.domain.form_code import Paper
from app.domain.income import Expense, Income
from app.domain.steps.home_visit import Mode, Visited
from app.forms import survey_home
from app.forms.case_head import CaseHead, about, letter_of, people_columns, people_rows
from app.forms.form import Form
from app.forms.grid import draw_columns, part, said, write_on
from app.forms.letter import SIGN_ROOM, fact_row, make_letter, pair_row, sign_line
from app.forms.paragraph import heading, paragraph
from app.forms.sheet import Sheet
from app.forms.survey_money import EXPENSES, INCOMES, PROPERTY, expense_rows, income_rows, property_rows
from app.forms.table import draw_table
from app.forms.words import day, joined, say, word

_LEAST = 2  # investigators (DB57 16)
_HOME, _PROPERTY = 92.0, 84.0  # mm: what is looked at together stays on one page


@dataclass(frozen=True, slots=True)
class Survey:
    """All that is printed on it: what the household said, who is to go (names), and the day it was made (ISO).

    `found` is what a visit found that is signed on the screen; without it that is written in by hand.
    """

    head: CaseHead
    made_on: str
    investigators: tuple[str, ...] = ()
    incomes: tuple[Income, ...] = ()
    expenses: tuple[Expense, ...] = ()
    replies: tuple[tuple[str, Reply], ...] = ()
    troubles: tuple[str, ...] = ()
    found: Visited | None = None

    def reply(self, question: str) -> Reply:
        """Give what was said to a question."""
        return dict(self.replies).get(question, Reply())


def make_survey(facts: Survey) -> Form:
    """Give the form to take along as a PDF; the same facts give the same bytes."""
    letter = letter_of(facts.head, Paper.SURVEY, "survey", facts)
    return make_letter(letter, lambda sheet: _write(sheet, facts))


def _write(sheet: Sheet, facts: Survey) -> None:
    head = facts.head
    part(sheet, "survey.part.case", about(head))
    heading(sheet, say("survey.part.people"))
    draw_columns(sheet, people_columns(), people_rows(head, facts.made_on))
    draw_table(sheet, [fact_row("survey.label.people_found", say("survey.people_found"), 14)])
    _visit(sheet, facts)
    sheet.reserve(_HOME)
    part(sheet, "survey.part.home", survey_home.rows())
    heading(sheet, say("survey.part.income"))
    draw_columns(sheet, INCOMES, income_rows(facts.incomes, head))
    sheet.reserve(_PROPERTY)
    heading(sheet, say("survey.part.property"))
    replies = [(question.value, facts.reply(question.value)) for question in PROPERTY_QUESTIONS]
    draw_columns(sheet, PROPERTY, property_rows(replies))
    heading(sheet, say("survey.part.expense"))
    draw_columns(sheet, EXPENSES, expense_rows(facts.expenses))
    part(
        sheet,
        "survey.part.care",
        survey_home.care_rows(joined(word("application.trouble", one) for one in facts.troubles)),
    )
    survey_home.neighbours(sheet)
    part(sheet, "survey.part.photo", [fact_row("survey.label.photo", survey_home.photos(), 10)])
    _conclude(sheet, facts)


def _visit(sheet: Sheet, facts: Survey) -> None:
    found = facts.found
    on, where, present = (day(found.visited_on), found.place, joined(found.present)) if found else ("", "", "")
    part(
        sheet,
        "survey.part.visit",
        [
            pair_row(("survey.label.visited_on", on), ("survey.label.place", where), least=10),
            fact_row("survey.label.investigators", joined(facts.investigators), 10),
            fact_row("survey.label.present", present, 10),
            fact_row("survey.label.mode", _mode(found), 10),
        ],
    )


def _mode(found: Visited | None) -> str:
    if found is None:
        return say("survey.mode")
    if found.mode == Mode.HOME:
        return say("survey.mode_home")
    until = day(found.event_to_on) if found.event_to_on else say("survey.lasts")
    return say("survey.mode_remote", event=found.event, first=day(found.event_from_on), last=until)


def _conclude(sheet: Sheet, facts: Survey) -> None:
    """Write the conclusion and who signs; nobody signs a page that says nothing."""
    count = max(_LEAST, len(facts.investigators))
    signed = (count + _LEAST + 1) * SIGN_ROOM
    sheet.reserve(82 + signed)
    heading(sheet, say("survey.part.conclusion"))
    if facts.found:
        _found(sheet, facts.found)
        sheet.reserve(52 + signed)
        said(sheet, "survey.not_filled")
    else:
        paragraph(sheet, say("survey.conclusion"), indent=0)
        write_on(sheet, 3)
    said(sheet, "survey.read")
    for _ in range(_LEAST):
        sign_line(sheet, say("sheet.member_sign"), place="member")
    sign_line(sheet, say("sheet.witness_sign"), place="witness")
    for _ in range(count):
        sign_line(sheet, say("sheet.investigator_sign"), place="investigator")
    sheet.y += 2
    paragraph(sheet, say("survey.refusal"), indent=0)
    write_on(sheet, 1)


def _found(sheet: Sheet, found: Visited) -> None:
    paragraph(sheet, say("survey.same" if found.matches else "survey.other"), indent=0)
    paragraph(sheet, found.found)
