"""What the page of one case shows, in one value. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import resources
from app import clock
from app.domain.case import Accepted, Case, Filed, Signed
from app.domain.case_number import short
from app.domain.draft import Answer
from app.domain.fact import BlobRef
from app.domain.household import Member
from app.domain.person import age_on, is_adult_by
from app.journal.fold import Stored
from ui import when
from ui.accepted.view import about


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One member: name, who and how old, and whether the authorisation is signed (`soon` while it is not)."""

    name: str
    who: str
    paper: str
    open: bool


@dataclass(frozen=True, slots=True)
class EventLine:
    """One thing that happened: on which day, what, a sentence."""

    day: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One document: its name, a second line, and where its bytes are."""

    name: str
    note: str
    ref: BlobRef


@dataclass(frozen=True, slots=True)
class CaseView:
    """The page; `state` is accepted, signatures or erased."""

    name: str
    state: str
    about: str
    number: str
    due: str
    people: tuple[PersonLine, ...] = ()
    events: tuple[EventLine, ...] = ()
    papers: tuple[PaperLine, ...] = ()


def view(case: Case, entries: tuple[Stored, ...]) -> CaseView:
    """Give the page for a case and its entries; without content only what is left."""
    content = case.accepted
    if content is None:
        return CaseView("", "erased", _text("erased"), "", "", events=_events(case, entries))
    missing = {member.id for member in case.missing_signers()}
    return CaseView(
        name=content.members[0].identity.name,
        state="signatures" if missing else "accepted",
        about=about(content),
        number=_text("number", number=short(content.number), day=when.day(date.fromisoformat(content.accepted_on))),
        due=_due(content),
        people=tuple(_person(member, content, missing) for member in content.members),
        events=_events(case, entries),
        papers=_papers(case, content),
    )


def _due(content: Accepted) -> str:
    if content.due_on:
        return _text("due_day", day=when.day(date.fromisoformat(content.due_on)))
    return _text("due_days", days=content.legal_days)


def _person(member: Member, content: Accepted, missing: set[str]) -> PersonLine:
    age = age_on(member.identity.birth, date.fromisoformat(content.accepted_on))
    relation = resources.texts("codes")["relation"].get(member.relation, "")
    line = _text("person.line_only", relation=relation)
    if age is not None:
        line = _text("person.line", relation=relation, age=age)
    return PersonLine(member.identity.name, line, _signature(member, content, missing), member.id in missing)


def _signature(member: Member, content: Accepted, missing: set[str]) -> str:
    way = content.sign_later.get(member.id, "")
    if member.id in missing:
        word = resources.texts("codes")["sign_later"].get(way, "")
        return _text("person.way", way=word) if word else _text("person.missing")
    is_adult = is_adult_by(member.identity.birth, content.accepted_on)
    return _text("person.signed") if is_adult or member is content.members[0] else _text("person.minor")


def _events(case: Case, entries: tuple[Stored, ...]) -> tuple[EventLine, ...]:
    lines = [_event(case, stored) for stored in reversed(entries) if not stored.entry.kind.startswith("access.")]
    return tuple(dict.fromkeys(lines))


def _event(case: Case, stored: Stored) -> EventLine:
    moment = clock.parse(stored.entry.at)
    kind, words = stored.entry.kind, resources.texts("case")["event"]
    name = kind.replace(".", "_")
    what = words.get(name) or _text("event.other", kind=kind)
    return EventLine(_day(moment), what, _event_text(case, kind, stored.entry.body or {}))


def _event_text(case: Case, kind: str, body: Mapping[str, object]) -> str:
    """Say in a few words what an entry tells; kinds of a newer program have only their name."""
    if kind == "case.accepted":
        return _text("event.case_accepted_text")
    if kind == "case.document_filed":
        return _slot(str(body.get("slot", "")))
    if kind == "case.signed":
        return _name_of(case, str(body.get("member", "")))
    if kind == "case.declared" and case.declared:
        kin = case.declared.near_relative
        yes = kin.answer == Answer.YES
        return _text("event.case_declared_yes", note=kin.note) if yes else _text("event.case_declared_no")
    if kind == "case.printed":
        return _text("event.case_printed_text", copies=body.get("copies", 1))
    return str(body.get("text", "") or body.get("reason", ""))


def _papers(case: Case, content: Accepted) -> tuple[PaperLine, ...]:
    filed = [_filed(case, one) for one in case.filed]
    return (*filed, *_signed_papers(case, content))


def _filed(case: Case, filed: Filed) -> PaperLine:
    name = _text("paper_of.kept", word=_slot(filed.slot), name=_name_of(case, filed.member))
    note = _text("paper_of.overruled", reason=filed.overruled) if filed.overruled else _taken(filed)
    return PaperLine(name, note, filed.document)


def _taken(filed: Filed) -> str:
    source = resources.texts("picture")["source"].get(filed.source, "")
    return _text("paper_of.taken", day=_day(clock.parse(filed.taken_at)), source=source)


def _signed_papers(case: Case, content: Accepted) -> list[PaperLine]:
    """The application is shown to everyone and kept once; each authorisation is the signed one."""
    if not case.signed:
        return []
    day = when.day(date.fromisoformat(content.accepted_on))
    return [PaperLine(_text("paper_of.form"), day, case.signed[0].shown[0])] + [
        _authorisation(case, mark) for mark in case.signed
    ]


def _authorisation(case: Case, mark: Signed) -> PaperLine:
    name = _text("paper_of.authorisation", name=_name_of(case, mark.member))
    return PaperLine(name, when.day(date.fromisoformat(mark.signed_on)), mark.signed)


def _slot(slot: str) -> str:
    return str(resources.texts("codes")["slot"].get(slot, slot))


def _name_of(case: Case, member: str) -> str:
    people = case.accepted.members if case.accepted else ()
    return next((one.identity.name for one in people if one.id == member), "")


def _day(moment: datetime) -> str:
    return when.day(clock.local_date(moment))


def _text(name: str, /, **facts: object) -> str:
    return resources.text("case", name, **facts)
