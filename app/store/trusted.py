"""The time by which grants end: what the county's clock said last, and never less than this PC has lived through since.

A clock that was set back makes nothing younger; one that is years ahead is told off by the county's own time.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, func, select

from app import clock
from app.store.schema import entry

_NEWEST: Final = 200  # entries: a week without a line has thousands, and this is asked at every step


def trusted_time(now: datetime, seen: Mapping[str, str] | None, written: str, received: str) -> datetime:
    """Give the time that counts, where this PC's clock says `now`.

    `seen` has the county's time `there` when this clock said `here`; `written` is the latest time of what was written
    here and not sent yet, `received` that at which the county had the newest of what it has told. Both may be empty.
    """
    latest = max(now, clock.parse(written)) if written else now
    if seen is not None:
        passed = max(latest - clock.parse(seen["here"]), timedelta())
        latest = clock.parse(seen["there"]) + passed
    return max(latest, clock.parse(received)) if received else latest


def written_last(connection: Connection) -> str:
    """Give the latest time among the newest own entries that were not delivered; empty where all was."""
    waits = entry.c.delivered_at.is_(None) & (entry.c.own == 1)
    newest = select(entry.c.at).where(waits).order_by(entry.c.id.desc()).limit(_NEWEST).subquery()
    return connection.scalar(select(func.max(newest.c.at))) or ""


def received_last(connection: Connection) -> str:
    """Give when the county had what arrived here last from it; empty where nothing did."""
    query = select(entry.c.received_at).where(entry.c.received_at.is_not(None)).order_by(entry.c.id.desc()).limit(1)
    return connection.scalar(query) or ""
