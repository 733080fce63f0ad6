"""The journal held against itself: every hash, this installation's chains, checkpoints, heads, read models."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from app.journal import sign
from app.journal.entry import ZERO_HASH, Entry, NotAnEntry, read
from app.journal.merkle import Frontier
from app.store import acts, chain, devices, read_models, schema
from app.store.schema import entry as table
from app.store.values import Checkpoint, Device

_AT_ONCE: Final = 500
_CASE: Final = "case:"
_COLUMNS: Final = ("device", "seq", "hash", "subject", "kind", "scope", "at")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not whole. `what`: entry, chain, checkpoint, head, read_model; `name` says which."""

    what: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Journal:
    """How much was looked at, and what is not whole."""

    entries: int
    checkpoints: int
    cases: int
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What of an entry the walk needs: thousands are held at once."""

    subject: str
    prev: str
    parents: tuple[str, ...]
    given_up: bool


def audit(connection: Connection) -> Journal:
    """Look at everything, in one state of the database, and change nothing."""
    known, faults, count = _read_all(connection)
    marks = 0
    for device in devices.every(connection):
        held = chain.checkpoints(connection, device.id)
        faults += _chain_faults(connection, device, held, known)
        marks += len(held)
    if not faults:  # a subject with an unreadable entry has no heads to compare
        faults += _head_faults(connection, known)
    if acts.differing(connection):
        faults.append(Fault("read_model", acts.NAME, "differs"))
    subjects = read_models.all_subjects(connection)
    wrong = [subject for subject in subjects if not read_models.is_as_folded(connection, subject)]
    faults += [Fault("read_model", subject.removeprefix(_CASE), "differs") for subject in wrong]
    cases = sum(subject.startswith(_CASE) for subject in subjects)
    return Journal(count, marks, cases, tuple(faults))


def documents_named(connection: Connection) -> dict[str, str]:
    """Give for each document that an own entry names the first subject that does."""
    name = schema.blob_name
    rows = connection.execute(select(name.c.sha256, name.c.subject).where(name.c.own == 1).order_by(name.c.subject))
    named: dict[str, str] = {}
    for row in rows:
        named.setdefault(row.sha256, row.subject)
    return named


def _read_all(connection: Connection) -> tuple[dict[str, _Known], list[Fault], int]:
    known: dict[str, _Known] = {}
    faults: list[Fault] = []
    count = 0
    for row in _rows(connection):
        count += 1
        try:
            entry = read(row.line)
        except NotAnEntry as error:
            faults.append(Fault("entry", _place(row), error.reason))
            continue
        if reason := _difference(row, entry):
            faults.append(Fault("entry", _place(row), reason))
        known[row.hash] = _Known(entry.subject, entry.prev, entry.parents, bool(row.given_up))
    return known, faults, count


def _rows(connection: Connection) -> Iterator[Row[Any]]:
    yield from connection.execution_options(yield_per=_AT_ONCE).execute(select(table).order_by(table.c.id))


def _difference(row: Row[Any], entry: Entry) -> str:
    """Name the first column that says something else than the entry; empty when all agree."""
    if row.line != entry.to_line():
        return "form"
    return next((name for name in _COLUMNS if getattr(row, name) != getattr(entry, name)), "")


def _place(row: Row[Any]) -> str:
    return f"{row.device}/{row.seq}"


def _chain_faults(
    connection: Connection, device: Device, held: tuple[Checkpoint, ...], known: dict[str, _Known]
) -> Iterator[Fault]:
    """Walk a chain as this installation wrote it and compare its end and its checkpoints."""
    end = chain.load(connection, device.id)
    roots = {0: Frontier().root()}
    frontier, head = Frontier(), ZERO_HASH
    for seq, name in _written_here(connection, device.id, end.size):
        entry = known.get(name)
        if seq != frontier.size + 1 or entry is None or entry.prev != head:
            yield Fault("chain", f"{device.id}/{frontier.size + 1}", "broken")
            return
        frontier, head = frontier.add(name), name
        roots[seq] = frontier.root()
    if (frontier, head) != (end.frontier, end.head):
        yield Fault("chain", f"{device.id}/{end.size}", "end")
    yield from _checkpoint_faults(device, held, roots)


def _written_here(connection: Connection, device_id: str, size: int) -> Iterator[tuple[int, str]]:
    """Give (seq, hash) of a chain; where the county's entry stands at the same place, the given-up own one."""
    columns = select(table.c.seq, table.c.hash, table.c.given_up).where(table.c.device == device_id)
    ordered = columns.where(table.c.seq <= size).order_by(table.c.seq, table.c.given_up.desc())
    last = 0
    for row in connection.execute(ordered):
        if row.seq != last:
            yield row.seq, row.hash
        last = row.seq


def _checkpoint_faults(device: Device, held: Iterable[Checkpoint], roots: dict[int, str]) -> Iterator[Fault]:
    public = sign.public_key(device.private_key)
    for point in held:
        name = f"{device.id}/{point.size}"
        if roots.get(point.size) != point.root:
            yield Fault("checkpoint", name, "root")
        elif not sign.is_signed(
            public, sign.statement("checkpoint", device.id, point.size, point.root), point.signature
        ):
            yield Fault("checkpoint", name, "signature")


def _head_faults(connection: Connection, known: dict[str, _Known]) -> Iterator[Fault]:
    """Compare what the next entry of each subject would name as parents with what it should name."""
    ends: dict[str, set[str]] = defaultdict(set)
    for name, entry in known.items():
        ends[entry.subject].add(name)
    for entry in known.values():
        ends[entry.subject].difference_update(entry.parents)
    held: dict[str, set[str]] = defaultdict(set)
    for row in connection.execute(select(schema.head)):
        held[row.subject].add(row.hash)
    # Where entries were written again, the old ones are ends as well; only that there are heads can be asked.
    mixed = {entry.subject for entry in known.values() if entry.given_up}
    for subject, expected in ends.items():
        if not held[subject] or (subject not in mixed and held[subject] != expected):
            yield Fault("head", subject, "differs")
