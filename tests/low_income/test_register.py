"""The register, through the real window with keys: added, searched, brought in from a list, undone, written out."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog

from app.errors import Unavailable
from app.services import low_income, low_income_import
from app.services.desk import Desk
from tests.find.whole_desk import WholeDesk
from tests.low_income.at_the_register import type_lines
from tests.made_up.household import id_number
from tests.made_up.register import HEAD, OTHER, SON, listing, other
from ui.low_income.household_window import HouseholdPage
from ui.low_income.import_window import ImportPage
from ui.low_income.list_window import ListPage
from ui.widgets.dialog import Dialog

HEADING = "村,组,姓名,身份证号,与户主关系,救助类别,起始时间"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list: one household that changed, one that is new, one row that is wrong."""
    made = tmp_path / "名单.csv"
    rows = (f"青龙村,4,王德贵,{HEAD},户主,低保,2024-05", f",,王建军,{SON},子,,", f"青龙村,5,李桂兰,{OTHER},户主,特困,",
            "青龙村,6,赵勇,5.11725E+17,户主,低保,")  # fmt: skip
    made.write_text("\n".join((HEADING, *rows)), "utf-8-sig")
    return made


def register(at_desk: WholeDesk) -> ListPage:
    at_desk.pages.go("low_income")
    page: ListPage = at_desk.wait().shown(ListPage)
    return page


def bring(at_desk: WholeDesk, file: Path) -> ImportPage:
    at_desk.pages.go("low_income", file)
    page: ImportPage = at_desk.wait().shown(ImportPage)
    return page


def names(desk: Desk) -> list[str]:
    return [row.listing.name for row in desk.store.every_listing() if row.on_list]


def test_an_empty_register_says_how_it_is_filled(at_desk: WholeDesk) -> None:
    page = register(at_desk)

    assert "Ctrl O" in page.none.text
    assert page.bring.hasFocus()
    assert not page.search.isVisible()


def test_a_household_is_added_by_keys_and_stands_in_the_list(at_desk: WholeDesk, desk: Desk) -> None:
    register(at_desk)
    at_desk.press("Insert").wait()
    type_lines(at_desk, "王德贵", HEAD, "青龙村", "3", "13800000001", "").press("1", "Enter", "3", "Enter")
    type_lines(at_desk, "2024-05").press("Ctrl N").wait()
    type_lines(at_desk, "王建军", SON, "儿子").press("F10").wait()

    page: ListPage = at_desk.shown(ListPage)
    assert [row.cells[0].text for row in page.list.rows] == ["王德贵"]
    (row,) = desk.store.every_listing()
    assert row.listing == listing(flags=("lives_alone",))


def test_what_lacks_is_said_and_the_cursor_goes_there(at_desk: WholeDesk, desk: Desk) -> None:
    register(at_desk)
    type_lines(at_desk.press("Insert").wait(), "王德贵", HEAD[:-1] + "9").press("F10").wait()

    page: HouseholdPage = at_desk.shown(HouseholdPage)
    assert "身份证号不对" in page.sheet.strip.text
    assert page.fields["id_number"].edit.hasFocus()
    assert names(desk) == []


def test_a_household_leaves_for_a_reason_and_comes_back(at_desk: WholeDesk, desk: Desk) -> None:
    kept = low_income.add(desk, listing())
    at_desk.pages.go("low_income", f"household:{kept.id}")
    at_desk.wait().press("F8").wait()
    page: HouseholdPage = at_desk.shown(HouseholdPage)
    assert "原因" in page.sheet.strip.text
    assert page.reason.edit.hasFocus()
    type_lines(at_desk, "搬走了")
    assert names(desk) == []
    at_desk.pages.go("low_income", f"household:{kept.id}")
    page = at_desk.wait().shown(HouseholdPage)
    assert page.save.verb == "放回名册"
    at_desk.press("F10").wait()
    assert names(desk) == ["王德贵"]


def test_the_list_is_searched_and_filtered(at_desk: WholeDesk, desk: Desk) -> None:
    low_income.add(desk, listing())
    low_income.add(desk, other(village="石桥村"))
    page = register(at_desk)
    shown = [[row.cells[0].text for row in page.list.rows]]
    for field, text in ((page.search, "王建军"), (page.search, ""), (page.of_class, "特困"), (page.of_class, "全部"),
                        (page.village, "石桥村"), (page.village, "没有的村")):  # fmt: skip
        field.edited.emit(text)
        at_desk.wait()
        shown.append([row.cells[0].text for row in page.list.rows])

    both = ["李桂兰", "王德贵"]
    assert shown == [both, ["王德贵"], both, ["李桂兰"], both, ["李桂兰"], []]
    assert "没有符合的" in page.none.text
    assert page.head.isVisible()


