"""What stands in a cell, as text; and what a spreadsheet has made of it."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Final

Cell = str | int | float | bool | date | datetime | time | timedelta | None

LONGEST: Final = 500
_EXACT: Final = 2**53
_SPACES: Final = re.compile(r"\s+")
_HIDDEN: Final = re.compile(r"[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKS: Final = re.compile(r"[\s\"'“”‘’*\uff0a:：、，,.。·_/\\-]+")
_BRACKETS: Final = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_POWER: Final = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE | re.ASCII)
_FIRST_DAY: Final = date(1899, 12, 30)


def text_of(cell: Cell) -> str:
    """Give a cell as text in one line, of at most `LONGEST` characters: whole numbers without a point, days as ISO."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    return _tidy(str(cell))


def _tidy(text: str) -> str:
    plain = _HIDDEN.sub(" ", text[: 2 * LONGEST].replace("\u00a0", " "))
    return _SPACES.sub(" ", plain).strip().lstrip("'`").strip()[:LONGEST]


def word_of(text: str) -> str:
    """Give a text as headings and words are compared: in plain characters, without spaces, marks and brackets."""
    plain = unicodedata.normalize("NFKC", text)
    return _MARKS.sub("", _BRACKETS.sub("", plain)).casefold() or _MARKS.sub("", plain).casefold()


def has_lost_digits(cell: Cell) -> bool:
    """Tell whether an 18-digit number went through a cell that keeps 15 of them: what is left is another number."""
    if isinstance(cell, float):
        return abs(cell) >= _EXACT
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell >= 10**17 and cell % 1000 == 0
    return isinstance(cell, str) and bool(_POWER.fullmatch(cell.strip()))


def day_of_serial(text: str) -> str:
    """Give the day (ISO) that a spreadsheet's number means, empty for a number that means none in our time."""
    if not (text.isascii() and text.isdigit()) or not 20_000 <= int(text[:6]) <= 60_000 or len(text) > 5:  # noqa: PLR2004 - 1954 to 2064
        return ""
    return (_FIRST_DAY + timedelta(days=int(text))).isoformat()
