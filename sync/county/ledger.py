"""The county's journal: what it takes from a push, in which order, and what it withholds."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, Row, delete, insert, select, update

from app.journal.canonical import LARGEST
from app.journal.entry import ZERO_HASH
from sync.county import incident, naming, schema
from sync.county.access import Caller
from sync.county.batch import Bad, Batch, Verified
from sync.county.bulk import insert_many, select_in
from sync.county.database import COUNTY
from sync.county.problem import Problem
from sync.county.site import Site, state
from sync.protocol import UNPULLED, PushAnswer, Withheld

Outcome = tuple[int, int | None, str | None]  # seq, and its order or why it has none
_Known = Row[int, str, int | None, str | None]  # seq, hash, order, why it has none
_FREE_SUBJECTS: Final = ("access:", "officer:")  # they belong to no first scope
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a device's chain stands at the county: its newest entry, 0 and zeros for none."""

    acked_seq: int
    hash: str


class Ledger:
    """Takes what devices push. All of it runs in the writer's transaction, so commit order is counter order."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def receive(self, connection: Connection, caller: Caller, batch: Batch) -> PushAnswer | Problem:
        """Store what is new of a push; a Problem is returned, not raised, where something stays stored with it."""
        head, header = head_of(connection, caller.device), batch.header
        if not batch.signed:
            return _refusal(self._answer(connection, head.acked_seq), Bad("chain", header.from_seq))
        if header.from_seq > head.acked_seq + 1:
            return Problem("gap", acked_seq=head.acked_seq, head_hash=head.hash)
        known = _rows(connection, caller.device, header.from_seq, header.last_seq)
        if (seq := _first_difference(connection, batch, head, known)) is not None:
            detail = f"seq {seq}, county {head.hash}, device {header.head_hash}"
            incident.record(connection, self._site.time(), "fork", caller.device, detail)
            return Problem("fork", acked_seq=head.acked_seq, head_hash=head.hash, seq=seq)
        good = header.from_seq + len(batch.entries)
        new = self._take(connection, caller, batch.entries[max(0, head.acked_seq + 1 - header.from_seq) :], known)
        outcomes = sorted([*((row.seq, row.order_number, row.withheld) for row in known if row.seq < good), *new])
        answer = self._answer(connection, max(head.acked_seq, good - 1), outcomes)
        return answer if batch.bad is None else _refusal(answer, batch.bad)

    def answer_since(self, connection: Connection, device: str, seq: int) -> PushAnswer:
        """Give what a push of all that is here behind a `seq` would be answered now."""
        head = head_of(connection, device)
        rows = _rows(connection, device, seq + 1, head.acked_seq)
        return self._answer(connection, head.acked_seq, [(row.seq, row.order_number, row.withheld) for row in rows])

    def write_own(self, connection: Connection, entry: Verified) -> int:
        """Store an entry of the county's own chain and give its order."""
        first = first_scopes(connection, [entry.subject])
        order = self._store(connection, [entry], {}, first)[entry.seq]
        advance(connection, entry.device, Head(entry.seq, entry.hash))
        return order

    def count(self, connection: Connection, gone: Sequence[Verified]) -> list[Outcome]:
        """Store what others relayed of an author who is gone, and say what became of each; the chain stays as it is.

        Only the rule of the first scope holds: what the author might write is known no more.
        """
        first = first_scopes(connection, [entry.subject for entry in gone])
        withheld = _withholding(frozenset(entry.scope for entry in gone), gone, dict(first))
        orders = self._store(connection, gone, withheld, first)
        return [(entry.seq, orders.get(entry.seq), withheld.get(entry.seq)) for entry in gone]

    def release(self, connection: Connection, device: str, seq: int) -> int | None:
        """Give a withheld entry its order, or None when there is none withheld there."""
        entries = schema.entry
        here = (entries.c.county == COUNTY) & (entries.c.device == device) & (entries.c.seq == seq)
        row = connection.execute(select(entries).where(here & entries.c.order_number.is_(None))).first()
        if row is None:
            return None
        order = self._take_orders(connection, 1)
        connection.execute(update(entries).where(here).values(order_number=order, withheld=None))
        if row.pulled:
            mark = {"county": COUNTY, "device": device, "order_number": order}
            connection.execute(insert(schema.released).values(mark))
        _settle(connection, [naming.of_line(row)], first_scopes(connection, [row.subject]))
        return order

    def _take(
        self, connection: Connection, caller: Caller, ahead: Sequence[Verified], known: Sequence[_Known]
    ) -> list[Outcome]:
        """Store entries beyond the chain and say what became of each; some may be `known`, since they were counted."""
        if not ahead:
            return []
        there = {row.seq for row in known}
        new = [entry for entry in ahead if entry.seq not in there]
        first = first_scopes(connection, [entry.subject for entry in new])
        withheld = _withholding(caller.scopes, new, dict(first))
        if withheld:
            reasons = ", ".join(sorted(set(withheld.values())))
            _log.warning("withheld %s: device %s, %s from seq %s", reasons, caller.device, len(withheld), min(withheld))
        orders = self._store(connection, new, withheld, first)
        advance(connection, caller.device, Head(ahead[-1].seq, ahead[-1].hash))
        _forget_relayed(connection, ahead)
        return [(entry.seq, orders.get(entry.seq), withheld.get(entry.seq)) for entry in new]

    def _store(
        self, connection: Connection, new: Sequence[Verified], withheld: dict[int, Withheld], first: dict[str, str]
    ) -> dict[int, int]:
        ordered = [entry for entry in new if entry.seq not in withheld]
        newest = self._take_orders(connection, len(ordered))
        orders = {entry.seq: order for order, entry in enumerate(ordered, newest)}
        received_at = self._site.time()
        rows = [_row(entry, orders.get(entry.seq), withheld.get(entry.seq), received_at) for entry in new]
        insert_many(connection, schema.entry, rows)
        _settle(connection, ordered, first)
        return orders

    def _take_orders(self, connection: Connection, count: int) -> int:
        """Take `count` numbers from the county's counter and give the first."""
        table = schema.county
        taken = update(table).where(table.c.id == COUNTY).values(newest=table.c.newest + count)
        return int(connection.execute(taken.returning(table.c.newest)).scalar_one()) - count + 1

    def _answer(self, connection: Connection, acked_seq: int, outcomes: Sequence[Outcome] = ()) -> PushAnswer:
        orders = tuple((seq, order) for seq, order, _ in outcomes if order is not None)
        withheld = tuple((seq, str(reason)) for seq, order, reason in outcomes if order is None)
        county = state(connection)
        return PushAnswer(county.epoch if county else "", acked_seq, orders, withheld)


