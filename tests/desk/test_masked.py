"""Numbers of people: masked wherever they are only shown, whole by one key that is written down, hidden by another."""

import pytest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit

from app.domain.access import Purpose
from app.domain.household import Relation
from app.services import intake
from tests.desk.counter import Counter
from tests.desk.every_page import Tour
from tests.desk.looks import lines
from tests.desk.page_checks import on_top
from tests.desk.shown_words import full_numbers, words
from tests.desk.stocked import Stock
from tests.find.whole_desk import application, member
from ui.shell.revealing import SHOWN_MS
from ui.widgets import veil

# Where somebody types a number, or compares it with the document in hand: it stands in a field, and nowhere else.
TYPED = frozenset({"intake contact", "urgent", "change", "card", "ask", "referral new"})


pytestmark = pytest.mark.usefixtures("each_look_counts")


def whole(at: Counter) -> list[str]:
    """Give the numbers that can be read whole on the officer's glass, and where."""
    glass = at.program.window
    return [f"{where}: {number}" for where, text in words(glass) for number in full_numbers(text)]


def reveals(at: Counter) -> list[str]:
    return [one["subject"] for one in lines(at) if one.get("purpose") == Purpose.REVEAL.value]


def test_no_page_shows_a_whole_number_unasked_and_none_can_be_dragged_out(counter: Counter, lies: Stock) -> None:
    found, typed = dict[str, list[str]](), set[str]()
    for name in Tour(counter, lies).each():
        counter.settle()
        for window in (counter.program.window, *counter.applicants):
            shown = [f"{where}: {one}" for where, text in words(window) for one in full_numbers(text)]
            outside = [one for one in shown if not (name in TYPED and one.startswith("_Edit in FieldFrame"))]
            if outside:
                found.setdefault(name, []).extend(outside)
            typed |= {name} if shown and not outside else set()
            assert not any(one.dragEnabled() for one in window.findChildren(QLineEdit))
            assert not any(one.dragEnabled() for one in window.findChildren(QAbstractItemView))
    assert found == {}
    assert typed == TYPED, "each of these has a number in a field: the search finds them"
    assert reveals(counter) == []


@pytest.mark.parametrize(
    ("route", "keys", "subject"),
    [
        ("copy_out", (), "case:"),
        ("lead", (), "lead:"),
        ("low_income", (), "household:"),
        ("referral", (), "referral:"),
        ("rounds", (), "list:rounds"),
        ("case", ("1",), "case:"),
        ("find", (), "list:find"),
    ],
)
def test_one_key_shows_them_whole_once_that_is_written_down(
    counter: Counter, lies: Stock, route: str, keys: tuple[str, ...], subject: str
) -> None:
    facts = {
        "copy_out": [lies.case],
        "lead": [f"lead:{lies.lead}"],
        "low_income": [f"household:{lies.listed}"],
        "referral": [f"referral:{lies.referrals[0]}"],
        "case": [lies.case],
    }
    if route == "find":
        counter.press("Ctrl K").type("王")
    else:
        counter.pages.go(route, *facts.get(route, []))
        counter.settle().press(*keys)
    before = whole(counter)
    counter.press("Ctrl Q")
    if route == "find":  # a list of hits has no more than the ends of a number
        assert (whole(counter), reveals(counter)) == ([], [])
        return
    assert before == []
    assert whole(counter)
    assert [one.startswith(subject) for one in reveals(counter)] == [True]
    counter.press("Ctrl Q")
    assert whole(counter) == []
    assert len(reveals(counter)) == 1


def test_they_are_masked_again_after_a_minute_on_another_page_and_with_the_sheet(counter: Counter, lies: Stock) -> None:
    timer = counter.pages.revealing.timer
    counter.pages.go("copy_out", lies.case)
    counter.settle().press("Ctrl Q")
    assert timer.isActive()
    assert timer.interval() == SHOWN_MS == 60_000
    timer.timeout.emit()
    assert whole(counter) == []
    counter.press("Ctrl Q")
    counter.pages.show_home()
    counter.settle()
    assert not veil.is_lifted()
    counter.pages.go("case", lies.case)
    counter.settle().press("1", "Ctrl Q")
    assert whole(counter)
    counter.press("Esc")
    assert not veil.is_lifted()


