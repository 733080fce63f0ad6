"""Numbers of bytes in words."""

from typing import Final

import resources

_KIB: Final = 1024
_MIB: Final = _KIB * _KIB
_GIB: Final = _KIB * _MIB


def size_words(count: int) -> str:
    """Give a number of bytes as KB or MB."""
    if count < _MIB:
        return resources.text("sync", "kilobytes", count=max(1, round(count / _KIB)))
    return resources.text("sync", "megabytes", count=f"{count / _MIB:.1f}")


def room_words(count: int) -> str:
    """Give a number of bytes of a drive, in GB from 1 GB on."""
    if count >= _GIB:
        return resources.text("stick", "gigabytes", count=f"{count / _GIB:.1f}")
    return size_words(max(0, count))


def moved_words(done: int, total: int) -> dict[str, str | int]:
    """Give how much of a writing is done, as facts of a text: `done`, `total`, `percent`; `total` is not 0."""
    return {"done": room_words(done), "total": room_words(total), "percent": 100 * done // total}
