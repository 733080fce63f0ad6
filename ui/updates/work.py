"""What is done about updates, outside the UI thread: looking, fetching, a backup before, handing over. No Qt."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app import machine, settings
from app.drives import Drive, drives
from app.errors import Refused
from app.rules import calendar
from app.services.backup import backup
from app.watch import Watch
from sync.client import trust
from sync.updates import handing, looking, places
from sync.updates.data import Taken, take_data
from sync.updates.fetching import fetch, is_whole
from sync.updates.looking import Found
from sync.updates.offer import Offer
from sync.updates.source import Folder, Source
from sync.updates.web import web

if TYPE_CHECKING:
    from app.services.desk import Desk

ON_STICK: Final = "yimen-updates"  # the folder on a stick
_MARK: Final = Path("metadata") / "timestamp.json"
_BACKUP: Final = "before-update.bak"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look brought: the newer program, the data that were taken, and where it was looked, for the officer."""

    source: Source
    found: Found
    newer: Offer | None
    taken: Taken
    place: str

    @property
    def is_far(self) -> bool:
        """Whether it lies beyond the line."""
        return _is_address(self.place)


def source_of(written: str, data: Path) -> Source:
    """Give the source that an address or a folder names; Refused update.no_source, update.address."""
    if not written:
        raise Refused("update.no_source")
    if not _is_address(written):
        return Folder(Path(written))
    pin = bytes.fromhex(settings.load(data).ca_pin)
    return web(written, trust.countys(web(written).url, pin))


def _is_address(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def usual_place(listing: Callable[[], tuple[Drive, ...]] = drives) -> str:
    """Give where updates are looked for: a stick that has some, else what the county's file says; else nowhere."""
    found = plugged(listing)
    return found[0] if found else machine.load().said("updates", "source")


def plugged(listing: Callable[[], tuple[Drive, ...]] = drives) -> tuple[str, float] | None:
    """Give the folder of updates on a stick that is plugged in, and when it was signed last; None without one."""
    for drive in listing():
        with suppress(OSError):
            signed = (drive.folder / ON_STICK / _MARK).stat().st_mtime
            return str(drive.folder / ON_STICK), signed
    return None


def look(desk: "Desk", place: str) -> Seen:
    """See what is offered and take calendars and rule packs; Refused update.*, Unavailable update.*, store.*."""
    folder = desk.data / places.FOLDER
    source = source_of(place, desk.data)
    found = looking.look(source, looking.read_root(places.root_file()), folder / "seen", desk.now())
    taken = take_data(source, found.offers, desk.data)
    if taken.calendars:
        calendar.use_folders(desk.data / calendar.FOLDER)
    return Seen(source, found, found.program(places.installed_version()), taken, place)


def bring(desk: "Desk", seen: Seen, offer: Offer, watch: Watch) -> Path:
    """Fetch a program, and write a verified backup of what is here; Refused, Unavailable, Stopped as `fetch`."""
    package = fetch(seen.source, offer, desk.data / places.FOLDER, watch)
    target = desk.data / places.FOLDER / _BACKUP
    fresh = target.with_name(f"new-{_BACKUP}")
    fresh.unlink(missing_ok=True)
    backup(desk.store, desk.vault, fresh)
    fresh.replace(target)
    return package


def hand_over(seen: Seen, offer: Offer, package: Path) -> str:
    """Give the package to the side that installs, and the name of the request; Refused update.altered, Unavailable."""
    if not is_whole(package, offer):
        raise Refused("update.altered", name=offer.name)
    return handing.hand_over(package, seen.found.lists, places.incoming())
