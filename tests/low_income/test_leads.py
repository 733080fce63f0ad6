"""主动发现, through the real window with keys: written down, turned into an application, or not."""

from app.domain.visit import Source, Visitor
from app.services import leads
from app.services.desk import Desk
from app.services.leads import Sighting
from tests.find.whole_desk import WholeDesk
from tests.low_income.at_the_register import type_lines
from tests.made_up.register import HEAD
from ui.low_income.lead_window import LeadPage
from ui.low_income.leads_window import LeadsPage
from ui.low_income.new_lead_window import NewLeadPage

SEEN = Sighting(Visitor("王德贵", HEAD, village="青龙村", group="3"), "桥头", "米缸空了", "网格员", "2026-11-23")


def states(desk: Desk) -> list[str]:
    return [row.state for row in desk.store.matters("lead")]


def open_lead(at_desk: WholeDesk, desk: Desk) -> LeadPage:
    kept = leads.find(desk, SEEN)
    at_desk.pages.go("lead", f"lead:{kept.id}")
    page: LeadPage = at_desk.wait().shown(LeadPage)
    return page


def test_a_lead_is_written_down_and_stands_in_the_list(at_desk: WholeDesk, desk: Desk) -> None:
    at_desk.pages.go("lead")
    at_desk.wait().press("Insert").wait()
    assert at_desk.shown(NewLeadPage)
    type_lines(at_desk, "张婆婆", "", "", "石桥村", "5", "石桥村桥头", "米缸空了", "网格员").press("F10").wait()

    found: LeadsPage = at_desk.shown(LeadsPage)
    assert [(row.cells[0].text, row.cells[1].text) for row in found.list.rows] == [("张婆婆", "石桥村桥头")]
    assert states(desk) == ["open"]


def test_a_lead_that_says_nothing_is_refused_where_it_lacks(at_desk: WholeDesk, desk: Desk) -> None:
    at_desk.pages.go("lead")
    type_lines(at_desk.wait().press("Insert").wait(), "张婆婆").press("F10").wait()

    page: NewLeadPage = at_desk.shown(NewLeadPage)
    assert "看到什么困难" in page.strip.text
    assert page.fields["seen"].edit.hasFocus()
    page.fields["day"].edited.emit("后天大后天")
    at_desk.press("F10").wait()
    assert states(desk) == []


def test_a_lead_becomes_an_application_and_is_settled_when_that_is_registered(at_desk: WholeDesk, desk: Desk) -> None:
    open_lead(at_desk, desk)
    at_desk.press("F10").wait()

    intake = at_desk.pages.intake
    assert intake is not None
    assert (intake.draft.applicant.identity.id_number, intake.draft.village) == (HEAD, "青龙村")
    assert intake.draft.source == Source.FOUND
    at_desk.press("F11").wait()
    at_desk.pages.leave_intake()
    at_desk.wait()
    assert states(desk) == ["became_case"]


def test_a_lead_that_nobody_goes_on_with_stays_open(at_desk: WholeDesk, desk: Desk) -> None:
    open_lead(at_desk, desk)
    at_desk.press("F10").wait()
    at_desk.pages.leave_intake()
    at_desk.wait()

    assert states(desk) == ["open"]


def test_a_lead_that_needs_nothing_has_a_reason(at_desk: WholeDesk, desk: Desk) -> None:
    page = open_lead(at_desk, desk)
    at_desk.press("F7").wait()
    assert "原因" in page.sheet.strip.text or "为什么" in page.sheet.strip.text
    page.reason.edited.emit("儿子接走了")
    at_desk.press("F7").wait()

    assert states(desk) == ["no_need"]
    listed: LeadsPage = at_desk.shown(LeadsPage)
    assert not listed.list.rows
    at_desk.press("F7").wait()
    assert [row.cells[-2].text for row in listed.list.rows] == ["不需要"]


def test_a_lead_that_was_declined_shows_what_came_of_it(at_desk: WholeDesk, desk: Desk) -> None:
    open_lead(at_desk, desk)
    at_desk.press("F8").wait()
    (row,) = desk.store.matters("lead")
    at_desk.pages.go("lead", row.subject)
    page: LeadPage = at_desk.wait().shown(LeadPage)

    assert row.state == "declined"
    assert not page.apply.isVisible()
    at_desk.press("Esc").wait()
    assert at_desk.shown(LeadsPage)
