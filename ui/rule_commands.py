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
from app.rules.county import Local
from app.rules.due import due as due_of
from app.rules.local import read_local
from app.services import local_rules
from app.services.local_rules import Look
from resources import text
from ui.assessment_lines import lines
from ui.commands import data_folder, desk
from ui.console import EXIT_OK, give
from ui.rules.view import change_words


def due(options: argparse.Namespace) -> int:
    """Print when a step is due that starts on a day, by the program's rules or the county's; null where none says."""
    calendar.use_folders(data_folder(options) / calendar.FOLDER)
    found = asdict(due_of(options.programme, options.step, options.day, options.confirmer, _local(options)))
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
    local = _local(options)
    on = options.on or household.on or clock.local_date(clock.now())
    names = {member.id: member.name or member.id for member in household.members}
    give(options, answer(assess_household(household, on, local)), lambda document: lines(document, names))
    return EXIT_OK


def _local(options: argparse.Namespace) -> Local | None:
    return read_local(_bytes(options.local)) if options.local else None


def rules(options: argparse.Namespace) -> int:
    """Look at a county's pack and adopt it; with `--dry-run` only look."""
    written = local_rules.read_file(options.file)
    with desk(options, read_only=options.dry_run) as opened:
        look = local_rules.look_at(opened.data, written)
        if not options.dry_run:
            local_rules.adopt(opened, look)
    found = {
        "pack": look.pack,
        "sha256": look.sha256,
        "in_force": look.is_in_force or not options.dry_run,
        "changes": [asdict(one) for one in look.changes],
    }
    give(options, found, lambda _found: _rules_lines(look, dry_run=options.dry_run))
    return EXIT_OK


def _rules_lines(look: Look, *, dry_run: bool) -> Iterator[str]:
    for one in look.changes:
        yield text("cli", "rules.change", **change_words(one))
    yield text("cli", "rules.looked" if dry_run else "rules.adopted", pack=look.pack, count=len(look.changes))


def _bytes(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except OSError as error:
        raise Refused("household.no_file", name=place.name) from error
