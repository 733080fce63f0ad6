"""How fast the county takes a push: verified and stored, beside a plain insert of the same rows in the same run.

On SQLite the plain insert is executemany, on PostgreSQL COPY, each into one table with one index.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from app.ids import uuid7
from app.journal import sign
from app.journal.entry import ZERO_HASH, Entry, Place, write
from app.sqlite import sqlite
from sync.county.access import Caller
from sync.county.batch import read_batch
from sync.county.ledger import Ledger
from sync.county.site import Site, open_site
from sync.protocol import PushHeader, ndjson
from tests.county.postgres import Postgres

ENTRIES = 1_000
ROUNDS = 15
# How many entries a case has and how many of them name a picture: as a township's cases are, and the worst that can be.
SHAPES = {"cases": (12, 3), "worst": (1, 1)}
COLUMNS = "device TEXT, seq BIGINT, hash TEXT, line {bytes}, PRIMARY KEY (device, seq)"


def chain(device: str, count: int, of_a_case: int, pictures: int) -> list[Entry]:
    """Make entries of about 600 bytes: so many of each case, of which so many name a picture of their own."""
    entries: list[Entry] = []
    case = ""
    for seq in range(1, count + 1):
        prev = entries[-1].hash if entries else ZERO_HASH
        at = "2026-11-24T09:00:00.000Z"
        place = Place(device, seq, prev, (), at, "ok", device, ZERO_HASH, "t-7K3M9Q")
        place_in_case = (seq - 1) % of_a_case
        case = case if place_in_case else f"case:{uuid7()}"
        name = "sha256" if place_in_case < pictures else "sha-256"
        document = {name: f"{seq:064x}", "size": 276_000, "media_type": "image/jpeg"}
        body = {"document": document, "title": "身份证正面", "note": "收到原件，核对无误", "handler": "李红"}
        entries.append(write(place, case, "case.document_filed", 1, body))
    return entries


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Push:
    """One push of a new device, as it arrives."""

    def __init__(self, of_a_case: int, pictures: int) -> None:
        private = sign.new_key()
        self.device, self.public = uuid7(), sign.public_key(private)
        self.entries = chain(self.device, ENTRIES, of_a_case, pictures)
        header = PushHeader.signed(private, self.device, 1, [entry.hash for entry in self.entries])
        self.body = ndjson(header, [entry.to_line() for entry in self.entries])
        self.caller = Caller(self.device, self.public, frozenset({"t-7K3M9Q"}))

    def send(self, site: Site, ledger: Ledger) -> None:
        batch = read_batch(self.body, self.device, self.public)
        site.database.write(lambda connection: ledger.receive(connection, self.caller, batch)).result()

    def verify(self) -> None:
        read_batch(self.body, self.device, self.public)

    def rows(self) -> list[tuple[str, int, str, bytes]]:
        """Give the lines as rows of one table."""
        return [(entry.device, entry.seq, entry.hash, entry.to_line()) for entry in self.entries]


class BareSqlite:
    """A table of SQLite, with the pragmas of the county's file."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute(f"CREATE TABLE bare ({COLUMNS.format(bytes='BLOB')})")

    def insert(self, rows: list[tuple[str, int, str, bytes]]) -> None:
        """Store the same lines without a look at them, in one transaction."""
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.executemany("INSERT INTO bare VALUES (?, ?, ?, ?)", rows)
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()


class BarePostgres:
    """A table of PostgreSQL, in the county's own database."""

    def __init__(self, url: str) -> None:
        address = make_url(url)
        self._connection = psycopg.connect(
            host=str(address.query["host"]), user="postgres", dbname=address.database, autocommit=True
        )
        self._connection.execute(f"CREATE TABLE bare ({COLUMNS.format(bytes='BYTEA')})".encode())

    def insert(self, rows: list[tuple[str, int, str, bytes]]) -> None:
        """Store the same lines without a look at them, by COPY in one transaction."""
        words = "COPY bare FROM STDIN (FORMAT BINARY)"
        with self._connection.transaction(), self._connection.cursor() as cursor, cursor.copy(words) as copy:
            copy.set_types(("text", "int8", "text", "bytea"))
            for row in rows:
                copy.write_row(row)

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()


def measured(
    site: Site, plain: BareSqlite | BarePostgres, shape: tuple[int, int], server_s: Callable[[], float]
) -> dict[str, float | str]:
    """Give entries per second for a push, its repeat, verification alone and the plain insert, by wall time.

    `push_cpu` is a push by CPU time, of this program and of the database's server together: what one core could take
    if it had nothing else to do. `push_to_plain` is how many times as long a push takes as the plain insert.
    """
    ledger = Ledger(site)
    took: dict[str, list[float]] = {"push": [], "repeat": [], "verify": [], "plain": [], "push_cpu": []}
    for _ in range(ROUNDS):
        push = Push(*shape)
        rows = push.rows()
        took["verify"].append(seconds(push.verify))
        before = time.process_time() + server_s()
        took["push"].append(seconds(lambda push=push: push.send(site, ledger)))  # type: ignore[misc]  # a default binds the loop's value
        took["push_cpu"].append(time.process_time() + server_s() - before)
        took["repeat"].append(seconds(lambda push=push: push.send(site, ledger)))  # type: ignore[misc]  # as above
        took["plain"].append(seconds(lambda rows=rows: plain.insert(rows)))  # type: ignore[misc]  # as above
    middle = {name: statistics.median(all_of) for name, all_of in took.items()}
    figures: dict[str, float | str] = {f"{name}_entries_per_s": round(ENTRIES / s) for name, s in middle.items()}
    figures["push_cpu_entries_per_s"] = round(ENTRIES * ROUNDS / sum(took["push_cpu"]))  # counted in ticks of 10 ms
    figures["push_best_entries_per_s"] = round(ENTRIES / min(took["push"]))
    return figures | {"push_to_plain": round(middle["push"] / middle["plain"], 2)}


def run() -> dict[str, float | str]:
    """Measure both databases; `load` is how many programs wanted the processor while it ran (2 cores: at most 2)."""
    figures: dict[str, float | str] = {}
    with tempfile.TemporaryDirectory() as folder, Postgres() as server:
        url = server.new()
        for kind, address in (("sqlite", ""), ("postgresql", url)):
            plain = BarePostgres(url) if address else BareSqlite(Path(folder) / "bare.db")
            site = open_site(Path(folder) / kind, database_url=address)
            for name, shape in SHAPES.items():
                found = measured(site, plain, shape, lambda: server.cpu_s)
                figures |= {f"{kind}_{name}_{what}": figure for what, figure in found.items()}
            site.close()
            plain.close()
    return figures | {"load": round(os.getloadavg()[0], 1)}
