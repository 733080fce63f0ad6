"""The one way out of a fork, a broken entry and a restore: a new device that goes on where the old one ends."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select, update

from app import clock
from app.journal.entry import Entry, NotAnEntry, Place, hash_of_body, read, write
from app.journal.fold import reissued
from app.store import chain, devices, journal
from app.store.append import RESTORED, SERVER_TIME, clock_state
from app.store.chain import Chain
from app.store.journal import LIVE, REPLACED, UNREADABLE, WAITS
from app.store.schema import entry as table
from app.store.values import Device, Reissue, Unreadable


def begin_chain(connection: Connection, old: Device, new: Device) -> None:
    """Make `new` the device that writes; what `old` wrote from `new.from_seq` on and did not deliver is given up."""
    devices.put(connection, replace(new, replaces=old.id))
    devices.set_setting(connection, RESTORED, None)
    given_up = (table.c.device == old.id, table.c.seq >= new.from_seq, table.c.delivered_at.is_(None))
    connection.execute(update(table).where(*given_up, table.c.given_up == LIVE).values(given_up=WAITS))


def give_up_former(connection: Connection, active_id: str) -> tuple[tuple[str, int], ...]:
    """Let what was written under former names, and the county has not, wait for `reissue`.

    Gives these names, each with the `seq` before the first that waits.
    """
    former = (table.c.own == 1, table.c.device != active_id, table.c.delivered_at.is_(None))
    connection.execute(update(table).where(*former, table.c.given_up == LIVE).values(given_up=WAITS))
    first = select(table.c.device, func.min(table.c.seq).label("seq")).where(*former, table.c.given_up == WAITS)
    return tuple((row.device, row.seq - 1) for row in connection.execute(first.group_by(table.c.device)))


def reissue(connection: Connection, device: Device, limit: int, now: datetime) -> Reissue:
    """Write up to `limit` of the given-up entries again under `device`, in the order of their old chains.

    Parents that were written again are named by their new hash; `reissue_of` names the old entry, `first_of` the
    first of all where that one, too, was written again. One whose body cannot be read stays as it is and is reported.
    What another life of this store (an old copy that was put back before) has written again already is left at that.
    """
    waiting = select(table).where(table.c.given_up == WAITS, table.c.own == 1)
    rows = connection.execute(waiting.order_by(table.c.id).limit(limit)).all()
    end, seen = chain.load(connection, device.id), devices.setting(connection, SERVER_TIME)
    written, unreadable = [], []
    for row in rows:
        if known := _written_elsewhere(connection, row):
            _stand_for(connection, row, known)
            continue
        timing = (clock.text(now), clock_state(now, end.at, seen))
        entry = _again(connection, row, _Pen(device, end, timing))
        if entry is None:
            unreadable.append(Unreadable(row.device, row.seq, row.hash, row.subject, row.kind))
            _mark(connection, row, UNREADABLE)
            continue
        end = end.grown(entry)
        written.append(entry)
    chain.save(connection, end)
    return Reissue(tuple(written), tuple(unreadable), finished=len(rows) < limit)


@dataclass(frozen=True, slots=True)
class _Pen:
    """Who writes again, at which end of the chain, and what the clock says of itself."""

    device: Device
    end: Chain
    timing: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Readable:
    """What of an old entry is needed to write it again."""

    actor: str
    grant: str
    scope: str
    v: int
    parents: tuple[str, ...]
    body: dict[str, Any]


def _again(connection: Connection, row: Row[Any], pen: _Pen) -> Entry | None:
    old = _readable(row.line)
    if old is None:
        return None
    parents = _mapped(connection, old.parents)
    words = (old.actor, old.grant, old.scope)
    place = Place(pen.device.id, pen.end.size + 1, pen.end.head, parents, *pen.timing, *words)
    try:
        entry = write(place, row.subject, row.kind, old.v, old.body | _names(row.hash, old.body))
    except NotAnEntry:
        return None
    journal.add(connection, [entry])
    _stand_for(connection, row, entry)
    return entry


def _written_elsewhere(connection: Connection, row: Row[Any]) -> Entry | None:
    """Give the entry that counts and stands for the same as this one, None where there is none."""
    of_subject = select(table).where(table.c.subject == row.subject, table.c.given_up == LIVE).order_by(table.c.id)
    old, entries = journal.stored(row).entry, (journal.stored(one).entry for one in connection.execute(of_subject))
    names = {old.hash, *reissued(old)}
    return next((entry for entry in entries if names & reissued(entry)), None)


def _names(name: str, body: dict[str, Any]) -> dict[str, str]:
    """Give what a body says of the entry that it is written again for, whose name and body these are."""
    first = body.get("first_of") or body.get("reissue_of")
    return {"reissue_of": name} | ({"first_of": first} if first else {})


def _stand_for(connection: Connection, row: Row[Any], entry: Entry) -> None:
    """Note that `entry` stands for the old one from now on."""
    _mark(connection, row, REPLACED, entry.hash)
    journal.replace_head(connection, journal.stored(row).entry, entry)


def _readable(line: bytes) -> _Readable | None:
    """Read what an entry says even where its envelope is broken, as long as the body proves itself by its hash."""
    try:
        entry = read(line)
    except NotAnEntry:
        return _loosely(line)
    if entry.body is None:
        return None
    return _Readable(entry.actor, entry.grant, entry.scope, entry.v, entry.parents, dict(entry.body))


def _loosely(line: bytes) -> _Readable | None:
    try:
        members = msgspec.json.decode(line)
        if hash_of_body(members["salt"], members["body"]) != members["body_hash"]:
            return None
        words = {name: members[name] for name in ("actor", "grant", "scope", "v", "body")}
        return _Readable(**words, parents=tuple(members["parents"]))
    except (ValueError, KeyError, TypeError):
        return None


def _mapped(connection: Connection, parents: Iterable[str]) -> tuple[str, ...]:
    names = tuple(parents)
    found = select(table.c.hash, table.c.replaced_by).where(table.c.hash.in_(names), table.c.replaced_by.is_not(None))
    replaced = {row.hash: row.replaced_by for row in connection.execute(found)}
    return tuple(sorted({replaced.get(name, name) for name in names}))


def _mark(connection: Connection, row: Row[Any], state: int, replaced_by: str | None = None) -> None:
    connection.execute(update(table).where(table.c.id == row.id).values(given_up=state, replaced_by=replaced_by))
