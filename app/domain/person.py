"""Who a person is, as the documents say it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONG_TERM = "long_term"  # 长期, in place of a last day of validity
YOUNG = 14  # years: below, everything about a child is sensitive (个人信息保护法 28)


class Sex(StrEnum):
    """GB/T 2261.1, by word."""

    MALE = "male"
    FEMALE = "female"


@dataclass(frozen=True, slots=True)
class Identity:
    """A person as on the identity document; every field is text and may be empty. Dates are ISO.

    `sex` is male or female, `ethnic` without 族, `valid_to` a date or ``long_term``.
    """

    name: str = ""
    sex: str = ""
    ethnic: str = ""
    birth: str = ""
    address: str = ""
    id_number: str = ""
    issuer: str = ""
    valid_from: str = ""
    valid_to: str = ""


def age_on(birth: str, day: date) -> int | None:
    """Give full years on `day` of a person born on the ISO date `birth`; None when it is no date."""
    try:
        born = date.fromisoformat(birth)
    except ValueError:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_adult(birth: str, day: date) -> bool:
    """Tell whether someone is 18 on `day` (民法典 17); an unknown birth counts as adult, who must sign."""
    age = age_on(birth, day)
    return age is None or age >= 18  # noqa: PLR2004 - the law's number


def is_adult_by(birth: str, day: str) -> bool:
    """Tell the same for an ISO day, as a journal has it."""
    return is_adult(birth, date.fromisoformat(day))
