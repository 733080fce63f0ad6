"""Numbers that were printed on blank forms for the day the power is out: reserved, used, or spoilt."""

from dataclasses import dataclass

from app.domain.fact import Fact, plain
from app.errors import Refused

MOST = 50  # forms of one printing; a window keeps a pad of ten


@dataclass(frozen=True, slots=True)
class Reserved:
    """The body of ``paper.reserved`` version 1: permanent. The numbers, and the day they were printed (ISO)."""

    numbers: tuple[str, ...]
    reserved_on: str
    office: str
    handler: str


@dataclass(frozen=True, slots=True)
class Spoilt:
    """The body of ``paper.spoilt`` version 1: permanent. A form that will not be used, and why."""

    number: str
    spoilt_on: str
    reason: str


@dataclass(frozen=True, slots=True)
class PaperBatch:
    """The folded state of one printing; `reserved` is None when its content has not arrived."""

    id: str
    scope: str
    reserved: Reserved | None = None
    spoilt: tuple[Spoilt, ...] = ()
    erased: int = 0
    needs_newer: bool = False


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A reserved number: `state` is free, used (by the case `used_by`) or spoilt (with `reason`)."""

    number: str
    batch: str
    reserved_on: str
    state: str = "free"
    used_by: str = ""
    reason: str = ""


def check_free(paper: PaperNumber | None, day: str) -> PaperNumber:
    """Give the number that may have been written on that day (ISO), or on any where it is empty.

    Refused paper.other_office (nobody reserved it here), paper.used, paper.spoilt, paper.before_printed.
    """
    if paper is None:
        raise Refused("paper.other_office")
    if paper.state == "used":
        raise Refused("paper.used", number=paper.number)
    if paper.state == "spoilt":
        raise Refused("paper.spoilt", number=paper.number)
    if day and day < paper.reserved_on:
        raise Refused("paper.before_printed", printed=paper.reserved_on)
    return paper


def reserved(batch_id: str, body: Reserved) -> Fact:
    """Give the fact of a printing; Refused paper.too_many."""
    if not 1 <= len(body.numbers) <= MOST:
        raise Refused("paper.too_many", most=MOST)
    return Fact(f"paper:{batch_id}", "paper.reserved", 1, plain(body))


def spoilt(batch: PaperBatch | None, body: Spoilt) -> Fact:
    """Give the fact that a form was spoilt; Refused paper.unknown, paper.no_reason."""
    if batch is None or batch.reserved is None or body.number not in batch.reserved.numbers:
        raise Refused("paper.unknown", number=body.number)
    if not body.reason.strip():
        raise Refused("paper.no_reason")
    return Fact(f"paper:{batch.id}", "paper.spoilt", 1, plain(body))
