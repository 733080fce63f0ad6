"""A list of acts as a spreadsheet: what was asked for above, a row for each act, the checkpoint below."""

import io
from collections.abc import Iterable
from typing import Any, Final

import resources
from app.domain.act_group import Told

_WIDE: Final = (18, 12, 16, 34, 80)


def workbook(told: Told, lines: Iterable[tuple[str, ...]]) -> bytes:
    """Give the list as the bytes of a .xlsx file; everything in it is text."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only for those who want a file

    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with Workbook(out, options) as book:
        _fill(book, told, lines)
    return out.getvalue()


def _fill(book: Any, told: Told, lines: Iterable[tuple[str, ...]]) -> None:
    say = resources.texts("inspect")["list"]
    sheet = book.add_worksheet(say["title"])
    text, strong = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
    for at, wide in enumerate(_WIDE):
        sheet.set_column(at, at, wide, text)
    sheet.write_string(0, 0, say["title"], strong)
    heads = [resources.text("inspect", f"list.{name}", **_facts(told)) for name in ("where", "asked", "why", "witness")]
    for at, head in enumerate(heads, 1):
        sheet.write_string(at, 0, head)
    first = len(heads) + 1
    for at, column in enumerate(say["column"]):
        sheet.write_string(first, at, column, strong)
    sheet.freeze_panes(first + 1, 0)
    for number, line in enumerate(lines, first + 1):
        for at, word in enumerate(line):
            sheet.write_string(number, at, word, text)


def _facts(told: Told) -> dict[str, object]:
    return {name: getattr(told, name) for name in Told.__slots__}
