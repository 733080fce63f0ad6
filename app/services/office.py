"""Who confirms for this office: the county's dated word, else what was said when the window was set up."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.office import Office, confirmer_on
from app.journal.office import SUBJECT, confirmers

if TYPE_CHECKING:
    from app.store import Store


def office_on(store: "Store", office: Office, day: date) -> Office:
    """Give the office as it is for what is accepted on a day; a change later leaves old cases as they were accepted."""
    words = confirmers(store.entries(SUBJECT + office.scope))
    return replace(office, confirmer=confirmer_on(words, day.isoformat(), office.confirmer))
