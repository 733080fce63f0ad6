"""Who looked at whose data or took it out, and for what (社会救助法 70; 个人信息保护法 51): a line with the officer."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.fact import Fact, plain
from app.errors import Refused


class Purpose(StrEnum):
    """What a look is for; the county's console writes the first six of them too.

    `LIST` is a page that names people, `SCREEN` the applicant's own screen, `EXPORT` a file that leaves the store.
    `INSPECT` is what an inspector's looks are for.
    """

    HANDLE = "handle"
    COPY_OUT = "copy_out"
    INSPECT = "inspect"
    SEARCH = "search"
    REVEAL = "reveal"
    DOCUMENT = "document"
    PRINT = "print"
    LIST = "list"
    SCREEN = "screen"
    EXPORT = "export"


class Reason(StrEnum):
    """Why something was taken out of the store into a file; `NO_PRINTER` is a paper kept as a file in its place."""

    PLATFORM = "platform"
    REPORT = "report"
    INSPECTION = "inspection"
    PERSON = "person"
    NO_PRINTER = "no_printer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Looked:
    """The body of ``access.looked`` version 1: permanent. `subject` is whose data, `purpose` a `Purpose`."""

    subject: str
    purpose: str
    looked_at: str
    office: str


@dataclass(frozen=True, slots=True)
class LookedWidely:
    """The body of ``access.looked`` version 2: permanent. The same about several people, or with a reason.

    `count` is how many people or households it was, 0 where nobody counted; `reason` is a `Reason` of an export,
    `note` what the officer wrote beside it.
    """

    subject: str
    purpose: str
    looked_at: str
    office: str
    count: int = 0
    reason: str = ""
    note: str = ""


def looked(officer: str, body: Looked | LookedWidely) -> Fact:
    """Give the fact of a look; Refused access.nobody, access.no_reason for an export that nobody says why."""
    purpose = Purpose(body.purpose)
    if not officer:
        raise Refused("access.nobody")
    if isinstance(body, Looked):
        return Fact(f"access:{officer}", "access.looked", 1, plain(body))
    if purpose is Purpose.EXPORT:
        _check_reason(body.reason, body.note)
    return Fact(f"access:{officer}", "access.looked", 2, plain(body))


class Export(StrEnum):
    """What was taken out: the journal as evidence, a list of acts, or who saw a file (for the person it is of)."""

    JOURNAL = "journal"
    ACTS = "acts"
    LOOKS = "looks"


@dataclass(frozen=True, slots=True)
class Exported:
    """The body of ``access.exported`` version 1: permanent. `what` is an `Export`, `form` ndjson, xlsx, pdf or page.

    `count` entries answered to what was asked for: by `officer`, about `subject` (of several each has its entry), of
    the `group` of kinds, on days `from_on` to `to_on`; empty asks for all. `said` are these in words.
    """

    what: str
    form: str
    reason: str
    exported_at: str
    office: str
    count: int
    subject: str = ""
    officer: str = ""
    group: str = ""
    from_on: str = ""
    to_on: str = ""
    said: str = ""


def exported(officer: str, body: Exported) -> Fact:
    """Give the fact of an export; Refused access.nobody, export.reason_missing."""
    Export(body.what)
    if not officer:
        raise Refused("access.nobody")
    if not body.reason.strip():
        raise Refused("export.reason_missing")
    return Fact(f"access:{officer}", "access.exported", 1, plain(body))


def _check_reason(reason: str, note: str) -> None:
    if reason not in tuple(Reason) or (reason == Reason.OTHER and not note.strip()):
        raise Refused("access.no_reason")
