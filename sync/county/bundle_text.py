"""The text of a bundle: its pushes and checkpoints go where those of the line go."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, BinaryIO, Final

from sqlalchemy import Connection

from sync.county.access import Caller
from sync.county.batch import Batch, read_batch
from sync.county.checkpoints import Checkpoints
from sync.county.ledger import Ledger, head_of
from sync.county.problem import Problem
from sync.county.site import Site
from sync.protocol import MAX_BATCH_BYTES, PushHeader
from sync.reading import MAX_JSON_BYTES, NotProtocol, read_json

_LONGEST_LINE: Final = MAX_BATCH_BYTES


@dataclass(slots=True)
class Told:
    """What the text of a bundle told: new entries, those of them withheld, counter-signatures.

    `trouble` is the code of the problem because of which not all of it was taken.
    """

    entries: int = 0
    withheld: int = 0
    trouble: str = ""
    signed: list[dict[str, object]] = field(default_factory=list)


class BundleText:
    """Hands the text of a caller's bundle to the ledger and says in `told` what became of it."""

    def __init__(self, site: Site, caller: Caller, told: Told) -> None:
        self._site, self._caller, self._told = site, caller, told
        self._ledger, self._checkpoints = Ledger(site), Checkpoints(site)

    def push(self, file: BinaryIO) -> None:
        """Push the batches; Problem for the first that is not taken, as over the line. What came before stays."""
        for body in _batches(file):
            batch = read_batch(body, self._caller.device, self._caller.public_key)
            problem = self._site.database.write(partial(self._receive, batch=batch)).result()
            if problem is not None:
                raise problem

    def countersign(self, file: BinaryIO) -> None:
        """Sign the roots that are ours too; one that differs is IT's to look at and stops nothing."""
        for line in file:
            try:
                value = read_json(line)
                done = self._site.database.write(partial(self._sign, value=value)).result()
            except (NotProtocol, Problem):
                continue
            if isinstance(done, Problem):
                self._told.trouble = self._told.trouble or done.code
            else:
                self._told.signed.append(done)

    def _receive(self, connection: Connection, batch: Batch) -> Problem | None:
        before = head_of(connection, self._caller.device).acked_seq
        done = self._ledger.receive(connection, self._caller, batch)
        withheld = done.members.get("withheld", ()) if isinstance(done, Problem) else done.withheld
        self._told.entries += head_of(connection, self._caller.device).acked_seq - before
        self._told.withheld += sum(seq > before for seq, _ in withheld)
        return done if isinstance(done, Problem) else None

    def _sign(self, connection: Connection, value: Any) -> dict[str, object] | Problem:
        return self._checkpoints.countersign(connection, self._caller, value)


def _batches(file: BinaryIO) -> Iterator[bytes]:
    """Give the pushes of a journal, each whole; what is no push is given too, to be refused."""
    while header := file.readline(MAX_JSON_BYTES):
        try:
            count = PushHeader.read(read_json(header)).count
        except NotProtocol:
            yield header
            return
        yield header + b"".join(_lines(file, count, MAX_BATCH_BYTES - len(header)))


def _lines(file: BinaryIO, count: int, room: int) -> Iterator[bytes]:
    """Give the next lines, as long as they fit into a push."""
    for _ in range(count):
        line = file.readline(_LONGEST_LINE)
        room -= len(line)
        if not line or room < 0:
            return
        yield line
