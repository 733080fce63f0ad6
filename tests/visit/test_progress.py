"""查进度、查发钱: whoever is found leaves the line."""

from app.domain.visit import Outcome
from app.services import intake
from tests.find.whole_desk import WholeDesk
from tests.store.township import application
from ui.visit.window import VisitPage


def find_that_opens(at_desk: WholeDesk, case_id: str) -> None:
    """Let finding lie over the page and open a case, as the palette does."""
    at_desk.pages.route("find", lambda: at_desk.pages.show_case(case_id))


def test_who_asks_how_far_it_is_is_found_and_that_is_the_line(at_desk: WholeDesk) -> None:
    case = intake.accept(at_desk.desk, application(at_desk.desk, 3, pictures=0)).case
    assert case.accepted is not None
    find_that_opens(at_desk, case.id)

    at_desk.press("F2", "4")

    assert at_desk.page == "case"
    (row,) = at_desk.visits()
    assert (row.reason, row.outcome, row.about) == ("progress", Outcome.ANSWERED, f"case:{case.id}")
    assert row.name == case.accepted.members[0].identity.name
    assert at_desk.press("F2").shown(VisitPage).strip.isVisible() is False


def test_a_case_that_is_opened_later_is_no_visit(at_desk: WholeDesk) -> None:
    case = intake.accept(at_desk.desk, application(at_desk.desk, 3, pictures=0)).case
    at_desk.pages.route("find", lambda: None)
    at_desk.press("F2", "4", "Esc")
    at_desk.pages.show_case(case.id)
    assert at_desk.wait().visits() == ()
    assert at_desk.press("F2").shown(VisitPage).strip.text == "刚才选了“查进度、查发钱”，没有记下人。"


def test_ctrl_k_finds_from_the_middle_of_a_field(at_desk: WholeDesk) -> None:
    found: list[str] = []
    at_desk.pages.route("find", lambda: found.append("find"))
    at_desk.window.offer(frozenset({"find"}))
    at_desk.press("F2", "7").say("张桂英").press("Ctrl K")
    assert found == ["find"]
    assert at_desk.page == "ask"


def test_what_the_side_offers_is_in_the_officers_menu_too(at_desk: WholeDesk) -> None:
    at_desk.window.choose("register")
    assert at_desk.wait().page == "register"


def test_who_was_looked_for_is_not_mixed_up_with_a_case_opened_from_elsewhere(at_desk: WholeDesk) -> None:
    case = intake.accept(at_desk.desk, application(at_desk.desk, 3, pictures=0)).case
    at_desk.pages.route("find", lambda: None)
    at_desk.press("F2", "4")
    at_desk.pages.go("register")
    at_desk.pages.show_case(case.id)
    assert at_desk.wait().visits() == ()
