"""授权与承诺: the one page that an adult signs, each of them on a page of their own."""

import base64
from collections.abc import Callable

from app.domain.form_code import FormCode, Paper, payload
from app.domain.household import Member
from app.forms.application import Facts
from app.forms.face import Face
from app.forms.form import Form, SignField
from app.forms.paragraph import both_ends, paragraph
from app.forms.sheet import LEFT, RIGHT, Look, Plan, Sheet
from app.forms.signer import wards
from app.forms.words import agent_said, day, joined, of_code, relation, say

_TITLE = Look(Face.TITLE, 24)
_WHO = Look(Face.TEXT, 11.5, grey=0.25)
_SIZES = (15.0, 14.0, 13.0, 12.0, 11.0, 10.0, 9.0)  # the largest at which a page is one page
_SMALL = Look(Face.TEXT, 10.5, grey=0.25)
_FIELD_HIGH = 44.0
_BELOW_FIELD = 25.0
_CODE_GAP = 30.0


# Draws the place to sign on a sheet, and gives where ink goes.
FieldOf = Callable[[Sheet, Facts, Member, Form], tuple[SignField, ...]]


def make_authorisation(facts: Facts, member: Member, application: Form, page: int) -> Form:
    """Give the page of `member` as page `page` of the set; the date is left open for one who signs later."""
    return fitted(facts, member, application, page, _write_field)


def fitted(facts: Facts, member: Member, application: Form, page: int, field: FieldOf) -> Form:
    """Give the page of `member` with the place to sign that `field` draws, in the largest type that makes one page."""
    for size in _SIZES:
        form = _make(facts, member, (application, page), size, field)
        if form.pages == 1:
            break
    return form


def digest_code(sha256: str) -> str:
    """Give the 12 characters (RFC 4648 base-32, in fours) of a document's hash that a paper prints."""
    code = base64.b32encode(bytes.fromhex(sha256)).decode("ascii")[:12]
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def _make(facts: Facts, member: Member, place: tuple[Form, int], size: float, field: FieldOf) -> Form:
    application, page = place
    pages = application.of_pages
    code = FormCode(Paper.AUTHORISATION, facts.draft.id, member.id, page, pages, facts.edition)
    plan = Plan(say("authorisation.title"), "", lambda _page: payload(code), page, pages, facts.training)
    sheet = Sheet(plan)
    _write_head(sheet, facts, member)
    _write_clauses(sheet, facts, member, Look(size=size))
    fields = field(sheet, facts, member, application)
    return Form(Paper.AUTHORISATION, member.id, sheet.done(), sheet.pages, page, pages, fields)


def _write_head(sheet: Sheet, facts: Facts, member: Member) -> None:
    who = member.identity
    applicant = facts.draft.applicant.identity.name
    guardian = _guardian(facts, member)
    sheet.text(say("authorisation.title"), LEFT, 24, _TITLE)
    sheet.y = 32
    for text in (
        say("authorisation.who", name=who.name, id_number=who.id_number),
        say("authorisation.relation", relation=relation(member, facts.on), applicant=applicant),
        *([say("authorisation.guardian_named", guardian=guardian)] if guardian else []),
    ):
        paragraph(sheet, text, _WHO, 1.5, 0, RIGHT - _CODE_GAP)
    sheet.y = max(sheet.y, 47) + 3


def _write_clauses(sheet: Sheet, facts: Facts, member: Member, look: Look) -> None:
    for clause in ("scope", "validity", "promise", "heard"):
        paragraph(sheet, say(f"authorisation.{clause}", office=facts.office.name), look, 1.75)
    minors = joined(
        say("authorisation.minor", name=ward.identity.name, relation=of_code("relation", ward.relation))
        for ward in wards(facts.draft, member, facts.on)
    )
    if minors:
        paragraph(sheet, say("authorisation.guardian", minors=minors), look, 1.75)


def _write_field(sheet: Sheet, facts: Facts, member: Member, application: Form) -> tuple[SignField, ...]:
    """Draw the place for the signature, with the date of signing, and below it what the page belongs to."""
    sheet.reserve(_FIELD_HIGH + _BELOW_FIELD)
    sheet.y += 5
    top = sheet.y
    wide = RIGHT - LEFT
    sheet.pen(1.4)
    sheet.box(LEFT, top, wide, _FIELD_HIGH)
    sign = "authorisation.sign_guardian" if _guardian(facts, member) else "authorisation.sign"
    sheet.text(say(sign), LEFT + 3, top + 5.5, Look(Face.STRONG, 12))
    sheet.text(say("authorisation.thumb"), LEFT + 3, top + _FIELD_HIGH - 5, _SMALL)
    sheet.text(_date(facts, member), LEFT, top + _FIELD_HIGH - 5, Look(size=12, align="right"), RIGHT - 3)
    sheet.y = top + _FIELD_HIGH + 3
    write_foot(sheet, facts, application)
    return (SignField(member.id, sheet.pages - 1, LEFT, top, wide, _FIELD_HIGH),)


def write_foot(sheet: Sheet, facts: Facts, application: Form) -> None:
    """Write what the page belongs to, and who handles it where."""
    digest = digest_code(application.sha256)
    paragraph(sheet, say("authorisation.bound", first=1, last=application.pages, digest=digest), _SMALL, 1.6, 0)
    both_ends(sheet, say("authorisation.handler", handler=facts.handler), facts.office.name)


def _guardian(facts: Facts, member: Member) -> str:
    """Give who signs in the applicant's place: a guardian, nobody else in anybody's; empty where nobody does."""
    agent = facts.draft.agent
    if agent and agent.may_sign and member.id == facts.draft.applicant.id:
        return agent_said(agent)
    return ""


def _date(facts: Facts, member: Member) -> str:
    """Give the day of signing: the one on which it was signed, today, or room to write it."""
    signed = next((mark.signed_on for mark in facts.draft.signatures if mark.member == member.id), "")
    if signed:
        return day(signed)
    return say("word.blank_date") if member.id in facts.draft.sign_later else day(facts.today.isoformat())
