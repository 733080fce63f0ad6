"""A case moves: closed in one office and begun anew in another, as entries of the county's own chain, all or none.

What the office had written is written again for the other one, with its documents named again, so that the windows
there can read them; the number on the receipt and the days of the law stay. What comes when the case has gone is sent
after it in the same way.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from app.domain.case import Case
from app.domain.fact import Fact
from app.domain.household import Linked, link
from app.domain.office import confirmer_on
from app.domain.steps import handover
from app.domain.steps.handover import Continued, HandedOver, SentAfter
from app.errors import Refused
from app.ids import uuid7
from app.journal import moving
from app.journal.entry import Entry, NotAnEntry
from app.journal.fold import Stored
from app.journal.moving import Piece, Removal
from sync.county import case_rows, naming
from sync.county.access import Caller
from sync.county.acts import By
from sync.county.batch import named_blobs
from sync.county.case_files import Office, find_case, offices, read_case
from sync.county.confirming import words_of
from sync.county.ledger import Ledger
from sync.county.own_chain import OwnChain
from sync.county.site import Site
from sync.protocol import entry_of
from sync.reading import read_json

_ACCEPTED = "case.accepted"


@dataclass(frozen=True, slots=True)
class Moved:
    """A case that moved: as it stands in the office that it left, and as it goes on in `office`.

    So many entries were `carried` there, so many that came too late `not_carried`.
    """

    left: Case
    goes_on: Case
    office: str
    carried: int
    not_carried: int = 0


class Moving:
    """Hands cases over from office to office."""

    def __init__(self, site: Site, ledger: Ledger) -> None:
        self._site, self._chain = site, OwnChain(site, ledger)

    def hand_over(self, written: str, division: str, reason: str, by: By) -> Moved:
        """Let the office of a division go on with a case, by its number or id.

        Refused as `handover.hand_over` and `find_case`, county.no_office, move.same_office, move.papers_missing,
        entry.too_large.
        """
        case_id = self._find(written)
        return self._site.database.write(lambda c: self._hand_over(c, case_id, division, reason.strip(), by)).result()

    def send_after(self, written: str, by: By) -> Moved:
        """Carry on what came when a case had moved; Refused as `handover.send_after`, and as above."""
        case_id = self._find(written)
        return self._site.database.write(lambda c: self._send_after(c, case_id, by)).result()

    def _find(self, written: str) -> str:
        with self._site.database.reading() as connection:
            return find_case(connection, written).id

    def _hand_over(self, connection: Connection, case_id: str, division: str, reason: str, by: By) -> Moved:
        case, new_id, on = read_case(connection, case_id), uuid7(), by.on.isoformat()
        here, there = _two(connection, case, division)
        said = HandedOver(on, _named(there), new_id, reason, by.name)
        closing = handover.hand_over(case, said, by.actor)
        begun = handover.begin(new_id, Continued(case.id, _named(here), on, reason, by.name))
        writer, household = _Writer(connection, self._chain, by.officer), uuid7()
        root = writer.write(begun, there.scope, ())
        writer.changes = _changes(connection, case, there, household)
        carried = writer.carry(Removal(_stored(connection, case_id), root.hash, {}), case, new_id, there.scope)
        _link(writer, case, household, (here, there), by)
        writer.write(closing, here.scope)
        return Moved(read_case(connection, case_id), read_case(connection, new_id), said.office, carried)

    def _send_after(self, connection: Connection, case_id: str, by: By) -> Moved:
        case, on = read_case(connection, case_id), by.on.isoformat()
        moved = case.progress.handed_over
        if moved is None:
            raise Refused("move.not_moved")
        there = [stored.entry for stored in _stored(connection, moved.case)]
        scope, root = there[0].scope, next(entry.hash for entry in there if entry.kind == "case.continued")
        removal = Removal(_stored(connection, case_id), root, moving.copies(there), frozenset(case.left_behind))
        writer = _Writer(connection, self._chain, by.officer)
        carried = writer.carry(removal, case, moved.case, scope)
        said = SentAfter(on, carried, len(case.left_behind) - carried, by.name)
        writer.write(handover.send_after(case, said, by.actor), case.scope)
        left, goes_on = read_case(connection, case_id), read_case(connection, moved.case)
        return Moved(left, goes_on, moved.office, carried, said.not_carried)


class _Writer:
    """Writes at the end of the county's chain, inside one transaction; `changes` are members of a body, by kind."""

    def __init__(self, connection: Connection, chain: OwnChain, officer: str) -> None:
        self._connection, self._chain, self._officer = connection, chain, officer
        self.changes: Mapping[str, Mapping[str, Any]] = {}

    def write(self, fact: Fact, scope: str, parents: tuple[str, ...] | None = None) -> Entry:
        """Write a fact in the scope of an office; Refused entry.too_large."""
        body = dict(fact.body)
        try:
            entry, _ = self._chain.write(
                self._connection, fact.subject, fact.kind, lambda _device, _seq: body, scope=scope,
                actor=self._officer, parents=parents,
            )  # fmt: skip
        except NotAnEntry as error:
            raise Refused("entry.too_large") from error
        return entry

    def carry(self, removal: Removal, case: Case, new_id: str, scope: str) -> int:
        """Write again what goes along, and give how much that was; Refused move.papers_missing, entry.too_large."""
        return sum(self._carry(removal, piece, case, f"case:{new_id}", scope) for piece in removal.pieces())

    def _carry(self, removal: Removal, piece: Piece, case: Case, subject: str, scope: str) -> int:
        entry = piece.entry
        _check_papers(self._connection, entry, case.scope)
        body = moving.copied(entry, self.changes.get(entry.kind, {}))
        removal.written(piece, self.write(Fact(subject, entry.kind, 1, body), scope, piece.parents).hash)
        return 1


def _two(connection: Connection, case: Case, division: str) -> tuple[Office, Office]:
    """Give the office of a case, and the one that is to go on with it; Refused county.no_office, move.same_office."""
    if not division:
        raise Refused("county.no_office")
    (there,) = offices(connection, division)
    here = next(office for office in offices(connection) if office.scope == case.scope)
    if there.scope == here.scope:
        raise Refused("move.same_office")
    return here, there


def _named(office: Office) -> str:
    return office.name or office.division


def _changes(connection: Connection, case: Case, there: Office, household: str) -> Mapping[str, Mapping[str, Any]]:
    """Give what is another thing in the other office: the file on the household, and who confirms."""
    confirmer = confirmer_on(words_of(connection, there.scope), case.text_at("accepted_on") or "", case.confirmer)
    return {_ACCEPTED: {"household": household, "confirmer": confirmer}}


def _link(writer: _Writer, case: Case, household: str, two: tuple[Office, Office], by: By) -> None:
    """Tell each of two offices that the other keeps a file of the same household."""
    (here, there), on = two, by.on.isoformat()
    mine = case.text_at("household") or ""
    writer.write(link(mine, Linked(household, _named(there), on, by.name)), here.scope)
    writer.write(link(household, Linked(mine, _named(here), on, by.name)), there.scope)


def _stored(connection: Connection, case_id: str) -> Iterator[Stored]:
    for row in case_rows.of_subject(connection, case_rows.CASE + case_id):
        yield Stored(entry_of(read_json(bytes(row.line))), row.order_number, row.received_at)


def _check_papers(connection: Connection, entry: Entry, scope: str) -> None:
    """Refuse to name for another office what is not here, or what this one could not read: it may be a third one's."""
    reader = Caller("", "", frozenset({scope}))
    if not all(naming.is_readable(connection, reader, sha256) for sha256 in named_blobs(entry.body)):
        raise Refused("move.papers_missing")
