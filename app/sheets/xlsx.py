"""The rows of an .xlsx file, sheet after sheet, merged cells filled down."""

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final

from app.errors import Refused
from app.sheets.cell import Cell
from app.sheets.package import Merge, Package

if TYPE_CHECKING:
    from openpyxl import Workbook

Rows = Iterator[tuple[int, tuple[Cell, ...]]]
_MOST_COLUMNS: Final = 64


@contextmanager
def sheets(content: bytes) -> Iterator[list[tuple[str, Callable[[], Rows]]]]:
    """Give the sheets that are not hidden as (name, its rows counted from 1); rows can be begun anew.

    Formulas give what they gave when the file was saved. Refused list.damaged and as `Package`.
    """
    package = Package(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # styles and extensions that openpyxl leaves out
        with closing(_opened(content)) as book:
            shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            yield [(sheet.title, _rows_of(sheet, package)) for sheet in shown]


def _opened(content: bytes) -> "Workbook":
    from openpyxl import load_workbook  # noqa: PLC0415 - only for those who bring a list

    try:
        return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except Exception as error:
        raise Refused("list.damaged") from error


def _rows_of(sheet: Any, package: Package) -> Callable[[], Rows]:
    def rows() -> Rows:
        return filled_down(_raw(sheet), package.merges(sheet.title))

    return rows


def _raw(sheet: Any) -> Rows:
    """Give rows as they stand. Whatever openpyxl raises over a file from outside, the file is damaged."""
    try:
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, row[:_MOST_COLUMNS]
    except Exception as error:
        raise Refused("list.damaged") from error


def filled_down(rows: Rows, merges: tuple[Merge, ...]) -> Rows:
    """Give each row of a merged block what stands in its first, in the block's first column."""
    waiting = list(reversed(merges))
    open_ones: list[tuple[Merge, Cell]] = []
    for number, cells in rows:
        open_ones = [(merge, value) for merge, value in open_ones if merge.last >= number]
        while waiting and waiting[-1].first <= number:
            merge = waiting.pop()
            if merge.first == number < merge.last:
                open_ones.append((merge, _at(cells, merge.column)))
        yield number, _with(cells, [(merge, value) for merge, value in open_ones if merge.first < number])


def _at(cells: tuple[Cell, ...], column: int) -> Cell:
    return cells[column - 1] if column <= len(cells) else None


def _with(cells: tuple[Cell, ...], values: list[tuple[Merge, Cell]]) -> tuple[Cell, ...]:
    if not values:
        return cells
    wide = max(len(cells), *(merge.column for merge, _ in values if merge.column <= _MOST_COLUMNS), 0)
    filled = [*cells, *[None] * (wide - len(cells))]
    for merge, value in values:
        if merge.column <= wide:
            filled[merge.column - 1] = value
    return tuple(filled)
