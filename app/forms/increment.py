"""Adding to a PDF of ours without touching its bytes: what was shown stays an exact prefix of what was signed.

It reads just the plain structure in which reportlab writes (one cross-reference table, objects in clear),
and refuses anything else.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from app.errors import Refused

_START = re.compile(rb"startxref\n(\d{1,10})\n%%EOF\n\Z")
_TRAILER = re.compile(rb"\ntrailer\n<<(.*?)>>\nstartxref\n", re.DOTALL)
_TABLE = re.compile(rb"xref\n0 (\d{1,6})\n")
_ROW = 20
_MOST_SECTIONS = 64
_SECTION = re.compile(rb"xref\n(?:\d{1,6} 1\n\d{10} 00000 n \n)+")
_ROWS = re.compile(rb"(\d{1,6}) 1\n(\d{10}) 00000 n \n")
_PREVIOUS = re.compile(rb"/Prev (\d{1,10}) ")
_SIZE = re.compile(rb"/Size (\d{1,6}) ")
_KIDS = re.compile(rb"/Kids \[ ((?:\d+ 0 R[ \n]*)+)\]")


@dataclass(frozen=True, slots=True)
class Added:
    """An object to be added: its number and its bytes between ``obj`` and ``endobj``."""

    number: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Original:
    """A PDF as it was made: its bytes, where its objects are, its root; `sections` are those behind it."""

    content: bytes
    offsets: tuple[int, ...]
    table: int
    root: int
    info: int
    sections: int = 0

    @property
    def size(self) -> int:
        """The first object number that is free."""
        return len(self.offsets)

    def object(self, number: int) -> bytes:
        """Give an object's bytes between ``obj`` and ``endobj``; Refused form.not_ours where there is none."""
        head = b"%d 0 obj\n" % number
        start = self.offsets[number] if 0 < number < self.size else len(self.content)
        end = self.content.find(b"\nendobj\n", start)
        if not self.content.startswith(head, start) or end < 0:
            raise Refused("form.not_ours")
        return self.content[start + len(head) : end]

    def page(self, index: int) -> int:
        """Give the object number of a page, counted from 0."""
        pages = reference(self.object(self.root), b"/Pages")
        kids = _KIDS.search(self.object(pages))
        numbers = [int(number) for number in kids[1].split(b" 0 R") if number.strip()] if kids else []
        if not 0 <= index < len(numbers):
            raise Refused("form.not_ours")
        return numbers[index]


def read(content: bytes) -> Original:
    """Read the structure of a PDF of ours; Refused form.not_ours for anything else."""
    start = _START.search(content)
    table = int(start[1]) if start else len(content)
    head = _TABLE.match(content, table)
    trailer = _TRAILER.search(content, table)
    if not start or not head or not trailer:
        raise Refused("form.not_ours")
    rows = content[head.end() : head.end() + _ROW * int(head[1])]
    offsets = tuple(_offset(rows[at : at + _ROW]) for at in range(0, len(rows), _ROW))
    return Original(content, offsets, table, reference(trailer[1], b"/Root"), reference(trailer[1], b"/Info"))


def reread(content: bytes) -> Original:
    """Read a PDF of ours with all sections that `appended` put behind it; Refused form.not_ours for anything else."""
    if content.count(b"\nstartxref\n") > _MOST_SECTIONS:
        raise Refused("form.not_ours")
    start = _START.search(content)
    table = int(start[1]) if start else len(content)
    if _TABLE.match(content, table):
        return read(content)
    rows = _SECTION.match(content, table)
    trailer = _TRAILER.search(content, table)
    before = _PREVIOUS.search(trailer[1]) if trailer else None
    if not start or not rows or not trailer or not before:
        raise Refused("form.not_ours")
    below = reread(content[: _end_of(content, int(before[1]), table)])
    size = _SIZE.search(trailer[1])
    offsets = [*below.offsets, *([0] * (int(size[1]) - below.size if size else 0))]
    for number, offset in _ROWS.findall(rows[0]):
        if int(number) >= len(offsets):
            raise Refused("form.not_ours")
        offsets[int(number)] = int(offset)
    root, info = reference(trailer[1], b"/Root"), reference(trailer[1], b"/Info")
    return Original(content, tuple(offsets), table, root, info, below.sections + 1)


def _end_of(content: bytes, table: int, before: int) -> int:
    """Give where a section whose table is at `table` ends, always before the next one's table."""
    end = content.find(b"%%EOF\n", table, before)
    if not 0 <= table < before or end < 0:
        raise Refused("form.not_ours")
    return end + len(b"%%EOF\n")


def reference(content: bytes, key: bytes) -> int:
    """Give the object number that `key` refers to; Refused form.not_ours where it refers to none."""
    found = re.search(re.escape(key) + rb" (\d{1,6}) 0 R", content)
    if not found:
        raise Refused("form.not_ours")
    return int(found[1])


def appended(original: Original, objects: Iterable[Added]) -> bytes:
    """Give the original with objects added or replaced: its own bytes first, unchanged."""
    body, rows = bytearray(), []
    added = sorted(objects, key=lambda one: one.number)
    for one in added:
        rows.append((one.number, len(original.content) + len(body)))
        body += b"%d 0 obj\n%b\nendobj\n" % (one.number, one.content)
    table = len(original.content) + len(body)
    body += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % row for row in rows)
    size = max(original.size, added[-1].number + 1)
    first = hashlib.sha256(original.content).hexdigest()[:32].encode()
    second = hashlib.sha256(original.content + bytes(body)).hexdigest()[:32].encode()
    body += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R" % (size, original.root, original.info)
    body += b" /Prev %d /ID [<%b><%b>] >>\nstartxref\n%d\n%%%%EOF\n" % (original.table, first, second, table)
    return original.content + bytes(body)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Give a stream object, not compressed: the same bytes on every machine."""
    return b"<< %b/Length %d >>\nstream\n%b\nendstream" % (entries, len(content), content)


def _offset(row: bytes) -> int:
    if not re.fullmatch(rb"\d{10} \d{5} [fn] \n", row):
        raise Refused("form.not_ours")
    return int(row[:10])
