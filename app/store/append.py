"""Writing: facts become entries at the end of this device's chain."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from app import clock
from app.domain.fact import Fact
from app.errors import Refused, Unavailable
from app.journal.entry import MAX_BYTES, Entry, NotAnEntry, Place, write
from app.journal.named import named_blobs
from app.store import chain, devices, documents, journal
from app.store.chain import Chain
from app.store.values import Author, Device

RESTORED: Final = "restored"
SERVER_TIME: Final = "server_time_seen_at"
# A device that takes over writes an entry again with the name of the old one in it: it has to fit then, too.
_ROOM_FOR_REISSUE: Final = 256
_KNOWN_FOR: Final = timedelta(hours=24)
_SUSPECT_OFF: Final = timedelta(minutes=5)


def writer(connection: Connection) -> Device:
    """Give the device that may write.

    Unavailable device.not_enrolled before enrolment, store.restored until a restored store has a new device.
    """
    device = devices.active(connection)
    if device is None:
        raise Unavailable("device.not_enrolled")
    if devices.setting(connection, RESTORED):
        raise Unavailable("store.restored")
    return device


def append(
    connection: Connection, device: Device, author: Author, facts: Iterable[Fact], now: datetime
) -> tuple[tuple[Entry, ...], Chain]:
    """Write facts as entries; give them and where the chain ends then. Refused entry.too_large.

    A document that they name must have been kept before.
    """
    end = chain.load(connection, device.id)
    seen = devices.setting(connection, SERVER_TIME)
    written = list(facts)
    heads = journal.heads_of_all(connection, (fact.subject for fact in written))
    entries = []
    for fact in written:
        state = clock_state(now, end.at, seen)
        entry = _written(_place(device, author, end, heads[fact.subject], (clock.text(now), state)), fact)
        end, heads[fact.subject] = end.grown(entry), (entry.hash,)
        entries.append(entry)
    _check_documents(connection, entries)
    if entries and journal.add(connection, entries) > MAX_BYTES - _ROOM_FOR_REISSUE:
        raise Refused("entry.too_large")
    chain.save(connection, end)
    return tuple(entries), end


def clock_state(now: datetime, last_at: str, seen: Mapping[str, str] | None) -> str:
    """Judge the device's clock: ok, unknown (no county time for 24 h) or suspect.

    `last_at` is the time of the entry before, or empty; `seen` has the county's time `there` when this clock
    said `here`. Suspect is a clock that was more than 5 minutes off then, or has gone back since.
    """
    if last_at and clock.text(now) < last_at:
        return "suspect"
    if seen is None:
        return "unknown"
    here, there = clock.parse(seen["here"]), clock.parse(seen["there"])
    if abs(there - here) > _SUSPECT_OFF or here - now > _SUSPECT_OFF:
        return "suspect"
    return "unknown" if now - here > _KNOWN_FOR else "ok"


def _place(device: Device, author: Author, end: Chain, parents: tuple[str, ...], timing: tuple[str, str]) -> Place:
    writer_words = (author.officer, author.grant, device.scope)
    return Place(device.id, end.size + 1, end.head, parents, *timing, *writer_words)


def _written(place: Place, fact: Fact) -> Entry:
    try:
        return write(place, fact.subject, fact.kind, fact.v, fact.body)
    except NotAnEntry as error:
        if error.reason == "size":
            raise Refused("entry.too_large") from error
        raise


def _check_documents(connection: Connection, entries: Iterable[Entry]) -> None:
    named = {ref.sha256 for entry in entries for ref in named_blobs(entry.body)}
    if absent := documents.missing(connection, named):
        raise LookupError(f"{len(absent)} documents are named that were not kept before")
