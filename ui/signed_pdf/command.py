"""`yimen verify-pdf`: checks a PDF without any installation."""

import argparse
from pathlib import Path

import msgspec

from app import clock
from app.errors import Refused
from app.pades.reader import check_file
from app.services import trusted
from ui.commands import data_folder
from ui.console import EXIT_NOT_WELL, EXIT_OK, give
from ui.signed_pdf.view import lines


def verify_pdf(options: argparse.Namespace) -> int:
    """Say what a signed PDF is worth; --trust adds root certificates to those of the installation, if there is one."""
    roots = [*trusted.roots(data_folder(options)), *(_bytes(place) for place in options.trust or ())]
    for one in roots:
        trusted.told_of(one)
    report = check_file(options.file, roots, clock.now())
    found = {"ok": report.is_whole, **msgspec.to_builtins(report)}
    give(options, found, lambda _found: lines(report, options.file.name))
    return EXIT_OK if report.is_whole else EXIT_NOT_WELL


def _bytes(place: Path) -> bytes:
    try:
        with place.open("rb") as file:
            content = file.read(trusted.MOST_BYTES + 1)
    except OSError as error:
        raise Refused("verify_pdf.missing", file=place.name) from error
    return content
