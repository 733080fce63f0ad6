"""An inspector at the window: what is opened from the list is itself on it."""

from app.domain.officer import Standing
from app.services import intake
from tests.desk.counter import Counter
from tests.desk.rights import standing
from tests.find.whole_desk import application, member
from ui.case.window import CasePage
from ui.inspection.window import InspectPage


def test_a_case_that_an_inspector_opens_from_the_list_is_noted_as_inspected(counter: Counter) -> None:
    case = intake.accept(counter.desk, application(counter.desk, member("周桂芳", "1951-04-09", 31))).case
    counter.pages.welcome(standing(counter.desk, Standing(("inspector",))))
    counter.pages.go("inspect")
    counter.settle()
    page = counter.shown(InspectPage)
    counter.type("周桂芳").press("Enter", "Enter", "Enter", "Enter")
    assert page.rows.hasFocus()
    counter.press("Enter")
    assert isinstance(counter.shown(CasePage), CasePage)
    last = counter.desk.store.outbox()[-1]
    assert (last.kind, (last.body or {})["subject"], (last.body or {})["purpose"]) == (
        "access.looked",
        f"case:{case.id}",
        "inspect",
    )
