"""The commands of the journal as evidence: taken out for others to check, and a receipt held against it."""

import argparse
from collections.abc import Generator, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from resources import text
from ui.commands import desk
from ui.console import EXIT_NOT_WELL, EXIT_OK, give

if TYPE_CHECKING:
    from app.services.receipt_check import Checked

Result = TypeVar("Result")


def export_journal(options: argparse.Namespace) -> int:
    """Write the whole journal of this window into a file that others can check; the act is an entry."""
    from app.services.journal_export import export  # noqa: PLC0415 - each command loads only its own part of the program

    with desk(options) as opened:
        taken = _run(export(opened, options.file, options.reason))
    told = {"file": str(options.file), **asdict(taken)}
    give(options, told, lambda found: [text("cli", "journal_exported", **found)])
    return EXIT_OK


def check_receipt(options: argparse.Namespace) -> int:
    """Hold the code of a resident's receipt against the journal; exit code 1 where it does not fit."""
    from app.services.receipt_check import check  # noqa: PLC0415 - each command loads only its own part of the program

    with desk(options, read_only=True) as opened:
        found = _run(check(opened, options.code))
    give(options, asdict(found), lambda _found: _lines(found))
    return EXIT_OK if found.size and not found.broken_at else EXIT_NOT_WELL


def _lines(found: "Checked") -> Iterator[str]:
    from ui.receipt_check.view import said  # noqa: PLC0415 - each command loads only its own part of the program

    yield from (line.text for line in said(found))


def _run(steps: "Generator[Any, None, Result]") -> Result:
    """Drive a work in pieces to its end."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
