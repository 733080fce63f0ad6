"""What somebody has to look at: disputes, what the county has not placed, a wrong clock, an old program."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

import resources
from app.clock import SHANGHAI
from app.version import VERSION
from ui import when
from ui.sync_status.facts import CASE, QueueFacts, SyncState
from ui.widgets.row import Cell, Row

_CLOCK_S: Final = 300  # a clock that is off by more is called suspect in entries
_TOLD: Final = (
    "county.client_too_old",
    "county.root_differs",
    "county.refused",
    "county.signature",
    "county.entries_unreadable",
    "device.entries_unreadable",
)


def matter_rows(facts: QueueFacts, state: SyncState, now: datetime) -> tuple[Row, ...]:
    """Give a row for each matter: what it is, and what the officer does about it."""
    return (*_disputes(facts), *_held(facts), *_clock(state, now), *_told(state))


def _disputes(facts: QueueFacts) -> Iterator[Row]:
    for task in facts.disputes:
        yield _row(CASE + task.case_id, "dispute", act=True, name=task.applicant or _say("nameless"))


def _held(facts: QueueFacts) -> Iterator[Row]:
    for one in facts.held:
        is_case = one.subject.startswith(CASE)
        name = one.name or _say("nameless" if is_case else "matters.one_line")
        yield _row(one.subject, f"held_{one.reason}", act=is_case, name=name, count=one.count)


def _clock(state: SyncState, now: datetime) -> Iterator[Row]:
    if state.ahead_s is not None and abs(state.ahead_s) >= _CLOCK_S:
        theirs = now + timedelta(seconds=state.ahead_s)
        yield _row("matter:clock", "clock", mine=_moment(now, theirs), theirs=_moment(theirs, now))


def _told(state: SyncState) -> Iterator[Row]:
    for code in _TOLD:
        if code in state.told:
            name = code.replace(".", "_")
            yield _row(f"matter:{code}", name, wanted=state.min_client, version=VERSION)


def _moment(at: datetime, other: datetime) -> str:
    """Give a moment beside another: no day where it is the same, no time of day where the years differ."""
    mine, theirs = at.astimezone(SHANGHAI), other.astimezone(SHANGHAI)
    if mine.date() == theirs.date():
        return when.minute(at)
    if mine.year != theirs.year:
        return _say("matters.day_of_year", year=mine.year, month=mine.month, day=mine.day)
    return f"{when.day(mine.date())} {when.minute(at)}"


def _row(key: str, matter: str, /, *, act: bool = False, **facts: object) -> Row:
    what = Cell(_say(f"matters.{matter}.what", **facts), "soon", sign="soon", wraps=True)
    return Row(key, (what, Cell(_say(f"matters.{matter}.do"), "ink")), act=_say("open") if act else "")


def _say(name: str, /, **facts: object) -> str:
    return resources.text("sync", name, **facts)
