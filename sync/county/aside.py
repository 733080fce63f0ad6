"""Bundles of devices that were shut out: kept sealed as they came, until an administrator releases one."""

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from app import clock
from app.errors import Refused
from sync.bundle.manifest import Manifest
from sync.bundle.stick import put
from sync.county import incident
from sync.county.answering import ENDING
from sync.county.importing import Brought
from sync.county.site import Site

FOLDER: Final = "aside"  # in the county's data
_UUID: Final = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_NAME: Final = re.compile(rf"({_UUID})-{_UUID}-([0-9]{{1,4}})of([0-9]{{1,4}}){re.escape(ENDING)}")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A bundle that waits: which part it is of how many, from which device, since when, how big."""

    file: Path
    device: str
    part: int
    parts: int
    came_at: str
    megabytes: int

    @property
    def name(self) -> str:
        """The name by which a page speaks of it."""
        return self.file.name.removesuffix(ENDING)


def name_of(manifest: Manifest) -> str:
    """Give the name of a bundle's file, by which it is found again however it was called on the stick."""
    return f"{manifest.sender}-{manifest.set_id}-{manifest.part}of{manifest.parts}{ENDING}"


def keep(site: Site, file: Path, manifest: Manifest) -> Path:
    """Keep a bundle, once however often it is brought, and tell IT; gives where it lies."""
    kept = site.data / FOLDER / name_of(manifest)
    if not kept.exists():
        kept.parent.mkdir(mode=0o700, exist_ok=True)

        def copy(target: Any) -> None:
            with file.open("rb") as source:
                shutil.copyfileobj(source, target)

        put(kept, copy)

    def note(connection: Connection) -> None:
        incident.record(connection, site.time(), "bundle_aside", manifest.sender, kept.name)

    site.database.write(note).result()
    return kept


def forget(site: Site, brought: Brought) -> None:
    """Remove a bundle that was released: the county has what was in it."""
    if brought.is_released:
        (site.data / FOLDER / name_of(brought.manifest)).unlink(missing_ok=True)


def files(site: Site) -> Sequence[Path]:
    """Give the files that wait."""
    return sorted((site.data / FOLDER).glob(f"*{ENDING}"))


def waiting(site: Site) -> list[Sealed]:
    """Give the bundles that wait, the longest waiting first."""
    found = [sealed for sealed in map(_sealed, files(site)) if sealed]
    return sorted(found, key=lambda one: (one.came_at, one.name))


def find(site: Site, name: str) -> Sealed:
    """Give a bundle by its name; Refused bundle.not_aside where none is called so."""
    for one in waiting(site):
        if one.name == name:
            return one
    raise Refused("bundle.not_aside")


def _sealed(file: Path) -> Sealed | None:
    """Give what a file's name tells; None for one that is none of ours."""
    found = _NAME.fullmatch(file.name)
    if found is None:
        return None
    stat = file.stat()
    came_at = clock.text(datetime.fromtimestamp(stat.st_mtime, UTC))
    return Sealed(file, found[1], int(found[2]), int(found[3]), came_at, -(-stat.st_size // 10**6))
