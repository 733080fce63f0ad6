"""A desk, its store and its people, all made up; small real implementations of what the pages ask for."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from app.domain.draft import Draft, started
from app.domain.office import Office
from app.domain.rules_adopted import COUNTYS, Adopted
from app.domain.steps.agenda import LATER
from app.domain.tray import Taken
from app.errors import Refused
from app.ids import uuid7
from app.journal.entry import Entry
from app.rules.county import Local
from app.store.fund_values import FundRow
from app.store.todo_values import CaseTodo
from app.store.values import BlobTask, CaseSummary, Device, HeldBack, Matter, Pending, Task, VisitRow
from ui.setup.view import SetupRequest
from ui.shell.view import DeskState
from ui.sync_status.facts import SyncState
from ui.unlock.view import Glance, Person

OFFICE = "渠县青龙镇人民政府"
SENT_AT = datetime(2026, 10, 12, 0, 47, tzinfo=UTC)
LONG_NAME = "阿卜杜热合曼·麦麦提伊敏江·吐尔逊尼亚孜"  # 20 characters


@dataclass
class State:
    """Gives the shell what it asks for."""

    shown: DeskState = field(default_factory=lambda: DeskState(OFFICE, "陈素华", online=True))

    def now(self) -> DeskState:
        return self.shown


@dataclass
class Door:
    """An unlocker with three people; the password is 口令 and the wait after a wrong one is given."""

    wait_s: int = 0
    error: Exception | None = None
    glances: int = 0
    opened: list[str] = field(default_factory=list)
    recovered: list[tuple[str, ...]] = field(default_factory=list)
    people: tuple[Person, ...] = (
        Person("o-1", "陈素华", "window"),
        Person("o-2", "赵勇", "window"),
        Person("o-3", LONG_NAME, "leader"),
    )

    def glance(self) -> Glance:
        self.glances += 1
        if self.error:
            raise self.error
        return Glance(OFFICE, self.people, "0A", "1.0", online=False, unreported=3, drafts=1)

    def open(self, officer_id: str, password: str, *, by_token: bool = False) -> object:
        self.opened.append(f"{officer_id} by token" if by_token else officer_id)
        if self.error:
            raise self.error
        if password != "kouling":
            raise Refused("unlock.wrong_password", wait_s=self.wait_s)
        return f"desk of {officer_id}"

    def recover(self, officer_id: str, key: str, password: str) -> None:
        self.recovered.append(("recover", officer_id, key, password))
        if self.error:
            raise self.error

    def rebuild(self, sheet: str, key: str, name: str, password: str) -> None:
        self.recovered.append(("rebuild", sheet, key, name, password))


def a_case(number: int, name: str = "王德贵", **given: Any) -> CaseSummary:
    made = CaseSummary(
        case_id=f"c{number}",
        scope="t-1",
        state="accepted",
        number=f"511725123-261012-0A-{number:05}-U",
        applicant=name,
        id_number="",
        village="青龙村",
        programmes=("dibao",),
        members=3,
        came_on="2026-10-12",
        accepted_on="2026-10-12",
        due_on="2026-11-09",
        handler="o-1",
        papers=3,
        unsigned=0,
        conflicts=0,
        needs_newer=False,
    )  # fmt: skip - one case is one thought
    return replace(made, **given)


def a_task(number: int, kind: str, due_on: str, name: str = "", applicant: str = "王德贵") -> Task:
    return Task(kind, f"c{number}", f"511725123-261012-0A-{number:05}-U", applicant, due_on, "m-1", name)


def a_referral(number: int, state: str, due_on: str, day: str = "2026-10-08", name: str = "吉克阿木") -> Matter:
    return Matter(
        subject=f"referral:r{number}",
        kind="referral",
        number=f"511725123-261012-0A-9{number:04}-U",
        day=day,
        name=name,
        id_number="",
        village="石桥村",
        what="medical",
        receiver="县医保局",
        state=state,
        due_on=due_on,
    )  # fmt: skip - one referral is one thought


def a_filing(case_id: str, at: str = "2026-10-12T01:40:00.000Z", name: str = "蒲元秀") -> VisitRow:
    """A visit of today that brought a paper to a case."""
    return VisitRow(
        f"visit:v{at}", at[:10], at, "sign", name, "", "青龙村", "", "o-1", "filed", "授权书", f"case:{case_id}"
    )


def a_draft(name: str, step: str = "household", at: str = "2026-10-12T01:26:00.000Z") -> Draft:
    draft = started(uuid7(), uuid7(), uuid7(), "o-1", at)
    applicant = replace(draft.applicant, identity=replace(draft.applicant.identity, name=name))
    return replace(draft, members=(applicant,), step=step)


@dataclass
class Shelf:
    """The reads of a store, from plain lists."""

    found_tasks: tuple[Task, ...] = ()
    found_todos: tuple[CaseTodo, ...] = ()
    found_drafts: tuple[Draft, ...] = ()
    found_cases: tuple[CaseSummary, ...] = ()
    states: dict[str, str] = field(default_factory=dict)
    waits: Pending = field(default_factory=lambda: Pending(0, 0, 0, None))
    entries: tuple[Entry, ...] = ()
    blobs: tuple[BlobTask, ...] = ()
    found_matters: tuple[Matter, ...] = ()
    found_visits: tuple[VisitRow, ...] = ()
    found_rules: tuple[Adopted, ...] = ()
    found_tray: tuple[Taken, ...] = ()
    found_funds: tuple[FundRow, ...] = ()
    found_held: tuple[HeldBack, ...] = ()
    asked: int = 0

    def device(self) -> Device | None:
        return Device("d-1", "0A", Office("t-1", "511725123", OFFICE), bytes(32))

    def rules_adopted(self, subject: str) -> tuple[Adopted, ...]:
        return self.found_rules if subject == COUNTYS else ()

    def tray(self) -> tuple[Taken, ...]:
        return self.found_tray

    def funds(self) -> tuple[FundRow, ...]:
        return self.found_funds

    def tasks(self, limit: int = 200) -> tuple[Task, ...]:
        self.asked += 1
        return self.found_tasks[:limit]

    def todos(self, until: date, *, local: Local | None = None) -> tuple[CaseTodo, ...]:  # noqa: ARG002 - as the store's
        """Give what is found, but what is due later."""
        return tuple(one for one in self.found_todos if one.what not in LATER or one.due_on <= until.isoformat())

    def drafts(self) -> tuple[Draft, ...]:
        return self.found_drafts

    def cases(self, limit: int = 100, *, accepted_on: date | None = None) -> tuple[CaseSummary, ...]:
        day = accepted_on.isoformat() if accepted_on else None
        return tuple(case for case in self.found_cases if day in {None, case.accepted_on})[:limit]

    def case_summary(self, case_id: str) -> CaseSummary | None:
        return next((case for case in self.found_cases if case.case_id == case_id), None)

    def delivery(self, case_ids: list[str]) -> dict[str, str]:
        return {case_id: self.states.get(case_id, "waiting") for case_id in case_ids}

    def held_back(self) -> tuple[HeldBack, ...]:
        return self.found_held

    def pending(self) -> Pending:
        return self.waits

    def matters(self, kind: str, state: str | None = None, limit: int = 200) -> tuple[Matter, ...]:
        found = tuple(one for one in self.found_matters if (one.kind, one.state) == (kind, state or one.state))
        return found[:limit]

    def visits(self, day: date) -> tuple[VisitRow, ...]:
        return tuple(one for one in self.found_visits if one.day == day.isoformat())

    def outbox(self, limit: int, max_bytes: int) -> tuple[Entry, ...]:  # noqa: ARG002 - all fit
        return self.entries[:limit]

    def blobs_pending(self) -> tuple[BlobTask, ...]:
        return self.blobs


@dataclass
class Post:
    """A sender that only notes that it was asked."""

    shown: SyncState = field(default_factory=lambda: SyncState(online=True, last_success_at=SENT_AT))
    sent: int = 0

    def state(self) -> SyncState:
        return self.shown

    def send_now(self) -> None:
        self.sent += 1


def no_report(file: Path) -> None:
    """Write a file in which nothing stands."""
    file.write_text("{}", "utf-8")


@dataclass
class Installer:
    """A set-up that notes what it was asked, or raises what it was told to."""

    error: Exception | None = None
    requests: list[SetupRequest] = field(default_factory=list)

    def set_up(self, request: SetupRequest) -> object:
        if self.error:
            raise self.error
        self.requests.append(request)
        return "o-1"


def an_entry(case_number: int, at: str) -> Entry:
    """An entry of a case as the outbox gives it; only subject and time matter here."""
    return Entry(
        device="d-1",
        seq=1,
        prev="",
        parents=(),
        at=at,
        clock="",
        actor="o-1",
        grant="",
        scope="t-1",
        subject=f"case:c{case_number}",
        kind="case.noted",
        v=1,
        body_hash="",
        hash="",
        salt=None,
        body=None,
    )  # fmt: skip - one entry is one thought


def a_blob(case_number: int, since: str, url: str | None = None, size: int = 300_000) -> BlobTask:
    return BlobTask(uuid7(), size, "image/jpeg", f"c{case_number}", since, url)
