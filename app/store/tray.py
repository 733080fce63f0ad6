"""The tray: pictures that were taken and have no place yet. Rows of their own, outside the journal, never sent."""

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.fact import BlobRef
from app.domain.tray import Taken
from app.store.schema import draft_blob
from app.store.schema import tray as table


def put(connection: Connection, taken: Taken) -> None:
    """Keep a picture's row, and the name of its document."""
    ref = taken.original
    row = {
        "taken_at": taken.taken_at,
        "about": taken.about,
        "source": taken.source,
        "officer": taken.officer,
        "part": taken.part,
        "sha256": ref.sha256,
        "size": ref.size,
        "media_type": ref.media_type,
    }
    connection.execute(insert(table).values(id=taken.id, **row).on_conflict_do_nothing())
    connection.execute(insert(draft_blob).values(draft=taken.id, sha256=ref.sha256).on_conflict_do_nothing())


def take(connection: Connection, taken_id: str) -> None:
    """Forget a picture that has its place now, or is not wanted."""
    connection.execute(delete(table).where(table.c.id == taken_id))
    connection.execute(delete(draft_blob).where(draft_blob.c.draft == taken_id))


def every(connection: Connection) -> tuple[Taken, ...]:
    """Give all pictures in the tray in the order in which they were taken."""
    rows = connection.execute(select(table).order_by(table.c.taken_at, table.c.id))
    return tuple(
        Taken(
            id=row.id,
            original=BlobRef(row.sha256, row.size, row.media_type),
            source=row.source,
            about=row.about,
            officer=row.officer,
            taken_at=row.taken_at,
            part=row.part,
        )
        for row in rows
    )
