"""The row of an entry in the table of who did what when, written with the entry."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from app.journal.entry import Entry
from app.store.act_schema import act

_ACCESS: Final = "access."
_NEW = insert(act).on_conflict_do_nothing()


def add(connection: Connection, entries: Iterable[Entry]) -> None:
    """Note entries that were put into the journal."""
    rows = [row_of(entry) for entry in entries]
    if rows:
        connection.execute(_NEW, rows)


def row_of(entry: Entry) -> dict[str, str]:
    """Give the row of an entry."""
    row = {name: getattr(entry, name) for name in ("at", "hash", "actor", "kind", "subject")}
    return row | {"about": _about(entry.kind, entry.body)}


def _about(kind: str, body: Mapping[str, Any] | None) -> str:
    said = (body or {}).get("subject", "") if kind.startswith(_ACCESS) else ""
    return said if isinstance(said, str) else ""
