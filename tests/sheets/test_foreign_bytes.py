"""Whatever bytes come as a list: a list, or a refusal that says what to do. Never anything else, never all memory."""

import io
import tracemalloc
import zipfile
from typing import Any

import psutil
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.errors import Refused
from app.sheets.cell import day_of_serial, has_lost_digits, text_of
from app.sheets.low_income import read
from app.sheets.package import Merge
from app.sheets.xlsx import filled_down
from tests.made_up.household import id_number
from tests.made_up.register import HEAD
from tests.sheets.made_up_list import HEAD as HEADING
from tests.sheets.made_up_list import SHEET, TODAY, saved, with_part, workbook

GOOD = workbook([HEADING, ("1", "青龙村", "王德贵", HEAD, "户主", "低保")], merged=("A2:A3",))
CELLS = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=40) | st.dates()


def outcome(content: bytes) -> str:
    try:
        read(content, TODAY)
    except Refused as error:
        return error.code
    return "read"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
@example(b'"')
@example(b"\xef\xbb\xbf")
def test_any_bytes_are_a_list_or_a_refusal(content: bytes) -> None:
    assert outcome(content)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.text(max_size=30), max_size=8), max_size=8))
def test_any_text_below_a_heading_is_read(rows: list[list[str]]) -> None:
    text = "\n".join(["姓名,身份证号,与户主关系,类别,人数,起始时间,住址", *(",".join(row) for row in rows)])

    assert outcome(text.encode("utf-8", "surrogatepass")) in {"read", "list.not_a_table", "list.encoding"}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.integers(0, 40))
def test_a_damaged_workbook_is_read_or_refused(at: int, byte: int, cut: int) -> None:
    assert outcome(GOOD[:at] + bytes([byte]) + GOOD[at + 1 : len(GOOD) - cut])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=7), max_size=5))
def test_cells_of_any_type_are_read(rows: list[list[Any]]) -> None:
    clean = [
        [cell if not isinstance(cell, str) else cell.encode("ascii", "ignore").decode() for cell in row] for row in rows
    ]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([*HEADING, "人数", "起始时间"])
    for number, row in enumerate(clean, 2):
        for column, cell in enumerate(row, 1):
            value = "".join(filter(str.isprintable, cell)) if isinstance(cell, str) else cell
            sheet.cell(number, column).value = None if value != value else value  # noqa: PLR0124 - what is no number
    assert outcome(saved(book)) in {"read", "list.damaged"}


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (SHEET, b"<worksheet"),
        (SHEET, b"not xml"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/_rels/workbook.xml.rels", b"<a/>"),
        ("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'),
        (SHEET, b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'),
    ],
)
def test_a_part_that_is_none_is_refused(part: str, content: bytes) -> None:
    assert outcome(with_part(GOOD, part, content)) in {"list.damaged", "list.no_heading"}


def test_an_archive_that_is_no_workbook_or_has_a_password_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", "x")
    assert outcome(made.getvalue()) == "list.not_a_table"
    marked = bytearray(GOOD)
    at = marked.index(b"PK\x01\x02")
    marked[at + 8] |= 1
    assert outcome(bytes(marked)) == "list.encrypted"


def test_an_archive_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part(GOOD, "xl/media/a.bin", b"\0" * (401 * 2**20))
    assert len(bomb) < 2 * 2**20
    tracemalloc.start()
    assert outcome(bomb) == "list.too_large"
    assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    tracemalloc.stop()


def test_a_sheet_that_claims_a_row_far_away_does_not_take_for_ever() -> None:
    sheet = zipfile.ZipFile(io.BytesIO(GOOD)).read(SHEET).replace(b'r="2"', b'r="1048576"').replace(b'2"', b'1048576"')

    assert outcome(with_part(GOOD, SHEET, sheet)) in {"list.too_long", "list.damaged"}


def test_a_merge_over_the_whole_sheet_takes_no_room() -> None:
    rows = [(number, (None,)) for number in range(1, 50)]
    merged = filled_down(iter([(1, ("x",)), *rows[1:]]), (Merge(1, 1_048_576, 1), Merge(2, 1_048_576, 16_384)))

    assert [cells[0] for _, cells in merged] == ["x"] * 49


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "1"),
        (3.0, "3"),
        (2.5, "2.5"),
        ("  a\n b\u200b ", "a b"),
        (float("inf"), "inf"),
        ("'12", "12"),
    ],
)
def test_a_cell_is_a_text_in_one_line(cell: Any, text: str) -> None:
    assert text_of(cell) == text


def test_a_long_cell_is_cut() -> None:
    assert len(text_of("字" * 100_000)) == 500


def test_numbers_that_mean_no_day_of_our_time_mean_none() -> None:
    assert [day_of_serial(text) for text in ("45415", "1", "99999", "x", "202405", "")] == [
        "2024-05-03",
        "",
        "",
        "",
        "",
        "",
    ]
    assert [has_lost_digits(cell) for cell in (True, 12, "12", None)] == [False] * 4


def rows_of(count: int) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    sheet.append(list(HEADING))
    for nth in range(count):
        birth, sequence = f"{1930 + nth // 900 % 90}-{1 + nth // 81_000:02}-01", nth % 900
        sheet.append([f"{nth // 2}", f"青龙{nth // 2 % 30}村", f"王{nth}", id_number(birth, sequence),
                      "子" if nth % 2 else "户主", "低保"])  # fmt: skip
    return saved(book)


@pytest.mark.parametrize("count", [2_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_a_long_workbook_is_read_in_bounded_memory(count: int) -> None:
    content, before = rows_of(count), psutil.Process().memory_info().rss
    found = read(content, TODAY)
    more = psutil.Process().memory_info().rss - before

    assert (found.rows, len(found.households), found.wrong) == (count, count // 2, ())
    assert more < 64 * 2**20 + count * 8_000
