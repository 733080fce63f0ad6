"""The command of updates: what the county offers, and handing a newer program to the side that installs."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from app import clock
from app.version import VERSION
from resources import text
from ui.commands import data_folder
from ui.console import EXIT_OK, give

if TYPE_CHECKING:
    from sync.updates.looking import Found
    from sync.updates.offer import Offer
    from sync.updates.source import Source

_MIB: Final = 2**20


def updates(options: argparse.Namespace) -> int:
    """Look at what is offered; with `--install` take calendars and rule packs, fetch a newer program, hand it over."""
    from sync.updates import looking, places  # noqa: PLC0415 - each command loads only its own part of the program
    from ui.updates.work import source_of, usual_place  # noqa: PLC0415 - as above

    data = data_folder(options)
    source = source_of(options.source or usual_place(), data)
    root = looking.read_root(options.root or places.root_file())
    found = looking.look(source, root, data / places.FOLDER / "seen", clock.now())
    newer = found.program(places.installed_version())
    told = _told(found, newer)
    if options.install:
        told |= _taken(options, source, found, newer)
    give(options, told, _lines)
    return EXIT_OK


def _told(found: "Found", newer: "Offer | None") -> dict[str, Any]:
    return {
        "version": VERSION,
        "until": clock.text(found.until),
        "offers": [asdict(one) for one in found.offers],
        "newer": asdict(newer) if newer else None,
    }


def _taken(options: argparse.Namespace, source: "Source", found: "Found", newer: "Offer | None") -> dict[str, Any]:
    """Take what is data, and hand a newer program over; give what came, and the request that was made of it."""
    from sync.updates import handing, places  # noqa: PLC0415 - each command loads only its own part of the program
    from sync.updates.data import take_data  # noqa: PLC0415 - as above
    from sync.updates.fetching import fetch  # noqa: PLC0415 - as above

    data = data_folder(options)
    taken = asdict(take_data(source, found.offers, data))
    if newer is None:
        return taken | {"request": None}
    package = fetch(source, newer, data / places.FOLDER)
    return taken | {"request": handing.hand_over(package, found.lists, options.incoming or places.incoming())}


def _lines(told: dict[str, Any]) -> Iterator[str]:
    newer = told["newer"]
    if newer is None:
        yield text("cli", "updates.newest", version=told["version"])
    else:
        megabytes = f"{newer['size_bytes'] / _MIB:.1f}"
        yield text("cli", "updates.newer", version=newer["version"], megabytes=megabytes, notes=newer["notes"])
    for kind in ("calendars", "rules", "unreadable"):
        for name in told.get(kind, ()):
            yield text("cli", f"updates.{kind}", name=name)
    if told.get("request"):
        yield text("cli", "updates.handed")
