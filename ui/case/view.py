"""What the page of one case shows, in one value. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import resources
from app import clock
from app.domain.case import Accepted, Case, Filed, Signed
from app.domain.case_number import short
from app.domain.course import SignedOnPaper
from app.domain.duties import Act, holds
from app.domain.fact import BlobRef
from app.domain.household import Linked, Member
from app.domain.officer import Standing
from app.domain.paper_signed import PaperSigned, line
from app.domain.person import age_on, is_adult_by
from app.journal import moving
from app.journal.fold import Stored
from app.journal.named import named_blobs
from app.journal.steps import KINDS
from app.rules.county import Local
from ui.accepted.view import about
from ui.case import acts
from ui.case.correcting import disputes
from ui.case.course import EventLine, called, day_of, events, name_of, slot_word
from ui.case.status import origin, status
from ui.find.view import state_word
from ui.steps.spec import word
from ui.steps.todo import TodoLine, lines_of


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One member: name, who and how old, and whether the authorisation is signed (`soon` while it is not)."""

    name: str
    who: str
    paper: str
    open: bool


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One document: its name, a second line, and where its bytes are."""

    name: str
    note: str
    ref: BlobRef


@dataclass(frozen=True, slots=True)
class CaseView:
    """The page: `state` that of the case, or signatures; `status` is a sentence of `status_kind`.

    `acts` is what can be done now, `dispute` says that there is something to settle, `origin` where it comes from.
    """

    name: str
    state: str
    about: str
    number: str
    due: str
    status: str
    status_kind: str
    platform: str = ""
    dispute: str = ""
    origin: str = ""
    acts: tuple[str, ...] = ()
    people: tuple[PersonLine, ...] = ()
    events: tuple[EventLine, ...] = ()
    papers: tuple[PaperLine, ...] = ()
    todos: tuple[TodoLine, ...] = ()

    @property
    def state_word(self) -> str:
        """The state as officers say it."""
        return _text("state.signatures") if self.state == "signatures" else state_word(self.state)


def view(
    case: Case,
    entries: tuple[Stored, ...],
    names: Mapping[str, str],
    today: date,
    local: Local | None = None,
    links: tuple[Linked, ...] = (),
    standing: Standing | None = None,
) -> CaseView:
    """Give the page for a case and its entries; `names` are those of officers by id, `local` is the county's pack.

    `links` are the files that other offices keep of the household, `standing` is of who looks: without it all is shown.
    """
    sentence, kind = status(case, today)
    waiting = () if case.progress.handed_over else disputes(case, entries)
    content = case.accepted
    missing = {member.id for member in case.missing_signers()}
    return CaseView(
        name=case.applicant,
        state="signatures" if missing and not case.closed else case.state,
        about=about(content) if content else _about_registered(case),
        number=_number(case),
        due=_due(content) if content and not case.closed else "",
        status=sentence,
        status_kind=kind,
        platform=resources.texts("case")["platform"].get(case.platform.state, "") if case.platform else "",
        dispute=_text("dispute.found", count=len(waiting)) if waiting and _may(standing, Act.HANDLE) else "",
        origin=origin(case, links),
        acts=tuple(name for name in acts.possible(case) if _may(standing, acts.ACTS[name])),
        people=_people(case, missing),
        events=events(case, entries, names),
        papers=(*_step_papers(entries), *(_papers(case) if content else ())),
        todos=lines_of(case, today, local, standing),
    )


def _may(standing: Standing | None, act: Act) -> bool:
    return standing is None or holds(standing.roles, act)


def _about_registered(case: Case) -> str:
    if case.registered is None:
        return ""
    group = case.registered.group
    place = case.registered.village
    return resources.text("accepted", "place", village=place, group=group) if place and group else place


def _number(case: Case) -> str:
    if case.accepted:
        day = day_of(case.accepted.accepted_on)
        return _text("number", number=short(case.accepted.number), day=day)
    return short(case.number) if case.number else ""


def _due(content: Accepted) -> str:
    if content.due_on:
        return _text("due_day", day=day_of(content.due_on))
    return _text("due_days", days=content.legal_days)


def _people(case: Case, missing: set[str]) -> tuple[PersonLine, ...]:
    if case.accepted:
        return tuple(_person(member, case.accepted, missing) for member in case.accepted.members)
    if case.registered is None:
        return ()
    return (PersonLine(case.applicant, _text("person.applicant"), "", open=False),)


def _person(member: Member, content: Accepted, missing: set[str]) -> PersonLine:
    age = age_on(member.identity.birth, date.fromisoformat(content.accepted_on))
    relation = resources.texts("codes")["relation"].get(member.relation, "")
    line = _text("person.line_only", relation=relation)
    if age is not None:
        line = _text("person.line", relation=relation, age=age)
    return PersonLine(called(member, content), line, _signature(member, content, missing), member.id in missing)


def _signature(member: Member, content: Accepted, missing: set[str]) -> str:
    way = content.sign_later.get(member.id, "")
    if member.id in missing:
        word = resources.texts("codes")["sign_later"].get(way, "")
        return _text("person.way", way=word) if word else _text("person.missing")
    is_adult = is_adult_by(member.identity.birth, content.accepted_on)
    return _text("person.signed") if is_adult or member is content.members[0] else _text("person.minor")


def _papers(case: Case) -> tuple[PaperLine, ...]:
    filed = [_filed(case, one) for one in case.filed]
    inked = [line for mark in case.signed_on_paper for line in _inked(case, mark)]
    ends = (
        [PaperLine(_text("paper_of.withdrawal"), day_of(case.withdrawn.withdrawn_on), case.withdrawn.document)]
        if (case.withdrawn)
        else []
    )
    return (*ends, *_sealed(case), *_signed_by_several(case), *inked, *filed, *_signed_papers(case))


def _sealed(case: Case) -> tuple[PaperLine, ...]:
    """Give each paper as it was sealed last, the latest first."""
    last = {one.paper: one for one in case.sealed}
    words = resources.texts("sealing")["paper"]
    return tuple(
        PaperLine(
            _text("paper_of.half_sealed" if one.awaits_seal else "paper_of.sealed", paper=words.get(one.paper, "")),
            day_of(one.marks[-1].signed_on),
            one.document,
        )
        for one in reversed(last.values())
    )


def _signed_by_several(case: Case) -> tuple[PaperLine, ...]:
    """Give each paper of a step as it was signed last, the latest first; what it said before is left out."""
    last = {one.paper: one for one in case.inked}
    return tuple(_several(case, one) for one in reversed(last.values()))


def _several(case: Case, mark: PaperSigned) -> PaperLine:
    count = len(line(case.inked, mark.paper, mark.made))
    name = _text("paper_of.part_ink" if mark.awaits else "paper_of.ink", paper=word("paper", mark.paper), count=count)
    return PaperLine(name, day_of(mark.signed_on), mark.document)


def _step_papers(entries: tuple[Stored, ...]) -> tuple[PaperLine, ...]:
    """Give the pictures that steps brought, the latest first, each once."""
    words: dict[str, str] = resources.texts("case")["event"]
    lines: dict[str, PaperLine] = {}
    for stored in reversed(entries):
        entry = stored.entry
        if (entry.kind, entry.v) not in KINDS:
            continue
        day = day_of(clock.local_date(clock.parse(moving.told(entry)[0])).isoformat())
        for ref in named_blobs(entry.body):
            lines.setdefault(ref.sha256, PaperLine(words[entry.kind.replace(".", "_")], day, ref))
    return tuple(lines.values())


def _filed(case: Case, filed: Filed) -> PaperLine:
    whose = name_of(case, filed.member)
    word = slot_word(filed.slot)
    name = _text("paper_of.kept", word=word, name=whose) if whose else word
    note = _text("paper_of.overruled", reason=filed.overruled) if filed.overruled else _taken(filed)
    return PaperLine(name, note, filed.document)


def _inked(case: Case, mark: SignedOnPaper) -> list[PaperLine]:
    name = _text("paper_of.thumb" if mark.thumb else "paper_of.inked", name=name_of(case, mark.member))
    return [PaperLine(name, day_of(mark.signed_on), page) for page in mark.pages]


def _taken(filed: Filed) -> str:
    source = resources.texts("picture")["source"].get(filed.source, "")
    day = day_of(clock.local_date(clock.parse(filed.taken_at)).isoformat())
    return _text("paper_of.taken", day=day, source=source)


def _signed_papers(case: Case) -> list[PaperLine]:
    """The application is shown to everyone and kept once; each authorisation is the signed one."""
    if not case.signed or case.accepted is None:
        return []
    return [PaperLine(_text("paper_of.form"), day_of(case.accepted.accepted_on), case.signed[0].shown[0])] + [
        _authorisation(case, mark) for mark in case.signed
    ]


def _authorisation(case: Case, mark: Signed) -> PaperLine:
    name = _text("paper_of.authorisation", name=name_of(case, mark.member))
    return PaperLine(name, day_of(mark.signed_on), mark.signed)


def _text(name: str, /, **facts: object) -> str:
    return resources.text("case", name, **facts)
