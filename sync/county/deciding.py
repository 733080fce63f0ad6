"""What waits for the county, and its steps: entries of the county's own chain, in the scope of the case's office."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import Connection

from app import clock
from app.domain.case import Case
from app.domain.steps.agenda import Turn
from app.errors import Refused
from app.ids import named_uuid
from app.journal.entry import Entry
from app.rules.agenda import due_of, todos
from app.rules.due import Step
from sync.county import officers
from sync.county.acts import Act, By
from sync.county.case_files import Office, cases_with, find_case, kind, offices, read_case
from sync.county.ledger import Ledger
from sync.county.own_chain import OwnChain
from sync.county.site import Site

# Without one of these no case waits for the county.
_MARKS: Final = tuple(
    map(
        kind,
        (
            "case.check_requested",
            "case.kin_named",
            "case.opinion_given",
            "case.routed_up",
            "case.drawn",
            "case.handed_over",
        ),
    )
)
_ACTS: Final = {
    "await_check": "check",
    "county_visit": "visit",
    "decide": "decide",
    "lift_cap": "lift-cap",
    "send_after": "send-after",
}


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case whose next step is the county's: `waits` is check, visit, decide, lift-cap or send-after.

    Days are ISO or empty.
    """

    number: str
    case: str
    applicant: str
    programme: str
    division: str
    office: str
    waits: str
    since: str
    due: str


@dataclass(frozen=True, slots=True)
class Done:
    """A step as it was written, its place in the county's order, and the case after it."""

    case: Case
    entry: Entry
    order: int


class Deciding:
    """The county at work on cases. What it may not do is Refused as at a window, by the same rules."""

    def __init__(self, site: Site, ledger: Ledger) -> None:
        self._site = site
        self._chain = OwnChain(site, ledger)

    def today(self) -> date:
        """Give the county's calendar day."""
        return clock.local_date(self._site.now())

    def by(self, name: str, on: date | None = None) -> By:
        """Give the officer of a name, who acts today or acted on an earlier day; Refused county.nobody, county.ahead.

        A name is one person here. Who has an account has its id, anybody else one that is made of the name.
        """
        plain = name.strip()
        if not plain:
            raise Refused("county.nobody")
        with self._site.database.reading() as connection:
            known = officers.id_of(connection, plain)
        return self.by_officer(known or named_uuid(self._site.keys.kid, plain), plain, on)

    def by_officer(self, officer: str, name: str, on: date | None = None) -> By:
        """Give an officer who is known by an id, who acts today or acted on an earlier day; Refused county.ahead."""
        today = self.today()
        if on and on > today:
            raise Refused("county.ahead", today=today.isoformat())
        return By(officer, name, on or today)

    def waiting(self, division: str = "", on: date | None = None) -> tuple[Waiting, ...]:
        """Give what waits for the county, of all offices or of one, the longest first; Refused county.no_office."""
        today = (on or self.today()).isoformat()
        with self._site.database.reading() as connection:
            found = [
                waits
                for office in offices(connection, division)
                for case in cases_with(connection, office, _MARKS)
                for waits in _waits(case, office, today)
            ]
        return tuple(sorted(found, key=lambda one: (one.since, one.number, one.case)))

    def act(self, written: str, by: By, act: Act) -> Done:
        """Take a step of a case, by its number or id; Refused as the step, and as `find_case`."""
        with self._site.database.reading() as connection:
            case_id = find_case(connection, written).id
        return self._site.database.write(lambda connection: self.write(connection, case_id, by, act)).result()

    def write(self, connection: Connection, case_id: str, by: By, act: Act) -> Done:
        """Take a step inside a transaction: the case is read again in it, so that nothing comes in between."""
        case = read_case(connection, case_id)
        fact = act(case, by)
        body = dict(fact.body)
        entry, order = self._chain.write(
            connection, fact.subject, fact.kind, lambda _device, _seq: body, scope=case.scope, actor=by.officer
        )
        return Done(read_case(connection, case_id), entry, order)


@dataclass(frozen=True, slots=True)
class CountyTurn:
    """What the county has to do about a case: after the ISO day `after`, which is empty where it can be done now."""

    waits: str
    since: str
    due: str
    after: str = ""


def county_turns(case: Case) -> Iterator[CountyTurn]:
    """Give what is the county's turn: no decision before a notice has run out, or while a home is still to be seen."""
    agenda = todos(case)
    whats = {todo.what for todo in agenda}
    for todo in agenda:
        if todo.turn != Turn.COUNTY or todo.what not in _ACTS or (todo.what == "decide" and "county_visit" in whats):
            continue
        after = ""
        if todo.what == "decide":
            after = next((one.due_on for one in agenda if one.what == "await_notice"), "")
            todo = replace(todo, step=Step.COUNTY_DECISION.value)  # noqa: PLW2901 - the same thing, with its own period
        due = due_of(todo, case.programme, case.confirmer)
        yield CountyTurn(_ACTS[todo.what], todo.since_on, due, after)


def _waits(case: Case, office: Office, today: str) -> Iterator[Waiting]:
    who = (case.number, case.id, case.applicant, case.programme, office.division, office.name)
    for turn in county_turns(case):
        if today > turn.after:
            yield Waiting(*who, turn.waits, turn.since, turn.due)
