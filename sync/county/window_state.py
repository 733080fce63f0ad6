"""What the county knows of its windows: when each was last heard, by which program, and what it told of itself."""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from app import clock
from sync.county import console_schema as tables
from sync.county.site import Site
from sync.telling import Told

_LONGEST_AGENT = 64


@dataclass(frozen=True, slots=True)
class Heard:
    """A call of a device: when, by which program, and what it told with it."""

    device: str
    agent: str
    told: Told | None = None


class WindowStates:
    """Keeps when each window was heard of last: exactly while this server runs, to a quarter of an hour beyond."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._seen: dict[str, str] = {}

    def saw(self, device: str) -> None:
        """Take note of a call, in memory only."""
        self._seen[device] = self._site.time()

    def seen_at(self, device: str) -> str:
        """Give when a device called last, as far as this process knows; empty where it does not."""
        return self._seen.get(device, "")

    def keep(self, connection: Connection, heard: Heard) -> None:
        """Write down a call, with what the window told of itself where it did."""
        table, now = tables.window_state, self._site.time()
        values: dict[str, str | int | None] = {"seen_at": now, "agent": heard.agent[:_LONGEST_AGENT]}
        if told := heard.told:
            off = clock.parse(told.clock_at) - clock.parse(now)
            values |= {"told_at": now, "head_seq": told.head_seq, "blobs": told.blobs}
            values |= {"oldest_at": told.oldest_at or None, "clock_off_s": round(off.total_seconds())}
        known = connection.execute(select(table.c.device).where(table.c.device == heard.device)).first()
        if known is None:
            connection.execute(insert(table).values(device=heard.device, **values))
        else:
            connection.execute(update(table).where(table.c.device == heard.device).values(**values))
