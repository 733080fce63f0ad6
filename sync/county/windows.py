"""The windows of a county as its staff looks after them: who is behind, with what, since when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from app import clock
from sync.county import console_schema as tables
from sync.county import schema
from sync.county.database import COUNTY
from sync.county.routes_access import is_new_enough
from sync.county.site import state
from sync.county.window_state import WindowStates

_CLOCK_OFF_S: Final = 5 * 60
_SILENT: Final = timedelta(days=1)
_device, _told = schema.device.c, tables.window_state.c
_OF_DEVICE: Final = (
    _device.id, _device.number, _device.name.label("window"), _device.enrolled_at, _device.revoked_at,
)  # fmt: skip
_TOLD: Final = (
    _told.seen_at, _told.agent, _told.told_at, _told.head_seq, _told.oldest_at, _told.blobs, _told.clock_off_s,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WindowLine:
    """A window: `unsent` and `blobs` as it told them at `told_at`, less what has come since; None where it never told.

    Moments are texts in the form of `at`, empty where there is none. `troubles` are words of the console's texts.
    """

    device: str
    number: str
    name: str
    office: str
    division: str
    seen_at: str
    told_at: str
    unsent: int | None
    oldest_at: str
    blobs: int | None
    version: str
    clock_off_s: int | None
    enrolled_at: str
    revoked_at: str
    replaced: bool
    acked_seq: int
    withheld: int
    troubles: tuple[str, ...] = ()

    @property
    def is_at_work(self) -> bool:
        """Whether it is neither shut out nor gone on under another id."""
        return not (self.revoked_at or self.replaced)


def all_windows(connection: Connection, states: WindowStates, now: datetime) -> list[WindowLine]:
    """Give all windows by office and number, those that need somebody first."""
    device, chain, told = schema.device, schema.chain, tables.window_state
    scope, office = schema.device_scope, schema.office
    query = (
        select(*_OF_DEVICE, chain.c.acked_seq, *_TOLD, office.c.name.label("office"), office.c.division)
        .join(scope, scope.c.device == device.c.id)
        .join(office, office.c.scope == scope.c.scope)
        .join(chain, chain.c.device == device.c.id, isouter=True)
        .join(told, told.c.device == device.c.id, isouter=True)
        .order_by(office.c.division, device.c.number)
    )
    replaced = set(connection.execute(select(device.c.replaces).where(device.c.replaces.is_not(None))).scalars())
    withheld, county = _withheld(connection), state(connection)
    least = county.min_client if county else ""
    lines = []
    for row in connection.execute(query):
        seen = max(states.seen_at(row.id), row.seen_at or "")
        line = _line(row, seen, replaced=row.id in replaced, withheld=withheld.get(row.id, 0))
        lines.append(_judged(line, row.agent or "", least, now))
    return sorted(lines, key=lambda one: (not one.is_at_work, not one.troubles, one.division, one.number))


def oldest_unsent(lines: Iterable[WindowLine], now: datetime) -> Iterator[tuple[str, str, int]]:
    """Give division, number and the age in seconds of the oldest unsent of each window at work that ever told."""
    for line in lines:
        if line.is_at_work and line.told_at:
            age = now - clock.parse(line.oldest_at) if line.oldest_at else timedelta()
            yield line.division, line.number, max(0, int(age.total_seconds()))


def _line(row: Any, seen_at: str, *, replaced: bool, withheld: int) -> WindowLine:
    acked = row.acked_seq or 0
    unsent = max(0, row.head_seq - acked) if row.head_seq is not None else None
    oldest = (row.oldest_at or "") if unsent or row.blobs else ""
    return WindowLine(
        device=row.id, number=row.number, name=row.window, office=row.office, division=row.division, seen_at=seen_at,
        told_at=row.told_at or "", unsent=unsent, oldest_at=oldest, blobs=row.blobs,
        version=(row.agent or "").partition("/")[2], clock_off_s=row.clock_off_s, enrolled_at=row.enrolled_at,
        revoked_at=row.revoked_at or "", replaced=replaced, acked_seq=acked, withheld=withheld,
    )  # fmt: skip


def _judged(line: WindowLine, agent: str, least: str, now: datetime) -> WindowLine:
    """Say what somebody should look at; a window that is not at work any more is left alone."""
    if not line.is_at_work:
        return line
    silent = not line.seen_at or now - clock.parse(line.seen_at) > _SILENT
    found = {
        "silent": silent,
        "behind": bool(line.unsent or line.blobs) and bool(line.oldest_at) and _is_old(line.oldest_at, now),
        "old_program": not is_new_enough(agent, least),
        "clock": line.clock_off_s is not None and abs(line.clock_off_s) > _CLOCK_OFF_S,
        "withheld": line.withheld > 0,
    }
    return replace(line, troubles=tuple(name for name, holds in found.items() if holds))


def _is_old(at: str, now: datetime) -> bool:
    return now - clock.parse(at) > _SILENT


def _withheld(connection: Connection) -> dict[str, int]:
    table = schema.entry
    held = (table.c.county == COUNTY) & table.c.order_number.is_(None)
    rows = connection.execute(select(table.c.device, func.count()).where(held).group_by(table.c.device))
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class CodeLine:
    """An enrol code that nobody used yet; `code_hash` names it, since the code itself is not kept."""

    code_hash: str
    office: str
    division: str
    device_number: str
    expires: str


def unused_codes(connection: Connection, now: str) -> list[CodeLine]:
    """Give the codes that can still be used, those that end first at the top."""
    code, office = schema.enrol_code, schema.office
    query = select(code.c.code_hash, office.c.name, office.c.division, code.c.device_number, code.c.expires).join(
        office, office.c.scope == code.c.scope
    )
    usable = code.c.device.is_(None) & (code.c.expires > now)
    return [CodeLine(*row) for row in connection.execute(query.where(usable).order_by(code.c.expires))]


def open_incidents(connection: Connection) -> Sequence[Row[Any]]:
    """Give what nobody has settled, the newest first, with the window's number, name and office where it is known."""
    incident, settled, device = schema.incident, tables.incident_settled, schema.device
    scope, office = schema.device_scope, schema.office
    query = (
        select(incident, device.c.number, device.c.name.label("window"), office.c.name.label("office"))
        .join(settled, settled.c.incident == incident.c.id, isouter=True)
        .join(device, device.c.id == incident.c.device, isouter=True)
        .join(scope, scope.c.device == device.c.id, isouter=True)
        .join(office, office.c.scope == scope.c.scope, isouter=True)
        .where(settled.c.incident.is_(None))
        .order_by(incident.c.id.desc())
    )
    return connection.execute(query).all()


def window_names(connection: Connection) -> dict[str, tuple[str, str]]:
    """Give office and number of every device that is known, by its id."""
    device, scope, office = schema.device, schema.device_scope, schema.office
    query = (
        select(device.c.id, device.c.number, office.c.name, office.c.division)
        .join(scope, scope.c.device == device.c.id)
        .join(office, office.c.scope == scope.c.scope)
    )
    return {row.id: (row.name or row.division, row.number) for row in connection.execute(query)}
