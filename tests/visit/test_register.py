"""来访登记簿: who came, day by day, and what came of it."""

from datetime import timedelta
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtPrintSupport import QPrinter

from app import clock
from app.domain.visit import Agent, Outcome, Visitor
from app.services import intake, visits
from app.services.papers import register
from app.services.visits import Coming
from tests.find.whole_desk import WholeDesk
from tests.store.township import MORNING, application
from ui.printing import AS_FILE, draw_on
from ui.register.window import RegisterPage
from ui.visit.window import VisitPage

YESTERDAY = clock.text(MORNING - timedelta(days=1))


@pytest.fixture
def busy(at_desk: WholeDesk) -> WholeDesk:
    """Four people today, one of them for another and one without a name; one yesterday."""
    desk = at_desk.desk
    case = intake.accept(desk, application(desk, 3, pictures=0)).case
    hours = (clock.text(MORNING - timedelta(minutes=minutes)) for minutes in (10, 20, 30, 40))
    visits.record(desk, Coming("apply", Visitor("周开全"), case=case.id, came_at=next(hours)), Outcome.ACCEPTED)
    visits.record(desk, Coming("change", Visitor("谭玉芳"), Agent("王建军"), came_at=next(hours)), Outcome.REPORTED)
    visits.record(desk, Coming("ask", came_at=next(hours), note="路灯不亮"), Outcome.NOTED)
    visits.record(desk, Coming("change", Visitor("刘长贵", village="青龙村"), came_at=next(hours)))
    visits.record(desk, Coming("card", Visitor("何家福"), came_at=YESTERDAY), Outcome.REPORTED)
    return at_desk


def open_register(at_desk: WholeDesk) -> RegisterPage:
    at_desk.press("F2", "R")
    page: RegisterPage = at_desk.shown(RegisterPage)
    return page


def table(page: RegisterPage) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in page.rows.rows]


def test_the_day_is_a_table_with_everyone_who_came(busy: WholeDesk) -> None:
    page = open_register(busy)
    assert table(page) == [
        ["9:20", "周开全", "", "申请救助", "已受理", "陈素华"],
        ["9:10", "王建军 替 谭玉芳", "", "家里有变化", "记下了，给了回执", "陈素华"],
        ["9:00", "不留名", "", "问政策、反映情况", "路灯不亮", "陈素华"],
        ["8:50", "刘长贵", "青龙村", "家里有变化", "还没写结果", "陈素华"],
    ]


def test_reasons_and_outcomes_are_counted(busy: WholeDesk) -> None:
    view = open_register(busy).model.view
    assert (view.day, view.count) == ("11月24日 星期二", "来了 4 人")
    assert view.why == "家里有变化 2　申请救助 1　问政策、反映情况 1"
    assert view.what == "已受理 1　记下了，给了回执 1　记下了 1　还没写结果 1"


def test_days_are_turned_back_and_never_beyond_today(busy: WholeDesk) -> None:
    page = open_register(busy)
    assert not page.later.isEnabled()
    busy.press("PgUp")
    assert [row[1] for row in table(page)] == ["何家福"]
    assert page.later.isEnabled()
    busy.press("PgUp")
    assert table(page) == []
    assert page.model.view.count == "没有人来"
    busy.press("T")
    assert len(table(page)) == 4
    busy.press("PgUp", "PgDn")
    assert len(table(page)) == 4
    assert not page.later.isEnabled()


def test_a_visit_leads_to_what_came_of_it(busy: WholeDesk) -> None:
    open_register(busy)
    assert busy.press("Enter").page == "case"


def test_a_visit_that_nothing_came_of_stays(busy: WholeDesk) -> None:
    open_register(busy)
    assert busy.press("Down", "Enter").page == "register"


def test_an_intake_under_way_goes_on_from_its_line(at_desk: WholeDesk) -> None:
    draft = application(at_desk.desk, 5, pictures=0)
    page = open_register(at_desk)
    assert table(page)[0][4] == "登记没办完，停在证件"
    at_desk.press("Enter")
    assert at_desk.page == "intake"
    assert at_desk.pages.intake is not None
    assert at_desk.pages.intake.draft.id == draft.id


def test_a_referral_is_opened_by_its_name(at_desk: WholeDesk) -> None:
    opened: list[object] = []
    at_desk.pages.route("referral", opened.append)
    visits.record(at_desk.desk, Coming("ask", Visitor("何家福")), Outcome.REFERRED, about="referral:r1")
    open_register(at_desk)
    at_desk.press("Enter")
    assert opened == ["referral:r1"]


def test_the_bars_count_the_day(busy: WholeDesk) -> None:
    busy.shell.refresh()
    assert busy.wait().shell.view.today == "今天来了 4 人，受理 1"


def test_esc_goes_home(busy: WholeDesk) -> None:
    open_register(busy)
    assert busy.press("Esc").page == "home"


def test_a_line_that_comes_while_the_page_is_shown_is_seen(at_desk: WholeDesk) -> None:
    page = open_register(at_desk)
    visits.record(at_desk.desk, Coming("ask"), Outcome.ANSWERED)
    at_desk.jobs.announce(frozenset({"desk"}))
    at_desk.wait()
    assert [row[1] for row in table(page)] == ["不留名"]


def test_lines_of_today_are_beside_the_reasons_too(busy: WholeDesk) -> None:
    busy.press("F2")
    assert busy.shown(VisitPage).model.view.count == "今天来过 4 人"


def sides(pdf: bytes) -> tuple[float, float]:
    """Give width and height of the first page."""
    with pdfium.PdfDocument(pdf) as document:
        wide, high = document[0].get_size()
    return wide, high


def test_a_day_is_printed_lying_on_its_side_and_the_page_says_so(
    busy: WholeDesk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    page = open_register(busy)
    busy.press("Ctrl P")
    assert page.model.view.said == "正在打印"
    paper = page.model.paper.paper
    assert paper is not None
    busy.pages.printing.choose(paper, AS_FILE)
    busy.wait()
    (file,) = tmp_path.rglob("*.pdf")
    assert file.name == "来访登记簿 2026-11-24.pdf"
    wide, high = sides(file.read_bytes())
    assert wide > high
    assert page.model.view.said == f"存成了 {file.name}，在“文档”里，可以拿到别处打"


def test_a_printer_that_is_gone_is_said_and_the_day_stays(busy: WholeDesk) -> None:
    page = open_register(busy)
    busy.press("Ctrl P")
    paper = page.model.paper.paper
    assert paper is not None
    busy.pages.printing.choose(paper, "没有这台")
    busy.wait()
    assert page.model.view.said != ""
    assert len(table(page)) == 4


def test_an_empty_day_offers_no_print(at_desk: WholeDesk) -> None:
    assert open_register(at_desk).print.isVisible() is False


def test_a_page_that_lies_is_printed_lying(busy: WholeDesk, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    draw_on(printer, register(busy.desk, busy.desk.today()).pdf)
    wide, high = sides((tmp_path / "out.pdf").read_bytes())
    assert wide > high


def test_a_day_that_was_turned_away_from_is_never_shown_under_another(busy: WholeDesk) -> None:
    page, seen = open_register(busy), list[tuple[str, list[str]]]()
    page.model.shown.connect(lambda view: seen.append((view.day, [row.cells[1].text for row in view.rows])))
    page.model.turn(-1)
    page.model.turn(0)
    busy.wait()
    assert {day for day, names in seen if "何家福" in names} == set()
