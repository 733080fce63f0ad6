"""An officer of the county looks at a case: the entry of it is committed before anything is shown."""

from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from app import clock
from app.domain import access
from app.domain.access import Looked, Purpose
from sync.county import console_schema as tables
from sync.county.ledger import Ledger
from sync.county.own_chain import OwnChain
from sync.county.site import Site

# The same officer at the same case for the same purpose is one entry in a quarter of an hour.
_ONE_LOOK: Final = timedelta(minutes=15)


class Looking:
    """Writes who looked at what into the county's own chain."""

    def __init__(self, site: Site, ledger: Ledger) -> None:
        self._site = site
        self._chain = OwnChain(site, ledger)

    def note(self, officer: str, subject: str, purpose: Purpose, office: str = "") -> None:
        """Write that an officer looks at a subject, unless an entry is there that still covers it; then it is on disk.

        `office` is the scope of the office whose case it is.
        """
        with self._site.database.reading() as connection:
            if self._is_covered(connection, officer, subject, purpose):
                return
        self._site.database.write(lambda connection: self._note(connection, officer, subject, purpose, office)).result()

    def _is_covered(self, connection: Connection, officer: str, subject: str, purpose: Purpose) -> bool:
        table = tables.look
        here = (table.c.officer == officer) & (table.c.subject == subject) & (table.c.purpose == purpose.value)
        last = connection.execute(select(table.c.at).where(here)).scalar()
        return last is not None and timedelta(0) <= self._site.now() - clock.parse(last) < _ONE_LOOK

    def _note(self, connection: Connection, officer: str, subject: str, purpose: Purpose, office: str) -> None:
        if self._is_covered(connection, officer, subject, purpose):
            return
        at, head = self._site.time(), tables.look_head
        fact = access.looked(officer, Looked(subject, purpose.value, at, office))
        last = connection.execute(select(head.c.hash).where(head.c.officer == officer)).scalar()
        entry, _ = self._chain.write(
            connection, fact.subject, fact.kind, lambda _device, _seq: dict(fact.body), actor=officer,
            parents=(last,) if last else (),
        )  # fmt: skip
        connection.execute(delete(head).where(head.c.officer == officer))
        connection.execute(insert(head).values(officer=officer, hash=entry.hash))
        self._keep(connection, officer, subject, purpose, at)

    def _keep(self, connection: Connection, officer: str, subject: str, purpose: Purpose, at: str) -> None:
        table = tables.look
        old = clock.text(self._site.now() - _ONE_LOOK)
        same = (table.c.subject == subject) & (table.c.purpose == purpose.value)
        connection.execute(delete(table).where((table.c.officer == officer) & (same | (table.c.at < old))))
        connection.execute(insert(table).values(officer=officer, subject=subject, purpose=purpose.value, at=at))
