"""Taking a request out of a folder where anybody may write: no link is followed, nothing larger than said is read.

What is looked at later is our own copy, so that it does not change between the look and the use.
"""

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from app.durable import sync_folder
from app.errors import Refused
from sync.updates.handing import DRAFT, PACKAGE, REQUEST
from sync.updates.offer import Offer
from sync.updates.source import NO_LINKS, PIECE_BYTES, open_plain

_LIST: Final = re.compile(r"(\d{1,9}\.)?(root|timestamp|snapshot|targets)\.json", re.ASCII)
_MOST_LISTS: Final = 100
_MOST_BYTES: Final = 2 * 2**20  # of one list
_LEFT: Final = ".left-"
_DRAFT_S: Final = 24 * 3600.0
_BY_HANDLE: Final = os.open in os.supports_dir_fd  # Windows does not; there a folder's own rights keep others out


def waiting(incoming: Path) -> list[str]:
    """Give the requests that lie there, the oldest first."""
    found = [(_made(one), one.name) for one in incoming.iterdir() if one.name.startswith(REQUEST)]
    return [name for _, name in sorted(found)]


def copy_lists(request: Path, target: Path) -> None:
    """Copy the signed lists of a request into a new folder of ours; Refused update.request where it is none."""
    target.mkdir(parents=True)
    with _entered(request) as (names, opened):
        lists = [name for name in names if _LIST.fullmatch(name)]
        if PACKAGE not in names or len(lists) > _MOST_LISTS:
            raise Refused("update.request")
        for name in lists:
            with opened(name) as file:
                content = file.read(_MOST_BYTES + 1)
            if len(content) > _MOST_BYTES:
                raise Refused("update.request")
            (target / name).write_bytes(content)


def copy_package(request: Path, offer: Offer, target: Path) -> None:
    """Copy the package of a request to `target`, whole and on the disk; Refused where it is not what was signed."""
    digest, length = hashlib.sha256(), 0
    with _entered(request) as (_, opened), opened(PACKAGE) as file, target.open("xb") as copy:
        if os.fstat(file.fileno()).st_size != offer.size_bytes:
            raise Refused("update.altered", name=offer.name)
        while length <= offer.size_bytes and (piece := file.read(PIECE_BYTES)):
            copy.write(piece)
            digest.update(piece)
            length += len(piece)
        copy.flush()
        os.fsync(copy.fileno())
    if (length, digest.hexdigest()) != (offer.size_bytes, offer.sha256):
        raise Refused("update.altered", name=offer.name)
    sync_folder(target.parent)


class _Opened:
    """Opens files of one folder that stays the same one, whatever its name means meanwhile."""

    def __init__(self, folder: Path, handle: int | None) -> None:
        self._folder, self._handle = folder, handle

    def __call__(self, name: str) -> BinaryIO:
        """Open a plain file; Refused update.request where it is none."""
        try:
            return open_plain(name if self._handle is not None else self._folder / name, self._handle, NO_LINKS)
        except OSError as error:
            raise Refused("update.request") from error


@contextmanager
def _entered(folder: Path) -> Iterator[tuple[list[str], _Opened]]:
    """Hold a folder that is no link, and give the names in it and what opens them; Refused update.request."""
    handle = None
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            raise Refused("update.request")
        if _BY_HANDLE:
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | NO_LINKS)
        names = os.listdir(folder if handle is None else handle)  # noqa: PTH208 - pathlib lists no open folder
        yield names, _Opened(folder, handle)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Refused("update.request") from error
    finally:
        if handle is not None:
            os.close(handle)


def remove(place: Path) -> None:
    """Remove what lies in the incoming folder, whatever it is, following no link; what resists loses its name."""
    try:
        if stat.S_ISDIR(place.lstat().st_mode):
            shutil.rmtree(place)
        else:
            place.unlink()
    except FileNotFoundError:
        return
    except (OSError, RecursionError):  # folders in folders, thousands deep: nobody shall be kept from updates by them
        with suppress(OSError):
            place.rename(place.with_name(f"{_LEFT}{place.name}"))


def sweep(incoming: Path, now_s: float) -> None:
    """Remove what somebody began to write a day ago and never ended; `now_s` in seconds as files count them."""
    for one in incoming.iterdir():
        if one.name.startswith(DRAFT) and _made(one) < now_s - _DRAFT_S:
            remove(one)


def _made(place: Path) -> float:
    with suppress(OSError):
        return place.lstat().st_mtime
    return 0.0
