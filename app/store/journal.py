"""The rows of the journal: putting entries in, taking them out, and which are the heads of a subject."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.fact import BlobRef
from app.journal.entry import MAX_PARENTS, ZERO_HASH, Entry, entry_of_line
from app.journal.fold import Stored
from app.journal.named import named_blobs
from app.store import act_rows, schema
from app.store.schema import awaited, head
from app.store.schema import entry as table

# States of `entry.given_up`; what is displaced was another's, and the county has another entry at its place.
LIVE, WAITS, REPLACED, UNREADABLE, DISPLACED = 0, 1, 2, 3, 4

_NEW_ENTRY = table.insert()
_RECEIVED_ENTRY = table.insert()
_NEW_HEAD = insert(head).on_conflict_do_nothing()
_NO_HEADS = delete(head).where(
    head.c.subject.in_(bindparam("subjects", expanding=True)), head.c.hash.in_(bindparam("hashes", expanding=True))
)
_HERE = select(table.c.hash).where(table.c.hash.in_(bindparam("hashes", expanding=True)))
_AWAITED = select(awaited.c.hash).where(awaited.c.hash.in_(bindparam("hashes", expanding=True)))
_HEADS = select(head.c.hash).where(head.c.subject == bindparam("subject")).order_by(head.c.hash)
_OF_SUBJECT = select(table).where(table.c.subject == bindparam("subject")).order_by(table.c.id)
_NAMING = insert(schema.blob_name)
# A document that an own entry names stays ours to send, whoever else names it.
_NAMED = _NAMING.on_conflict_do_update(
    index_elements=["sha256", "subject"], set_={"own": schema.blob_name.c.own.op("|")(_NAMING.excluded.own)}
)


def add(connection: Connection, entries: Sequence[Entry]) -> int:
    """Put entries written here and now into the journal; give the length of the longest line in bytes.

    Nobody can have named them before, and their parents are here.
    """
    rows = [_row(entry) | {"own": True} for entry in entries]
    connection.execute(_NEW_ENTRY, rows)
    act_rows.add(connection, entries)
    _end_heads(connection, entries)
    _new_heads(connection, _not_named(entries))
    _name_documents(connection, [(entry, True) for entry in entries])
    return max(len(row["line"]) for row in rows)


def add_received(connection: Connection, received: Sequence[tuple[Entry, Mapping[str, Any]]]) -> None:
    """Put entries from elsewhere into the journal, each with the marks that its row has besides (`own`, order …).

    They may come before their parents and after their children.
    """
    entries = [entry for entry, _ in received]
    connection.execute(_RECEIVED_ENTRY, [_row(entry) | dict(marks) for entry, marks in received])
    act_rows.add(connection, entries)
    _end_heads(connection, entries)
    _await_parents(connection, entries)
    _new_heads(connection, _not_awaited(connection, _not_named(entries)))
    _name_documents(connection, [(entry, bool(marks["own"])) for entry, marks in received])


def heads_of(connection: Connection, subject: str) -> tuple[str, ...]:
    """Give the hashes that the next entry of `subject` names as parents, sorted."""
    return tuple(connection.scalars(_HEADS, {"subject": subject}))[:MAX_PARENTS]


def heads_of_all(connection: Connection, subjects: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Give the same for each of these subjects; a few hundred at once."""
    wanted = list(dict.fromkeys(subjects))
    if len(wanted) == 1:
        return {wanted[0]: heads_of(connection, wanted[0])}
    found: dict[str, tuple[str, ...]] = dict.fromkeys(wanted, ())
    for row in connection.execute(select(head).where(head.c.subject.in_(wanted)).order_by(head.c.hash)):
        found[row.subject] = (*found[row.subject], row.hash)[:MAX_PARENTS]
    return found


def entries_of(connection: Connection, subject: str) -> tuple[Stored, ...]:
    """Give all entries of `subject` that are held, oldest arrival first."""
    return tuple(map(stored, connection.execute(_OF_SUBJECT, {"subject": subject})))


def entries_of_all(connection: Connection, subjects: Iterable[str]) -> dict[str, tuple[Stored, ...]]:
    """Give the entries of each of these subjects as `entries_of` does; a few hundred subjects at once."""
    found: dict[str, list[Stored]] = {subject: [] for subject in subjects}
    for row in connection.execute(select(table).where(table.c.subject.in_(list(found))).order_by(table.c.id)):
        found[row.subject].append(stored(row))
    return {subject: tuple(items) for subject, items in found.items()}


