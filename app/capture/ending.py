"""Whether a file that another program writes is there to its end: told by its form, nothing is unpacked."""

import re
import struct
from collections.abc import Callable

_MARK = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_START_OF_SCAN, _END = 0xDA, 0xD9
_LEAST = 12  # a beginning that does not even tell its form
_PDF_TAIL = 2048
_TIFF_OFFSETS, _TIFF_COUNTS = {273, 324}, {279, 325}
_TIFF_SIZES = {3: "H", 4: "I"}


def is_whole(data: bytes) -> bool:
    """Tell whether the bytes of a picture or a PDF go to its end; a form that is not known here counts as whole."""
    if len(data) < _LEAST:
        return False
    return next((check(data) for head, check in _CHECKS if data.startswith(head)), True)


def _jpeg(data: bytes) -> bool:
    """Go from mark to mark: a small picture inside the head has an end of its own."""
    place = 2
    while mark := _MARK.search(data, place):
        kind, place = mark[0][1], mark.end()
        if kind == _END:
            return True
        if place + 2 > len(data):
            return False
        place += int.from_bytes(data[place : place + 2], "big")
    return False


def _png(data: bytes) -> bool:
    place = 8
    while place + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        place += int(length) + 12
        if kind == b"IEND":
            return place <= len(data)
    return False


def _riff(data: bytes) -> bool:
    length = 8 + int.from_bytes(data[4:8], "little")
    return 8 < length <= len(data)  # noqa: PLR2004 - the head


def _bmp(data: bytes) -> bool:
    """Go by the size in the head; programs that leave it out are believed."""
    return len(data) >= int.from_bytes(data[2:6], "little")


def _gif(data: bytes) -> bool:
    return data.rstrip(b"\0").endswith(b";")


def _pdf(data: bytes) -> bool:
    return b"%%EOF" in data[-_PDF_TAIL:]


def _tiff(data: bytes) -> bool:
    """The list of entries, which most programs write last, and the parts of the picture that it names."""
    order = "<" if data[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", data, 4)
        (count,) = struct.unpack_from(f"{order}H", data, start)
        entries = [struct.unpack_from(f"{order}HHII", data, start + 2 + 12 * nth) for nth in range(count)]
        starts = [_tiff_values(data, order, entry) for entry in entries if entry[0] in _TIFF_OFFSETS]
        lengths = [_tiff_values(data, order, entry) for entry in entries if entry[0] in _TIFF_COUNTS]
    except struct.error:
        return False
    ends = [
        begin + long
        for one, other in zip(starts, lengths, strict=False)
        for begin, long in zip(one, other, strict=False)
    ]
    return start >= 8 and count > 0 and max(ends, default=0) <= len(data)  # noqa: PLR2004 - the head


def _tiff_values(data: bytes, order: str, entry: tuple[int, int, int, int]) -> tuple[int, ...]:
    """Give the numbers of an entry: in place where they fit, elsewhere in the file where they do not."""
    _, kind, count, value = entry
    form = _TIFF_SIZES.get(kind)
    if form is None or count > len(data):
        return ()
    size = struct.calcsize(f"={form}")
    if count * size <= 4:  # noqa: PLR2004 - the four bytes of the entry
        packed = struct.pack(f"{order}I", value)
        return struct.unpack_from(f"{order}{count}{form}", packed)
    return struct.unpack_from(f"{order}{count}{form}", data, value)


_CHECKS: tuple[tuple[bytes, Callable[[bytes], bool]], ...] = (
    (b"\xff\xd8", _jpeg),
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"RIFF", _riff),
    (b"BM", _bmp),
    (b"GIF8", _gif),
    (b"II*\0", _tiff),
    (b"MM\0*", _tiff),
    (b"%PDF", _pdf),
)
