"""The pages of what the machine keeps and of what is checked: keys, sticks, backups, evidence, signed papers."""

from collections.abc import Iterator

from tests.desk import backups, evidence_pages, pc_keys, signed_pdfs, sticks
from tests.desk.counter import Counter

evidence, signed, at_the_door = evidence_pages.pages, signed_pdfs.pages, pc_keys.at_the_door


def pages(at: Counter) -> Iterator[str]:
    """Show the keys of the PC, the sticks and the backups."""
    for part in (pc_keys, sticks, backups):
        yield from part.pages(at)
