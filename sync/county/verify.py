"""The county reads everything it holds again and names what is not whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select, text

from app.errors import Unavailable
from app.journal import sign
from app.journal.entry import COUNTY_SCOPE, ZERO_HASH, Entry, NotAnEntry
from app.journal.merkle import Frontier
from app.journal.officer import GRANTED, REVOKED
from sync.county import schema
from sync.county.batch import subject_key
from sync.county.blob_store import digest_in
from sync.county.cause import called
from sync.county.database import COUNTY
from sync.county.ledger import is_bound
from sync.county.site import Site, state
from sync.protocol import countersign_statement, entry_of, grant_statement, revoke_statement
from sync.reading import NotProtocol, read_json

_ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that is not whole: what it is (``entry``, ``blob`` …), its name, and what is wrong with it."""

    what: str
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a verification saw, and what of it is broken.

    `unnamed` are documents in the store that no row knows: left by a killed server, harmless, nobody is shown them.
    """

    entries: int
    blobs: int
    checkpoints: int
    broken: tuple[Broken, ...]
    unnamed: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Give the finding as a JSON document."""
        return {"ok": not self.broken} | asdict(self)


def verify(site: Site) -> Found:
    """Read all entries, checkpoints and blobs again; it only reads, and may run beside the server."""
    documents = _Documents(site)
    with site.database.reading() as connection:
        ledger = _Ledger(connection, site)
        broken = [*_database(connection, site), *ledger.entries(), *ledger.totals(), *ledger.checkpoints()]
        documents.look(connection)
    broken += documents.broken()
    return Found(ledger.count, documents.count, ledger.signed, tuple(broken), documents.unnamed())


