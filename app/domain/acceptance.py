"""Taking an application in: what must be there, and the facts that follow."""

from dataclasses import dataclass
from datetime import date

from app.domain import day, id_number, names
from app.domain.case import Accepted, Declared, Filed, Signed
from app.domain.corrections import corrections
from app.domain.course import DocumentKind, Presented, check_paper, present
from app.domain.draft import Answer, Capture, Draft, Question, Signature
from app.domain.fact import Fact, plain
from app.domain.household import Member
from app.domain.office import Office
from app.domain.person import LONG_TERM, Identity, is_adult
from app.domain.visit import Source
from app.errors import Refused

STOP = "stop"
LOOK = "look"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a draft: `place` is a dotted path, `code` a sentence of resources/texts, `level` stop or look."""

    place: str
    code: str
    level: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What acceptance adds to a draft: number, dates, time limit and who handles it."""

    number: str
    came_on: date
    accepted_on: date
    recorded_on: date
    due_on: date | None
    legal_days: int
    rules: str
    office: Office
    handler: str


def findings(draft: Draft, today: date) -> tuple[Finding, ...]:
    """Give what stops acceptance (一证一书: identity document and signed form, nothing else) and what to look at."""
    found = [finding for index, member in enumerate(draft.members) for finding in _about(index, member, today)]
    found += _same_numbers(draft)
    found += [*_about_replies(draft), *_about_signatures(draft, today), *_about_day(draft, today), *_about_agent(draft)]
    return tuple(found)


def accept(draft: Draft, terms: Terms, today: date) -> tuple[Fact, ...]:
    """Give the facts of an acceptance; Refused with the code of the first finding that stops it."""
    stop = next((finding for finding in findings(draft, today) if finding.level == STOP), None)
    if stop:
        raise Refused(stop.code, place=stop.place)
    subject = f"case:{draft.id}"
    return (
        Fact(subject, "case.accepted", 1, plain(_accepted(draft, terms))),
        *(Fact(subject, "case.document_filed", 1, plain(_filed(capture, draft))) for capture in draft.captures),
        *(Fact(subject, "case.signed", 1, plain(_signed(mark))) for mark in draft.signatures),
        *(Fact(subject, "case.signed_on_paper", 1, plain(mark)) for mark in draft.paper_signatures),
        Fact(subject, "case.declared", 1, plain(Declared(draft.reply(Question.NEAR_RELATIVE), truth=True))),
        *_presented(draft),
    )


def day_of(draft: Draft, today: date) -> date:
    """Give the day on which all was there: the draft's, or today; Refused day.unreadable."""
    day.check(draft.complete_on)
    return date.fromisoformat(draft.complete_on) if draft.complete_on else today


def adults(draft: Draft, today: date) -> tuple[Member, ...]:
    """Give the members who sign an authorisation page of their own, the applicant first."""
    return tuple(m for m in draft.members if m.id == draft.applicant.id or is_adult(m.identity.birth, today))


def identity_findings(identity: Identity, today: date) -> tuple[tuple[str, str, str], ...]:
    """Give (field, code, level) for all that does not fit in one person's data (GB 11643, 居民身份证法 5)."""
    found = [("name", code, LOOK) for code in names.doubts(identity.name)]
    if identity.id_number:
        found += _about_number(identity, today)
    if identity.valid_to and identity.valid_to not in ("", LONG_TERM) and identity.valid_to < today.isoformat():
        found.append(("valid_to", "identity.expired", LOOK))
    return tuple(found)


def _about_number(identity: Identity, today: date) -> list[tuple[str, str, str]]:
    try:
        number = id_number.parse(identity.id_number, today)
    except Refused as refused:
        return [("id_number", refused.code, STOP)]
    found = []
    if identity.birth and identity.birth != number.birth.isoformat():
        found.append(("birth", "identity.birth_differs", LOOK))
    if identity.sex and identity.sex != number.sex:
        found.append(("sex", "identity.sex_differs", LOOK))
    return found


