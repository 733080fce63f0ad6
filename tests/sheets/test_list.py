"""Lists as villages and counties make them: what is read of them, and what is said of each wrong row."""

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.domain.low_income import ListedPerson
from app.domain.low_income_list import ReadList
from app.errors import Refused, Unavailable
from app.sheets.low_income import MOST_ROWS, read, read_file
from app.sheets.progress import Progress
from tests.made_up.household import id_number
from tests.made_up.register import HEAD, OTHER, SON
from tests.sheets.made_up_list import HEAD as HEADING
from tests.sheets.made_up_list import SHEET, TODAY, csv, with_part, workbook

COLUMNS = "村,组,姓名,身份证号,与户主关系,救助类别,特殊情况,起始时间,人数,电话"


def wrong(found: ReadList) -> list[tuple[int, str]]:
    return [(one.row, one.code) for one in found.wrong]


def code_of(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read(content, TODAY)
    return refused.value.code


def test_a_household_is_its_head_and_the_rows_below() -> None:
    found = csv(COLUMNS, f"青龙村,3,王德贵,{HEAD},户主,农村低保,独居、重病,2024-05,2,139", f",,王建军,{SON},长子,,,,,")

    (one,) = found.households
    listing = one.listing
    assert (one.row, listing.name, listing.id_number, listing.village, listing.group) == (
        2,
        "王德贵",
        HEAD,
        "青龙村",
        "3",
    )
    assert (listing.classes, listing.flags, listing.since) == (
        ("dibao",),
        ("lives_alone", "serious_illness"),
        "2024-05",
    )
    assert (listing.size, listing.phone, listing.members) == (2, "139", (ListedPerson("王建军", SON, "20"),))
    assert (found.rows, found.wrong) == (2, ())
    assert found.seen == {HEAD, SON}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_every_usual_encoding_and_delimiter_is_understood(encoding: str, mark: str) -> None:
    lines = (
        f"渠县低收入人口名单{mark}{mark}",
        "姓名,身份证号,类别".replace(",", mark),
        f'"王德贵"{mark}{HEAD}{mark}低保',
    )

    found = read("\r\n".join(lines).encode(encoding), TODAY)

    assert [one.listing.name for one in found.households] == ["王德贵"]


def test_a_title_above_an_empty_row_and_what_stands_below_are_passed_over() -> None:
    found = csv(
        "渠县青龙镇低收入人口名册,,", "填报单位：青龙镇,,", "", "姓名,身份证号,类别", f"王德贵,{HEAD},低保", ",,",
        "姓名,身份证号,类别", f"李桂兰,{OTHER},特困", "合计,2,", "填表人：小李,,",
    )  # fmt: skip

    assert [(one.row, one.listing.name) for one in found.households] == [(5, "王德贵"), (8, "李桂兰")]
    assert (found.rows, found.wrong) == (2, ())


@pytest.mark.parametrize(
    "heading",
    ["户主姓名,户主身份证号码,救助类别", " 姓 名 ,公民身份号码（18位）,对象类别", "名字,身份证号*,低收入人口类别"],
)
def test_headings_go_by_many_names(heading: str) -> None:
    (one,) = csv(heading, f"王德贵,{HEAD},低保边缘家庭").households

    assert (one.listing.name, one.listing.id_number, one.listing.classes) == ("王德贵", HEAD, ("dibao_bianyuan",))


def test_rows_of_a_household_are_known_by_its_number_wherever_they_stand() -> None:
    head, number = "户编号,村,姓名,身份证号,关系,类别", id_number("1970-01-01", 5)
    found = csv(
        head, f"1,青龙村,王德贵,{HEAD},户主,低保", f"1,石桥村,李桂兰,{OTHER},户主,特困", f"1,青龙村,王建军,{SON},子,",
        f"1,,王建国,{number},子,",
    )  # fmt: skip

    assert [[one.listing.name, *(member.name for member in one.listing.members)] for one in found.households] == [
        ["王德贵", "王建军", "王建国"],
        ["李桂兰"],
    ]


def test_rows_of_a_household_are_known_by_their_head() -> None:
    found = csv(
        "户主姓名,户主身份证号,姓名,身份证号,类别", f"王德贵,{HEAD},王德贵,{HEAD},低保",
        f"王德贵,{HEAD},王建军,{SON},低保", f"李桂兰,{OTHER},周小一,,特困",
    )  # fmt: skip

    assert [[one.listing.name, *(member.name for member in one.listing.members)] for one in found.households] == [
        ["王德贵", "王建军"],
        ["李桂兰", "周小一"],
    ]


def test_merged_cells_count_for_each_row_that_they_cover() -> None:
    rows = [HEADING, ("1", "青龙村", "王德贵", HEAD, "户主", "低保"), (None, None, "王建军", SON, "子", None),
            ("1", "石桥村", "李桂兰", OTHER, "户主", "特困")]  # fmt: skip

    found = read(workbook(rows, merged=("A2:A3", "B2:B3", "F2:F3")), TODAY)

    assert [(one.listing.name, len(one.listing.members), one.listing.village) for one in found.households] == [
        ("王德贵", 1, "青龙村"),
        ("李桂兰", 0, "石桥村"),
    ]


def test_a_merged_title_and_a_heading_of_two_rows_are_understood() -> None:
    rows = [
        ("青龙镇名册",),
        ("村", "户主", None, "类别"),
        (None, "姓名", "身份证号", None),
        ("青龙村", "王德贵", HEAD, "低保"),
    ]

    found = read(workbook(rows, merged=("A1:D1", "A2:A3", "B2:C2", "D2:D3")), TODAY)

    assert [(one.listing.name, one.listing.village, one.listing.classes) for one in found.households] == [
        ("王德贵", "青龙村", ("dibao",))
    ]


def test_the_first_sheet_with_a_heading_is_read_and_named() -> None:
    found = read(workbook([HEADING, ("1", "青龙村", "王德贵", HEAD, "户主", "低保")], before=("封面", "说明")), TODAY)

    assert (found.sheet, len(found.households)) == ("低收入人口", 1)


@pytest.mark.parametrize("number", [5.1172519600229e17, 511725196002290000, "5.11725E+17", "511725196002290000"])
def test_a_number_that_a_spreadsheet_has_rounded_is_told_of(number: Any) -> None:
    found = read(workbook([HEADING, ("1", "青龙村", "王德贵", number, "户主", "低保")]), TODAY)

    assert (wrong(found), found.blocked, found.households) == ([(2, "lost_digits")], 1, ())


def test_a_number_that_is_whole_counts_however_it_was_written() -> None:
    digits = workbook([HEADING, ("1", "青龙村", "王德贵", 12345678, "户主", "低保")])
    sheet = zipfile.ZipFile(io.BytesIO(digits)).read(SHEET).replace(b"12345678", HEAD.encode())
    assert len(read(with_part(digits, SHEET, sheet), TODAY).households) == 1
    for number in (f"'{HEAD}", f" {HEAD[:6]} {HEAD[6:]}\t", f"{HEAD}\u200b"):
        found = read(workbook([HEADING, ("1", "青龙村", "王德贵", number, "户主", "低保")]), TODAY)
        assert [one.listing.id_number for one in found.households] == [HEAD], number


@pytest.mark.parametrize(
    "since", [date(2024, 5, 3), 45415, "45415", "2024年5月", "2024.5", "202405", "20240503", "2024/5/3"]
)
def test_a_month_is_understood_as_it_is_written(since: Any) -> None:
    rows = [(*HEADING, "起始时间"), ("1", "青龙村", "王德贵", HEAD, "户主", "低保", since)]

    assert [one.listing.since for one in read(workbook(rows), TODAY).households] == ["2024-05"]


def test_columns_of_yes_and_no_say_class_and_trait() -> None:
    found = csv("姓名,身份证号,是否低保,特困,是否独居,重残", f"王德贵,{HEAD},是,否,√,无", f"李桂兰,{OTHER},,1,,")

    assert [(one.listing.classes, one.listing.flags) for one in found.households] == [
        (("dibao",), ("lives_alone",)),
        (("tekun",), ()),
    ]


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("四川省渠县青龙镇青龙村3组", ("青龙村", "3")), ("青龙村三社", ("青龙村", "三")),
        ("渠江社区", ("渠江社区", "")), ("县城租房", ("", "")),
    ],
)  # fmt: skip
def test_village_and_group_are_taken_from_an_address(address: str, place: tuple[str, str]) -> None:
    (one,) = csv("姓名,身份证号,家庭住址,类别", f"王德贵,{HEAD},{address},低保").households

    assert (one.listing.village, one.listing.group) == place


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (f"青龙村,3,王德贵,{HEAD[:-1]}9,户主,低保,,,,", "id_number.check_digit"),
        ("青龙村,3,王德贵,5117251960,户主,低保,,,,", "id_number.length"),
        (f"青龙村,3,王德贵,{id_number('2030-01-01', 5)},户主,低保,,,,", "id_number.birth"),
        ("青龙村,3,王德贵,,户主,低保,,,,", "no_number"),
        (f"青龙村,3,,{HEAD},户主,低保,,,,", "no_name"),
        (f"青龙村,3,王德贵,{HEAD},户主,,,,,", "no_class"),
        (f"青龙村,3,王德贵,{HEAD},户主,贫下中农,,,,", "unknown_class"),
        (f"青龙村,3,王德贵,{HEAD},户主,低保,,去年,,", "since"),
        (f"青龙村,3,王德贵,{HEAD},户主,低保,,,一家人,", "size"),
        (f"青龙村,3,王德贵,{HEAD},户主,低保,,,300,", "size"),
        (f"青龙村,3,王德贵,{HEAD},,低保,,,,", "no_relation"),
        (f"青龙村,3,{'王' * 61},{HEAD},户主,低保,,,,", "too_long"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_and_keeps_its_household_out(row: str, code: str) -> None:
    found = csv(COLUMNS, row, f"青龙村,5,李桂兰,{OTHER},户主,特困,,,,")

    assert (2, code) in wrong(found)
    assert [one.listing.name for one in found.households] == ["李桂兰"]
    assert found.blocked == 1


def test_a_wrong_row_of_a_member_keeps_the_whole_household_out() -> None:
    found = csv(COLUMNS, f"青龙村,3,王德贵,{HEAD},户主,低保,,,,", ",,王建军,1,子,,,,,")

    assert (wrong(found), found.households, found.blocked) == ([(3, "id_number.length")], (), 1)


def test_a_trait_that_nobody_knows_is_only_told_of() -> None:
    found = csv(COLUMNS, f"青龙村,3,王德贵,{HEAD},户主,低保,爱唱歌,,,")

    assert [(one.code, one.stops) for one in found.wrong] == [("unknown_flag", False)]
    assert len(found.households) == 1


def test_a_row_that_stands_there_twice_counts_once() -> None:
    row = f"青龙村,3,王德贵,{HEAD},户主,低保,,,,"
    found = csv(COLUMNS, row, f",,王建军,{SON},子,,,,,", f",,王建军,{SON},子,,,,,")

    assert [(one.code, one.stops, one.facts["first"]) for one in found.wrong] == [("repeated", False, 3)]
    assert len(found.households[0].listing.members) == 1


def test_one_person_in_two_households_or_twice_in_one_is_told_of() -> None:
    one, two = f"青龙村,3,王德贵,{HEAD},户主,低保,,,,", f"青龙村,5,李桂兰,{OTHER},户主,特困,,,,"
    twice = csv(COLUMNS, one, two, f",,王德贵,{HEAD},其他亲属,,,,,")
    assert (wrong(twice), len(twice.households)) == ([(4, "twice_in_file")], 1)
    inside = csv(COLUMNS, one, f",,王建军,{SON},子,,,,,", f",,王小军,{SON},女,,,,,")
    assert (wrong(inside), inside.households) == ([(4, "twice_in_household")], ())


def test_what_the_register_would_refuse_is_said_at_the_row() -> None:
    people = [f",,王小{nth},,子,,,,," for nth in range(45)]
    found = csv(COLUMNS, f"青龙村,3,王德贵,{HEAD},户主,低保,,,,", *people)

    assert (wrong(found), found.blocked) == ([(2, "refused_too_many")], 1)


def test_a_column_that_makes_one_household_of_all_rows_is_told_of() -> None:
    rows = [f"1,青龙村,王小{nth},,子,低保" for nth in range(230)]
    found = csv("户号,村,姓名,身份证号,关系,类别", f"1,青龙村,王德贵,{HEAD},户主,低保", *rows)

    assert {code for _, code in wrong(found)} == {"refused_too_many", "too_many_rows"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "list.empty"),
        (b" \r\n ", "list.empty"),
        ("村,组\n青龙村,3\n".encode(), "list.no_heading"),
        ("姓名,类别,电话\n王德贵,低保,1\n".encode(), "list.no_numbers"),
        (b"\xff\xfe\x00", "list.encoding"),
        (b"a\x00b", "list.not_a_table"),
        (b"\x81\x20\xff", "list.encoding"),
        (b"%PDF-1.7", "list.not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 512, "list.xls"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "list.encrypted"),
        (b"PK\x03\x04 cut off", "list.damaged"),
        (b"x" * (20 * 2**20 + 1), "list.too_large"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_a_list_of_too_many_rows_is_refused() -> None:
    rows = "姓名,身份证号,类别\n" + "\n" * (MOST_ROWS + 1) + f"王德贵,{HEAD},低保\n"

    assert code_of(rows.encode()) == "list.too_long"


def test_a_file_that_cannot_be_read_or_is_too_large_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        read_file(tmp_path / "none.csv", TODAY)
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(20 * 2**20 + 1)
    with pytest.raises(Refused) as refused:
        read_file(large, TODAY)
    assert refused.value.code == "list.too_large"


def test_reading_tells_how_far_it_is_and_can_be_stopped() -> None:
    rows = "\n".join(["姓名,身份证号,类别", *(f"王{nth},{id_number('1950-01-01', nth)},低保" for nth in range(900))])
    progress = Progress()
    assert len(read(rows.encode(), TODAY, progress).households) == 900
    assert progress.done == 800
    progress.stop()
    with pytest.raises(Refused) as refused:
        read(rows.encode(), TODAY, progress)
    assert refused.value.code == "list.stopped"
