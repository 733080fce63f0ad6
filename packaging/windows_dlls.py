"""Which libraries the Windows binaries of a tree ask for: each must be in the tree, or in every Windows 10.

Wine has what Windows has not, and the other way round: this is read from the files, and holds for a real PC.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

import places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KINDS = {".dll", ".pyd", ".exe"}
_LIST = places.HERE / "windows" / "of_windows.txt"
_IMPORTS = 1  # in the table of directories
_LINE, _NAME = 20, 12  # of the table of imports: how long a line is, and where in it the name
_DIRECTORIES = 112  # where it begins in the head of a 64-bit program


class Section(NamedTuple):
    """A part of a program: where it lies in memory, how long it is, and where in the file."""

    address: int
    length: int
    offset: int


def lacking(tree: Path) -> dict[str, list[str]]:
    """Give the libraries that are neither in the tree nor part of Windows, each with who asks for it."""
    files = [path for path in places.files(tree) if path.suffix.lower() in _KINDS]
    known = {path.name.lower() for path in files} | of_windows()
    found: dict[str, list[str]] = {}
    for path in files:
        for name in imported(path.read_bytes()):
            if name not in known and not name.startswith(("api-ms-win-", "ext-ms-win-")):
                found.setdefault(name, []).append(path.name)
    return found


def of_windows() -> set[str]:
    """Give the names of libraries that every Windows 10 has."""
    return {line.strip() for line in _LIST.read_text("utf-8").splitlines() if line and not line.startswith("#")}


def imported(content: bytes) -> set[str]:
    """Give the libraries that a 64-bit program or library asks for when it is loaded, in small letters."""
    head = struct.unpack_from("<I", content, 60)[0] + 24
    sections = _sections(content, head)
    (address,) = struct.unpack_from("<I", content, head + _DIRECTORIES + 8 * _IMPORTS)
    return set(_names(content, sections, address)) if address else set()


def exported(content: bytes) -> list[str]:
    """Give the names that a 64-bit library gives out."""
    head = struct.unpack_from("<I", content, 60)[0] + 24
    sections = _sections(content, head)
    (address,) = struct.unpack_from("<I", content, head + _DIRECTORIES)
    (many,) = struct.unpack_from("<I", content, _offset(sections, address) + 24)
    (names,) = struct.unpack_from("<I", content, _offset(sections, address) + 32)
    table = struct.unpack_from(f"<{many}I", content, _offset(sections, names))
    return [_text(content, _offset(sections, place)) for place in table]


def _text(content: bytes, start: int) -> str:
    return content[start : content.index(b"\0", start)].decode("ascii")


def _sections(content: bytes, head: int) -> list[Section]:
    (many,) = struct.unpack_from("<H", content, head - 18)
    (size,) = struct.unpack_from("<H", content, head - 4)
    tables = (struct.unpack_from("<8x4I", content, head + size + 40 * number) for number in range(many))
    return [Section(address, max(length, stored), offset) for length, address, stored, offset in tables]


def _names(content: bytes, sections: list[Section], address: int) -> Iterator[str]:
    """Go through the table of imports to its end, a line of zeros."""
    place = _offset(sections, address)
    while True:
        (name,) = struct.unpack_from("<I", content, place + _NAME)
        if not name:
            return
        yield _text(content, _offset(sections, name)).lower()
        place += _LINE


def _offset(sections: list[Section], address: int) -> int:
    return next(one.offset + address - one.address for one in sections if 0 <= address - one.address < one.length)
