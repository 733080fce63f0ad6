"""The rows of the journal: putting entries in, taking them out, and which are the heads of a subject."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, delete, exists, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.fact import BlobRef
from app.journal.entry import MAX_PARENTS, ZERO_HASH, Entry
from app.journal.fold import Stored
from app.journal.named import named_blobs
from app.store import schema
from app.store.schema import entry as table
from app.store.schema import head, parent

# States of `entry.given_up`.
LIVE, WAITS, REPLACED, UNREADABLE = 0, 1, 2, 3


def add(
    connection: Connection,
    entries: Iterable[Entry],
    *,
    own: bool,
    fresh: bool = False,
    marks: Mapping[str, Any] | None = None,
) -> None:
    """Put entries that are not there yet into the journal, with their parents, heads and names of documents.

    `fresh` ones are written here and now; `marks` are further columns of their rows, the same for all.
    """
    added = list(entries)
    if not added:
        return
    rows = [_row(entry) | {"own": own} | dict(marks or {}) for entry in added]
    connection.execute(table.insert(), rows)
    _link(connection, added, fresh=fresh)
    _name_documents(connection, added, own=own)


def heads_of(connection: Connection, subject: str) -> tuple[str, ...]:
    """Give the hashes that the next entry of `subject` names as parents, sorted."""
    found = connection.scalars(select(head.c.hash).where(head.c.subject == subject).order_by(head.c.hash))
    return tuple(found)[:MAX_PARENTS]


def entries_of(connection: Connection, subject: str) -> tuple[Stored, ...]:
    """Give all entries of `subject` that are held, oldest arrival first."""
    return tuple(map(stored, connection.execute(select(table).where(table.c.subject == subject).order_by(table.c.id))))


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


def entry_of_line(line: bytes) -> Entry:
    """Read a line of the store's own without checking its hashes; ValueError, KeyError, TypeError if damaged."""
    members = msgspec.json.decode(line, type=dict[str, Any])
    return Entry(**{"salt": None, "body": None, **members, "parents": tuple(members["parents"])})


def replace_head(connection: Connection, old: Entry, new: Entry) -> None:
    """Let `new`, which stands for `old`, have the children that `old` has; afterwards `old` is no head."""
    connection.execute(delete(head).where(head.c.subject == old.subject, head.c.hash == old.hash))
    if _has_live_child(connection, old.hash):
        connection.execute(delete(head).where(head.c.subject == new.subject, head.c.hash == new.hash))


def _row(entry: Entry) -> dict[str, Any]:
    names = ("device", "seq", "hash", "subject", "kind", "scope", "at")
    return {name: getattr(entry, name) for name in names} | {"line": entry.to_line()}


def _link(connection: Connection, entries: list[Entry], *, fresh: bool) -> None:
    """Note parents and heads. What is written here now is `fresh`: nobody can have named it before."""
    links = [{"parent": name, "child": entry.hash} for entry in entries for name in entry.parents]
    if links:
        connection.execute(insert(parent).on_conflict_do_nothing(), links)
        parents = [link["parent"] for link in links]
        connection.execute(
            delete(head).where(head.c.subject.in_({e.subject for e in entries}), head.c.hash.in_(parents))
        )
    named = {link["parent"] for link in links}
    ends = [entry for entry in entries if entry.hash not in named]
    ends = ends if fresh else [entry for entry in ends if not _has_live_child(connection, entry.hash)]
    if ends:
        rows = [{"subject": entry.subject, "hash": entry.hash} for entry in ends]
        connection.execute(insert(head).on_conflict_do_nothing(), rows)


def _has_live_child(connection: Connection, name: str) -> bool:
    """Tell whether an entry that counts names this one; those given up do not, what replaces them will."""
    child = and_(parent.c.parent == name, table.c.hash == parent.c.child, table.c.given_up == LIVE)
    return bool(connection.scalar(select(exists().where(child))))


def _name_documents(connection: Connection, entries: list[Entry], *, own: bool) -> None:
    rows = [_naming(entry, ref, own=own) for entry in entries for ref in named_blobs(entry.body)]
    if not rows:
        return
    named = insert(schema.blob_name)
    claimed = {"own": _either(schema.blob_name.c.own, named.excluded.own)}
    connection.execute(named.on_conflict_do_update(index_elements=["sha256", "subject"], set_=claimed), rows)


def _either(one: Any, other: Any) -> Any:
    return one.op("|")(other)


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
