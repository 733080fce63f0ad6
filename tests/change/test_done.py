"""After a short matter: what became of its paper; the places of a page that is higher than the window."""

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.visit import Agent, Visitor
from app.errors import Unavailable
from app.services.visits import Coming
from tests.find.whole_desk import WholeDesk
from ui.change.window import ChangePage
from ui.person.done_page import DonePage
from ui.printer_choice import PrinterChoice
from ui.printing import Paper, Printed, Printing
from ui.theme import Theme
from ui.urgent.window import UrgentPage


def report(at_desk: WholeDesk) -> None:
    """Take one change down."""
    at_desk.pages.go("change", Coming("change", Visitor("周大山")))
    at_desk.wait()
    page: ChangePage = at_desk.shown(ChangePage)
    page.what.setFocus()
    at_desk.press("1", "Enter").say("昨天").press("F10")


def said(at_desk: WholeDesk) -> str:
    """Give what stands about the paper on the page."""
    page: DonePage = at_desk.shown(DonePage)
    return page._chip.accessibleName()  # noqa: SLF001 - the chip is the page's own


def test_a_paper_that_is_out_is_said_and_printed_again_by_its_key(at_desk: WholeDesk, printed: list[Paper]) -> None:
    report(at_desk)
    assert said(at_desk) == "1 份，正在打印"

    at_desk.pages.printing.printed.emit(Printed(printed[0], "HP"))
    assert said(at_desk) == "1 份，打好了"

    at_desk.press("Ctrl P")
    assert [paper.pdf == printed[0].pdf for paper in printed] == [True, True]


def test_a_printer_that_fails_is_said_and_the_report_stands(at_desk: WholeDesk, printed: list[Paper]) -> None:
    report(at_desk)
    at_desk.pages.printing.failed.emit(Unavailable("printer.failed"))

    assert len(printed) == 1
    assert said(at_desk).startswith("没打出来")
    assert len(at_desk.desk.store.matters("change")) == 1


def test_papers_of_other_pages_are_not_ours(at_desk: WholeDesk, printed: list[Paper]) -> None:
    report(at_desk)
    at_desk.pages.printing.printed.emit(Printed(Paper("别的", b"", ""), "HP"))

    assert len(printed) == 1
    assert said(at_desk) == "1 份，正在打印"


def test_without_a_printer_one_is_chosen_or_none(at_desk: WholeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[str] = []
    monkeypatch.setattr(Printing, "choose", lambda _printing, _paper, name: chosen.append(name))
    report(at_desk)
    assert at_desk.shown(PrinterChoice)
    at_desk.press("Escape")
    assert said(at_desk) == "纸还没打"

    at_desk.press("Ctrl P", "Enter")
    assert chosen == [""]


def test_the_place_with_the_cursor_is_always_in_sight(at_desk: WholeDesk, theme: Theme) -> None:
    theme.set_large(large=True)
    at_desk.pages.go("urgent", Coming("urgent", agent=Agent("")))
    page: UrgentPage = at_desk.wait().shown(UrgentPage)
    page.way.setFocus()
    at_desk.press("3")
    page.block.stops[0].setFocus()

    for stop in page.sheet.stops[1:]:
        if stop.isVisible():
            at_desk.press("Enter")
            here = QApplication.focusWidget()
            assert here is not None
            assert not here.visibleRegion().isEmpty(), here.accessibleName()
            assert here.visibleRegion().boundingRect().height() == here.height(), here.accessibleName()


@pytest.mark.parametrize("route", ["change", "card", "referral", "urgent"])
def test_every_field_has_a_name_for_who_cannot_see(at_desk: WholeDesk, route: str) -> None:
    at_desk.pages.go(route, Coming("ask", agent=Agent("")))
    page = at_desk.wait().window.centralWidget()
    assert page is not None

    fields = [one for one in page.findChildren(type(at_desk.focus)) if one.isVisible()]
    assert len(fields) > 5
    assert [one for one in fields if not one.accessibleName()] == []
