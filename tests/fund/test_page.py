"""备用金, through the real window with keys: opened, filled, counted, put right, looked at month by month, printed."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.domain.steps.relief import Given
from app.services import fund, relief_steps, urgent
from app.services.desk import Desk
from app.services.fund import Opening
from app.store.fund_values import FundRow
from tests.find.whole_desk import WholeDesk
from tests.services.test_urgent import STRANDED
from tests.store.exchange import Exchange, other_device
from tests.store.township import desk_of, open_store
from tests.ui_base.made_up_desk import LONG_NAME
from ui.case.act_sheet import ActSheet
from ui.fund.window import FundPage
from ui.home.window import HomePage
from ui.printing import AS_FILE, Paper

OPENING = Opening("临时救助备用金", 500_000, "渠民拨〔2026〕12号", "罗会计", date(2026, 9, 8))


def opened(at_desk: WholeDesk) -> FundPage:
    at_desk.pages.go("fund")
    page: FundPage = at_desk.wait().shown(FundPage)
    return page


def only(desk: Desk) -> FundRow:
    (row,) = desk.store.funds()
    return row


def table(page: FundPage) -> list[list[str]]:
    return [[cell.text for cell in row.cells if cell.text] for row in page.rows.rows]


@pytest.fixture
def book(desk: Desk) -> str:
    """A fund of two months ago with two payments of today."""
    made = fund.begin(desk, OPENING)
    handed = Given("", "cash", "阿依古丽", "刘建国", "", amount_fen=30_000, fund=made.id)
    case = urgent.record(desk, replace(STRANDED, happened_on="2026-11-23"))
    relief_steps.give_aid(desk, case.id, handed)
    fund.top_up(desk, made.id, 200_000, "渠民拨〔2026〕15号")
    return made.id


def test_the_first_fund_is_opened_from_the_empty_page(at_desk: WholeDesk) -> None:
    page = opened(at_desk)
    assert page.model.view.is_none
    assert page.begin.hasFocus()
    assert not page.print.isVisible()

    at_desk.press("F10").say("3200").press("Enter").say("渠民拨12号").press("Enter").say("罗会计")
    at_desk.press("Enter", "Enter")

    row = only(at_desk.desk)
    assert (row.name, row.balance_fen, row.keeper, row.opened_on) == ("临时救助备用金", 320_000, "罗会计", "2026-11-24")
    assert page.balance.text() == "3,200.00 元"
    assert table(page) == [["11月24日", "建账", "渠民拨12号", "陈素华", "3,200.00", "3,200.00"]]
    assert page.rows.hasFocus()


def test_what_is_lacking_is_said_on_the_sheet_and_what_was_typed_stays(at_desk: WholeDesk) -> None:
    opened(at_desk)
    at_desk.press("F10").say("三千").press("Enter", "Enter", "Enter", "Enter")

    sheet: ActSheet = at_desk.shown(ActSheet)
    assert "请" in sheet.trouble
    assert sheet.fields[1].text == "三千"
    assert at_desk.desk.store.funds() == ()

    at_desk.press("Esc")
    assert at_desk.shown(ActSheet) is None


def test_a_month_has_its_lines_the_latest_first_with_what_was_left_before(at_desk: WholeDesk, book: str) -> None:
    page = opened(at_desk)

    assert page.model.view.sums == "上月结存 5,000.00　收入 2,000.00　付出 300.00　结存 6,700.00"
    assert [row[1] for row in table(page)] == ["补进", "付出"]
    assert "阿依古丽　0A-00001-" in table(page)[1][2]
    assert page.model.view.came == "11月24日进 2,000.00 元"
    assert only(at_desk.desk).id == book


def test_months_are_turned_back_to_the_opening_and_never_beyond_this_one(at_desk: WholeDesk, book: str) -> None:
    page = opened(at_desk)
    assert not page.later.isEnabled()

    at_desk.press("PgUp")
    assert (page.model.view.month, table(page), only(at_desk.desk).id) == ("2026年10月", [], book)
    assert not page.rows.isVisible()
    assert not page.correct.isEnabled()

    at_desk.press("PgUp")
    assert [row[1] for row in table(page)] == ["建账"]
    assert not page.earlier.isEnabled()

    at_desk.press("PgDn", "PgDn")
    assert page.model.view.month == "2026年11月"
    page.model.turn(1)
    at_desk.wait()
    assert page.model.view.month == "2026年11月"


def test_money_that_came_is_booked_with_its_paper(at_desk: WholeDesk, book: str) -> None:
    page = opened(at_desk)

    at_desk.press("F10").say("1000.50").press("Enter").say("渠民拨18号").press("Enter").press("Enter")

    assert only(at_desk.desk).balance_fen == 770_050
    assert table(page)[0][2] == "渠民拨18号"
    assert page.model.fund is not None
    assert page.model.fund.id == book


def test_a_day_that_is_none_is_not_booked_as_today(at_desk: WholeDesk, book: str) -> None:
    opened(at_desk)

    at_desk.press("F10").say("1000").press("Enter").say("渠民拨18号").press("Enter", "Ctrl A").say("上上回")
    at_desk.press("Enter")

    assert at_desk.shown(ActSheet).trouble != ""
    assert (only(at_desk.desk).balance_fen, only(at_desk.desk).id) == (670_000, book)


def test_a_count_says_the_difference_while_it_is_typed_and_wants_a_word(at_desk: WholeDesk, book: str) -> None:
    page = opened(at_desk)
    at_desk.press("F9")
    sheet: ActSheet = at_desk.shown(ActSheet)
    hints = []
    for typed in ("6700", "6800", "66", "6600"):
        at_desk.press("Ctrl A").say(typed)
        hints.append(sheet.fields[0].view.hint)
    assert hints == ["和账上一样", "多 100 元", "少 6,634 元", "少 100 元"]

    at_desk.press("Enter", "Enter")
    assert "6,700" in sheet.trouble
    sheet.fields[1].edit.setFocus()
    at_desk.say("找零少了").press("Enter")

    assert only(at_desk.desk).balance_fen == 660_000
    assert table(page)[0][1:3] == ["盘点", "实数 6,600.00　找零少了"]
    assert only(at_desk.desk).id == book


def test_a_line_is_put_right_and_stays_as_it_was(at_desk: WholeDesk, book: str) -> None:
    page = opened(at_desk)
    at_desk.press("Down", "F8")
    at_desk.say("30").press("Enter").say("多写一个零").press("Enter")

    assert only(at_desk.desk).balance_fen == 697_000
    assert [row[1] for row in table(page)] == ["更正", "补进", "付出"]
    assert "（已更正为 30.00）" in table(page)[2][2]
    page.rows.select(0)
    assert not page.correct.isEnabled()
    assert only(at_desk.desk).id == book


def test_enter_on_a_payment_opens_its_case_and_on_others_stays(at_desk: WholeDesk, book: str) -> None:
    opened(at_desk)
    assert at_desk.press("Enter").page == "fund"
    assert at_desk.press("Down", "Enter").page == "case"
    assert only(at_desk.desk).id == book


def test_the_month_is_printed_and_saved_under_its_name(
    at_desk: WholeDesk, book: str, printed: list[Paper], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    page = opened(at_desk)

    at_desk.press("Ctrl P")

    (paper,) = printed
    assert (paper.name, page.model.view.said) == ("备用金台账 2026-11", "正在打印")
    at_desk.pages.printing.choose(paper, AS_FILE)
    at_desk.wait()
    (file,) = tmp_path.rglob("*.pdf")
    assert page.model.view.said == f"存成了 {file.name}，在“文档”里，可以拿到别处打"
    assert only(at_desk.desk).id == book


def test_a_printer_that_is_gone_is_said_and_the_ledger_stays(
    at_desk: WholeDesk, book: str, printed: list[Paper]
) -> None:
    page = opened(at_desk)
    at_desk.press("Ctrl P")
    at_desk.pages.printing.choose(printed[0], "没有这台")
    at_desk.wait()

    assert page.model.view.said not in ("", "正在打印")
    assert (len(table(page)), only(at_desk.desk).id) == (2, book)


def test_several_funds_are_shown_one_after_the_other(at_desk: WholeDesk, book: str) -> None:
    page = opened(at_desk)
    assert not page.other.isVisible()
    at_desk.press("F7").say(LONG_NAME).press("Enter").say("100").press("Enter").say("x").press("Enter").say("y")
    at_desk.press("Enter", "Enter")
    assert page.balance.text() == "100.00 元"

    at_desk.press("F6")
    assert page.model.fund is not None
    assert (page.model.fund.id, page.balance.text()) == (book, "6,700.00 元")
    at_desk.press("F6")
    assert page.balance.text() == "100.00 元"


def test_what_another_window_wrote_is_seen_while_the_page_is_shown(at_desk: WholeDesk, book: str) -> None:
    page = opened(at_desk)
    fund.top_up(at_desk.desk, book, 100, "渠民拨〔2026〕19号")
    at_desk.jobs.announce(frozenset({"funds"}))
    at_desk.wait()

    assert page.balance.text() == "6,701.00 元"


def test_esc_goes_home_where_the_balance_stands(at_desk: WholeDesk, book: str) -> None:
    opened(at_desk)
    assert at_desk.press("Esc").page == "home"

    home: HomePage = at_desk.shown(HomePage)
    assert (home.model.view.fund, home.model.view.fund_note) == ("6,700.00 元", "11月24日进 2,000.00 元")
    assert at_desk.press("B").page == "fund"
    assert only(at_desk.desk).id == book


def test_money_that_two_windows_paid_is_a_line_of_home_that_leads_to_the_ledger(
    at_desk: WholeDesk, book: str, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    store = open_store(tmp_path / "other", device=other_device())
    there, exchange = desk_of(tmp_path / "other", store), Exchange()
    exchange.sync(at_desk.desk.store, store)
    for desk in (at_desk.desk, there):
        case = urgent.record(desk, replace(STRANDED, happened_on="2026-11-23"))
        handed = Given("", "cash", "阿依古丽", "刘建国", "", amount_fen=400_000, fund=book)
        relief_steps.give_aid(desk, case.id, handed)
    exchange.sync(at_desk.desk.store, store)
    store.close()
    at_desk.pages.show_home()
    at_desk.wait()

    home: HomePage = at_desk.shown(HomePage)
    (row,) = [row for row in home.model.view.rows if row.key == f"fund:{book}"]
    assert [cell.spoken for cell in row.cells if cell.spoken] == [
        "临时救助备用金", "看备用金 付出的比账上多，点一点钱箱",
    ]  # fmt: skip
    home.model.choose(row.key)
    page: FundPage = at_desk.wait().shown(FundPage)
    assert page.balance.text() == "-1,300.00 元"
    assert "两个窗口" in page.strip.text
