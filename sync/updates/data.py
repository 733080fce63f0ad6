"""Calendars and rule packs that the county signed: calendars are used at once, packs wait until somebody adopts them.

A rule pack decides who gets what, so it comes into force by an officer's hand and an entry of the journal
(`app.services.local_rules.adopt`), never because a file arrived. A calendar only says when offices are open.
"""

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.durable import disk, write_whole
from app.errors import Refused
from app.rules import calendar
from app.rules.local import read_local
from app.watch import Watch
from sync.reading import NotProtocol, read_json
from sync.updates.fetching import fetch
from sync.updates.offer import Kind, Offer
from sync.updates.places import FOLDER
from sync.updates.source import Source

BEFORE: Final = ".before"  # the end of the name of a calendar that a newer one took the place of
_TAKEN: Final = "taken.json"  # within the folder of updates: which files were taken once
_RULES: Final = "rules"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came: years whose calendar is another one now, packs that wait for adoption, files that nobody can read."""

    calendars: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingRules:
    """A signed rule pack that lies here and could be adopted: its own name, its bytes and their digest."""

    pack: str
    written: bytes
    sha256: str


def take_data(source: Source, offers: Iterable[Offer], data: Path, watch: Watch | None = None) -> Taken:
    """Take the calendars and rule packs that are offered and new here; Refused, Unavailable as `fetch`.

    A calendar is in use when `calendar.use_folders` is called again. Each file is taken once: what IT puts into its
    place later stays.
    """
    wanted = [one for one in offers if one.kind is not Kind.PROGRAM]
    before = _taken(data)
    came = [one for one in wanted if before.get(one.path) != one.sha256]
    readable = [one for one in came if _take(source, one, data, watch)]
    _forget_withdrawn(data, wanted)
    if came:
        said = before | {one.path: one.sha256 for one in came}
        write_whole(data / FOLDER / _TAKEN, json.dumps(said, sort_keys=True).encode("utf-8"))
    return Taken(
        tuple(one.version for one in readable if one.kind is Kind.CALENDAR),
        tuple(one.version for one in readable if one.kind is Kind.RULES),
        tuple(one.name for one in came if one not in readable),
    )


def check(kind: Kind, name: str, written: bytes) -> str:
    """Give the version that a data file has of itself; Refused as our own readers, which would have to use it."""
    if kind is Kind.CALENDAR:
        year = name.partition(".")[0]
        calendar.read_table(written, int(year))
        return year
    return read_local(written).id


def waiting_rules(data: Path, adopted: Collection[str]) -> tuple[WaitingRules, ...]:
    """Give the packs that lie here and are none of those with these digests, which were adopted once."""
    found = []
    for place in sorted((data / FOLDER / _RULES).glob("*.toml")):
        with disk():
            written = place.read_bytes()
        digest = hashlib.sha256(written).hexdigest()
        if digest not in adopted:
            found.append(WaitingRules(read_local(written).id, written, digest))
    return tuple(found)


def _take(source: Source, offer: Offer, data: Path, watch: Watch | None) -> bool:
    """Bring one file to its place; tell whether our readers can use it."""
    with disk():
        written = fetch(source, offer, data / FOLDER, watch).read_bytes()
    try:
        check(offer.kind, offer.name, written)
    except Refused:
        return False
    folder = data / calendar.FOLDER if offer.kind is Kind.CALENDAR else data / FOLDER / _RULES
    place = folder / offer.name
    with disk():
        folder.mkdir(parents=True, exist_ok=True)
        if offer.kind is Kind.CALENDAR and place.exists() and (old := place.read_bytes()) != written:
            write_whole(place.with_name(f"{place.name}{BEFORE}"), old)
    write_whole(place, written)
    return True


def _forget_withdrawn(data: Path, wanted: Iterable[Offer]) -> None:
    """Remove packs that the county offers no longer; what was adopted is kept in the vault, and calendars stay."""
    names = {one.name for one in wanted if one.kind is Kind.RULES}
    with disk():
        for place in (data / FOLDER / _RULES).glob("*.toml"):
            if place.name not in names:
                place.unlink()


def _taken(data: Path) -> dict[str, str]:
    try:
        said = read_json((data / FOLDER / _TAKEN).read_bytes())
    except (OSError, NotProtocol):
        return {}
    return {path: digest for path, digest in said.items() if isinstance(digest, str)} if isinstance(said, dict) else {}
