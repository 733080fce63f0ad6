"""An .xlsx file looked at before anything unpacks it: what it is, how large it becomes, where its sheets lie."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree

from app.errors import Refused

MOST_BYTES: Final = 20 * 2**20  # of a file
MOST_UNPACKED: Final = 400 * 2**20
_MOST_STRINGS: Final = 96 * 2**20  # they are held at once
_MOST_PARTS: Final = 2_000
_MOST_MERGES: Final = 200_000
_SMALL: Final = 4 * 2**20
_PIECE: Final = 2**20
_LONGEST_TAG: Final = 512
_MERGE: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]{0,200}?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEETS: Final = "{*}sheets/{*}sheet"
# What a damaged archive raises; a compression that nobody knows is a RuntimeError of its own kind.
_BROKEN: Final = (KeyError, zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError)
_OLE: Final = b"\xd0\xcf\x11\xe0"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Package:
    """The parts of an .xlsx file. Refused list.too_large, list.encrypted, list.not_a_table, list.damaged."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as error:
            raise Refused("list.damaged") from error
        self._check()

    def _check(self) -> None:
        parts = self._zip.infolist()
        names = {part.filename for part in parts}
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("list.encrypted")
        if "xl/workbook.xml" not in names:
            raise Refused("list.not_a_table")
        strings = sum(part.file_size for part in parts if part.filename.casefold().endswith("sharedstrings.xml"))
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > _MOST_PARTS or unpacked > MOST_UNPACKED or strings > _MOST_STRINGS:
            raise Refused("list.too_large")
        if any(_DOCTYPE.search(self._read(part.filename, 65_536)) for part in parts if part.filename.endswith(".xml")):
            raise Refused("list.damaged")

    def _read(self, name: str, most: int = _SMALL) -> bytes:
        try:
            with self._zip.open(name) as part:
                return part.read(most)
        except _BROKEN as error:
            raise Refused("list.damaged") from error

    def merges(self, sheet: str) -> tuple["Merge", ...]:
        """Give the merged cells of the sheet of that name, by their first row; none where it is not found."""
        part = self._places().get(sheet, "")
        found = {Merge.of(hit) for piece in self._pieces(part) for hit in _MERGE.finditer(piece)} if part else set()
        if len(found) > _MOST_MERGES:
            raise Refused("list.too_large")
        return tuple(sorted(found))

    def _pieces(self, part: str) -> Iterator[bytes]:
        """Give a part in pieces that overlap by the length of a tag."""
        try:
            with self._zip.open(part) as stream:
                before = b""
                while piece := stream.read(_PIECE):
                    yield before + piece
                    before = piece[-_LONGEST_TAG:]
        except _BROKEN as error:
            raise Refused("list.damaged") from error

    def _places(self) -> dict[str, str]:
        """Give the part of each sheet by its name."""
        try:
            book = ElementTree.fromstring(self._read("xl/workbook.xml"))  # noqa: S314 - without a DOCTYPE, see above
            links = ElementTree.fromstring(self._read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
        except ElementTree.ParseError as error:
            raise Refused("list.damaged") from error
        targets = {link.get("Id", ""): link.get("Target", "") for link in links}
        named = {sheet.get("name", ""): targets.get(sheet.get(_RELATION, ""), "") for sheet in book.iterfind(_SHEETS)}
        return {name: posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") for name, target in named.items()}


@dataclass(frozen=True, slots=True, order=True)
class Merge:
    """A merged block: its first and last row and its first column, all counted from 1."""

    first: int
    last: int
    column: int

    @classmethod
    def of(cls, hit: re.Match[bytes]) -> "Merge":
        """Read what was found."""
        column, first, _, last = hit.groups()
        return cls(int(first), int(last), _number(column))


def check_kind(content: bytes) -> str:
    """Tell ``xlsx`` from ``csv``; Refused list.xls, list.encrypted, list.not_a_table, list.empty, list.too_large."""
    if len(content) > MOST_BYTES:
        raise Refused("list.too_large")
    if not content.strip():
        raise Refused("list.empty")
    if content.startswith(_OLE):
        raise Refused("list.encrypted" if "EncryptedPackage".encode("utf-16-le") in content else "list.xls")
    if content.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf")):
        raise Refused("list.not_a_table")
    return "xlsx" if content.startswith(b"PK\x03\x04") else "csv"


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
