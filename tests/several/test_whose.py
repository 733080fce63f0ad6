"""Who may not do what a page over many cases is for reads it, and is told so from the start, not at the button."""

from datetime import date

import pytest

from app.domain.officer import GrantState, Standing
from app.services.desk import Desk
from tests.desk.rights import standing
from tests.find.whole_desk import WholeDesk, member
from tests.made_up import on_the_way as way
from tests.made_up import standards as made
from tests.several.test_meeting import denied, ripe
from tests.several.test_standards import YEAR, aided, rises
from tests.several.test_walls import ACCEPTED, hanging, ready
from ui.case.act_sheet import ActSheet
from ui.case.paper_sheet import PictureSheet
from ui.case.window import CasePage
from ui.meeting.window import MeetingPage
from ui.notices.window import NoticesPage
from ui.several.page import SeveralPage
from ui.standards.window import StandardsPage
from ui.widgets.label import Elided
from ui.widgets.sheet import Sheet

ENDED = "授权到2026-11-20为止，先不能办：请连一次网，请县里续"
HANDLERS = "归经办、调查、审核办"


def sit(at_desk: WholeDesk, *roles: str, state: GrantState = GrantState.VALID) -> None:
    """Let somebody come to the desk who stands so."""
    until = "2026-11-20" if state is GrantState.EXPIRED else ""
    at_desk.pages.welcome(standing(at_desk.pages.desk, Standing(roles, state, until)))
    at_desk.pages.syncing.stop()
    at_desk.wait()


def foot(page: SeveralPage) -> str:
    """Give what stands left of the buttons."""
    (line,) = page.bar.findChildren(Elided)
    return line.text()


def meeting(at_desk: WholeDesk, *roles: str, state: GrantState = GrantState.VALID) -> MeetingPage:
    sit(at_desk, *roles, state=state)
    at_desk.pages.go("meeting")
    page: MeetingPage = at_desk.wait().shown(MeetingPage)
    return page


def walls(at_desk: WholeDesk, part: str, *roles: str, state: GrantState = GrantState.VALID) -> NoticesPage:
    sit(at_desk, *roles, state=state)
    at_desk.pages.go("notices")
    page: NoticesPage = at_desk.wait().press(part).shown(NoticesPage)
    return page


def raised(at_desk: WholeDesk, part: str, *roles: str) -> StandardsPage:
    sit(at_desk, *roles)
    at_desk.pages.go("standards")
    page: StandardsPage = at_desk.wait().press(part).shown(StandardsPage)
    return page


@pytest.mark.parametrize(
    ("role", "state", "why"),
    [
        ("window", GrantState.VALID, "归审核、分管领导办"),
        ("inspector", GrantState.VALID, "归审核、分管领导办"),
        ("reviewer", GrantState.EXPIRED, ENDED),
    ],
)
def test_a_meeting_is_read_by_who_does_not_hold_it(
    at_desk: WholeDesk, window: Desk, role: str, state: GrantState, why: str
) -> None:
    ripe(window, "王德贵", 11)
    page = meeting(at_desk, role, state=state)
    assert page.close_it.why == why
    assert page.close_it.isVisible()
    assert not any(one.isVisible() for one in (*page.results.values(), page.more, page.held, page.present))
    assert [row.act for row in page.list.rows] == [""]

    at_desk.press("1", "Enter", "F10")
    assert at_desk.shown(Sheet) is None
    assert page.several.view.wrong == ""
    assert [row.cells[0].text for row in page.list.rows] == ["还没说"]


def test_who_holds_a_meeting_finds_it_open(at_desk: WholeDesk, window: Desk) -> None:
    ripe(window, "王德贵", 11)
    page = meeting(at_desk, "reviewer")
    assert page.close_it.why.startswith("先说一户")
    assert [row.act for row in page.list.rows] == ["回避、备注"]
    at_desk.press("1")
    assert page.close_it.isEnabled()


def test_what_a_meeting_agreed_is_for_the_leader_alone(at_desk: WholeDesk, desk: Desk, window: Desk) -> None:
    one, other = ripe(window, "王德贵", 11), denied(window, "李国强", 12)
    way.spoken_of(desk, one)
    way.spoken_of(desk, other, result="refuse")
    page = meeting(at_desk, "reviewer")
    at_desk.press("F7")
    assert page.confirm.why == "归分管领导办"
    assert page.confirm.isVisible()
    assert page.close_it.why == ""
    assert not page.all.isVisible()
    assert [row.act for row in page.list.rows] == ["", ""]

    at_desk.press("Space", "Enter", "Down", "Enter", "F10")
    assert page.several.view.marked == frozenset()
    assert at_desk.shown(ActSheet) is None

    page = meeting(at_desk, "leader")
    at_desk.press("F7")
    assert page.confirm.why == "空格选户，A 全选"
    assert sorted(row.act for row in page.list.rows) == ["", "不同意"]


def test_results_wait_for_the_county_s_word_and_posters_do_not(at_desk: WholeDesk, window: Desk) -> None:
    ready(window, "周桂芳", 12)
    hanging(window, "李国强")
    then = way.on(window, ACCEPTED)
    way.in_aid(then, way.accepted(then, "王德贵", 11), date(2026, 11, 23))
    page = walls(at_desk, "4", "window", state=GrantState.EXPIRED)
    assert foot(page) == ENDED
    assert [row.act for row in page.list.rows] == [""]
    at_desk.press("Enter")
    assert at_desk.shown(Sheet) is None
    assert page.standing.isVisible(), "what hangs is printed by whoever may print"

    at_desk.press("2")
    assert foot(page) == ""
    assert page.objection.isEnabled()
    assert [row.act for row in page.list.rows] == ["记异议"]
    at_desk.press("1")
    assert page.make.why == "空格选户，V 选全村"


def test_a_poster_is_made_by_who_handles_cases(at_desk: WholeDesk, window: Desk) -> None:
    ready(window, "周桂芳", 12)
    hanging(window, "李国强")
    page = walls(at_desk, "1", "window")
    page.several.desk = standing(page.several.desk, Standing(("leader",)))  # whose duties end while the page is open
    page.several.start()
    at_desk.wait()
    assert page.make.why == HANDLERS
    assert page.make.isVisible()
    assert not page.village.isVisible()
    at_desk.press("Space", "F10", "2")
    assert not page.objection.isEnabled()
    assert foot(page) == HANDLERS
    at_desk.press("Enter", "F6")
    assert at_desk.shown(PictureSheet) is None
    assert at_desk.shown(ActSheet) is None


def test_a_standard_is_raised_by_the_leader_and_a_visit_noted_by_others_too(
    at_desk: WholeDesk, desk: Desk, window: Desk
) -> None:
    aided(window)
    made.refused(window, member("周桂芳", "1950-04-09", 16), year_fen=756_000, year=YEAR)
    rises(desk)
    page = raised(at_desk, "1", "window")
    assert page.verb.why == "归分管领导办"
    assert page.verb.isVisible()
    assert not page.all.isVisible()
    at_desk.press("Space", "F10")
    assert page.several.view.marked == frozenset()
    assert at_desk.shown(ActSheet) is None
    at_desk.press("4")
    assert (page.verb.text(), page.verb.why) == ("记回访", "空格选户，V 选全村，A 全选")

    page = raised(at_desk, "4", "inspector")
    assert page.verb.why == "归经办、调查、审核、分管领导办"
    at_desk.press("1", "Enter")
    assert at_desk.shown(CasePage), "who may not choose a household looks at it"
    page = raised(at_desk, "1", "leader")
    assert page.verb.why == "空格选户，V 选全村，A 全选"
