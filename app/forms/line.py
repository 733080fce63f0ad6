"""Breaking Chinese text into lines: which characters may not begin or end one, and what stays together."""

import re
import unicodedata

from app.forms.face import Face, width

_NOT_FIRST = frozenset("，。、；：？！）】》」』〉〕”’…—·%‰℃°,.;:?!)]}々～-")
_NOT_LAST = frozenset("（【《「『〈〔“‘([{¥￥")
_TOGETHER = re.compile(r"[0-9A-Za-z][0-9A-Za-z,.:/+_-]*|.", re.DOTALL)


def plain(text: str) -> str:
    """Give `text` with control and format characters and lone surrogates taken out, line ends as spaces."""
    one_line = "".join(" " if character in "\r\n\t" else character for character in text)
    return "".join(character for character in one_line if unicodedata.category(character) not in {"Cc", "Cf", "Cs"})


def measure(text: str, face: Face, size: float) -> float:
    """Give the width of a line in points."""
    return sum(width(character, face, size) for character in text)


def broken(text: str, face: Face, size: float, room: float, first: float = 0) -> list[str]:
    """Give `text` in lines of at most `room` points, the first one shorter by `first`; at least one line.

    Only a word wider than a whole line is cut inside.
    """
    lines, line, left = [], "", room - first
    for block in _blocks(plain(text), face, size, room):
        wide = measure(block, face, size)
        if wide > left and line:
            lines.append(line)
            line, left = "", room
            block = block.lstrip(" 　")  # noqa: PLW2901 - no line begins with the space that parted it
            wide = measure(block, face, size)
        line += block
        left -= wide
    return [*lines, line]


def _blocks(text: str, face: Face, size: float, room: float) -> list[str]:
    """Cut `text` into pieces that are never parted: words, and characters with their punctuation."""
    blocks: list[str] = []
    for piece in _TOGETHER.findall(text):
        if blocks and (piece[0] in _NOT_FIRST or blocks[-1][-1] in _NOT_LAST):
            blocks[-1] += piece
        else:
            blocks.append(piece)
    return [part for block in blocks for part in _parts(block, face, size, room)]


def _parts(block: str, face: Face, size: float, room: float) -> list[str]:
    """Give a block whole, or in characters when no line can hold it."""
    return [block] if measure(block, face, size) <= room else list(block)
