"""A case's fields in the order of the mapping, how far they are copied, and the workbook of plain texts."""

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from app.domain.case import Case
from app.domain.course import PlatformNoted
from app.domain.income import Expense, Income
from app.domain.person import LONG_TERM
from app.errors import Refused
from app.services import afterwards, copy_out
from app.services.copy_out import CopyField, Sheet
from app.services.desk import Desk
from tests.find.whole_desk import accepted, member

HEADS = ("哪一块", "字段", "内容")
MEMBER_ROWS = 12


def case_of(desk: Desk) -> Case:
    son = replace(member("王建军", "1978-07-01", 13, "20"), away="work", disability_kind=4, disability_grade=2)
    case = accepted(desk, replace(member("王㛃"), spellings={"platform": "王LI"}), son)
    assert case.accepted is not None
    incomes = (
        Income("i1", "wage", son.id, "工地", 1_200_050, 0, "month"),
        Income("i2", "transfer", "nobody", "", 0, 0, "year"),
    )
    content = replace(
        case.accepted,
        incomes=incomes,
        expenses=(Expense("e1", "medical", 320_000),),
        troubles=("illness", "old"),
        programmes=("dibao", "new_in_2027"),
    )
    return replace(case, accepted=content)


def told(desk: Desk) -> dict[str, str]:
    return {f"{field.part} {field.label}": field.text for field in copy_out.sheet(case_of(desk)).fields}


def test_fields_come_in_the_order_of_the_mapping_in_the_words_of_the_platform(desk: Desk) -> None:
    fields = copy_out.sheet(case_of(desk)).fields
    assert [field.label for field in fields[:4]] == ["受理编号", "申请类别", "申请日期", "受理日期"]
    assert [field.part for field in fields if field.label == "姓名"] == ["申请人", "家庭成员 1", "家庭成员 2"]
    said = told(desk)
    assert said["申请 申请类别"] == "最低生活保障、new_in_2027"
    assert said["申请 主要困难"] == "病、老"
    assert (said["申请人 性别"], said["申请人 证件有效期止"]) == ("男", "长期")
    assert (said["家庭成员 2 与申请人关系"], said["家庭成员 2 是否同住"]) == ("儿子", "打工")
    assert (said["家庭成员 2 残疾类别"], said["家庭成员 2 残疾等级"]) == ("肢体", "二级")
    assert said["家庭成员 1 残疾类别"] == ""


def test_money_is_in_yuan_as_it_is_typed_and_people_are_named(desk: Desk) -> None:
    said = told(desk)
    assert (said["收入 1 谁的"], said["收入 1 金额（元）"], said["收入 1 周期"]) == ("王建军", "12000.50", "元/月")
    assert (said["收入 2 谁的"], said["收入 2 金额（元）"]) == ("", "")
    assert said["大项开支 1 金额（元）"] == "3200"


def test_the_spelling_of_the_platform_stands_for_the_name_and_never_changes_it(desk: Desk) -> None:
    case = case_of(desk)
    said = {field.key: field.text for field in copy_out.sheet(case).fields}
    assert (said["申请人/identity.name"], said["家庭成员 2/identity.name"]) == ("王LI", "王建军")
    assert case.accepted is not None
    assert case.accepted.members[0].identity.name == "王㛃"
    assert case.accepted.members[0].identity.valid_to == LONG_TERM


def test_the_order_is_marked_as_not_confirmed(desk: Desk) -> None:
    assert not copy_out.sheet(case_of(desk)).confirmed


def test_what_tells_of_an_illness_or_a_disability_is_private(desk: Desk) -> None:
    private = {f"{one.part} {one.label}" for one in copy_out.sheet(case_of(desk)).fields if one.is_private}
    assert private >= {"申请 主要困难", "家庭成员 2 健康状况", "家庭成员 2 残疾类别", "家庭成员 2 残疾等级"}
    assert "申请人 姓名" not in private


def test_every_field_has_a_key_of_its_own(desk: Desk) -> None:
    keys = [field.key for field in copy_out.sheet(case_of(desk)).fields]
    assert len(keys) == len(set(keys))
    assert sum(key.startswith("家庭成员 2/") for key in keys) == MEMBER_ROWS


def test_before_acceptance_there_is_nothing_to_copy() -> None:
    with pytest.raises(Refused) as caught:
        copy_out.sheet(Case("c", "t-7H2K9Q"))
    assert caught.value.code == "case.content_missing"


def test_what_is_copied_is_kept_per_case(desk: Desk) -> None:
    assert copy_out.ticked(desk, "one") == frozenset()
    copy_out.tick(desk, "one", {"申请/number", "联系/phone"})
    copy_out.tick(desk, "other", ())
    assert copy_out.ticked(desk, "one") == {"申请/number", "联系/phone"}
    assert copy_out.ticked(desk, "other") == frozenset()


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", '=HYPERLINK("http://x.invalid")', "\t=1", "00147"])
def test_a_text_that_begins_like_a_formula_stays_a_text(desk: Desk, text: str) -> None:
    made = copy_out.workbook(desk, Sheet("t", False, (CopyField("k", "部分", "字段", text),)), HEADS)
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        names = book.namelist()
        page = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
        words = book.read("xl/sharedStrings.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    cells = list(page.iter(f"{space}c"))
    assert {cell.get("t") for cell in cells} == {"s"}
    assert list(page.iter(f"{space}f")) == []
    assert text.strip("\t").replace('"', "") in words.replace("&quot;", "").replace('"', "")
    assert 'quotePrefix="1"' in styles
    assert not [name for name in names if "vba" in name.lower() or "external" in name.lower()]


def test_the_state_in_the_platform_is_noted_with_its_number(desk: Desk) -> None:
    case = accepted(desk)
    noted = afterwards.note_platform(desk, case.id, PlatformNoted("entered", "2026-11-24", "SC-1"))
    assert noted.platform is not None
    assert (noted.platform.state, noted.platform.platform_number) == ("entered", "SC-1")