def has_written(connection: Connection, officer: str) -> bool:
    """Tell whether an own entry has that actor, which stands first in the canonical form."""
    begins = f'{{"actor":"{officer}"'.encode()
    mine = (table.c.own == 1) & (func.substr(table.c.line, 1, len(begins)) == begins)
    return connection.execute(select(table.c.id).where(mine).limit(1)).first() is not None


def entries_of_type(connection: Connection, subject_type: str) -> tuple[Stored, ...]:
    """Give all entries of the subjects of a type (``officer``), oldest arrival first."""
    first, beyond = f"{subject_type}:", f"{subject_type};"
    within = select(table).where(table.c.subject >= first, table.c.subject < beyond)
    return tuple(map(stored, connection.execute(within.order_by(table.c.id))))


def stored(row: Row[Any]) -> Stored:
    """Read a row. A line that cannot be read counts as erased: it is `verify` that tells of it."""
    try:
        entry = entry_of_line(row.line)
    except (ValueError, KeyError, TypeError):
        entry = _unreadable(row)
    return Stored(entry, row.county_order, row.received_at, row.withheld)


def replace_head(connection: Connection, old: Entry, new: Entry) -> None:
    """Let `new`, which stands for `old`, have the children that `old` has; afterwards `old` is no head."""
    connection.execute(delete(head).where(head.c.subject == old.subject, head.c.hash == old.hash))
    if _has_live_child(connection, old):
        connection.execute(delete(head).where(head.c.subject == new.subject, head.c.hash == new.hash))


def _row(entry: Entry) -> dict[str, Any]:
    names = ("device", "seq", "hash", "subject", "kind", "scope", "at")
    return {name: getattr(entry, name) for name in names} | {"line": entry.to_line()}


def _end_heads(connection: Connection, entries: Sequence[Entry]) -> None:
    """What these entries name as parents is no head any more."""
    hashes = list({name for entry in entries for name in entry.parents})
    if hashes:
        connection.execute(_NO_HEADS, {"subjects": list({entry.subject for entry in entries}), "hashes": hashes})


def _new_heads(connection: Connection, ends: Iterable[Entry]) -> None:
    rows = [{"subject": entry.subject, "hash": entry.hash} for entry in ends]
    if rows:
        connection.execute(_NEW_HEAD, rows)


def _not_named(entries: Sequence[Entry]) -> list[Entry]:
    named = {name for entry in entries for name in entry.parents}
    return [entry for entry in entries if entry.hash not in named]


def _await_parents(connection: Connection, entries: Iterable[Entry]) -> None:
    """Note which parents have not arrived, so that they are no heads when they do."""
    links = [{"hash": name, "child": entry.hash} for entry in entries for name in entry.parents]
    here = frozenset(connection.scalars(_HERE, {"hashes": [link["hash"] for link in links]}))
    absent = [link for link in links if link["hash"] not in here]
    if absent:
        connection.execute(insert(awaited).on_conflict_do_nothing(), absent)


def _not_awaited(connection: Connection, entries: list[Entry]) -> list[Entry]:
    """Give the entries of which no child has arrived before them; the others are waited for no longer."""
    came = frozenset(connection.scalars(_AWAITED, {"hashes": [entry.hash for entry in entries]}))
    if came:
        connection.execute(delete(awaited).where(awaited.c.hash.in_(came)))
    return [entry for entry in entries if entry.hash not in came]


def _has_live_child(connection: Connection, entry: Entry) -> bool:
    """Tell whether an entry that counts names this one; those given up do not, what replaces them will."""
    of_subject = select(table).where(table.c.subject == entry.subject, table.c.given_up == LIVE)
    return any(entry.hash in stored(row).entry.parents for row in connection.execute(of_subject))


def _name_documents(connection: Connection, entries: Iterable[tuple[Entry, bool]]) -> None:
    rows = [_naming(entry, ref, own=own) for entry, own in entries for ref in named_blobs(entry.body)]
    if rows:
        connection.execute(_NAMED, rows)


def _naming(entry: Entry, ref: BlobRef, *, own: bool) -> dict[str, Any]:
    fields = {"sha256": ref.sha256, "size": ref.size, "media_type": ref.media_type}
    return fields | {"subject": entry.subject, "at": entry.at, "own": own}


def _unreadable(row: Row[Any]) -> Entry:
    names = ("device", "seq", "hash", "subject", "kind", "scope", "at")
    known: dict[str, Any] = {name: getattr(row, name) for name in names}
    blank: dict[str, Any] = {
        "prev": ZERO_HASH,
        "parents": (),
        "clock": "unknown",
        "actor": "",
        "grant": ZERO_HASH,
        "v": 1,
    }
    return Entry(**known, **blank, body_hash=ZERO_HASH, salt=None, body=None)
