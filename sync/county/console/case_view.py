"""A case as the county's pages show it: who, what was asked and found, what waits, its papers and its journal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from app import clock
from app.domain.case import Case
from app.domain.household import Member
from app.domain.money import short_yuan
from app.domain.steps import handover
from app.errors import Refused
from app.ids import is_uuid
from app.journal import moving, step_words
from app.journal.entry import Entry
from app.rules.procedure import procedure_of
from sync.county import case_rows, console_schema, enrolment, officers, schema
from sync.county.batch import named_blobs
from sync.county.bulk import select_in
from sync.county.case_files import Office, folded, offices
from sync.county.console import words
from sync.county.deciding import CountyTurn, county_turns
from sync.protocol import entry_of
from sync.reading import read_json

_SAID: Final = ("text", "reason", "facts", "name", "note")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry: when, what, in a few words, by whom, at which window; `is_county` for the county's own.

    `is_late` came when the case had moved. What another office wrote stands as it was written there.
    """

    at: str
    what: str
    said: str
    who: str
    window: str
    is_county: bool
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that an entry names; `is_here` tells whether its bytes have come."""

    sha256: str
    media_type: str
    title: str
    on: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """What a page shows of a case. `turns` is what waits for the county now."""

    case: Case
    office: Office | None
    people: tuple[Member, ...]
    turns: tuple[CountyTurn, ...]
    papers: tuple[Paper, ...]
    events: tuple[Event, ...]
    facts: tuple[tuple[str, str], ...]

    @property
    def can_move(self) -> bool:
        """Whether another township may go on with it."""
        return handover.hindrance(self.case) is None


def read_view(connection: Connection, case_id: str, today: str) -> CaseView | None:
    """Give a case as it stands; None where the county has none."""
    rows = case_rows.of_subject(connection, case_rows.CASE + case_id)
    case = folded(case_rows.CASE + case_id, rows)
    if case is None:
        return None
    entries = [entry_of(read_json(bytes(row.line))) for row in rows]
    office = next((one for one in offices(connection) if one.scope == case.scope), None)
    turns = tuple(turn for turn in county_turns(case) if today > turn.after)
    events = tuple(_events(connection, case, entries))
    return CaseView(case, office, case.members, turns, _papers(connection, entries), events, tuple(_facts(case)))


def names_blob(connection: Connection, case_id: str, sha256: str) -> bool:
    """Tell whether an entry of a case names a document."""
    mark = sha256.encode()
    rows = case_rows.of_subject(connection, case_rows.CASE + case_id)
    return any(
        mark in bytes(row.line) and sha256 in named_blobs(entry_of(read_json(bytes(row.line))).body) for row in rows
    )


def _facts(case: Case) -> Iterator[tuple[str, str]]:
    """Give what the county judges by, as label and words."""
    progress, say = case.progress, words.say
    if case.accepted:
        place = case.accepted
        yield say("fact.place"), f"{place.village}{place.group}" or place.residence
    if opinion := progress.opinion:
        money = opinion.monthly_fen or opinion.once_fen
        amount = say("fact.monthly" if opinion.monthly_fen else "fact.once", yuan=short_yuan(money)) if money else ""
        programme, proposal = words.word("programme", opinion.programme), words.word("proposal", opinion.proposal)
        yield say("fact.opinion"), say("comma").join(filter(None, (programme, proposal, amount)))
        yield say("fact.reason"), opinion.reason
        yield say("fact.reckoning"), opinion.reckoning
    if report := progress.report:
        result = words.word("qualified", "yes" if report.qualified else "no")
        yield say("fact.report"), say("fact.report_until", result=result, day=words.day(report.valid_until_on))
    for visit in progress.visits:
        team = say("join").join(one.name for one in visit.investigators)
        yield say("fact.visit"), say("fact.visit_said", day=words.day(visit.visited_on), team=team, found=visit.found)
    if notice := progress.notice:
        yield say("fact.notice"), say("fact.notice_until", place=notice.place, day=words.day(notice.ends_on))
    yield from _facts_of_kin(case)
    yield from _facts_of_move(case)


def _facts_of_kin(case: Case) -> Iterator[tuple[str, str]]:
    progress, say = case.progress, words.say
    for kin in progress.kin:
        yield say("fact.kin"), say("comma").join(filter(None, (kin.official, kin.relation, kin.unit, kin.post)))
    for one in progress.objections:
        yield say("fact.objection"), one.content
    for asked in progress.routed_up:
        yield say("fact.routed_up"), say("fact.routed_said", yuan=short_yuan(asked.amount_fen), reason=asked.reason)
    if drawn := progress.drawn:
        yield say("fact.drawn"), say("fact.drawn_said", month=drawn.month, why=words.word("why", drawn.why))


def _facts_of_move(case: Case) -> Iterator[tuple[str, str]]:
    came, went = case.progress.continued, case.progress.handed_over
    for name, moved in (("came_from", came), ("went_to", went)):
        if moved:
            said = words.say(
                "fact.moved_said", day=words.day(moved.handed_on), office=moved.office, reason=moved.reason
            )
            yield words.say(f"fact.{name}"), said


def needs_confirmer(case: Case) -> bool:
    """Tell whether nobody has said who confirms a case that somebody must confirm."""
    try:
        return case.accepted is not None and not case.confirmer and procedure_of(case) is not None
    except Refused:
        return False


def _papers(connection: Connection, entries: Iterable[Entry]) -> tuple[Paper, ...]:
    """Give each document once, by the first entry that names it."""
    named: dict[str, tuple[Entry, dict[str, Any]]] = {}
    for entry in entries:
        for ref in _refs(entry.body):
            named.setdefault(ref["sha256"], (entry, ref))
    table = schema.blob
    here = {row.sha256 for row in select_in(connection, select(table.c.sha256), table.c.sha256, list(named))}
    return tuple(
        Paper(sha256, str(ref["media_type"]), _title(entry), _day(entry), sha256 in here)
        for sha256, (entry, ref) in named.items()
    )


def _refs(body: object) -> Iterator[dict[str, Any]]:
    if isinstance(body, list | tuple):
        for one in body:
            yield from _refs(one)
    if isinstance(body, Mapping):
        if named_blobs(dict(body))[:1] and isinstance(body.get("media_type"), str):
            yield dict(body)
            return
        for one in body.values():
            yield from _refs(one)


def _title(entry: Entry) -> str:
    slot = (entry.body or {}).get("slot")
    return words.slot(slot) if isinstance(slot, str) else words.kind(entry.kind)


def _day(entry: Entry) -> str:
    return clock.local_date(clock.parse(moving.told(entry)[0])).isoformat()


def _events(connection: Connection, case: Case, entries: Sequence[Entry]) -> Iterator[Event]:
    """Give the entries, the newest first. Who only looked stands elsewhere."""
    known = officers.names(connection)
    people = names_of(connection, {moving.told(entry)[1] for entry in entries}) | known
    windows = {name: row for name in {entry.device for entry in entries} if (row := enrolment.find(connection, name))}
    came = case.progress.continued
    for entry in reversed(entries):
        window: Row[Any] | None = windows.get(entry.device)
        at, actor = moving.told(entry)
        said_by = str((entry.body or {}).get("by", "")) if window is None else ""
        where = words.say("window", number=window.number) if window else words.say("county")
        is_copy = came is not None and moving.is_copy(entry)
        yield Event(
            at,
            words.kind(entry.kind),
            _said(case, entry),
            people.get(actor, "") or ("" if is_uuid(said_by) else said_by),
            came.office if came and is_copy else where,
            is_county=window is None and not is_copy,
            is_late=entry.hash in case.left_behind,
        )


def _said(case: Case, entry: Entry) -> str:
    """Give an entry in a few words; a body that this program does not understand has only its name."""
    body = entry.body or {}
    try:
        step = step_words.said(case, entry.kind, body)
    except (KeyError, TypeError, ValueError, AttributeError):
        return ""
    if step is not None:
        return step
    if isinstance(slot := body.get("slot"), str):
        return words.slot(slot)
    return next((str(body[name]) for name in _SAID if isinstance(body.get(name), str) and body[name]), "")


def names_of(connection: Connection, actors: set[str]) -> dict[str, str]:
    """Give the names of windows' officers by their ids, as far as the county granted them."""
    table = console_schema.named_officer
    return {row.id: row.name for row in select_in(connection, table.select(), table.c.id, sorted(actors))}
