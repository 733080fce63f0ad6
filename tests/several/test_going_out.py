"""出门, 收回, through the real window with keys: chosen, noted, printed, come back."""

import pytest

from app.domain.case import Case, Filed
from app.domain.fact import Fact, plain
from app.services.desk import Desk
from tests.find.whole_desk import WholeDesk
from tests.made_up import on_the_way as way
from ui.case.window import CasePage
from ui.filing.window import FilingPage
from ui.printing import Paper
from ui.rounds.team_sheet import TeamSheet
from ui.rounds.window import RoundsPage
from ui.shell.keys import keys_now


def opened(at_desk: WholeDesk) -> RoundsPage:
    at_desk.press("O")
    page: RoundsPage = at_desk.shown(RoundsPage)
    return page


def now(desk: Desk, case: Case) -> Case:
    found = desk.store.case(case.id)
    assert found is not None
    return found


def names(page: RoundsPage) -> list[str]:
    return [row.cells[1].text for row in page.list.rows]


def ticked(page: RoundsPage) -> list[str]:
    return [row.cells[1].text for row in page.list.rows if row.cells[0].sign == "ticked"]


def test_a_village_is_chosen_by_one_key_and_its_papers_are_printed(
    at_desk: WholeDesk, desk: Desk, window: Desk, printed: list[Paper]
) -> None:
    one, two = way.accepted(window, "王德贵", 11, "青龙村", "1"), way.accepted(window, "李国强", 12, "青龙村", "2")
    far = way.accepted(window, "周桂芳", 13, "石桥村")
    page = opened(at_desk)
    assert names(page) == ["周桂芳", "王德贵", "李国强"]
    assert page.go.why == "空格选户，V 选全村"

    at_desk.press("Down", "V")
    assert ticked(page) == ["王德贵", "李国强"]
    at_desk.press("F10", "Space", "Enter")
    at_desk.press("Enter").say("李支书、张主任").press("Enter")

    prepared = now(desk, one).progress.visit_prepared
    assert prepared is not None
    assert [(who.name, who.staff) for who in prepared.investigators] == [
        ("陈素华", True),
        ("李支书", False),
        ("张主任", False),
    ]
    assert now(desk, two).progress.visit_prepared is not None
    assert now(desk, far).progress.visit_prepared is None
    assert [paper.name for paper in printed] == ["出门包 2026-11-24"]
    assert names(page) == ["周桂芳"]


def test_each_village_has_its_own_papers(
    at_desk: WholeDesk, window: Desk, printed: list[Paper], monkeypatch: pytest.MonkeyPatch
) -> None:
    way.accepted(window, "王德贵", 11, "青龙村")
    way.accepted(window, "周桂芳", 13, "石桥村")
    page = opened(at_desk)
    made: list[int] = []
    monkeypatch.setattr(page.several.press, "print", lambda papers: made.append(len(papers)))
    at_desk.press("A", "F10", "Space", "Enter").say("张所长").press("Enter", "Enter")
    assert made == [2]
    assert printed == []


def test_one_alone_does_not_go_and_what_was_typed_stays(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    case = way.accepted(window, "王德贵", 11)
    opened(at_desk)
    at_desk.press("Space", "F10", "Space", "Enter", "Enter", "Enter")
    sheet: TeamSheet = at_desk.shown(TeamSheet)
    assert "两个人以上" in sheet.trouble
    assert now(desk, case).progress.visit_prepared is None

    at_desk.say("李支书").press("Enter")
    assert now(desk, case).progress.visit_prepared is not None


def test_cadres_alone_do_not_go(at_desk: WholeDesk, window: Desk) -> None:
    way.accepted(window, "王德贵", 11)
    opened(at_desk)
    at_desk.press("Space", "F10", "Enter", "Enter").say("李支书 张主任").press("Enter")
    assert "镇" in at_desk.shown(TeamSheet).trouble
    at_desk.press("Esc")
    assert at_desk.shown(TeamSheet) is None


def test_what_came_back_is_told_and_what_did_not_may_be_printed_again(
    at_desk: WholeDesk, desk: Desk, window: Desk, printed: list[Paper]
) -> None:
    one, _two = (
        way.prepared(window, way.accepted(window, name, nth)) for name, nth in (("王德贵", 11), ("李国强", 12))
    )
    sealed = desk.vault.put(b"\xff\xd8 a survey", "image/jpeg")
    with desk.store.work(desk.author) as work:
        work.keep(sealed)
        body = Filed("survey", "", sealed.ref, "file", "good", desk.moment())
        work.append([Fact(f"case:{one.id}", "case.document_filed", 1, plain(body))])
    page = opened(at_desk)
    at_desk.press("2")
    assert sorted(row.cells[5].text for row in page.list.rows) == ["收回 1 页", "还没收回"]
    assert {row.cells[4].text for row in page.list.rows} == {"周勇、李支书"}

    at_desk.press("Ctrl P")
    assert "先选几户" in page.strip.text
    at_desk.press("Space", "Ctrl P")
    assert [paper.name for paper in printed] == ["出门包 2026-11-24"]
    at_desk.press("F6")
    assert at_desk.shown(FilingPage)


def test_enter_opens_the_case_of_a_round(at_desk: WholeDesk, window: Desk) -> None:
    way.prepared(window, way.accepted(window, "王德贵", 11))
    opened(at_desk)
    at_desk.press("2", "Enter")
    assert at_desk.shown(CasePage)


def test_somebody_else_may_go_instead(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    case = way.prepared(window, way.accepted(window, "王德贵", 11))
    opened(at_desk)
    at_desk.press("2", "Space", "F10", "Space", "Space", "Enter", "Enter", "Enter")
    prepared = now(desk, case).progress.visit_prepared
    assert prepared is not None
    assert [one.name for one in prepared.investigators] == ["陈素华", "李成"]


@pytest.mark.usefixtures("printed")
def test_the_team_is_offered_again_at_the_next_village(at_desk: WholeDesk, window: Desk) -> None:
    way.accepted(window, "王德贵", 11)
    way.accepted(window, "周桂芳", 13, "石桥村")
    opened(at_desk)
    at_desk.press("Space", "F10", "Space", "Enter", "Enter").say("李支书").press("Enter")
    at_desk.press("Space", "F10")
    sheet: TeamSheet = at_desk.shown(TeamSheet)
    assert [row.cells[0].sign for row in sheet.people.rows] == ["ticked", "box"]
    assert sheet.cadres.text == "李支书"


def test_nobody_to_go_to_says_what_brings_them(at_desk: WholeDesk) -> None:
    page = opened(at_desk)
    assert "受理以后的户会排在这里" in page.none.text
    assert [key for key, _ in keys_now(page)] == ["1", "2", "Esc"]
    at_desk.press("Esc")
    assert at_desk.page == "home"


def test_marks_are_taken_back_by_the_same_keys(at_desk: WholeDesk, window: Desk) -> None:
    way.accepted(window, "王德贵", 11)
    way.accepted(window, "李国强", 12)
    page = opened(at_desk)
    at_desk.press("Space", "Up", "Space")
    assert ticked(page) == []
    at_desk.press("A", "A")
    assert ticked(page) == []
    at_desk.press("Enter")
    assert len(ticked(page)) == 1
    assert ("Space", "选这一户") in keys_now(page)
