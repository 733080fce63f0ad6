"""The rows of documents: where each encrypted file lies, and its key."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, exists, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from app.domain.fact import BlobRef
from app.domain.sealed import SealedBlob
from app.store.schema import blob as table
from app.store.schema import blob_name, draft_blob

_NAMED = or_(
    exists().where(blob_name.c.sha256 == table.c.sha256), exists().where(draft_blob.c.sha256 == table.c.sha256)
)

_HELD = select(table.c.sha256).where(table.c.held == 1, table.c.sha256.in_(bindparam("digests", expanding=True)))


_MANY = select(table).where(table.c.held == 1, table.c.sha256.in_(bindparam("digests", expanding=True)))
_COMPLETE = update(table).where(table.c.sha256 == bindparam("sha")).values(complete_at=bindparam("at"), upload_url=None)


def keep(connection: Connection, sealed: SealedBlob) -> None:
    """Note a document that the vault has; one of the same content that is held already stays as it is."""
    ref = sealed.ref
    row = {"size": ref.size, "media_type": ref.media_type, "file": sealed.file, "key": sealed.key, "held": 1}
    kept = insert(table).values(sha256=ref.sha256, **row)
    connection.execute(kept.on_conflict_do_update(index_elements=["sha256"], set_=row, where=table.c.held == 0))


def find_many(connection: Connection, digests: Sequence[str]) -> dict[str, SealedBlob]:
    """Give what opens those of the documents that are held here."""
    return {row.sha256: _of_row(row) for row in connection.execute(_MANY, {"digests": list(digests)})}


def find(connection: Connection, sha256: str) -> SealedBlob | None:
    """Give what opens a document, None when it is not held here."""
    row = connection.execute(select(table).where(table.c.sha256 == sha256, table.c.held == 1)).first()
    return _of_row(row) if row else None


def every(connection: Connection) -> tuple[SealedBlob, ...]:
    """Give all documents that are held here."""
    rows = connection.execute(select(table).where(table.c.held == 1).order_by(table.c.sha256))
    return tuple(map(_of_row, rows))


def known(connection: Connection) -> frozenset[str]:
    """Give the digests of all documents that have a row, held here or not."""
    return frozenset(connection.scalars(select(table.c.sha256)))


def at_county(connection: Connection) -> frozenset[str]:
    """Give the digests of the held documents that the county has as well."""
    complete = select(table.c.sha256).where(table.c.held == 1, table.c.complete_at.is_not(None))
    return frozenset(connection.scalars(complete))


def missing(connection: Connection, digests: Iterable[str]) -> frozenset[str]:
    """Give those of `digests` that are not held here."""
    wanted = frozenset(digests)
    return wanted - frozenset(connection.scalars(_HELD, {"digests": list(wanted)})) if wanted else wanted


def mark_complete(connection: Connection, digests: Sequence[str], at: str) -> None:
    """Note that the county has these documents whole."""
    if digests:
        connection.execute(_COMPLETE, [{"sha": sha256, "at": at} for sha256 in digests])


def set_upload(connection: Connection, sha256: str, url: str | None) -> None:
    """Note where a begun upload goes on; None when it has to begin anew."""
    connection.execute(update(table).where(table.c.sha256 == sha256).values(upload_url=url))


def leave_out(connection: Connection, digests: Iterable[str]) -> None:
    """Note that these documents are not held here but at the county: in the copy that a backup takes."""
    connection.execute(update(table).where(table.c.sha256.in_(list(digests))).values(held=0))


def forget_unnamed(connection: Connection) -> int:
    """Erase the keys of documents that no entry and no draft names; give their number."""
    return connection.execute(delete(table).where(~_NAMED)).rowcount


def _of_row(row: Row[Any]) -> SealedBlob:
    return SealedBlob(BlobRef(row.sha256, row.size, row.media_type), row.file, row.key)
