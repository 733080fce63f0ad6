"""The office behind the window."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Office:
    """What papers and screens say of the office: `division` is the 9-digit code, `confirmer` who decides.

    `confirmer` is ``township`` or ``county`` (社会救助法 44) and is asked for when the office is set up.
    """

    scope: str
    division: str
    name: str
    phone: str = ""
    confirmer: str = "county"
