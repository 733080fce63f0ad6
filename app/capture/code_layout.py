"""Where each bit stands in the QR codes of our own papers (versions 3 and 4, level Q), and what the bits say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Modules = NDArray[np.int8]
UNKNOWN = -1
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_ALPHANUMERIC = 2
_LEVEL_Q = 3
_FORMAT_MASK, _FORMAT_DIVISOR = 0x5412, 0x537
_TIMING = 6
_PADDING = re.compile("0{0,12}(1110110000010001)*(11101100)?")  # a terminator, then two bytes in turn


@dataclass(frozen=True, slots=True)
class Layout:
    """A version of the code: `side` modules, two blocks of `words` data bytes and `checks` check bytes each."""

    side: int
    words: int
    checks: int


LAYOUTS = (Layout(29, 17, 18), Layout(33, 24, 26))


@cache
def fixed(layout: Layout) -> Modules:
    """Give the modules that are the same in every code of this version: 1 dark, 0 light, else UNKNOWN."""
    side = layout.side
    modules = np.full((side, side), UNKNOWN, np.int8)
    modules[_TIMING, :] = modules[:, _TIMING] = (np.arange(side) + 1) % 2
    for top, left in ((0, 0), (0, side - 7), (side - 7, 0)):
        modules[max(0, top - 1) : top + 8, max(0, left - 1) : left + 8] = 0
        modules[top : top + 7, left : left + 7] = _rings(7)
    modules[side - 9 : side - 4, side - 9 : side - 4] = _rings(5)
    modules[side - 8, 8] = 1
    return modules


def _rings(side: int) -> Modules:
    away = np.abs(np.arange(side) - side // 2)
    far = np.maximum(away[:, None], away[None, :])
    return np.asarray(np.isin(far, (0, side // 2) if side == 5 else (0, 1, 3)), np.int8)  # noqa: PLR2004 - alignment


@cache
def format_places(layout: Layout) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Give row and column of the 15 format bits, most significant first, in both of their copies."""
    side = layout.side
    around = [(8, column) for column in (0, 1, 2, 3, 4, 5, 7, 8)] + [(row, 8) for row in (7, 5, 4, 3, 2, 1, 0)]
    apart = [(side - 1 - row, 8) for row in range(7)] + [(8, side - 8 + column) for column in range(8)]
    return around, apart


def format_bits(mask: int) -> list[int]:
    """Give the 15 bits that say level Q and this mask."""
    number = _LEVEL_Q << 3 | mask
    rest = number << 10
    for power in range(14, 9, -1):
        rest ^= _FORMAT_DIVISOR << (power - 10) if rest >> power & 1 else 0
    word = (number << 10 | rest) ^ _FORMAT_MASK
    return [word >> power & 1 for power in range(14, -1, -1)]


@cache
def path(layout: Layout) -> NDArray[np.int64]:
    """Give row and column of every data bit in the order in which the bytes are written."""
    taken = fixed(layout) != UNKNOWN
    for copy in format_places(layout):
        taken[tuple(zip(*copy, strict=True))] = True
    return np.array([place for place in _zigzag(layout.side) if not taken[place]])


def _zigzag(side: int) -> Iterator[tuple[int, int]]:
    columns = [*range(side - 1, _TIMING, -2), *range(_TIMING - 1, 0, -2)]
    for number, column in enumerate(columns):
        rows = range(side) if number % 2 else range(side - 1, -1, -1)
        for row in rows:
            yield row, column
            yield row, column - 1


@cache
def masked(layout: Layout, mask: int) -> NDArray[np.bool_]:
    """Give the modules that this mask turns round."""
    row, column = np.mgrid[: layout.side, : layout.side]
    both = row * column
    rules = (
        (row + column) % 2,
        row % 2,
        column % 3,
        (row + column) % 3,
        (row // 2 + column // 3) % 2,
        both % 2 + both % 3,
        (both % 2 + both % 3) % 2,
        ((row + column) % 2 + both % 3) % 2,
    )
    return np.asarray(rules[mask] == 0)


def blocks(layout: Layout) -> list[list[int]]:
    """Give for both blocks the places of their bytes among all bytes as written."""
    total = 2 * (layout.words + layout.checks)
    return [list(range(first, total, 2)) for first in (0, 1)]


def text_of(data: list[int]) -> str | None:
    """Give the text that data bytes hold in one alphanumeric piece, with the padding that has to follow; else None."""
    bits = "".join(f"{byte:08b}" for byte in data)
    length = int(bits[4:13], 2)
    end = 13 + length // 2 * 11 + length % 2 * 6
    if int(bits[:4], 2) != _ALPHANUMERIC or end > len(bits) or not _PADDING.fullmatch(bits[end:]):
        return None
    text = ""
    for at in range(13, end, 11):
        value = int(bits[at : min(at + 11, end)], 2)
        pair = divmod(value, len(_ALPHABET)) if min(at + 11, end) - at > 6 else (value,)  # noqa: PLR2004 - one character
        if pair[0] >= len(_ALPHABET):
            return None
        text += "".join(_ALPHABET[one] for one in pair)
    return text
