"""A chain as this installation wrote it, line by line: also what was given up later, since checkpoints cover it."""

from sqlalchemy import Connection, select

from app.store.schema import entry as table


def lines(connection: Connection, device_id: str, after: int, until: int, limit: int) -> tuple[tuple[int, bytes], ...]:
    """Give (seq, line) from behind `after` up to `until`, at most `limit`.

    Where the county's entry stands at the same place, the given-up own one.
    """
    within = (table.c.device == device_id, table.c.seq > after, table.c.seq <= until)
    columns = select(table.c.seq, table.c.line).where(*within).order_by(table.c.seq, table.c.given_up.desc())
    found: dict[int, bytes] = {}
    for row in connection.execute(columns.limit(limit)):
        found.setdefault(row.seq, bytes(row.line))
    return tuple(found.items())
