"""`yimen-county gone`: whose work others brought after a restore, and that its author will not come back."""

import argparse
from dataclasses import asdict

from resources import text
from sync.county import gone
from sync.county.commands import Outcome, opened
from sync.county.deeds import Deeds
from sync.county.enrolment import Enrolment
from sync.county.gone import Author, Counting
from sync.county.ledger import Ledger


def confirm(options: argparse.Namespace) -> Outcome:
    """List the authors, or count what one of them left."""
    with opened(options) as site:
        if not options.device:
            with site.database.reading() as connection:
                found = gone.authors(connection)
            lines = tuple(_line(one) for one in found) or (text("county", "gone.none"),)
            return Outcome([asdict(one) for one in found], lines)
        counting, who = Counting(Enrolment(site), Ledger(site), Deeds(site)), ("", text("county", "at_the_server"))
        work = site.database.write(lambda connection: counting.confirm(connection, options.device, who))
        done = work.result()
    counts = {"entries": done.entries, "withheld": done.withheld, "left": done.left}
    left = (text("county", "gone.left", count=done.left),) if done.left else ()
    return Outcome(counts | {"device": options.device}, (text("county", "gone.done", **counts), *left))


def _line(one: Author) -> str:
    who = text("county", "gone.window", number=one.number, office=one.office) if one.number else _nameless(one)
    return text("county", "gone.line", who=who, device=one.device, count=one.entries, windows=len(one.relayers))


def _nameless(one: Author) -> str:
    return text("county", "gone.county" if one.is_county else "gone.stranger")
