"""Who looked at whose data, and for what (社会救助法 70; 个人信息保护法 51): a line for each, kept with the officer."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.fact import Fact, plain
from app.errors import Refused


class Purpose(StrEnum):
    """What a look is for. `SEARCH`, `REVEAL`, `DOCUMENT` and `PRINT` are the county's: its console writes them.

    `INSPECT` is what an inspector's looks are for.
    """

    HANDLE = "handle"
    COPY_OUT = "copy_out"
    SEARCH = "search"
    REVEAL = "reveal"
    DOCUMENT = "document"
    PRINT = "print"
    INSPECT = "inspect"


@dataclass(frozen=True, slots=True)
class Looked:
    """The body of ``access.looked`` version 1: permanent. `subject` is whose data, `purpose` a `Purpose`."""

    subject: str
    purpose: str
    looked_at: str
    office: str


def looked(officer: str, body: Looked) -> Fact:
    """Give the fact of a look; Refused access.nobody."""
    Purpose(body.purpose)
    if not officer:
        raise Refused("access.nobody")
    return Fact(f"access:{officer}", "access.looked", 1, plain(body))
