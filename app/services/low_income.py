"""低收入人口: the township's register of low-income households, one household at a time."""

from dataclasses import replace
from pathlib import Path

from app.domain import low_income
from app.domain.duties import Act
from app.domain.low_income import ListChanged, Listed, ListedHousehold, Listing, Source, Unlisted
from app.errors import Refused
from app.ids import uuid7
from app.services import looking
from app.services.desk import Desk
from app.services.duty import needs


@needs(Act.HANDLE)
def add(desk: Desk, listing: Listing) -> ListedHousehold:
    """Put a household on the register; Refused low_income.on_list where its head is on it, else as `check`."""
    household_id = uuid7()
    with desk.store.work(desk.author) as work:
        if listing.id_number in work.listed_heads():
            raise Refused("low_income.on_list", name=listing.name)
        work.append([low_income.listed(household_id, listed(desk, listing))])
        return _there(work.listed_household(household_id))


@needs(Act.HANDLE)
def change(desk: Desk, household_id: str, listing: Listing) -> ListedHousehold:
    """Take down what is different with a household now; nothing different changes nothing.

    What two windows wrote differently is settled by it.

    Refused low_income.not_listed, and as `low_income.check`.
    """
    with desk.store.work(desk.author) as work:
        known = _there(work.listed_household(household_id))
        if known.on_list and known.listing == listing and not known.disputed:
            return known
        body = ListChanged(desk.today().isoformat(), Source.HAND.value, {}, desk.author.officer)
        work.append([low_income.changed(known, listing, body)])
        return _there(work.listed_household(household_id))


@needs(Act.HANDLE)
def remove(desk: Desk, household_id: str, reason: str) -> ListedHousehold:
    """Take a household off the register; Refused low_income.not_listed, low_income.no_reason."""
    with desk.store.work(desk.author) as work:
        known = _there(work.listed_household(household_id))
        body = Unlisted(desk.today().isoformat(), Source.HAND.value, reason, desk.author.officer)
        work.append([low_income.unlisted(known, body)])
        return _there(work.listed_household(household_id))


@needs(Act.HANDLE)
def put_back(desk: Desk, household_id: str, listing: Listing) -> ListedHousehold:
    """Put a household that had left on the register again; Refused low_income.on_list, and as `low_income.check`."""
    with desk.store.work(desk.author) as work:
        known = _there(work.listed_household(household_id))
        if known.on_list or listing.id_number in work.listed_heads():
            raise Refused("low_income.on_list", name=listing.name)
        work.append([low_income.listed(household_id, listed(desk, listing))])
        return _there(work.listed_household(household_id))


@needs(Act.EXPORT)
def export(desk: Desk, file: Path, reason: str, note: str = "") -> int:
    """Write the whole register into an .xlsx file that can be imported again, and give how many households.

    Unavailable list.not_written; Refused access.no_reason.
    """
    from app.sheets.export import write  # noqa: PLC0415 - xlsxwriter, only for those who want a file

    listings = [row.listing for row in desk.store.every_listing() if row.on_list]
    looking.exported(desk, "list:low_income", len(listings), reason, note)
    write(file, listings, desk.office.name, desk.today())
    return len(listings)


@needs(Act.HANDLE)
def listed(desk: Desk, listing: Listing, source: Source = Source.HAND, batch: str = "") -> Listed:
    """Give the body of the fact that a household is on the register from today on."""
    today, office = desk.today().isoformat(), desk.office
    body = Listed(today, source.value, listing, office.name, office.division, desk.author.officer)
    return replace(body, batch=batch)


def _there(found: ListedHousehold | None) -> ListedHousehold:
    if found is None or found.listing is None:
        raise Refused("low_income.gone")
    return found
