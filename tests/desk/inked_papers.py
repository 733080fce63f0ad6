"""A paper that several people sign on the screen: nobody yet, with the pen, two signed, one refused, done, void."""

from collections.abc import Iterator

from app.domain.steps.home_visit import Investigator, Visited
from app.services import visit_steps
from tests.desk import visits
from tests.desk.counter import Counter
from tests.desk.stocked import Stock
from ui.sign_paper.window import PaperSignPage

_CADRE = "孙主任"


def pages(at: Counter, lies: Stock) -> Iterator[str]:
    """Show them."""
    if not lies.case:
        return
    _visit(at, lies, "土墙房两间，屋里有一台旧电视，家里没有车。")
    at.pages.go("case", lies.case)
    at.settle()
    yield "case to be signed"
    at.press("F8")
    yield "case sign"
    at.press("Enter")
    yield "sign paper"
    page = at.shown(PaperSignPage)
    assert isinstance(page, PaperSignPage)
    at.press("F9").write()
    yield "sign paper with pen"
    at.press("Enter")
    yield "sign paper signed"
    at.press("F9").write().press("Enter")
    yield "sign paper two"
    at.press("F9").write().press("Enter")
    yield "sign paper done"
    yield from _declined(at, lies, page)
    at.press("Esc")
    yield "case with signed papers"


def _declined(at: Counter, lies: Stock, page: PaperSignPage) -> Iterator[str]:
    _visit(at, lies, "房子修过了。")
    page.model.start()
    at.settle()
    yield "sign paper void"
    at.press("F6")
    yield "sign paper declines"
    page.ways.reason.edit.setText(lies.said)
    page.model.because(lies.said)
    page.model.record()
    at.settle()
    yield "sign paper nobody there"
    page.model.before(_CADRE)
    page.model.record()
    at.settle()
    yield "sign paper declined"


def _visit(at: Counter, lies: Stock, found: str) -> None:
    desk = at.desk
    case = visits.case_with(at, lies.case)
    team = (Investigator(desk.officer_name, staff=True, officer=desk.author.officer), Investigator(_CADRE, staff=False))
    today = desk.today().isoformat()
    visit_steps.record_visit(
        desk, case.id, Visited(today, lies.said[:20], team, (lies.who.name,), found, True, "", on_screen=True)
    )
