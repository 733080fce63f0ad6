"""The commands that ask the rules: when a step is due, what a household comes to."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app import clock
from app.errors import Refused
from app.rules import calendar
from app.rules.assessment.assess import answer
from app.rules.assessment.assess import assess as assess_household
from app.rules.assessment.reading import read
from app.rules.due import due as due_of
from app.rules.local import read_local
from resources import text
from ui.assessment_lines import lines
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


def assess(options: argparse.Namespace) -> int:
    """Print what a household comes to by the rules of a day: `--on`, else the file's own, else today."""
    household = read(_bytes(options.file))
    local = read_local(_bytes(options.local)) if options.local else None
    on = options.on or household.on or clock.local_date(clock.now())
    names = {member.id: member.name or member.id for member in household.members}
    give(options, answer(assess_household(household, on, local)), lambda document: lines(document, names))
    return EXIT_OK


def _bytes(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError as error:
        raise Refused("household.no_file", name=place.name) from error
