"""What may be asked of the low-income register and of the leads to it."""

from app.domain.case import Case
from app.domain.household import Linked
from app.domain.lead import Lead
from app.domain.low_income import ListedHousehold
from app.journal.low_income import fold_household, fold_lead
from app.store import journal, low_income_rows
from app.store.reading import Reading
from app.store.values import ListedRow, RegisterCounts


class RegisterReads(Reading):
    """The register's half of the reads of a store."""

    def listed_household(self, household_id: str) -> ListedHousehold | None:
        """Give the state of a household of the register, None where no entry of it is held."""
        subject = f"household:{household_id}"
        with self.reading() as connection:
            return fold_household(household_id, journal.entries_of(connection, subject))

    def household_links(self, case: Case) -> tuple[Linked, ...]:
        """Give the files that other offices keep of a case's household, as the county joined them."""
        found = self.listed_household(case.accepted.household) if case.accepted else None
        return found.links if found else ()

    def lead(self, lead_id: str) -> Lead | None:
        """Give the state of a lead, None where no entry of it is held."""
        with self.reading() as connection:
            return fold_lead(lead_id, journal.entries_of(connection, f"lead:{lead_id}"))

    def listed_households(
        self, typed: str = "", of_class: str = "", village: str = "", limit: int = 300
    ) -> tuple[tuple[ListedRow, ...], int]:
        """Give at most `limit` households on the register that answer, by village and name, and how many there are."""
        with self.reading() as connection:
            return low_income_rows.households(connection, typed, of_class, village, limit)

    def every_listing(self) -> tuple[ListedRow, ...]:
        """Give all households that are or were on the register, by village and name."""
        with self.reading() as connection:
            return tuple(low_income_rows.every(connection))

    def register_counts(self) -> RegisterCounts:
        """Count what is on the register."""
        with self.reading() as connection:
            return RegisterCounts(*low_income_rows.counts(connection))
