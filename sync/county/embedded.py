"""A county inside another program: for the demo and for tests. It is the real server on a loopback port."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import Row, func, select

from app import clock
from app.domain.officer import MOST_DAYS
from app.errors import Unavailable
from app.journal.entry import Entry
from sync.county import incident, pull, schema
from sync.county.api import Api
from sync.county.confirming import Confirming
from sync.county.deciding import Deciding
from sync.county.enrolment import Enrolment, NewCode
from sync.county.grants import Granted, Grants, Wanted
from sync.county.ledger import Ledger
from sync.county.server import Address, Server, listen, make_server
from sync.county.site import Site, open_site
from sync.protocol import entry_of
from sync.reading import read_json

_START_S: Final = 10.0


class County:
    """A county server in a thread: `start`, `stop`, and again. Also a context manager."""

    def __init__(
        self, data: Path, port: int = 0, *, database: str = "", blobs: str = "", now: Callable[[], datetime] = clock.now
    ) -> None:
        self._data = data
        self._database = database
        self._blobs = blobs
        self._now = now
        self.port = port
        self._site: Site | None = None
        self._server: Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """The address of the server. After `start` the port is fixed, also over a stop and a new start."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def site(self) -> Site:
        """The open county; Unavailable while it is stopped."""
        if self._site is None:
            raise Unavailable("county.closing")
        return self._site

    def start(self) -> Self:
        """Start serving and return when requests are answered; Unavailable when that cannot be done."""
        site = open_site(self._data, database_url=self._database, blobs=self._blobs, now=self._now)
        listener = listen(Address(port=self.port))
        self.port = int(listener.getsockname()[1])
        server = make_server(Api(site), Address(port=self.port))
        begun = threading.Event()
        self._site, self._server = site, server
        self._thread = threading.Thread(target=_serve, args=(server, listener, begun), name="county", daemon=True)
        self._thread.start()
        if not begun.wait(_START_S) or not server.started:
            self.stop()
            raise Unavailable("county.address", reason="not started")
        return self

    def stop(self) -> None:
        """End gracefully: requests under way are finished, what was acknowledged is on disk."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join()
        if self._site is not None:
            self._site.close()
        self._site = self._server = self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def enrol_code(self, division: str, name: str = "", confirmer: str = "") -> NewCode:
        """Make a one-time code for an office, and the office if it is new; with who confirms there, if that is said."""
        code = Enrolment(self.site).new_code(division, name)
        if confirmer:
            Confirming(self.site, Ledger(self.site)).name(division, confirmer)
        return code

    def grant(
        self, division: str, name: str, *roles: str, officer: str = "", days: int = MOST_DAYS, stands_for: str = ""
    ) -> Granted:
        """Write a grant for an officer of an office, of a window where nothing is said; devices pull it."""
        wanted = Wanted(division, name, roles or ("window",), officer, days, stands_for)
        return Grants(self.site, Ledger(self.site)).grant(wanted)

    def revoke_grant(self, division: str, officer: str, reason: str) -> Granted:
        """Take back an officer's grants for an office; devices pull it."""
        return Grants(self.site, Ledger(self.site)).revoke(division, officer, reason)

    @property
    def deciding(self) -> Deciding:
        """The county at work on cases: what waits for it, and its steps."""
        return Deciding(self.site, Ledger(self.site))

    def revoke(self, device: str) -> str:
        """Shut a device out; gives the time."""
        return Enrolment(self.site).revoke(device)

    def release(self, device: str, seq: int) -> int | None:
        """Give a withheld entry its order; None when there is none withheld at this place."""
        ledger = Ledger(self.site)
        return self.site.database.write(lambda connection: ledger.release(connection, device, seq)).result()

    def entries(self, device: str) -> list[Entry]:
        """Give the county's copy of a device's chain, by rising `seq`."""
        with self.site.database.reading() as connection:
            return [entry_of(read_json(bytes(row.line))) for row in pull.lines(connection, device)]

    def orders(self, device: str) -> dict[int, int | None]:
        """Give the order of each of a device's entries by `seq`, None for withheld ones."""
        with self.site.database.reading() as connection:
            return {row.seq: row.order_number for row in pull.lines(connection, device)}

    def blob(self, sha256: str) -> bytes | None:
        """Give the county's copy of a document, or None when it has none."""
        store = self.site.store
        size = store.size(sha256)
        return None if size is None else b"".join(store.read(sha256, 0, size))

    def incidents(self) -> Sequence[Row[Any]]:
        """Give what IT should look at: rows with `at`, `kind`, `device`, `detail`."""
        with self.site.database.reading() as connection:
            return incident.recorded(connection)

    def counts(self) -> dict[str, int]:
        """Give how many entries, ordered entries, withheld entries, blobs and devices the county has."""
        table, order = schema.entry, schema.entry.c.order_number
        asked = {
            "entries": select(func.count()).select_from(table),
            "ordered": select(func.count()).select_from(table).where(order.is_not(None)),
            "withheld": select(func.count()).select_from(table).where(order.is_(None)),
            "blobs": select(func.count()).select_from(schema.blob),
            "devices": select(func.count()).select_from(schema.device),
        }
        with self.site.database.reading() as connection:
            return {name: int(connection.execute(query).scalar_one()) for name, query in asked.items()}


def _serve(server: Server, listener: object, begun: threading.Event) -> None:
    async def run() -> None:
        serving = asyncio.create_task(server.serve(sockets=[listener]))  # type: ignore[list-item]  # a socket, kept untyped for the thread
        while not server.started and not serving.done():
            await asyncio.sleep(0.001)
        begun.set()
        await serving

    try:
        asyncio.run(run())
    finally:
        begun.set()
