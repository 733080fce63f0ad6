"""`yimen-county export-journal`: a window's journal with the county's own words, for others to check."""

import argparse
from dataclasses import asdict

from resources import text
from sync.county import journal_export
from sync.county.commands import Outcome, opened


def export(options: argparse.Namespace) -> Outcome:
    """Write the file and say whose keys a checker has to be told."""
    with opened(options) as site:
        who = ("", text("county", "at_the_server"))
        taken = journal_export.export(site, options.device, options.file, options.reason, who)
    told = asdict(taken) | {"file": str(options.file)}
    return Outcome(told, (text("county", "journal_exported", **told),))
