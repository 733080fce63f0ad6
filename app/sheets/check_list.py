"""A list of 核对 results, read from a file: each row says of a case whether it is qualified, and one doubt at most."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

import resources
from app.errors import Refused
from app.sheets import csv_text, xlsx
from app.sheets.cell import Cell, day_of_serial, text_of, word_of
from app.sheets.heading import HEAD_ROWS
from app.sheets.package import check_kind

MOST_ROWS: Final = 5_000
_PLAIN_DAY: Final = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)

Rows = Iterator[tuple[int, tuple[Cell, ...]]]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """What a row says, tidied; texts are empty where it does not say, `qualified` is None.

    `nth` counts rows of the file from 1; `item` is an `Item`, empty for a word that is none; `valid_until` is an ISO
    day, or what was written where that is none.
    """

    nth: int
    number: str = ""
    request: str = ""
    name: str = ""
    qualified: bool | None = None
    report: str = ""
    valid_until: str = ""
    item: str = ""
    item_word: str = ""
    text: str = ""
    amount: str = ""


def read(content: bytes) -> tuple[CheckRow, ...]:
    """Read a list from the bytes of an .xlsx or .csv file.

    Refused list.empty, list.xls, list.encrypted, list.not_a_table, list.damaged, list.encoding, list.too_large,
    list.no_check_heading, list.too_long.
    """
    with _sheets(content) as sheets:
        for rows in sheets:
            if heading := _heading(rows()):
                return tuple(_read_rows(*heading, rows()))
    raise Refused("list.no_check_heading")


@contextmanager
def _sheets(content: bytes) -> Iterator[list[Callable[[], Rows]]]:
    if check_kind(content) == "xlsx":
        with xlsx.sheets(content) as found:
            yield [rows for _, rows in found]
        return
    text = csv_text.decoded(content)
    yield [lambda: csv_text.rows(text)]


def _heading(rows: Rows) -> tuple[int, Mapping[str, int]] | None:
    """Give the row of the heading and the column of each thing; None where none names a case and a result."""
    for nth, cells in rows:
        if nth > HEAD_ROWS:
            return None
        found: dict[str, int] = {}
        for at, cell in enumerate(cells):
            if name := _columns().get(word_of(text_of(cell))):
                found.setdefault(name, at)
        if "qualified" in found and found.keys() & {"number", "request"}:
            return nth, found
    return None


def _read_rows(head: int, columns: Mapping[str, int], rows: Rows) -> Iterator[CheckRow]:
    for nth, cells in rows:
        if nth <= head:
            continue
        if nth > head + MOST_ROWS:
            raise Refused("list.too_long", most=MOST_ROWS)
        said = {name: text_of(cells[at]) for name, at in columns.items() if at < len(cells)}
        if said.get("number") or said.get("request"):
            yield _row(nth, said)


def _row(nth: int, said: Mapping[str, str]) -> CheckRow:
    word = said.get("item", "")
    return CheckRow(
        nth,
        said.get("number", ""),
        said.get("request", ""),
        said.get("name", ""),
        _qualified(said.get("qualified", "")),
        said.get("report", ""),
        _day(said.get("valid_until", "")),
        _item(word),
        word,
        said.get("text", ""),
        said.get("amount", ""),
    )


def _qualified(text: str) -> bool | None:
    word = word_of(text)
    if word in _vocabulary()["qualified"]["no"]:
        return False
    return True if word in _vocabulary()["qualified"]["yes"] else None


def _day(text: str) -> str:
    plain = day_of_serial(text) or text
    found = re.match(_vocabulary()["day"], plain, re.ASCII) or _PLAIN_DAY.fullmatch(plain)
    if found is None:
        return plain
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return plain


def _item(text: str) -> str:
    word = word_of(text)
    items: dict[str, list[str]] = _vocabulary()["item"]
    known = [(len(part), code) for code, parts in items.items() for part in parts if part in word]
    return max(known)[1] if known else ""


@cache
def _columns() -> dict[str, str]:
    named: dict[str, list[str]] = _vocabulary()["column"]
    return {word_of(written): name for name, words in named.items() for written in words}


@cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads(resources.path("sheets/check.toml").read_text("utf-8"))
