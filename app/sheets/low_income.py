"""A list of low-income households, read from a file: rows into households, and what is wrong with each row."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from app.domain.low_income_list import ReadList
from app.errors import Refused, Unavailable
from app.sheets import csv_text, xlsx
from app.sheets.cell import Cell
from app.sheets.grouping import Grouping
from app.sheets.heading import Heading, found_in
from app.sheets.package import MOST_BYTES, check_kind
from app.sheets.progress import Progress
from app.sheets.row import read_row

MOST_ROWS: Final = 200_000
_TOLD_EVERY: Final = 200

Rows = Iterable[tuple[int, tuple[Cell, ...]]]
Sheets = list[tuple[str, Callable[[], Iterator[tuple[int, tuple[Cell, ...]]]]]]


def read_file(file: Path, today: date, progress: Progress | None = None) -> ReadList:
    """Read a list from an .xlsx or .csv file.

    Unavailable list.unreadable. Refused list.too_large, list.empty, list.xls, list.encrypted, list.not_a_table,
    list.damaged, list.encoding, list.no_heading, list.no_numbers, list.too_long, list.stopped.
    """
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Refused("list.too_large")
        content = file.read_bytes()
    except OSError as error:
        raise Unavailable("list.unreadable") from error
    return read(content, today, progress)


def read(content: bytes, today: date, progress: Progress | None = None) -> ReadList:
    """Read a list from the bytes of a file; Refused as `read_file`."""
    with _sheets(content) as sheets:
        name, heading, rows = _first_list(sheets)
        return _read_rows(name, heading, rows, today, progress or Progress())


@contextmanager
def _sheets(content: bytes) -> Iterator[Sheets]:
    if check_kind(content) == "xlsx":
        with xlsx.sheets(content) as found:
            yield found
        return
    text = csv_text.decoded(content)
    yield [("", lambda: csv_text.rows(text))]


def _first_list(sheets: Sheets) -> tuple[str, Heading, Rows]:
    """Give the first sheet that has a heading; Refused list.no_heading, list.no_numbers."""
    trouble = Refused("list.no_heading")
    for name, rows in sheets:
        try:
            heading = found_in(rows())
        except Refused as error:
            if error.code != "list.no_numbers":
                raise
            trouble = error
            continue
        if heading:
            return name, heading, rows()
    raise trouble


def _read_rows(name: str, heading: Heading, rows: Rows, today: date, progress: Progress) -> ReadList:
    grouping = Grouping(frozenset(heading.columns))
    for number, cells in rows:
        if number > MOST_ROWS:
            raise Refused("list.too_long", most=MOST_ROWS)
        if number % _TOLD_EVERY == 0:
            progress.at(number)
        if number <= heading.row or heading.is_repeated(cells):
            continue
        said = {column: cells[at] for column, at in heading.columns.items() if at < len(cells)}
        if row := read_row(number, said, today):
            grouping.add(row)
    return grouping.end(name)
