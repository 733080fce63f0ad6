"""What lies on the sticks that are plugged in, and in a folder that was chosen; looked at outside the UI thread."""

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path

from app.drives import Drive
from sync.client.export import ENDING, name_of
from ui.stick.view import Place

Listing = Callable[[], tuple[Drive, ...]]


def places(listing: Listing, folder: Path | None, device: str) -> tuple[Place, ...]:
    """Give the drives and the folder with what is on them for a window; what is gone meanwhile is left out."""
    found = [_place(drive, device) for drive in listing()]
    if folder is not None and str(folder) not in {place.key for place in found}:
        with contextlib.suppress(OSError):
            usage = shutil.disk_usage(folder)
            drive = Drive(folder, folder.name, usage.free, usage.total)
            found.append(_place(drive, device))
    return tuple(found)


def _place(drive: Drive, device: str) -> Place:
    answers: tuple[Path, ...] = ()
    reports = 0
    with contextlib.suppress(OSError):
        answers = tuple(sorted(drive.folder.glob(f"{name_of('answer', device)}*{ENDING}")))
        reports = len(list(drive.folder.glob(f"{name_of('report', device)}*{ENDING}")))
    return Place(drive, answers, reports)