def _database(connection: Connection, site: Site) -> Iterator[Broken]:
    if site.database.path is None:
        return
    for (finding,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if finding != "ok":
            yield Broken("database", site.database.path.name, str(finding))


class _Ledger:
    """One walk over all entries, device by device, that gathers what can only be judged at the end."""

    def __init__(self, connection: Connection, site: Site) -> None:
        self._connection = connection
        self._site = site
        self.count = 0
        self.signed = 0
        self._orders: list[int] = []
        self._first: dict[str, tuple[int, str]] = {}
        self._heads: dict[str, tuple[int, str]] = {}
        self._acked = {row.device: row.acked_seq for row in connection.execute(select(schema.chain))}
        self._frontier = Frontier()
        self._device = ""
        self._seq = 0
        self._hash = ZERO_HASH
        self._is_whole = True

    def entries(self) -> Iterator[Broken]:
        table = schema.entry
        query = select(table).where(table.c.county == COUNTY).order_by(table.c.device, table.c.seq)
        sizes = self._sizes()
        for row in self._connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(query):
            self.count += 1
            if row.device != self._device:
                self._device, self._seq, self._hash, self._frontier = row.device, 0, ZERO_HASH, Frontier()
                self._is_whole = True
            yield from (Broken("entry", f"{row.device} {row.seq}", reason) for reason in self._entry(row))
            self._seq, self._hash = row.seq, row.hash
            if self._is_whole:
                self._heads[row.device] = row.seq, row.hash
            self._frontier = self._frontier.add(row.hash)
            root = sizes.get((row.device, row.seq))
            if root is not None and root != self._frontier.root():
                yield Broken("checkpoint", f"{row.device} {row.seq}", "root")

    def totals(self) -> Iterator[Broken]:
        county = state(self._connection)
        newest = county.newest if county else 0
        if sorted(self._orders) != list(range(1, newest + 1)):
            yield Broken("order", "county", "numbers are missing, repeated or beyond the counter")
        chains = {row.device: (row.acked_seq, row.head_hash) for row in self._connection.execute(select(schema.chain))}
        for device in sorted(chains.keys() | self._heads.keys()):
            if chains.get(device) != self._heads.get(device):
                yield Broken("chain", device, "does not end where it should")
        table = schema.subject
        kept = {row.subject: row.scope for row in self._connection.execute(select(table))}
        for subject in sorted(kept.keys() | self._first.keys()):
            if kept.get(subject) != self._first.get(subject, (0, None))[1]:
                yield Broken("subject", subject, "first scope")

    def checkpoints(self) -> Iterator[Broken]:
        keys = self._site.keys
        for row in self._connection.execute(select(schema.checkpoint)):
            self.signed += 1
            statement = countersign_statement(row.device, row.size, row.root, row.at)
            if row.kid == keys.kid and not sign.is_signed(keys.public, statement, row.signature):
                yield Broken("checkpoint", f"{row.device} {row.size}", "signature")

    def _sizes(self) -> dict[tuple[str, int], str]:
        rows = self._connection.execute(select(schema.checkpoint))
        return {(row.device, row.size): row.root for row in rows}

    def _entry(self, row: Row[Any]) -> Iterator[str]:
        self._gather(row)
        follows = row.seq == self._seq + 1
        is_beyond = row.seq > self._acked.get(row.device, 0)  # counted, because its author is gone
        self._is_whole = self._is_whole and (follows or not is_beyond)
        if not follows and not is_beyond:
            yield "an entry before it is missing"
        try:
            entry = entry_of(read_json(bytes(row.line)))
        except NotProtocol:
            yield "cannot be read"
            return
        except NotAnEntry as error:
            yield error.reason
            return
        if follows and entry.prev != self._hash:
            yield "does not name the one before"
        if (entry.device, entry.seq, entry.hash, entry.scope, subject_key(entry.subject)) != _told(row):
            yield "stands at another place"
        if (row.order_number is None) == (row.withheld is None):
            yield "order and withheld"
        if entry.kind in _SIGNED and entry.scope == COUNTY_SCOPE and not self._is_signed(entry):
            yield "signature of the grant"

    def _gather(self, row: Row[Any]) -> None:
        if row.order_number is None:
            return
        self._orders.append(row.order_number)
        if is_bound(row.subject):
            self._first[row.subject] = min(
                self._first.get(row.subject, (row.order_number, row.scope)), (row.order_number, row.scope)
            )

    def _is_signed(self, entry: Entry) -> bool:
        keys, body = self._site.keys, entry.body or {}
        if body.get("kid") != keys.kid:
            return True  # not by this county's present key, or erased: nothing here can judge it
        statement = _SIGNED[entry.kind](entry.device, entry.seq, body)
        return sign.is_signed(keys.public, statement, str(body.get("signature")))


# What the county signs inside too, and how.
_SIGNED: Final = {GRANTED: grant_statement, REVOKED: revoke_statement}


def _told(row: Row[Any]) -> tuple[str, int, str, str, str]:
    return row.device, row.seq, row.hash, row.scope, row.subject


class _Documents:
    """All documents, as the store and the database know them."""

    def __init__(self, site: Site) -> None:
        self._store = site.store
        with _of_the_store():  # before the rows: what came into the store later is not taken for forgotten
            self._lying = set(self._store.names())
        self._known: list[str] = []
        self._begun: set[str] = set()

    def look(self, connection: Connection) -> None:
        """Note what the database knows; reading comes after, so that no transaction waits for it."""
        self._known = sorted(connection.execute(select(schema.blob.c.sha256)).scalars())
        uploads = schema.upload
        self._begun = set(connection.execute(select(uploads.c.sha256).where(uploads.c.done == 0)).scalars())

    @property
    def count(self) -> int:
        return len(self._known)

    def unnamed(self) -> tuple[str, ...]:
        """Give what lies in the store and is neither known nor about to be: nobody is shown it."""
        return tuple(sorted(self._lying - set(self._known) - self._begun))

    def broken(self) -> Iterator[Broken]:
        for sha256 in self._known:
            with _of_the_store():
                found = digest_in(self._store, sha256)
            if found != sha256:
                yield Broken("blob", sha256, "altered" if found else "missing")


@contextmanager
def _of_the_store() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Unavailable("county.folder", reason=called(error)) from error
