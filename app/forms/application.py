"""《社会救助申请及授权书》: what the household states, on as many pages as it needs."""

from dataclasses import dataclass
from datetime import date

from app.domain.draft import Draft
from app.domain.form_code import FormCode, Paper, payload
from app.domain.household import Member
from app.domain.office import Office
from app.domain.visit import Agent
from app.forms.clauses import section, write_clauses
from app.forms.face import Face
from app.forms.form import Form
from app.forms.household_table import applicant_rows, member_head, member_rows, signer_head, signer_rows
from app.forms.letter import sign_line
from app.forms.money_table import expense_head, expense_rows, income_head, income_rows, kin_rows, question_rows
from app.forms.paragraph import both_ends, paragraph
from app.forms.sheet import LEFT, RIGHT, Look, Plan, Sheet
from app.forms.table import Cell, draw_table
from app.forms.words import agent_said, day, joined, say

_TITLE = Look(Face.TITLE, 23, align="centre")
_UNDER_TITLE = Look(Face.TEXT, 12, align="centre")
_LAST_LINE = 8.0
_SIGNING, _SIGNER, _FEW = 42.0, 9.0, 4
_CODE_GAP = 30.0  # the title is centred in what the code leaves


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the papers of one household say. `edition` tells versions apart.

    `on` is the date of the application, `today` of the pages that are signed now.
    """

    draft: Draft
    office: Office
    on: date
    today: date
    handler: str
    signers: tuple[Member, ...]
    edition: str
    training: bool


def make_application(facts: Facts, pages: int) -> Form:
    """Give the application as the first `pages` pages of its set; how many it really has is in the result."""
    of_pages = pages + len(facts.signers)
    name = facts.draft.applicant.identity.name
    plan = Plan(
        title=say("application.title"),
        running=say("application.running", name=name),
        code=lambda page: payload(_code(facts, page, max(of_pages, page))),
        first_page=1,
        of_pages=of_pages,
        training=facts.training,
    )
    sheet = Sheet(plan)
    _write(sheet, facts, pages)
    return Form(Paper.APPLICATION, "", sheet.done(), sheet.pages, 1, of_pages)


def _code(facts: Facts, page: int, pages: int) -> FormCode:
    return FormCode(Paper.APPLICATION, facts.draft.id, "", page, pages, facts.edition)


def _write(sheet: Sheet, facts: Facts, pages: int) -> None:
    draft = facts.draft
    sheet.text(say("application.title"), LEFT, 25, _TITLE, RIGHT - _CODE_GAP)
    sheet.text(
        say("application.office", office=facts.office.name, date=day(facts.on.isoformat())),
        LEFT,
        36,
        _UNDER_TITLE,
        RIGHT - _CODE_GAP,
    )
    section(sheet, "applicant")
    draw_table(sheet, applicant_rows(draft))
    section(sheet, "household", count=len(draft.members))
    draw_table(sheet, member_rows(draft, facts.on), member_head())
    section(sheet, "income")
    draw_table(sheet, income_rows(draft), income_head())
    section(sheet, "property")
    draw_table(sheet, question_rows(draft))
    section(sheet, "expense")
    draw_table(sheet, expense_rows(draft), expense_head())
    section(sheet, "trouble")
    draw_table(sheet, [(Cell(_troubles(draft), 165),)])
    section(sheet, "kin")
    draw_table(sheet, kin_rows(draft))
    write_clauses(sheet, facts.office)
    _signing(sheet, facts, pages)


def _signing(sheet: Sheet, facts: Facts, pages: int) -> None:
    """Write who signs on which page, and who took this down."""
    together = _SIGNING + _SIGNER * min(len(facts.signers), _FEW)  # so that no page has a line or two only
    section(sheet, "signing", together)
    paragraph(sheet, say("application.signing.how", first=1, last=pages))
    sheet.y += 2
    draw_table(sheet, signer_rows(facts.draft, facts.on, facts.signers, pages + 1), signer_head())
    _agent(sheet, facts.draft.agent)
    sheet.reserve(_LAST_LINE)
    sheet.y += 1
    both_ends(sheet, say("application.signing.handler", handler=facts.handler), facts.office.name)


def _agent(sheet: Sheet, agent: Agent | None) -> None:
    """Write who came for the applicant, what that allows, and a line for the agent's own signature."""
    said = agent_said(agent)
    if agent is None or not said:
        return
    role = "guardian" if agent.may_sign else "agent"
    sheet.reserve(30)
    sheet.y += 2
    paragraph(sheet, say(f"application.signing.{role}", agent=said))
    sign_line(sheet, say(f"application.signing.{role}_sign"))


def _troubles(draft: Draft) -> str:
    return joined(say(f"application.trouble.{trouble}") for trouble in draft.troubles) or say("word.unasked")
