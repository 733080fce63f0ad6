"""Writing at the end of the county's own chain: grants, what holds for an office, and the county's steps of a case."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from app.journal import fold
from app.journal.entry import COUNTY_SCOPE, MAX_PARENTS, ZERO_HASH, Entry, Place, write
from sync.county import case_rows
from sync.county.batch import verified
from sync.county.ledger import Ledger, head_of
from sync.county.site import Site, state
from sync.protocol import entry_of
from sync.reading import read_json

Body = Callable[[str, int], dict[str, Any]]


class OwnChain:
    """The county's own device, writing in the transactions that it is handed."""

    def __init__(self, site: Site, ledger: Ledger) -> None:
        self._site = site
        self._ledger = ledger

    def write(
        self, connection: Connection, subject: str, kind: str, body_at: Body, *, scope: str = COUNTY_SCOPE,
        actor: str = "", parents: tuple[str, ...] | None = None,
    ) -> tuple[Entry, int]:  # fmt: skip
        """Append an entry and give it with its order; `body_at` gets the device and `seq` that it will have.

        Without an `actor` the county itself acts, by the id of its device. `parents` is for a subject that only the
        county writes, and whose newest entry the caller knows; else they are looked up.
        """
        county = state(connection)
        device = county.device if county else ""
        head = head_of(connection, device)
        place = Place(
            device=device,
            seq=head.acked_seq + 1,
            prev=head.hash,
            parents=heads_of(connection, subject) if parents is None else parents,
            at=self._site.time(),
            clock="ok",
            actor=actor or device,
            grant=ZERO_HASH,
            scope=scope,
        )
        entry = write(place, subject, kind, 1, body_at(device, place.seq))
        return entry, self._ledger.write_own(connection, verified(entry))


def heads_of(connection: Connection, subject: str) -> tuple[str, ...]:
    """Give what the next entry of a subject names as parents: its ordered entries that no other of them names."""
    lines = (row.line for row in case_rows.of_subject(connection, subject))
    return fold.heads(entry_of(read_json(bytes(line))) for line in lines)[:MAX_PARENTS]
