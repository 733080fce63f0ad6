"""The rows of the journal: putting entries in, taking them out, and which are the heads of a subject."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.fact import BlobRef
from app.journal.entry import MAX_PARENTS, ZERO_HASH, Entry
from app.journal.fold import Stored
from app.journal.named import named_blobs
from app.store import schema
from app.store.schema import awaited, head
from app.store.schema import entry as table

# States of `entry.given_up`.
LIVE, WAITS, REPLACED, UNREADABLE = 0, 1, 2, 3

_NEW_ENTRY = table.insert()
_NEW_HEAD = insert(head).on_conflict_do_nothing()
_NO_HEADS = delete(head).where(
    head.c.subject.in_(bindparam("subjects", expanding=True)), head.c.hash.in_(bindparam("hashes", expanding=True))
)
_HEADS = select(head.c.hash).where(head.c.subject == bindparam("subject")).order_by(head.c.hash)
_OF_SUBJECT = select(table).where(table.c.subject == bindparam("subject")).order_by(table.c.id)
_NAMING = insert(schema.blob_name)
# A document that an own entry names stays ours to send, whoever else names it.
_NAMED = _NAMING.on_conflict_do_update(
    index_elements=["sha256", "subject"], set_={"own": schema.blob_name.c.own.op("|")(_NAMING.excluded.own)}
)


def add(
    connection: Connection,
    entries: Iterable[Entry],
    *,
    own: bool,
    fresh: bool = False,
    marks: Mapping[str, Any] | None = None,
) -> int:
    """Put entries that are not there yet into the journal, with their heads and names of documents.

    `fresh` ones are written here and now; `marks` are further columns of their rows, the same for all.
    Gives the length of the longest line in bytes.
    """
    added = list(entries)
    if not added:
        return 0
    rows = [_row(entry) | {"own": own} | dict(marks or {}) for entry in added]
    connection.execute(_NEW_ENTRY, rows)
    _link(connection, added, fresh=fresh)
    _name_documents(connection, added, own=own)
    return max(len(row["line"]) for row in rows)


def heads_of(connection: Connection, subject: str) -> tuple[str, ...]:
    """Give the hashes that the next entry of `subject` names as parents, sorted."""
    return tuple(connection.scalars(_HEADS, {"subject": subject}))[:MAX_PARENTS]


def entries_of(connection: Connection, subject: str) -> tuple[Stored, ...]:
    """Give all entries of `subject` that are held, oldest arrival first."""
    return tuple(map(stored, connection.execute(_OF_SUBJECT, {"subject": subject})))


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
    if _has_live_child(connection, old):
        connection.execute(delete(head).where(head.c.subject == new.subject, head.c.hash == new.hash))


def _row(entry: Entry) -> dict[str, Any]:
    names = ("device", "seq", "hash", "subject", "kind", "scope", "at")
    return {name: getattr(entry, name) for name in names} | {"line": entry.to_line()}


def _link(connection: Connection, entries: list[Entry], *, fresh: bool) -> None:
    """Note heads, and parents that have not arrived. What is `fresh` has its parents here and no children yet."""
    links = [{"hash": name, "child": entry.hash} for entry in entries for name in entry.parents]
    named = {link["hash"] for link in links}
    if links:
        subjects = list({entry.subject for entry in entries})
        connection.execute(_NO_HEADS, {"subjects": subjects, "hashes": list(named)})
    ends = [entry for entry in entries if entry.hash not in named]
    if not fresh:
        _await(connection, links)
        ends = [entry for entry in ends if not _is_named_already(connection, entry)]
    if ends:
        connection.execute(_NEW_HEAD, [{"subject": entry.subject, "hash": entry.hash} for entry in ends])


def _await(connection: Connection, links: list[dict[str, str]]) -> None:
    names = [link["hash"] for link in links]
    here = frozenset(connection.scalars(select(table.c.hash).where(table.c.hash.in_(names))))
    absent = [link for link in links if link["hash"] not in here]
    if absent:
        connection.execute(insert(awaited).on_conflict_do_nothing(), absent)


def _is_named_already(connection: Connection, entry: Entry) -> bool:
    """Tell whether a child of this entry has arrived before it, and wait for it no longer."""
    return connection.execute(delete(awaited).where(awaited.c.hash == entry.hash)).rowcount > 0


def _has_live_child(connection: Connection, entry: Entry) -> bool:
    """Tell whether an entry that counts names this one; those given up do not, what replaces them will."""
    of_subject = select(table).where(table.c.subject == entry.subject, table.c.given_up == LIVE)
    return any(entry.hash in stored(row).entry.parents for row in connection.execute(of_subject))


def _name_documents(connection: Connection, entries: list[Entry], *, own: bool) -> None:
    rows = [_naming(entry, ref, own=own) for entry in entries for ref in named_blobs(entry.body)]
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
