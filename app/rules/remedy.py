"""What somebody can do against a decision: dated, and by the county's own names."""

from dataclasses import dataclass
from datetime import date

from app.rules.county import Local, held

REMEDY = "remedy"


@dataclass(frozen=True, slots=True)
class Remedy:
    """Where to ask for review and within how many days, where to sue and within how many months."""

    review_office: str
    review_days: int
    court: str
    court_months: int


def remedy(decided_on: date, local: Local | None = None) -> Remedy:
    """Give what holds against a decision of a day, by the county's own names; Refused rules.missing without any."""
    values = held(local, REMEDY, REMEDY, decided_on).values
    return Remedy(
        review_office=values["review_office"],
        review_days=int(values["review_days"]),
        court=values["court"],
        court_months=int(values["court_months"]),
    )
