"""发放花名册, through the real window with keys: who is paid, who is not and why, printed and kept as a file."""

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.domain.case import Case
from app.services import rosters
from app.services.desk import Desk
from tests.find.whole_desk import WholeDesk
from tests.made_up import on_the_way as way
from ui.case.act_sheet import ActSheet
from ui.case.window import CasePage
from ui.press import Make
from ui.printing import Paper
from ui.roster.window import RosterPage
from ui.widgets.label import Label


def opened(at_desk: WholeDesk) -> RosterPage:
    at_desk.press("M")
    page: RosterPage = at_desk.shown(RosterPage)
    return page


def aided(window: Desk, name: str, nth: int, day: date = date(2026, 10, 15)) -> Case:
    then = way.on(window, date(2026, 9, 25))
    return way.in_aid(then, way.accepted(then, name, nth), day)


def cells(page: RosterPage) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in page.list.rows]


def test_who_is_paid_stands_there_with_what_is_owed(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    rosters.set_closing_day(desk, "28")
    way.with_account(way.on(desk, date(2026, 11, 2)), aided(window, "王德贵", 11))
    aided(window, "李国强", 12)
    page = opened(at_desk)
    assert cells(page) == [("王德贵", "青龙村", "渠县农商行　尾号 1234", "312.00", "312.00", "624.00")]
    note = page.several.view.note
    assert note == "2026年12月　1 户，共 624.00 元　离报送截止还有 4 天"

    at_desk.press("2")
    assert [row[:3] for row in cells(page)] == [("李国强", "青龙村", "没有账户，先换卡")]
    at_desk.press("Enter")
    assert at_desk.shown(CasePage)


def test_a_closing_day_nobody_has_confirmed_is_said_and_may_be_written(
    at_desk: WholeDesk, desk: Desk, window: Desk, printed: list[Paper]
) -> None:
    way.with_account(way.on(desk, date(2026, 10, 15)), aided(window, "王德贵", 11))
    page = opened(at_desk)
    assert "报送截止日待县级确认" in page.several.view.note
    assert cells(page)[0][4] == "待县级确认"
    at_desk.press("Ctrl P")
    assert "补发待县级确认" in page.strip.text
    assert len(printed) == 1

    at_desk.press("F7").say("三十").press("Enter")
    sheet: ActSheet = at_desk.shown(ActSheet)
    assert "1 到 28" in sheet.trouble
    sheet.fields[0].edit.selectAll()
    at_desk.say("20").press("Enter")
    assert rosters.closing_day(desk) == 20
    assert "离报送截止还有 26 天" in page.several.view.note
    assert cells(page)[0][4] == ""


def test_another_month_is_one_key_away(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    rosters.set_closing_day(desk, "24")
    way.with_account(way.on(desk, date(2026, 10, 15)), aided(window, "王德贵", 11))
    page = opened(at_desk)
    assert page.several.view.note.endswith("今天报送截止")
    page.earlier.click()
    assert "2026年11月" in at_desk.wait().shown(RosterPage).several.view.note
    page.earlier.click()
    at_desk.wait().press("2")
    assert cells(page)[0][2] == "2026年11月起发"
    page.later.click()
    at_desk.wait()
    page.several.turn_month(0)  # type: ignore[attr-defined]  # of this page's model
    assert "2026年12月" in at_desk.wait().shown(RosterPage).several.view.note


def test_each_programme_has_a_sheet_and_who_has_no_account_stands_on_it(
    at_desk: WholeDesk, desk: Desk, window: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosters.set_closing_day(desk, "20")
    way.with_account(way.on(desk, date(2026, 10, 15)), aided(window, "王德贵", 11))
    aided(window, "李国强", 12)
    page = opened(at_desk)
    made: list[str] = []

    def take(papers: tuple[Make, ...]) -> None:
        made.extend(one().name for one in papers)

    monkeypatch.setattr(page.several.press, "print", take)
    at_desk.press("Ctrl P")
    assert made == ["发放花名册 2027-01"]
    assert [line.case.applicant for line in page.several.roster.on_paper] == ["王德贵", "李国强"]  # type: ignore[attr-defined]  # of this page's model


def test_it_is_kept_as_a_spreadsheet(
    at_desk: WholeDesk, desk: Desk, window: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosters.set_closing_day(desk, "28")
    way.with_account(way.on(desk, date(2026, 11, 2)), aided(window, "王德贵", 11))
    page, file = opened(at_desk), tmp_path / "花名册.xlsx"
    asked: list[str] = []

    def answer(_page: object, _title: str, name: str, _kind: str) -> tuple[str, str]:
        asked.append(name)
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    at_desk.press("Ctrl S").press("Enter").press("Enter").wait()
    assert asked == ["发放花名册-2026-12.xlsx"]
    with zipfile.ZipFile(file) as book:
        assert "王德贵" in book.read("xl/sharedStrings.xml").decode()
    assert page.several.view.said == "存成了 花名册.xlsx"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "none" / "x.xlsx"), ""))
    at_desk.press("Ctrl S").press("Enter").press("Enter").wait()
    assert page.strip.text
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    at_desk.press("Ctrl S").press("Enter").press("Enter").wait()


def test_an_account_of_somebody_else_is_named(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    rosters.set_closing_day(desk, "28")
    way.with_account(way.on(desk, date(2026, 10, 15)), aided(window, "王德贵", 11), "李支书", "村委会代领")
    assert "户名 李支书" in cells(opened(at_desk))[0][2]


def test_nobody_to_pay_says_who_will_stand_here(at_desk: WholeDesk) -> None:
    page = opened(at_desk)
    assert "确认了、记了账户的户" in page.none.text
    assert page.print.isHidden()
    at_desk.press("2")
    assert page.none.text == "没有漏下的。"
    at_desk.press("Esc")
    assert at_desk.page == "home"


def test_a_stop_that_came_too_late_is_told(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    from app.domain.steps.aid import Changed, Heard  # noqa: PLC0415 - of this test alone
    from app.services import aid_steps  # noqa: PLC0415 - as above

    rosters.set_closing_day(desk, "20")
    case = way.with_account(way.on(desk, date(2026, 10, 15)), aided(window, "王德贵", 11))
    heard = Heard("2026-11-22", "2026-11-22", "stop", "工资高了", "agrees", "没意见", "")
    aid_steps.hear(way.on(window, date(2026, 11, 22)), case.id, heard)
    stop = Changed("", "stop", "income", 0, "", "工资高了", "第31条", "", "", "")
    aid_steps.change_aid(way.as_leader(replace(desk, now=desk.now)), case.id, stop)
    page = opened(at_desk)
    at_desk.press("2")
    assert cells(page)[0][2:5] == ("2026年12月起停发", "", "多发 312.00 元，要扣回")


def test_home_says_how_many_days_are_left(at_desk: WholeDesk, desk: Desk) -> None:
    def said() -> list[str]:
        shown = [one for one in at_desk.window.findChildren(Label) if one.isVisible()]
        return [one.text() for one in shown if "报表" in one.text() or "截止" in one.text()]

    assert said() == []
    rosters.set_closing_day(desk, "28")
    at_desk.pages.show_home()
    at_desk.wait()
    assert said() == ["离下次报表还有 4 天"]
    rosters.set_closing_day(desk, "24")
    at_desk.pages.show_home()
    at_desk.wait()
    assert said() == ["今天报送截止"]
