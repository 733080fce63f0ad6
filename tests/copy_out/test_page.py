"""抄录助手 through the whole window: a key copies and ticks, progress stays, the number comes last."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from app.domain.case import Case
from app.services import copy_out
from tests.find.whole_desk import WholeDesk, accepted, member
from ui.case.act_sheet import ActSheet
from ui.case.window import CasePage
from ui.copy_out.window import CopyOutPage


def opened(at_desk: WholeDesk, case: Case) -> CopyOutPage:
    at_desk.pages.show_case(case.id)
    at_desk.wait().press("F7")
    page: CopyOutPage = at_desk.shown(CopyOutPage)
    return page


def label(page: CopyOutPage) -> str:
    return page.list.rows[page.list.currentIndex().row()].cells[2].text


def board() -> str:
    return QGuiApplication.clipboard().text()


def test_one_key_copies_the_next_field_and_ticks_it(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk, member("王明德"))
    assert case.accepted is not None
    page = opened(at_desk, case)
    assert (at_desk.window.page, label(page)) == ("copy_out", "受理编号")
    at_desk.press("Enter")
    assert (board(), label(page)) == (case.accepted.number, "申请类别")
    assert page.list.rows[0].done
    at_desk.press("Enter", "Enter", "Enter")
    assert label(page) == "区划代码"  # nothing was said of 主要困难: passed over
    at_desk.press("Enter", "Enter")
    assert board() == "王明德"


def test_it_goes_on_where_it_was_left_and_can_begin_again(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk)
    opened(at_desk, case)
    at_desk.press("Enter", "Enter", "Esc")
    assert isinstance(at_desk.shown(CasePage), CasePage)
    at_desk.press("F7")
    page = at_desk.shown(CopyOutPage)
    assert label(page) == "申请日期"
    at_desk.press("F6")
    assert (label(page), copy_out.ticked(at_desk.desk, case.id)) == ("受理编号", frozenset())


def test_any_field_can_be_taken_out_of_turn(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk, member("王明德"))
    page = opened(at_desk, case)
    for _ in range(4):
        at_desk.press("Down")
    assert label(page) == "主要困难"
    at_desk.press("Enter")
    assert (label(page), copy_out.ticked(at_desk.desk, case.id)) == ("区划代码", frozenset())


def test_nothing_of_a_person_is_left_on_the_clipboard(at_desk: WholeDesk) -> None:
    opened(at_desk, accepted(at_desk.desk))
    at_desk.press("Enter")
    assert board()
    at_desk.press("Esc")
    assert board() == ""


def test_at_the_end_it_asks_for_the_number(at_desk: WholeDesk) -> None:
    case = accepted(at_desk.desk)
    page = opened(at_desk, case)
    for _ in page.list.rows:
        at_desk.press("Enter")
    at_desk.press("F10", "Enter", "Enter")
    assert at_desk.shown(ActSheet).trouble == "录进省平台以后有一个编号，请填上。"
    at_desk.shown(ActSheet).fields[0].setFocus()
    at_desk.type("SC2026-0147").press("Enter", "Enter")
    done = at_desk.desk.store.case(case.id)
    assert done is not None
    assert done.platform is not None
    assert (done.platform.state, done.platform.platform_number) == ("entered", "SC2026-0147")
    at_desk.press("F9").say("照片不清楚").press("Enter")
    sent = at_desk.desk.store.case(case.id)
    assert sent is not None
    assert sent.platform is not None
    assert (sent.platform.state, sent.platform.platform_number, sent.platform.note) == (
        "sent_back",
        "SC2026-0147",
        "照片不清楚",
    )


def test_the_workbook_is_saved_under_a_name_that_names_nobody(
    at_desk: WholeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_page: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        asked.append(Path(proposed).name)
        return str(tmp_path / "抄录.xlsx"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    opened(at_desk, accepted(at_desk.desk, member("王明德")))
    at_desk.press("F8").press("Enter").press("Enter").wait()
    assert (tmp_path / "抄录.xlsx").read_bytes().startswith(b"PK")
    assert asked[0].startswith("抄录-0A-")
    assert "王" not in asked[0]


def test_what_is_not_accepted_is_not_copied_out(at_desk: WholeDesk) -> None:
    at_desk.pages.go("copy_out", "01900000-0000-7000-8000-00000000ffff")
    assert at_desk.wait().window.page == "home"