def _about(index: int, member: Member, today: date) -> list[Finding]:
    place = f"members.{index}"
    found = []
    if not member.identity.name.strip():
        found.append(Finding(f"{place}.name", "identity.name_missing", STOP))
    if not member.identity.id_number:
        found.append(Finding(f"{place}.id_number", "identity.number_missing", LOOK if index else STOP))
    if not member.relation:
        found.append(Finding(f"{place}.relation", "household.relation_missing", LOOK))
    about = identity_findings(member.identity, today)
    return found + [Finding(f"{place}.{field}", code, level) for field, code, level in about]


def _same_numbers(draft: Draft) -> list[Finding]:
    seen: set[str] = set()
    found = []
    for index, member in enumerate(draft.members):
        number = id_number.tidy(member.identity.id_number)
        if number and number in seen:
            found.append(Finding(f"members.{index}.id_number", "household.same_number", STOP))
        seen.add(number)
    return found


def _about_replies(draft: Draft) -> list[Finding]:
    if draft.reply(Question.NEAR_RELATIVE).answer == Answer.UNASKED:
        return [Finding("replies.near_relative", "household.near_relative_unasked", STOP)]
    return []


def _about_signatures(draft: Draft, today: date) -> list[Finding]:
    """The applicant signs now; others may sign later, and the means check waits for them (DB57 9, 10)."""
    have = draft.have_signed
    if draft.applicant.id not in have:
        return [Finding("signatures", "signatures.applicant_missing", STOP)]
    try:
        for mark in draft.paper_signatures:
            signer = next((m.identity.name for m in draft.members if m.id == mark.member), "")
            check_paper(mark, draft.agent, signer=signer, today=today)
    except Refused as refused:
        return [Finding("signatures", refused.code, STOP)]
    missing = [member for member in adults(draft, today) if member.id not in have]
    return [Finding(f"signatures.{member.id}", "signatures.member_missing", LOOK) for member in missing]


def _about_day(draft: Draft, today: date) -> list[Finding]:
    """An acceptance counts from the day on which all was there, never from a later one, and tells why it was late."""
    if not draft.complete_on or draft.complete_on == today.isoformat():
        return []
    if draft.complete_on > today.isoformat():
        return [Finding("complete_on", "acceptance.in_future", STOP)]
    if not draft.late_reason.strip():
        return [Finding("complete_on", "acceptance.no_late_reason", STOP)]
    return []


def _about_agent(draft: Draft) -> list[Finding]:
    """Somebody who acts for the applicant has a name; the receipt bears both."""
    if draft.agent and not draft.agent.name.strip():
        return [Finding("agent", "agent.nobody", STOP)]
    return []


def _accepted(draft: Draft, terms: Terms) -> Accepted:
    shared = {name: getattr(draft, name) for name in Accepted.__slots__ if name in Draft.__slots__}
    return Accepted(
        **shared,
        number=terms.number,
        came_on=terms.came_on.isoformat(),
        accepted_on=terms.accepted_on.isoformat(),
        recorded_on=terms.recorded_on.isoformat(),
        due_on=terms.due_on.isoformat() if terms.due_on else "",
        legal_days=terms.legal_days,
        confirmer=terms.office.confirmer,
        rules=terms.rules,
        division=terms.office.division,
        office=terms.office.name,
        handler=terms.handler,
    )


def _presented(draft: Draft) -> tuple[Fact, ...]:
    """Say how the application came, unless the applicant was here with an ID card, as most are."""
    told = Presented(
        source=draft.source,
        document=draft.document,
        agent=draft.agent,
        description=draft.description,
        paper=bool(draft.paper_number),
        late_reason=draft.late_reason,
    )
    plainly = Presented(Source.WALK_IN.value, DocumentKind.ID_CARD.value)
    return () if told == plainly else (present(draft.id, told),)


def _filed(capture: Capture, draft: Draft) -> Filed:
    return Filed(
        slot=capture.slot,
        member=capture.member,
        document=capture.archive,
        source=capture.source,
        verdict=capture.verdict,
        taken_at=capture.taken_at,
        overruled=capture.overruled,
        read=capture.read,
        corrected=corrections(capture, draft),
        original=capture.original.sha256,
    )


def _signed(mark: Signature) -> Signed:
    return Signed(**{name: getattr(mark, name) for name in Signed.__slots__})
