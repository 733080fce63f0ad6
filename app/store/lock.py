"""One process writes: a lock of the operating system on a file beside the database, gone with its holder."""

import os
from pathlib import Path
from typing import IO

from app.durable import disk
from app.errors import Unavailable

if os.name == "nt":
    import msvcrt

    def _take(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # Windows only

else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class WriterLock:
    """The right to write, held from making until `release`; Unavailable store.in_use when another has it."""

    def __init__(self, path: Path) -> None:
        with disk():
            self._file = path.open("ab")
        try:
            _take(self._file)
        except OSError as error:
            self._file.close()
            raise Unavailable("store.in_use") from error

    def release(self) -> None:
        """Let others write."""
        self._file.close()
