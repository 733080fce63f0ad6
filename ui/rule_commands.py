"""The commands that ask the rules: when a step is due."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from app.rules import calendar
from app.rules.due import due as due_of
from resources import text
from ui.commands import data_folder
from ui.console import EXIT_OK, give


def due(options: argparse.Namespace) -> int:
    """Print when a step is due that starts on a day, with the rule that says so; null where none does."""
    calendar.use_folders(data_folder(options) / calendar.FOLDER)
    found = asdict(due_of(options.programme, options.step, options.day, options.confirmer))
    give(options, found, _due_lines)
    return EXIT_OK


def _due_lines(found: dict[str, Any]) -> Iterator[str]:
    if found["due"] is None:
        yield text("cli", "due.unknown", rule=found["rule"])
        return
    yield text("cli", "due.known", **found)
    if found["confidence"] == "unconfirmed":
        yield text("cli", "due.unconfirmed")
