"""Files on a stick, which may be full, pulled out or worn: whole or absent, and its errors said in words."""

import contextlib
import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, Final

from app.durable import sync_folder
from app.errors import Unavailable

_CODES: Final = {
    errno.ENOSPC: "stick.full",
    errno.EDQUOT: "stick.full",
    errno.EFBIG: "stick.full",
    errno.EROFS: "stick.read_only",
    errno.EACCES: "stick.read_only",
    errno.EPERM: "stick.read_only",
}
HALF: Final = ".half"  # the end of the name of a file that is being written


@contextlib.contextmanager
def stick() -> Iterator[None]:
    """Turn what a stick's file system says inside the block into Unavailable stick.full, .read_only or .gone."""
    try:
        yield
    except OSError as error:
        raise Unavailable(_CODES.get(error.errno or 0, "stick.gone")) from error


def put(path: Path, write: Callable[[BinaryIO], object]) -> int:
    """Let `write` fill a file that stands under `path` only when it is whole and on the disk; gives its bytes.

    Unavailable stick.*: nothing is left. A half file of an earlier run that was killed is written over.
    """
    half = path.with_name(f".{path.name}{HALF}")
    with stick():
        try:
            with half.open("wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
                size = file.tell()
            half.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                half.unlink(missing_ok=True)
            raise
        with contextlib.suppress(OSError):  # some file systems of sticks cannot, and do it by themselves
            sync_folder(path.parent)
    return size


def sweep(folder: Path, start: str) -> None:
    """Remove half files whose names begin with `start`: a program that was killed left them."""
    with stick():
        for half in folder.glob(f".{start}*{HALF}"):
            half.unlink(missing_ok=True)
