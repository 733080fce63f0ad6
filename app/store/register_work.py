"""What a work may ask of the low-income register and of the leads to it, with all that it has written."""

from sqlalchemy import Connection

from app.domain.lead import Lead
from app.domain.low_income import ListedHousehold
from app.journal.low_income import fold_household, fold_lead
from app.store import acts, journal, low_income_rows


class RegisterWork:
    """The register's part of a work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def listed_household(self, household_id: str) -> ListedHousehold | None:
        """Give the state of a household of the register, None where no entry of it is held."""
        return fold_household(household_id, journal.entries_of(self._connection, f"household:{household_id}"))

    def households_of(self, batch: str) -> tuple[str, ...]:
        """Give the ids of the households that an import wrote last."""
        return low_income_rows.of_batch(self._connection, batch)

    def household_before(self, household_id: str, batch: str) -> ListedHousehold | None:
        """Give the state of a household as it was before an import wrote to it; None where there was none."""
        held = journal.entries_of(self._connection, f"household:{household_id}")
        before = [item for item in held if (item.entry.body or {}).get("batch") != batch]
        return fold_household(household_id, before)

    def listed_heads(self) -> frozenset[str]:
        """Give the id numbers of the heads of all households on the register."""
        return low_income_rows.heads(self._connection)

    def make_acts_anew(self) -> None:
        """Make the table of who did what when anew from the entries."""
        acts.make_anew(self._connection)

    def lead(self, lead_id: str) -> Lead | None:
        """Give the state of a lead, None where no entry of it is held."""
        return fold_lead(lead_id, journal.entries_of(self._connection, f"lead:{lead_id}"))