def test_a_list_is_looked_at_before_anything_is_written(at_desk: WholeDesk, desk: Desk, file: Path) -> None:
    low_income.add(desk, listing())
    low_income.add(desk, other(name="周大山", id_number=id_number("1950-01-01", 8)))
    page = bring(at_desk, file)
    before = desk.store.head()

    lines = {}
    for key, tab in zip("12345", page.tabs, strict=True):
        at_desk.press(key)
        lines[tab] = [row.cells[-1].spoken for row in page.list.rows]

    assert len(lines["new"]) == 1
    assert lines["changed"] == ["组：3 → 4"]
    assert len(lines["missing"]) == 1
    assert lines["wrong"][0].startswith("身份证号被表格改成了数字")
    assert page.tabs["same"].verb == "没变 0"
    assert desk.store.head() == before
    at_desk.press("Esc").wait()
    assert names(desk) == ["周大山", "王德贵"]


def test_a_list_is_written_and_undone_with_two_keys_each(at_desk: WholeDesk, desk: Desk, file: Path) -> None:
    low_income.add(desk, listing())
    low_income.add(desk, other(name="周大山", id_number=id_number("1950-01-01", 8)))
    bring(at_desk, file)
    at_desk.press("3", "F7", "F10").wait()

    page: ListPage = at_desk.shown(ListPage)
    assert names(desk) == ["李桂兰", "王德贵"]
    assert "新增 1 户，变动 1 户，移出 1 户" in page.strip.text
    page.strip.chosen.emit(0)
    question: Dialog = at_desk.shown(Dialog)
    assert question.isVisible()
    at_desk.press("F10").wait()
    assert names(desk) == ["周大山", "王德贵"]
    assert page.strip.text == ""


def test_one_household_that_the_list_leaves_out_leaves_at_enter_and_stays_at_the_next(
    at_desk: WholeDesk, desk: Desk, file: Path
) -> None:
    low_income.add(desk, other(name="周大山", id_number=id_number("1950-01-01", 8)))
    page = bring(at_desk, file)
    at_desk.press("3")
    page.list.setFocus(Qt.FocusReason.OtherFocusReason)
    at_desk.press("Enter")
    assert page.list.rows[0].cells[-1].text == "会移出"
    at_desk.press("Enter")
    assert page.list.rows[0].cells[-1].text != "会移出"


def test_a_file_that_is_no_list_is_refused_with_what_to_do(at_desk: WholeDesk, tmp_path: Path) -> None:
    wrong = tmp_path / "旧名单.xls"
    wrong.write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 600)
    page = bring(at_desk, wrong)

    assert "另存为 .xlsx" in page.strip.text
    assert not page.do.isVisible()
    at_desk.press("Esc").wait()
    assert at_desk.shown(ListPage)


def test_nothing_is_written_when_the_disk_is_full(
    at_desk: WholeDesk, desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise Unavailable("store.disk_full")

    page = bring(at_desk, file)
    monkeypatch.setattr(low_income_import, "write", full)
    at_desk.press("F10").wait()

    assert page.strip.text
    assert names(desk) == []


def test_a_list_is_dropped_on_the_register(at_desk: WholeDesk, file: Path) -> None:
    page, held = register(at_desk), QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, held, buttons, keys)
    page.dragEnterEvent(enter)
    page.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, held, buttons, keys))

    assert enter.isAccepted()
    assert "新增 2" in at_desk.wait().shown(ImportPage).tabs["new"].verb


def test_files_are_chosen_and_named_in_dialogs(
    at_desk: WholeDesk, desk: Desk, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    low_income.add(desk, listing())
    out = tmp_path / "出去.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(out), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(file), ""))
    register(at_desk)
    at_desk.press("Ctrl S").press("Enter").press("Enter").wait()
    sheet = load_workbook(out).worksheets[0]
    assert [cell.value for cell in sheet[3]][:6] == ["1", "", "青龙村", "3", "王德贵", HEAD]
    at_desk.press("Ctrl O").wait()
    assert at_desk.shown(ImportPage)


def test_the_register_is_found_from_home_and_from_the_palette(at_desk: WholeDesk, desk: Desk) -> None:
    low_income.add(desk, listing())
    at_desk.pages.show_home()
    at_desk.wait().press("D").wait()
    assert at_desk.shown(ListPage)
    at_desk.press("Ctrl K").type("wangjianjun")
    at_desk.wait().press("Enter").wait()
    page: HouseholdPage = at_desk.shown(HouseholdPage)
    assert page.fields["name"].text == "王德贵"
