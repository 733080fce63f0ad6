"""The pages of what the machine keeps and of what is checked: keys, sticks, backups, evidence, signed papers."""

from collections.abc import Iterator

from tests.desk import backups, evidence_pages, inked_papers, pc_keys, signed_pdfs, sticks, upkeep_pages
from tests.desk.counter import Counter
from tests.desk.stocked import Stock

evidence, at_the_door = evidence_pages.pages, pc_keys.at_the_door


def signed(at: Counter, lies: Stock) -> Iterator[str]:
    """Show what is certified, sealed and checked, and what several people sign."""
    yield from signed_pdfs.pages(at, lies)
    yield from inked_papers.pages(at, lies)


def pages(at: Counter) -> Iterator[str]:
    """Show the keys of the PC, the sticks, the backups and what keeps the program up."""
    for part in (pc_keys, sticks, backups, upkeep_pages):
        yield from part.pages(at)
