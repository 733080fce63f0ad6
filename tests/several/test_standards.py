"""调标, through the real window with keys: raised with letters, refused by name, looked at, visited again, on home."""

import pytest

from app.domain.case import Case
from app.errors import Unavailable
from app.services import local_rules, standard_steps
from app.services.desk import Desk
from tests.find.whole_desk import WholeDesk, member
from tests.made_up import standards as made
from ui.case.act_sheet import ActSheet
from ui.case.window import CasePage
from ui.home.window import HomePage
from ui.low_income.lead_window import LeadPage
from ui.low_income.leads_window import LeadsPage
from ui.printing import Paper
from ui.rules.window import RulesPage
from ui.standards.window import StandardsPage

YEAR, OLD, NEW = 2026, 62_000, 65_000


def aided(window: Desk, name: str = "王德贵", nth: int = 13, **facts: int) -> Case:
    """A household of one in aid by 620 yuan, without income."""
    standard = facts.get("standard", OLD)
    return made.aided(window, member(name, "1950-04-09", nth), year_fen=0, standard=standard, year=YEAR)


def rises(desk: Desk) -> None:
    made.county(desk, made.rural("2026-07-01", NEW))


def opened(at_desk: WholeDesk) -> StandardsPage:
    at_desk.pages.go("standards")
    at_desk.wait()
    page: StandardsPage = at_desk.shown(StandardsPage)
    return page


def texts(page: StandardsPage, row: int = 0) -> list[str]:
    return [cell.text for cell in page.list.rows[row].cells]


def home_keys(at_desk: WholeDesk) -> list[str]:
    at_desk.pages.show_home()
    at_desk.wait()
    return [row.key for row in at_desk.pages.home.view.rows]


def test_the_chosen_are_raised_back_to_the_first_month_and_their_letters_are_one_paper(
    at_desk: WholeDesk, desk: Desk, window: Desk, printed: list[Paper]
) -> None:
    one, two = aided(window), aided(window, "李国强", 15)
    rises(desk)
    page = opened(at_desk)
    assert texts(page)[1:] == [
        "王德贵",
        "青龙村",
        "每人 620 → 650",
        "620.00 → 650.00",
        "2026 年 7 月起",
        "5 个月，150.00",
    ]
    assert page.several.view.note == "要调 2 户，每月多 60 元，补发 300 元"
    assert page.verb.why == "空格选户，V 选全村，A 全选"

    at_desk.press("A", "F10")
    assert at_desk.shown(ActSheet).fields[1].text == "渠民发"
    at_desk.press("Enter")
    for case in (one, two):
        (change,) = made.now(desk, case).progress.changes
        assert (change.monthly_fen, change.from_month, change.cause) == (NEW, "2026-07", "standard")
    assert [paper.name for paper in printed] == ["调标告知书 2026-11-24"]
    assert page.list.isHidden()

    at_desk.press("2")
    assert [row.cells[1].text for row in page.list.rows] == ["王德贵", "李国强"]
    assert page.again.isVisible()


def test_what_a_guard_refuses_is_said_by_name_and_stops_no_other(
    at_desk: WholeDesk, desk: Desk, window: Desk, printed: list[Paper]
) -> None:
    aided(window)
    aided(desk, "李国强", 15)
    rises(desk)
    page = opened(at_desk)
    at_desk.press("V", "F10", "Enter")
    assert page.several.view.wrong.startswith("李国强：")
    assert "可以交给" in page.several.view.wrong or "没有别的负责人" in page.several.view.wrong
    assert len(printed) == 1
    assert [row.cells[1].text for row in page.list.rows] == ["李国强"]


def test_nobody_is_raised_where_all_are_refused(at_desk: WholeDesk, desk: Desk, printed: list[Paper]) -> None:
    aided(desk)
    rises(desk)
    page = opened(at_desk)
    at_desk.press("Space", "F10", "Enter")
    assert page.several.view.wrong.startswith("王德贵：")
    assert printed == []


def test_a_store_that_does_not_answer_is_said_on_the_sheet(
    at_desk: WholeDesk, desk: Desk, window: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    aided(window)
    rises(desk)
    page = opened(at_desk)
    at_desk.press("Space", "F10")

    def full(*_facts: object) -> None:
        raise Unavailable("store.full")

    monkeypatch.setattr(standard_steps, "raise_one", full)
    at_desk.press("Enter")
    assert at_desk.shown(ActSheet).trouble
    assert not page.several.view.busy


def test_what_the_program_cannot_say_is_looked_at_in_its_case(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    aided(window, standard=60_001)
    rises(desk)
    page = opened(at_desk)
    at_desk.press("3")
    assert texts(page)[3] == "定的数不是按标准算出来的"
    at_desk.press("Enter")
    assert at_desk.shown(CasePage)


def test_a_file_of_the_county_that_is_broken_is_named(at_desk: WholeDesk, desk: Desk) -> None:
    folder = desk.data / local_rules.FOLDER
    folder.mkdir()
    (folder / "a.toml").write_bytes(b"\xff\xfe")
    assert "a.toml" in opened(at_desk).broken.text


def test_who_was_refused_is_noted_and_stands_on_home_until_it_is_followed(
    at_desk: WholeDesk, desk: Desk, window: Desk
) -> None:
    for name, nth in (("周桂芳", 16), ("王德贵", 13)):
        made.refused(window, member(name, "1950-04-09", nth), year_fen=756_000, year=YEAR)
    rises(desk)
    page = opened(at_desk)
    at_desk.press("4")
    assert texts(page)[3:5] == ["每人 620 → 650", "630.00"]
    assert page.verb.text() == "记回访"

    at_desk.press("Space", "F10")
    assert sorted(row.cells[0].sign for row in page.list.rows) == ["box", "done"]
    (key,) = [key for key in home_keys(at_desk) if key.startswith("lead:")]
    at_desk.pages.home.choose(key)
    at_desk.wait()
    assert at_desk.shown(LeadPage)

    opened(at_desk)
    at_desk.press("4", "A", "F10")
    assert "lead:" in home_keys(at_desk)
    at_desk.pages.home.choose("lead:")
    at_desk.wait()
    assert at_desk.shown(LeadsPage)


def test_home_says_how_many_wait_and_leads_there(
    at_desk: WholeDesk, desk: Desk, window: Desk, printed: list[Paper]
) -> None:
    aided(window)
    assert "standards:" not in home_keys(at_desk)
    rises(desk)
    home_keys(at_desk)
    (row,) = [row for row in at_desk.pages.home.view.rows if row.key == "standards:"]
    assert (row.cells[1].text, row.cells[3].text) == ("标准变了", "1 户要调")

    at_desk.pages.home.choose("standards:")
    at_desk.wait()
    assert at_desk.shown(StandardsPage)
    at_desk.press("A", "F10", "Enter")
    assert printed
    at_desk.press("Esc")
    assert at_desk.shown(HomePage)
    assert "standards:" not in home_keys(at_desk)


def test_the_countys_standards_lead_to_who_is_raised(at_desk: WholeDesk) -> None:
    at_desk.pages.go("rules")
    at_desk.wait()
    assert at_desk.shown(RulesPage)
    at_desk.press("F7")
    assert at_desk.shown(StandardsPage).none.text.startswith("没有要调的")
