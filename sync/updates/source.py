"""Where updates come from: a folder (a stick), or the web. Nothing of it is believed."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from app.errors import Unavailable

PIECE_BYTES: Final = 2**16
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
NO_LINKS: Final = getattr(os, "O_NOFOLLOW", 0)
_ABSENT: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP})


class NotThere(Exception):
    """A source has no such file."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A file on its way: where in it the pieces begin, and the pieces."""

    start: int
    pieces: Iterator[bytes]


class Source(Protocol):
    """Where a repository lies."""

    def begin(self, name: str, start: int = 0) -> AbstractContextManager[Coming]:
        """Give a file of the repository from byte `start` on, or from 0 where that cannot be; NotThere, Unavailable."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A repository in a folder."""

    place: Path

    @contextmanager
    def begin(self, name: str, start: int = 0) -> Iterator[Coming]:
        """Give a file from byte `start` on. NotThere; Unavailable where the stick is not there, or is pulled out."""
        with self._opened(name) as file:
            file.seek(start)
            yield Coming(start, pieces(file, self.place))

    def _opened(self, name: str) -> BinaryIO:
        try:
            return open_plain(self.place / name)
        except OSError as error:
            if error.errno in _ABSENT and self.place.is_dir():
                raise NotThere from error
            raise Unavailable("update.source_gone", place=self.place) from error


def open_plain(path: Path | str, folder: int | None = None, more: int = 0) -> BinaryIO:
    """Open a plain file to be read; a pipe, a device or a folder counts as none and never keeps us waiting. OSError."""
    handle = os.open(path, _FLAGS | more, dir_fd=folder)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return open(handle, "rb", buffering=0)  # noqa: PTH123 - the handle is already open
    os.close(handle)
    raise OSError(errno.ENOENT, os.strerror(errno.ENOENT))


def pieces(file: BinaryIO, place: Path) -> Iterator[bytes]:
    """Give what is left of a file; Unavailable where its disk goes away meanwhile."""
    try:
        while piece := file.read(PIECE_BYTES):
            yield piece
    except OSError as error:
        raise Unavailable("update.source_gone", place=place) from error
