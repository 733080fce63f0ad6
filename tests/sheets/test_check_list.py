"""Lists of 核对 results: headings as platforms write them, days, items, and bytes from anywhere."""

import io
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.errors import Refused
from app.sheets.check_list import MOST_ROWS, CheckRow, read

HEAD = "编号,姓名,核对结论,有效期至,疑点类型,疑点内容,金额（元）,报告编号\n"


def book(*rows: tuple[Any, ...]) -> bytes:
    made, content = Workbook(), io.BytesIO()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    made.save(content)
    return content.getvalue()


def test_a_row_says_what_it_says() -> None:
    rows = read(
        (HEAD + '511725106-261012-0A-00001-A,王德贵,符合,2027/5/1,机动车信息,川S12345,"35,000",HD-1\n').encode()
    )
    assert rows == (
        CheckRow(
            2, "511725106-261012-0A-00001-A", "", "王德贵", True, "HD-1", "2027-05-01", "vehicle", "机动车信息",
            "川S12345", "35,000",
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "day"),
    [("2027-05-01", "2027-05-01"), ("2027年5月1日", "2027-05-01"), ("2027.5.1", "2027-05-01"),
     ("20270501", "2027-05-01"), ("46508", "2027-05-01"), ("", ""), ("明年", "明年"), ("2027-13-01", "2027-13-01")],
)  # fmt: skip
def test_days_are_read_as_offices_write_them(written: str, day: str) -> None:
    (row,) = read(f"核对编号,结论,有效期\nHD-1,合格,{written}\n".encode("gb18030"))
    assert (row.request, row.qualified, row.valid_until) == ("HD-1", True, day)


@pytest.mark.parametrize(
    ("written", "qualified"),
    [("符合", True), ("不符合", False), ("否", False), ("√", None), ("", None), ("待查", None)],
)
def test_a_result_is_yes_or_no_or_nothing(written: str, qualified: bool | None) -> None:  # noqa: FBT001 - the example
    (row,) = read(f"编号,结论\n1,{written}\n".encode())
    assert row.qualified is qualified


@pytest.mark.parametrize(
    ("word", "item"),
    [("银行存款", "deposit"), ("不动产登记", "housing"), ("个体户", "company"), ("飞机", ""), ("", "")],
)
def test_an_item_has_the_longest_word_in_it(word: str, item: str) -> None:
    (row,) = read(f"编号,结论,疑点类别\n1,符合,{word}\n".encode())
    assert row.item == item


def test_a_spreadsheet_is_read_below_its_title_and_without_what_names_no_case() -> None:
    rows = read(
        book(
            ("渠县核对结果",), ("核对委托编号", "是否符合", "有效期"), ("HD-1", "是", datetime(2027, 5, 1)),  # noqa: DTZ001 - as a cell has it
            (None, "合计", 1), ("HD-2", "否", date(2027, 5, 2)),
        )
    )  # fmt: skip
    assert [(row.nth, row.request, row.qualified, row.valid_until) for row in rows] == [
        (3, "HD-1", True, "2027-05-01"), (5, "HD-2", False, "2027-05-02"),
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"name,x\n1,2\n", "编号,姓名\n1,2\n".encode(), book(("结论",), ("符合",))])
def test_a_list_without_its_heading_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"list\.(no_check_heading|empty)"):
        read(content)


def test_a_list_without_end_is_refused() -> None:
    with pytest.raises(Refused, match=r"list\.too_long"):
        read(("编号,结论\n" + "1,符合\n" * (MOST_ROWS + 1)).encode())


@given(
    st.binary(max_size=400) | st.text(max_size=300).map(lambda text: ("编号,结论\n" + text).encode("utf-8", "replace"))
)
def test_whatever_is_brought_is_read_or_refused(content: bytes) -> None:
    try:
        rows = read(content)
    except Refused:
        return
    assert all(row.number or row.request for row in rows)
