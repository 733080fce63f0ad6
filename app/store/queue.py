"""What the county has and what it does not: the queue is a query, never a list of its own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, func, select, text, tuple_, update

from app.journal.entry import Entry
from app.store import devices, journal, schema
from app.store.journal import DISPLACED, LIVE, WAITS
from app.store.schema import entry as table
from app.store.values import BlobTask, HeldBack, Pending, Received

_CASE: Final = "case:"
_PLACES: Final = "withheld"  # setting: [device, seq] of entries that were withheld once
# Written out, not bound: only so does SQLite see that its partial indexes fit.
_OURS_WAITING: Final = text("delivered_at IS NULL AND own = 1")
_UNORDERED: Final = text("county_order IS NULL")
_LIVE: Final = text("given_up = 0")
_INCOMPLETE: Final = text("complete_at IS NULL")


def outbox(connection: Connection, device_id: str, limit: int, max_bytes: int, after: int = 0) -> tuple[Entry, ...]:
    """Give the device's next undelivered entries by rising `seq`: at most `limit`, their lines at most `max_bytes`.

    They come from behind the `seq` `after`. One entry is given even where it alone is larger.
    """
    waiting = select(table).where(
        _OURS_WAITING, table.c.device == device_id, table.c.given_up == LIVE, table.c.seq > after
    )
    rows = connection.execute(waiting.order_by(table.c.seq).limit(limit))
    return tuple(journal.stored(row).entry for row in _within(rows, max_bytes))


def unordered(
    connection: Connection, active_id: str, after: tuple[str, int], limit: int, max_bytes: int
) -> tuple[Entry, ...]:
    """Give entries of other devices (also of those that this one replaced) without order, for a relay."""
    others = select(table).where(_UNORDERED, table.c.device != active_id, table.c.given_up == LIVE)
    place = (table.c.device > after[0]) | ((table.c.device == after[0]) & (table.c.seq > after[1]))
    rows = connection.execute(others.where(place).order_by(table.c.device, table.c.seq).limit(limit))
    return tuple(journal.stored(row).entry for row in _within(rows, max_bytes))


def mark_delivered(
    connection: Connection,
    device_id: str,
    orders: Iterable[tuple[int, int]],
    withheld: Iterable[tuple[int, str]],
    at: str,
) -> frozenset[str]:
    """Note what the county answered for exactly these `seq`; give the subjects whose order changed."""
    withheld = list(withheld)
    answers: list[dict[str, Any]] = [{"at_seq": seq, "order": order, "reason": None} for seq, order in orders]
    answers += [{"at_seq": seq, "order": None, "reason": reason} for seq, reason in withheld]
    if not answers:
        return frozenset()
    named = (table.c.device == device_id, table.c.seq == bindparam("at_seq"), _LIVE)
    marks: dict[str, Any] = {"county_order": bindparam("order"), "withheld": bindparam("reason")}
    first_time = func.coalesce(table.c.delivered_at, at)
    connection.execute(update(table).where(*named).values(delivered_at=first_time, **marks), answers)
    _note_withheld(connection, [(device_id, seq) for seq, _ in withheld])
    return _shared_subjects(connection, device_id, [answer["at_seq"] for answer in answers])


def receive(
    connection: Connection, lines: Iterable[Received], own_devices: frozenset[str], at: str
) -> tuple[frozenset[str], tuple[Entry, ...]]:
    """Take entries in; give the subjects that changed, and the entries that contradict one held here.

    A contradiction is another entry at the same place of a chain: a fork, which the engine must end (a new
    device) before what the county has can be taken in. Of what others wrote the county's order decides.
    """
    by_hash = {line.entry.hash: line for line in lines}
    _displace(connection, by_hash.values())
    held = _held(connection, by_hash)
    taken = _taken_places(connection, by_hash.values())
    _update_held(connection, by_hash, held, taken, at)
    new: dict[tuple[str, int], Received] = {}
    clashes: list[Entry] = []
    for line in (line for name, line in by_hash.items() if name not in held):
        place = (line.entry.device, line.entry.seq)
        if place in taken or place in new:
            clashes.append(line.entry)
        else:
            new[place] = line
    if new:
        journal.add_received(connection, [_with_marks(line, own_devices, at) for line in new.values()])
        _note_withheld(connection, [place for place, line in new.items() if line.withheld])
    changed = {line.entry.subject for line in new.values()} | {by_hash[name].entry.subject for name in held}
    return frozenset(changed), tuple(clashes)


def pending(connection: Connection) -> Pending:
    """Count what the county does not have: entries, documents, and the cases that they belong to."""
    entries = select(table.c.subject, table.c.at).where(
        _OURS_WAITING, table.c.given_up.in_((LIVE, WAITS)), table.c.kind.not_like("access.%")
    )
    found = connection.execute(entries).all()
    every = connection.scalar(select(func.count()).where(_OURS_WAITING, table.c.given_up.in_((LIVE, WAITS)))) or 0
    blobs = blobs_pending(connection)
    cases = {row.subject for row in found if row.subject.startswith(_CASE)} | {_CASE + blob.case_id for blob in blobs}
    moments = [row.at for row in found] + [blob.waiting_since for blob in blobs]
    return Pending(every, len(blobs), len(cases - {_CASE}), min(moments, default=None))


def unsent_since(connection: Connection, after: str) -> str | None:
    """Give when the oldest of what the county does not have was written, of that written after a moment; or None."""
    entries = select(func.min(table.c.at)).where(
        _OURS_WAITING, table.c.given_up.in_((LIVE, WAITS)), table.c.kind.not_like("access.%"), table.c.at > after
    )
    moments = [connection.scalar(entries), *(blob.waiting_since for blob in blobs_pending(connection))]
    return min((at for at in moments if at is not None and at > after), default=None)


def blobs_pending(connection: Connection) -> tuple[BlobTask, ...]:
    """Give the documents of own entries that are held here and not complete at the county, oldest first."""
    blob, name = schema.blob, schema.blob_name
    query = (
        select(
            blob.c.sha256, blob.c.size, blob.c.media_type, blob.c.upload_url,
            func.min(name.c.subject).label("subject"), func.min(name.c.at).label("since"),
        )
        .join(name, name.c.sha256 == blob.c.sha256)
        .where(_INCOMPLETE, blob.c.held == 1, name.c.own == 1)
        .group_by(blob.c.sha256)
        .order_by("since", blob.c.sha256)
    )  # fmt: skip
    return tuple(map(_blob_task, connection.execute(query)))


def forget_orders(connection: Connection, device_id: str, base: int, acked_seq: int) -> frozenset[str]:
    """Forget what a county that was set back no longer knows: orders above `base`, deliveries after `acked_seq`.

    Of what was written under former names all that has no order any more counts as not delivered. Gives the
    subjects whose order may have changed.
    """
    above = table.c.county_order > base
    subjects = frozenset(connection.scalars(select(table.c.subject).where(above).distinct()))
    connection.execute(update(table).where(above).values(county_order=None, received_at=None))
    lost = (table.c.device == device_id, table.c.seq > acked_seq)
    former = (table.c.device != device_id, table.c.own == 1, _UNORDERED, _LIVE)
    for forgotten in (lost, former):
        connection.execute(update(table).where(*forgotten).values(delivered_at=None, withheld=None))
    connection.execute(update(schema.blob).values(complete_at=None, upload_url=None))
    return subjects


def held_back(connection: Connection) -> tuple[HeldBack, ...]:
    """Give the own entries that the county has and has not ordered, by device and `seq`."""
    places = [(device, seq) for device, seq in devices.setting(connection, _PLACES) or []]
    columns = select(table.c.device, table.c.seq, table.c.subject, table.c.withheld)
    named = (tuple_(table.c.device, table.c.seq).in_(places), table.c.withheld.is_not(None), _UNORDERED, _LIVE)
    rows = connection.execute(columns.where(*named).order_by(table.c.device, table.c.seq))
    return tuple(HeldBack(row.device, row.seq, row.subject, row.withheld) for row in rows)


def _note_withheld(connection: Connection, places: list[tuple[str, int]]) -> None:
    """Keep where to look for what was withheld: there are few, among all the entries of years. The entries decide."""
    if places:
        known = {(device, seq) for device, seq in devices.setting(connection, _PLACES) or []}
        devices.set_setting(connection, _PLACES, sorted(known | set(places)))


def _within(rows: Iterable[Row[Any]], max_bytes: int) -> Iterator[Row[Any]]:
    """Give rows while their lines, each with its line end, fit; the first always."""
    used = 0
    for row in rows:
        size = len(row.line) + 1
        if used and used + size > max_bytes:
            return
        used += size
        yield row


def _held(connection: Connection, names: Iterable[str]) -> dict[str, Any]:
    """Give id, ownership and state of those entries that are held, by hash."""
    columns = select(table.c.hash, table.c.id, table.c.own, table.c.given_up)
    return {row.hash: row for row in connection.execute(columns.where(table.c.hash.in_(list(names))))}


def _displace(connection: Connection, lines: Iterable[Received]) -> None:
    """Put aside what a county that was set back forgot of others, where it has another entry of theirs by now."""
    ordered = {(line.entry.device, line.entry.seq): line.entry.hash for line in lines if line.order is not None}
    forgotten = (tuple_(table.c.device, table.c.seq).in_(list(ordered)), _LIVE, _UNORDERED, table.c.own == 0)
    found = connection.execute(select(table.c.id, table.c.device, table.c.seq, table.c.hash).where(*forgotten))
    others = [row.id for row in found if row.hash != ordered[row.device, row.seq]]
    if others:
        connection.execute(update(table).where(table.c.id.in_(others)).values(given_up=DISPLACED))


def _taken_places(connection: Connection, lines: Iterable[Received]) -> dict[tuple[str, int], str]:
    """Give the hashes of the entries that count at the places of these, by (device, seq)."""
    places = [(line.entry.device, line.entry.seq) for line in lines]
    found = select(table.c.device, table.c.seq, table.c.hash).where(tuple_(table.c.device, table.c.seq).in_(places))
    return {(row.device, row.seq): row.hash for row in connection.execute(found.where(_LIVE))}


def _update_held(
    connection: Connection,
    by_hash: Mapping[str, Received],
    held: Mapping[str, Any],
    taken: Mapping[tuple[str, int], str],
    at: str,
) -> None:
    """Note order and reason of what is held; what the county has after all need not be written again."""
    for name, row in held.items():
        line = by_hash[name]
        marks = _marks(line) | ({"delivered_at": at} if row.own else {})
        place_is_free = taken.get((line.entry.device, line.entry.seq), name) == name
        if row.given_up in {WAITS, DISPLACED} and place_is_free:
            marks["given_up"] = LIVE
        connection.execute(update(table).where(table.c.id == row.id).values(**marks))


def _with_marks(line: Received, own_devices: frozenset[str], at: str) -> tuple[Entry, dict[str, Any]]:
    own = line.entry.device in own_devices
    return line.entry, _marks(line) | {"own": own, "delivered_at": at if own else None}


def _marks(line: Received) -> dict[str, Any]:
    return {"county_order": line.order, "received_at": line.received_at, "withheld": line.withheld}


def _shared_subjects(connection: Connection, device_id: str, seqs: list[int]) -> frozenset[str]:
    """Give the subjects of these entries that others write to as well: only there does order decide anything."""
    named = select(table.c.subject).where(table.c.device == device_id, table.c.seq.in_(seqs)).distinct().subquery()
    shared = select(table.c.subject).join(named, named.c.subject == table.c.subject)
    return frozenset(connection.scalars(shared.where(table.c.device != device_id).distinct()))


def _blob_task(row: Any) -> BlobTask:
    case_id = row.subject.removeprefix(_CASE) if row.subject.startswith(_CASE) else ""
    return BlobTask(row.sha256, row.size, row.media_type, case_id, row.since, row.upload_url)


def hash_at(connection: Connection, device_id: str, seq: int) -> str | None:
    """Give the hash of the entry that counts at this place, None where none is held."""
    return connection.scalar(select(table.c.hash).where(table.c.device == device_id, table.c.seq == seq, _LIVE))


def delivered_up_to(connection: Connection, device_id: str) -> int:
    """Give the last `seq` before the device's first undelivered entry."""
    ours = (table.c.device == device_id, table.c.given_up == LIVE)
    first = connection.scalar(select(func.min(table.c.seq)).where(*ours, _OURS_WAITING))
    if first is not None:
        return int(first) - 1
    return connection.scalar(select(func.max(table.c.seq)).where(*ours)) or 0


def undelivered(connection: Connection, device_id: str) -> frozenset[int]:
    """Give the `seq` of all entries of the device that wait."""
    waiting = select(table.c.seq).where(_OURS_WAITING, table.c.device == device_id, _LIVE)
    return frozenset(connection.scalars(waiting))


def waiting_for_reissue(connection: Connection) -> int:
    """Count the given-up entries that are still to be written again."""
    waiting = select(func.count()).where(table.c.given_up == WAITS, _OURS_WAITING)
    return connection.scalar(waiting) or 0
