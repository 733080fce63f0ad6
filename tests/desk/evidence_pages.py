"""The pages of the journal: a receipt that is checked, who saw a file, and what an inspector asks."""

from collections.abc import Iterator

from app.domain.access import Purpose
from app.domain.officer import Standing
from app.services import looking
from tests.desk.counter import Counter
from tests.desk.rights import standing
from ui.inspection.window import InspectPage
from ui.receipt_check.view import CheckView, found_view
from ui.receipt_check.window import CheckPage
from ui.seen_by.window import SeenByPage


def pages(at: Counter) -> Iterator[str]:
    """Show each state of the pages."""
    yield from _receipts(at)
    yield from _seen_by(at)
    yield from _acts(at)


def _receipts(at: Counter) -> Iterator[str]:
    at.pages.go("receipt_check")
    at.settle()
    yield "receipt check"
    page = at.shown(CheckPage)
    at.say("A4B3-PXBU")
    yield "receipt check typed wrong"
    found = [case for case in at.desk.store.cases() if at.desk.store.receipt_code(case.case_id)[1]]
    if found:
        _, code = at.desk.store.receipt_code(found[0].case_id)
        page.model.type(code)
        at.press("Enter")
        yield "receipt check found"
        from app.services.receipt_check import Acceptance, Checked  # noqa: PLC0415 - made up, and only here

        broken = Checked(code, 3_912, acceptances=(Acceptance("x", found[0].number, "2026-11-24"),), broken_at=3_001)
        page.draw(found_view(code, broken))
        at.settle()
        yield "receipt check broken"
    page.draw(CheckView("A4B3PXBULR5C", bad="", soon=page.model.view.soon))
    at.press("Esc")


def _seen_by(at: Counter) -> Iterator[str]:
    at.pages.go("seen_by")
    at.settle()
    yield "seen by"
    cases = at.desk.store.cases()
    if cases:
        for case in cases[:3]:
            looking.case(at.desk, case.case_id, Purpose.HANDLE)
        at.shown(SeenByPage).model.type(cases[0].number)
        at.press("Enter")
        yield "seen by found"
    at.press("Esc")


def _acts(at: Counter) -> Iterator[str]:
    window = at.desk
    at.pages.go("inspect")
    at.settle()
    yield "acts not allowed"
    at.pages.welcome(standing(window, Standing(("inspector",))))
    at.pages.go("inspect")
    at.settle()
    yield "acts"
    page = at.shown(InspectPage)
    if page.model.view.rows:
        at.press("PgDn")
        yield "acts older"
        page.model.set_typed("since", "昨年")
        at.settle()
        yield "acts with a day that is none"
        page.model.clear()
        at.settle().press("F8")
        yield "acts taken out"
        at.press("Esc")
    at.press("F9")
    yield "journal taken out"
    at.press("Esc", "Esc")
    at.pages.welcome(window)
