"""The parts of a county that pages work with, made once and handed to them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from app import clock
from app.domain.access import Purpose
from sync.county.acts import By
from sync.county.case_files import Office, offices
from sync.county.case_index import CaseIndex
from sync.county.confirming import Confirming
from sync.county.console.sessions import Visitor
from sync.county.deciding import Deciding
from sync.county.deeds import Deeds
from sync.county.desk import Desk
from sync.county.looking import Looking
from sync.county.officers import Officers
from sync.county.site import Site


@dataclass(frozen=True, slots=True)
class County:
    """The county as its own officers work with it."""

    site: Site
    desk: Desk
    officers: Officers
    index: CaseIndex
    looking: Looking
    deciding: Deciding
    confirming: Confirming
    deeds: Deeds

    @classmethod
    def of(cls, desk: Desk) -> "County":
        """Make the parts of a county that serves."""
        site, ledger = desk.site, desk.ledger
        return cls(
            site,
            desk,
            Officers(site),
            CaseIndex(site),
            Looking(site, ledger),
            Deciding(site, ledger),
            Confirming(site, ledger),
            Deeds(site),
        )

    @property
    def today(self) -> date:
        """The county's calendar day."""
        return clock.local_date(self.site.now())

    def by(self, visitor: Visitor, on: date | None = None) -> By:
        """Give who acts today, or acted on an earlier day; Refused county.ahead."""
        return self.deciding.by_officer(visitor.id, visitor.name, on)

    def look(self, visitor: Visitor, case: str, purpose: Purpose, scope: str) -> None:
        """Have the entry of a look at a case on disk, before anything of it is shown."""
        self.looking.note(visitor.id, f"case:{case}", purpose, scope)

    def offices(self, connection: Connection) -> tuple[Office, ...]:
        """Give the townships by their division code."""
        return offices(connection)
