"""How fast the county takes a push: verified and stored, beside a bare insert of the same rows in the same run."""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.ids import uuid7
from app.journal import sign
from app.journal.entry import ZERO_HASH, Entry, Place, write
from app.sqlite import sqlite
from sync.county.access import Caller
from sync.county.batch import read_batch
from sync.county.ledger import Ledger
from sync.county.site import Site, open_site
from sync.protocol import PushHeader, ndjson

ENTRIES = 1_000
ROUNDS = 7


def chain(device: str, count: int) -> list[Entry]:
    """Make entries of the size of a case's: about 600 bytes."""
    entries: list[Entry] = []
    for seq in range(1, count + 1):
        prev = entries[-1].hash if entries else ZERO_HASH
        at = "2026-11-24T09:00:00.000Z"
        place = Place(device, seq, prev, (), at, "ok", device, ZERO_HASH, "t-7K3M9Q")
        document = {"sha256": f"{seq:064x}", "size": 276_000, "media_type": "image/jpeg"}
        body = {"document": document, "title": "身份证正面", "note": "收到原件，核对无误", "handler": "李红"}
        entries.append(write(place, f"case:{uuid7()}", "case.document_filed", 1, body))
    return entries


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Push:
    """One push of a new device, as it arrives."""

    def __init__(self) -> None:
        private = sign.new_key()
        self.device, self.public = uuid7(), sign.public_key(private)
        self.entries = chain(self.device, ENTRIES)
        header = PushHeader.signed(private, self.device, 1, [entry.hash for entry in self.entries])
        self.body = ndjson(header, [entry.to_line() for entry in self.entries])
        self.caller = Caller(self.device, self.public, frozenset({"t-7K3M9Q"}))

    def send(self, site: Site, ledger: Ledger) -> None:
        batch = read_batch(self.body, self.device, self.public)
        site.database.write(lambda connection: ledger.receive(connection, self.caller, batch)).result()

    def verify(self) -> None:
        read_batch(self.body, self.device, self.public)

    def insert(self, connection: sqlite.Connection) -> None:
        """Store the same lines in one table with one index, without a look at them."""
        rows = [(entry.device, entry.seq, entry.hash, entry.to_line()) for entry in self.entries]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO bare VALUES (?, ?, ?, ?)", rows)
        connection.execute("COMMIT")


def bare(path: Path) -> sqlite.Connection:
    connection = sqlite.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE bare (device TEXT, seq INTEGER, hash TEXT, line BLOB, PRIMARY KEY (device, seq))")
    return connection


def run() -> dict[str, float | str]:
    """Give entries per second for a push, for its repeat and for verification alone, and the ratio to a bare insert."""
    with tempfile.TemporaryDirectory() as folder:
        site = open_site(Path(folder) / "county")
        ledger, plain = Ledger(site), bare(Path(folder) / "bare.db")
        took: dict[str, list[float]] = {"push": [], "repeat": [], "verify": [], "insert": []}
        for _ in range(ROUNDS):
            push = Push()
            took["verify"].append(seconds(push.verify))
            took["push"].append(seconds(lambda push=push: push.send(site, ledger)))  # type: ignore[misc]  # a default binds the loop's value
            took["repeat"].append(seconds(lambda push=push: push.send(site, ledger)))  # type: ignore[misc]  # as above
            took["insert"].append(seconds(lambda push=push: push.insert(plain)))  # type: ignore[misc]  # as above
        plain.close()
        site.close()
    middle = {name: statistics.median(all_of) for name, all_of in took.items()}
    figures: dict[str, float | str] = {f"{name}_entries_per_s": round(ENTRIES / s) for name, s in middle.items()}
    return figures | {"push_to_bare_insert": round(middle["push"] / middle["insert"], 2)}
