"""Who confirms for an office: asked when the office is made, dated, in the county's own words to the windows."""

from datetime import date

from sqlalchemy import Connection, select

from app import clock
from app.domain.fact import plain
from app.domain.office import CONFIRMERS, ConfirmerSet, confirmer_on
from app.errors import Refused
from app.journal.fold import Stored
from app.journal.office import CONFIRMER_SET, SUBJECT, confirmers
from sync.county import schema
from sync.county.case_files import offices
from sync.county.database import COUNTY
from sync.county.ledger import Ledger
from sync.county.own_chain import OwnChain
from sync.county.site import Site
from sync.protocol import entry_of
from sync.reading import read_json


class Confirming:
    """Keeps for each office who confirms, as entries that its windows pull."""

    def __init__(self, site: Site, ledger: Ledger) -> None:
        self._site = site
        self._chain = OwnChain(site, ledger)

    def name(self, division: str, confirmer: str, from_on: date | None = None, basis: str = "") -> ConfirmerSet:
        """Say who confirms what an office accepts from a day on, today unless another is named.

        What holds already is not written again. Refused county.confirmer, county.no_office.
        """
        if confirmer not in CONFIRMERS:
            raise Refused("county.confirmer")
        day = (from_on or clock.local_date(self._site.now())).isoformat()
        work = self._site.database.write(lambda connection: self._name(connection, division, confirmer, day, basis))
        return work.result()

    def known(self, division: str, on: date | None = None) -> str:
        """Give who confirms for an office on a day, today unless another is named; empty where nobody has said so."""
        day = (on or clock.local_date(self._site.now())).isoformat()
        with self._site.database.reading() as connection:
            (office,) = offices(connection, division)
            return confirmer_on(words_of(connection, office.scope), day, "")

    def _name(self, connection: Connection, division: str, confirmer: str, day: str, basis: str) -> ConfirmerSet:
        (office,) = offices(connection, division)
        word = ConfirmerSet(office.scope, confirmer, day, basis)
        words = words_of(connection, office.scope)
        later = [one for one in words if one.from_on > day]
        if later or confirmer_on(words, day, "") != confirmer:
            self._chain.write(connection, SUBJECT + office.scope, CONFIRMER_SET, lambda _device, _seq: plain(word))
        return word


def words_of(connection: Connection, scope: str) -> tuple[ConfirmerSet, ...]:
    """Give what was said of who confirms for an office, oldest word first."""
    table = schema.entry
    here = (table.c.county == COUNTY) & (table.c.subject == SUBJECT + scope) & table.c.order_number.is_not(None)
    rows = connection.execute(select(table.c.line, table.c.order_number).where(here))
    return confirmers(Stored(entry_of(read_json(bytes(row.line))), row.order_number) for row in rows)
