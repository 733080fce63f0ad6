"""The office behind the window, and who confirms what it takes in."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

CONFIRMERS: Final = ("county", "township")


@dataclass(frozen=True, slots=True)
class Office:
    """What papers and screens say of the office: `division` is the 9-digit code, `confirmer` who decides.

    `confirmer` is ``township`` or ``county`` (社会救助法 44), or empty while nobody has said so: it is asked when the
    office is set up, and never guessed.
    """

    scope: str
    division: str
    name: str
    phone: str = ""
    confirmer: str = ""


@dataclass(frozen=True, slots=True)
class ConfirmerSet:
    """The body of ``office.confirmer_set`` version 1: permanent. The county says who confirms for an office.

    It holds for what is accepted on `from_on` or later, until another one does; `basis` is what it rests on, in words.
    """

    scope: str
    confirmer: str
    from_on: str
    basis: str = ""


def confirmer_on(settings: Iterable[ConfirmerSet], day: str, otherwise: str) -> str:
    """Give who confirms what is accepted on an ISO day; `otherwise` before the county's first word.

    Of two words for the same day the later one counts. A word that this program does not know is as good as none.
    """
    held = sorted((one for one in settings if one.from_on <= day), key=lambda one: one.from_on)
    found = held[-1].confirmer if held else otherwise
    return found if found in CONFIRMERS else ""
