"""Drafts: what has been entered before acceptance. Rows of their own, outside the journal, never sent."""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.draft import Draft, from_json, to_json
from app.store.schema import draft as table
from app.store.schema import draft_blob

_NO_DRAFT = delete(table).where(table.c.id == bindparam("draft"))
_NO_NAMES = delete(draft_blob).where(draft_blob.c.draft == bindparam("draft"))


def save(connection: Connection, draft: Draft, at: str) -> None:
    """Keep a draft as it is now, and the names of the documents that it needs."""
    content = msgspec.json.encode(to_json(draft)).decode("utf-8")
    row = {"saved_at": at, "officer": draft.officer, "content": content}
    kept = insert(table).values(id=draft.id, **row)
    connection.execute(kept.on_conflict_do_update(index_elements=["id"], set_=row))
    _name(connection, draft.id, [ref.sha256 for ref in draft.blobs()])


def discard(connection: Connection, draft_id: str) -> None:
    """Forget a draft."""
    connection.execute(_NO_DRAFT, {"draft": draft_id})
    connection.execute(_NO_NAMES, {"draft": draft_id})


def every(connection: Connection) -> tuple[Draft, ...]:
    """Give all drafts, the last saved first."""
    contents = connection.scalars(select(table.c.content).order_by(table.c.saved_at.desc(), table.c.id))
    return tuple(from_json(msgspec.json.decode(content)) for content in contents)


def _name(connection: Connection, draft_id: str, digests: Iterable[str]) -> None:
    connection.execute(_NO_NAMES, {"draft": draft_id})
    rows = [{"draft": draft_id, "sha256": digest} for digest in dict.fromkeys(digests)]
    if rows:
        connection.execute(draft_blob.insert(), rows)
