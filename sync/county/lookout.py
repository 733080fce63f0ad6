"""What is new for whom: one look at the journal for all event streams together."""

from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, func, select

from sync.county import schema
from sync.county.access import Caller
from sync.county.database import COUNTY


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a look came: the newest order, and how many devices were shut out by then."""

    newest: int
    revoked: int

    @classmethod
    def now(cls, connection: Connection) -> Self:
        """Give the mark of this moment."""
        newest = select(schema.county.c.newest).where(schema.county.c.id == COUNTY)
        revoked = select(func.count(schema.device.c.revoked_at))
        return cls(connection.scalar(newest) or 0, connection.scalar(revoked) or 0)


@dataclass(frozen=True, slots=True)
class News:
    """What happened since the look before: entries in `scopes`, entries of `devices` released, or `all` should look."""

    scopes: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    all: bool = False

    def concerns(self, caller: Caller) -> bool:
        """Tell whether the head of a device may have moved, or its rights."""
        return self.all or bool(self.scopes & caller.readable) or caller.device in self.devices


def look(connection: Connection, before: Mark) -> tuple[Mark, News]:
    """Give the mark of now, and what is new since `before`; reads only the entries that came since."""
    mark = Mark.now(connection)
    if mark.newest == before.newest:
        return mark, News(all=mark != before)
    entry, marks = schema.entry, schema.released
    came = select(entry.c.scope).where((entry.c.county == COUNTY) & (entry.c.order_number > before.newest))
    freed = select(marks.c.device).where((marks.c.county == COUNTY) & (marks.c.order_number > before.newest))
    scopes = frozenset(connection.scalars(came.distinct()))
    return mark, News(scopes, frozenset(connection.scalars(freed.distinct())), all=mark.revoked != before.revoked)
