"""社会救助申请受理通知书: what the applicant takes home."""

from collections import Counter
from dataclasses import dataclass

import msgspec
from reportlab.lib.units import mm

from app.domain.case import Accepted, Case, Filed
from app.domain.draft import SignLater, Slot
from app.domain.form_code import FormCode, Paper, edition_of, payload
from app.domain.office import Office
from app.errors import Refused
from app.forms.correction import corrected_fields
from app.forms.face import MAKING, Face
from app.forms.form import Form
from app.forms.line import measure
from app.forms.matter import matters
from app.forms.paragraph import paragraph
from app.forms.sheet import LEFT, RIGHT, Look, Plan, Sheet
from app.forms.words import agent_said, day, joined, of_code, say
from app.journal.canonical import canonical

_TITLE = Look(Face.TITLE, 22, align="centre")
_NUMBER = Look(Face.TEXT, 12, grey=0.25, align="centre")
_TEXT = Look(Face.TEXT, 14)
_MARK = Look(Face.STRONG, 14)
_PERSON = Look(Face.TEXT, 13)
_OFFICE = Look(Face.TEXT, 14, align="centre")
_SMALL = Look(size=10.5, grey=0.25)
_CODE_GAP = 30.0
_SEAL = 21.0  # the radius of a township's seal
_FOOT_HIGH = 52.0


@dataclass(frozen=True, slots=True)
class Missing:
    """An adult whose authorisation is still to come: `relation` and `way` are stored codes, `way` may be empty."""

    name: str
    relation: str
    way: str = ""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """All that a receipt says. Dates are ISO; `due_on` is empty where it lies past the known calendar.

    `code` and `size` are the checkpoint that covers the acceptance: this paper bears witness to it. `corrected` names
    what was corrected since, in words, `agent` who came for the applicant and how related.
    """

    case: str
    number: str
    applicant: str
    programmes: tuple[str, ...]
    came_on: str
    accepted_on: str
    legal_days: int
    due_on: str
    papers: tuple[str, ...]
    missing: tuple[Missing, ...]
    handler: str
    office: Office
    code: str
    size: int
    training: bool = False
    corrected: tuple[str, ...] = ()
    agent: str = ""


def acceptance_of(case: Case, office: Office, handler: str, code: str, size: int) -> Acceptance:
    """Give what the receipt of a case says; `handler` is a name. Refused case.content_missing when it was erased."""
    accepted = case.accepted
    if accepted is None:
        raise Refused("case.content_missing")
    return Acceptance(
        case=case.id,
        number=accepted.number,
        applicant=accepted.members[0].identity.name,
        programmes=accepted.programmes,
        came_on=accepted.came_on,
        accepted_on=accepted.accepted_on,
        legal_days=accepted.legal_days,
        due_on=accepted.due_on,
        papers=(*_filed(case.filed), say("receipt.paper.own", count=len(case.signed))),
        missing=_missing(case, accepted),
        handler=handler,
        office=office,
        code=code,
        size=size,
        corrected=corrected_fields(case),
        agent=agent_said(case.presented.agent if case.presented else None),
    )


def make_receipt(facts: Acceptance) -> Form:
    """Give the receipt as a PDF; the same facts give the same bytes."""
    with MAKING:
        form = _make(facts, 1)
        return form if form.pages == 1 else _make(facts, form.pages)


def _make(facts: Acceptance, pages: int) -> Form:
    edition = edition_of(canonical(msgspec.to_builtins(facts)))
    plan = Plan(
        title=say("receipt.title"),
        running=say("receipt.running"),
        code=lambda page: payload(FormCode(Paper.RECEIPT, facts.case, "", page, max(page, pages), edition)),
        first_page=1,
        of_pages=pages,
        training=facts.training,
    )
    sheet = Sheet(plan)
    title = say("receipt.title_corrected" if facts.corrected else "receipt.title")
    sheet.text(title, LEFT, 25, _TITLE, RIGHT - _CODE_GAP)
    sheet.text(say("receipt.number", number=facts.number), LEFT, 36, _NUMBER, RIGHT - _CODE_GAP)
    sheet.y += 4
    _write(sheet, facts)
    _close(sheet, facts)
    return Form(Paper.RECEIPT, "", sheet.done(), sheet.pages, 1, pages, seals=tuple(sheet.seals))


