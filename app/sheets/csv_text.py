"""CSV files as offices make them: UTF-8, UTF-16 or GB18030; comma, tab or semicolon."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Final

from app.errors import Refused
from app.sheets.cell import Cell

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_APART: Final = (",", "\t", ";", "|")
_HEAD_LINES: Final = 30
_MOST_COLUMNS: Final = 64


def decoded(content: bytes) -> str:
    """Give the text of a file; Refused list.not_a_table for what is none, list.encoding for an unknown one."""
    marked = next((name for mark, name in _MARKS if content.startswith(mark)), "")
    for name in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise Refused("list.not_a_table")
        return text
    raise Refused("list.encoding")


def rows(text: str) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    """Give the rows of a CSV text, counted from 1; Refused list.not_a_table for what cannot be taken apart."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for nth, row in enumerate(reader, 1):
            yield nth, tuple(row[:_MOST_COLUMNS])
    except csv.Error as error:
        raise Refused("list.not_a_table") from error


def _delimiter(text: str) -> str:
    """Give the character that stands most evenly in the first lines: as often in as many of them as can be."""
    head = [line for line in text[:100_000].splitlines()[:_HEAD_LINES] if line.strip()]
    return max(_APART, key=lambda mark: (_evenness(head, mark), -_APART.index(mark)))


def _evenness(lines: list[str], mark: str) -> int:
    counts = [line.count(mark) for line in lines]
    return max((count * counts.count(count) for count in set(counts) if count), default=0)
