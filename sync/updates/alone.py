"""One process at a time in a folder: a lock of the operating system, gone with its holder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from app.durable import disk
from app.errors import Unavailable

_FILE: Final = "lock"

if os.name == "nt":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # Windows only

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only one in `folder` (made where it is not there); Unavailable update.at_work where another one is."""
    with disk():
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / _FILE).open("ab")
    with file:
        try:
            _take(file)
        except OSError as error:
            raise Unavailable("update.at_work") from error
        yield