def _write(sheet: Sheet, facts: Acceptance) -> None:
    paragraph(sheet, say("receipt.addressee", name=facts.applicant), _TEXT, 1.8, 0)
    if facts.corrected:
        paragraph(sheet, say("receipt.corrected", fields=joined(facts.corrected)), _MARK, 1.8)
    days = {"came_on": day(facts.came_on), "accepted_on": day(facts.accepted_on)}
    same = facts.came_on == facts.accepted_on
    limit = say(
        "receipt.limit" if facts.due_on else "receipt.limit_open", days=facts.legal_days, due_on=day(facts.due_on)
    )
    for text in (
        say("receipt.same_day" if same else "receipt.later_day", **days),
        say("receipt.matter", matter=matters(facts.programmes)),
        say("receipt.papers", papers=joined(facts.papers)),
        limit,
        say("receipt.next"),
    ):
        paragraph(sheet, text, _TEXT, 1.8)
    if facts.agent:
        paragraph(sheet, say("receipt.agent", agent=facts.agent), _TEXT, 1.8)
    if facts.missing:
        paragraph(sheet, say("receipt.missing", count=len(facts.missing)), _TEXT, 1.8)
    for person in facts.missing:
        paragraph(sheet, _person(person), _PERSON, 1.7, 4)
    name = "receipt.handler" if facts.office.phone else "receipt.handler_only"
    paragraph(sheet, say(name, handler=facts.handler, phone=facts.office.phone), _TEXT, 1.8)
    paragraph(sheet, say("receipt.free"), _TEXT, 1.8)


def _close(sheet: Sheet, facts: Acceptance) -> None:
    """Write the office with room for its seal, and the code by which this paper witnesses the journal."""
    sheet.reserve(_FOOT_HIGH)
    top = sheet.y + 8
    half = max(_SEAL, measure(facts.office.name, _OFFICE.face, _OFFICE.size) / mm / 2)
    left, middle = RIGHT - 2 * half, RIGHT - half
    sheet.pen(0.5, 0.6, (2, 2))
    sheet.ring(middle, top + _SEAL, _SEAL)
    sheet.text(say("receipt.seal"), left, top + 8, Look(size=10.5, grey=0.45, align="centre"))
    sheet.text(facts.office.name, left, top + 18, _OFFICE)
    sheet.text(day(facts.accepted_on), left, top + 26, _OFFICE)
    code = "-".join(facts.code[at : at + 4] for at in range(0, len(facts.code), 4))
    sheet.text(say("receipt.witness"), LEFT, top + 13, _SMALL)
    sheet.text(code, LEFT, top + 20.5, Look(Face.STRONG, 16))
    sheet.text(say("receipt.witness_say", size=facts.size), LEFT, top + 27.5, _SMALL)
    sheet.y = top + 2 * _SEAL


def _person(person: Missing) -> str:
    known = any(person.way == way for way in SignLater)
    way = say(f"receipt.way.{person.way}") if known else say("receipt.way_unset")
    return say("receipt.missing_person", name=person.name, relation=of_code("relation", person.relation), way=way)


def _missing(case: Case, accepted: Accepted) -> tuple[Missing, ...]:
    return tuple(
        Missing(member.identity.name, member.relation, accepted.sign_later.get(member.id, ""))
        for member in case.missing_signers()
    )


def _filed(filed: tuple[Filed, ...]) -> list[str]:
    """Give the papers received: both sides of a card are one, pages of a booklet are counted."""
    cards = {one.member for one in filed if one.slot in {Slot.ID_FRONT, Slot.ID_BACK}}
    counts = Counter(one.slot for one in filed if one.slot not in {Slot.ID_FRONT, Slot.ID_BACK})
    pages = counts[Slot.HUKOU_PAGE] + counts[Slot.HUKOU_HEAD]
    others = counts.total() - pages
    numbers = {"id_card": len(cards), "hukou": pages, "other": others}
    return [say(f"receipt.paper.{name}", count=count) for name, count in numbers.items() if count]
