"""Made-up lists of low-income households, as spreadsheets write them."""

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any

from openpyxl import Workbook

from app.domain.low_income_list import ReadList
from app.sheets.low_income import read

SHEET = "xl/worksheets/sheet1.xml"
TODAY = date(2026, 11, 30)
HEAD = ("户号", "村", "姓名", "身份证号", "与户主关系", "救助类别")


def workbook(rows: Iterable[Iterable[Any]], *, merged: Iterable[str] = (), before: Iterable[str] = ()) -> bytes:
    """Give the bytes of a workbook whose last sheet has these rows; empty sheets of the names `before` it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in before:
        book.create_sheet(name)
    sheet = book.create_sheet("低收入人口")
    for row in rows:
        sheet.append(list(row))
    for place in merged:
        sheet.merge_cells(place)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Give the bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(*lines: str) -> ReadList:
    """Read a list from the lines of a CSV file."""
    return read("\n".join(lines).encode(), TODAY)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """Give an archive with another content of one of its parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, part if info.filename == name else old.read(info.filename))
        if name not in old.namelist():
            new.writestr(name, part)
    return made.getvalue()
