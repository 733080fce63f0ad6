"""A chain as this installation wrote it, line by line: also what was given up later, since checkpoints cover it."""

from sqlalchemy import Connection, select, text

from app.store.schema import entry as table

# Written out, so that SQLite knows which partial index fits.
_LIVE, _GIVEN_UP = text("given_up = 0"), text("given_up != 0")


def lines(connection: Connection, device_id: str, after: int, until: int) -> tuple[tuple[int, bytes], ...]:
    """Give (seq, line) from behind `after` up to `until`.

    Where the county's entry stands at the same place, the given-up own one.
    """
    within = select(table.c.seq, table.c.line).where(table.c.device == device_id, table.c.seq.between(after + 1, until))
    found = {row.seq: bytes(row.line) for row in connection.execute(within.where(_LIVE))}
    found |= {row.seq: bytes(row.line) for row in connection.execute(within.where(_GIVEN_UP))}
    return tuple(sorted(found.items()))