def _refusal(answer: PushAnswer, bad: Bad) -> Problem:
    return Problem(bad.code, seq=bad.seq, **asdict(answer))


def head_of(connection: Connection, device: str) -> Head:
    """Give where a device's chain stands."""
    chains = schema.chain
    row = connection.execute(select(chains).where(chains.c.device == device)).first()
    return Head(row.acked_seq, row.head_hash) if row else Head(0, ZERO_HASH)


def hash_at(connection: Connection, device: str, seq: int) -> str | None:
    """Give the hash of a device's entry, zeros for `seq` 0, None where the county has none."""
    if seq == 0:
        return ZERO_HASH
    rows = _rows(connection, device, seq, seq)
    return rows[0].hash if rows else None


def _rows(connection: Connection, device: str, first: int, last: int) -> Sequence[_Known]:
    table = schema.entry
    columns = select(table.c.seq, table.c.hash, table.c.order_number, table.c.withheld)
    here = (table.c.county == COUNTY) & (table.c.device == device) & table.c.seq.between(first, last)
    return connection.execute(columns.where(here).order_by(table.c.seq)).all()


def _first_difference(connection: Connection, batch: Batch, head: Head, known: Sequence[_Known]) -> int | None:
    """Give the first `seq` at which the device is known to have another entry than the county, or None."""
    device, from_seq = batch.header.device, batch.header.from_seq
    before = head.hash if from_seq == head.acked_seq + 1 else hash_at(connection, device, from_seq - 1)
    if batch.first_prev not in {before, None}:
        return max(1, from_seq - 1)
    for row in known:
        if batch.claims[row.seq - from_seq] not in {row.hash, None}:
            return int(row.seq)
    return None


def _withholding(scopes: frozenset[str], new: Sequence[Verified], first: dict[str, str]) -> dict[int, Withheld]:
    """Say which entries get no order, by `seq`. An entry that is withheld sets no first scope for those behind it."""
    reasons: dict[int, Withheld] = {}
    for entry in new:
        if entry.scope not in scopes:
            reasons[entry.seq] = Withheld.SCOPE
        elif is_bound(entry.subject) and first.setdefault(entry.subject, entry.scope) != entry.scope:
            reasons[entry.seq] = Withheld.SUBJECT
    return reasons


def is_bound(subject: str) -> bool:
    """Tell whether all entries of this subject belong to the scope of its first."""
    return not subject.startswith(_FREE_SUBJECTS)


def first_scopes(connection: Connection, subjects: Iterable[str]) -> dict[str, str]:
    """Give the first scope of those of the subjects that have one."""
    table = schema.subject
    here = select(table.c.subject, table.c.scope).where(table.c.county == COUNTY)
    rows = select_in(connection, here, table.c.subject, list({subject for subject in subjects if is_bound(subject)}))
    return {row.subject: row.scope for row in rows}


def _settle(connection: Connection, ordered: Sequence[Verified], first: dict[str, str]) -> None:
    """Do what an order brings with it: the subject's first scope, and the blobs that the entry opens."""
    bound = {entry.subject: entry.scope for entry in reversed(ordered) if is_bound(entry.subject)}
    new = [(COUNTY, subject, scope) for subject, scope in bound.items() if subject not in first]
    insert_many(connection, schema.subject, new)
    naming.open_blobs(connection, ordered)


def _row(entry: Verified, order: int | None, reason: Withheld | None, received_at: str) -> tuple[object, ...]:
    pulled = 0 if entry.kind.startswith(UNPULLED) else 1
    place = COUNTY, entry.device, entry.seq, entry.hash, order, entry.scope, entry.subject
    return (*place, pulled, str(reason) if reason else None, received_at, entry.line)


def advance(connection: Connection, device: str, head: Head) -> None:
    """Note that a device's chain is whole up to an entry, and as far beyond it as others were counted before."""
    for row in _rows(connection, device, head.acked_seq + 1, LARGEST):
        if row.seq != head.acked_seq + 1:
            break
        head = Head(row.seq, row.hash)
    if not head.acked_seq:
        return
    chains = schema.chain
    stand = {"acked_seq": head.acked_seq, "head_hash": head.hash}
    moved = connection.execute(update(chains).where(chains.c.device == device).values(stand))
    if not moved.rowcount:
        connection.execute(insert(chains).values(device=device, **stand))


def _forget_relayed(connection: Connection, new: Sequence[Verified]) -> None:
    table = schema.relayed
    pushed = table.c.seq.between(new[0].seq, new[-1].seq)
    connection.execute(delete(table).where((table.c.device == new[0].device) & pushed))