def test_where_nothing_is_masked_nothing_is_written(counter: Counter) -> None:
    counter.press("Ctrl Q")
    assert reveals(counter) == []
    assert not veil.is_lifted()


def test_a_kept_number_of_the_register_is_kept_though_it_was_never_seen(counter: Counter, lies: Stock) -> None:
    before = counter.desk.store.listed_household(lies.listed)
    counter.pages.go("low_income", f"household:{lies.listed}")
    counter.settle().press("F10")
    after = counter.desk.store.listed_household(lies.listed)
    assert before is not None
    assert after is not None
    assert after.listing == before.listing


# --- illness, disability, children
def said(at: Counter) -> str:
    """Give all that can be read on the officer's glass."""
    return "\n".join(text for _where, text in words(at.program.window))


@pytest.mark.parametrize(
    ("route", "words_of_health"), [("low_income", ("重残", "重病")), ("copy_out", ("病、残", "大病"))]
)
def test_illness_and_disability_are_folded_until_they_are_wanted(
    counter: Counter, lies: Stock, route: str, words_of_health: tuple[str, ...]
) -> None:
    counter.pages.go(route, *([lies.case] if route == "copy_out" else []))
    before = said(counter.settle())
    assert not any(word in before for word in words_of_health)
    counter.press("Ctrl Q")
    assert any(word in said(counter) for word in words_of_health)
    assert len(reveals(counter)) == 1


def test_a_child_has_no_name_on_the_page_of_a_case_until_it_is_wanted(counter: Counter) -> None:
    child = member("王小宝", "2020-05-01", 21, Relation.SON.value)
    case = intake.accept(counter.desk, application(counter.desk, member("王明德"), child)).case
    counter.pages.go("case", case.id)
    before = said(counter.settle())
    assert "王小宝" not in before
    assert "王某（孩子）" in before
    counter.press("Ctrl Q")
    assert "王小宝" in said(counter)
    assert reveals(counter) == [f"case:{case.id}"]


# --- the shield
def covered(at: Counter) -> bool:
    """Whether the shield is all that can be seen of the officer's window."""
    window = at.program.window
    shield = window.shield
    middle = window.childAt(window.rect().center())
    corners = [window.childAt(8, 8), window.childAt(window.width() - 8, window.height() - 8)]
    on_it = [one is shield or shield.isAncestorOf(one) for one in (middle, *corners) if one is not None]
    return shield.isVisible() and all(on_it) and len(on_it) == 3


def test_one_key_hides_every_page_and_sheet_and_brings_it_back_as_it_was(counter: Counter, lies: Stock) -> None:
    for name in Tour(counter, lies).each():
        counter.settle()
        if name == "unlock":
            continue
        window, focus, page = counter.program.window, QApplication.focusWidget(), counter.page
        sheet = on_top(window)
        counter.press("Ctrl H")
        assert covered(counter), name
        assert all(one.page is not one.childAt(one.rect().center()) for one in counter.applicants), name
        counter.press("F10", "Esc", "Enter", "F2", "1")
        assert (counter.page, on_top(window)) == (page, sheet), name
        counter.press("Ctrl H")
        assert not window.shield.isVisible(), name
        assert QApplication.focusWidget() is focus, name


def test_what_comes_while_it_is_hidden_comes_below(counter: Counter, lies: Stock) -> None:
    counter.press("Ctrl H")
    counter.pages.go("case", lies.case)
    counter.settle()
    counter.program.window.say("记下了")
    counter.settle()
    assert covered(counter)
    counter.press("Ctrl H")
    assert counter.page == "case"


def test_the_lock_takes_it_away_and_a_page_for_the_applicant_waits_below(counter: Counter) -> None:
    (screen,) = counter.applicants
    counter.press("F2", "1")
    counter.settle()
    counter.press("Ctrl H")
    below = screen.page
    assert screen.childAt(screen.rect().center()) is not below
    counter.program.lock()
    assert not counter.program.window.shield.isVisible()
    assert counter.page == "unlock"
