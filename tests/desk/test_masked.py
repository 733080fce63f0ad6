"""Numbers of people: masked wherever they are only shown, whole by one key that is written down, hidden by another."""

import pytest

from app.domain.household import Relation
from app.services import intake
from tests.desk.counter import Counter
from tests.desk.eyes import is_covered, reveals
from tests.desk.shown_words import full_numbers, words
from tests.desk.stocked import Stock
from tests.find.whole_desk import application, member
from ui.shell.revealing import SHOWN_MS
from ui.widgets import veil


def whole(at: Counter) -> list[str]:
    """Give the numbers that can be read whole on the officer's glass, and where."""
    glass = at.program.window
    return [f"{where}: {number}" for where, text in words(glass) for number in full_numbers(text)]


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
    watched: Counter, lies: Stock, route: str, keys: tuple[str, ...], subject: str
) -> None:
    facts = {
        "copy_out": [lies.case],
        "lead": [f"lead:{lies.lead}"],
        "low_income": [f"household:{lies.listed}"],
        "referral": [f"referral:{lies.referrals[0]}"],
        "case": [lies.case],
    }
    if route == "find":
        watched.press("Ctrl K").type("王")
    else:
        watched.pages.go(route, *facts.get(route, []))
        watched.settle().press(*keys)
    before = whole(watched)
    watched.press("Ctrl Q")
    if route == "find":  # a list of hits has no more than the ends of a number
        assert (whole(watched), reveals(watched)) == ([], [])
        return
    assert before == []
    assert whole(watched)
    assert [one.startswith(subject) for one in reveals(watched)] == [True]
    watched.press("Ctrl Q")
    assert whole(watched) == []
    assert len(reveals(watched)) == 1


def test_they_are_masked_again_after_a_minute_on_another_page_and_with_the_sheet(watched: Counter, lies: Stock) -> None:
    timer = watched.pages.revealing.timer
    watched.pages.go("copy_out", lies.case)
    watched.settle().press("Ctrl Q")
    assert timer.isActive()
    assert timer.interval() == SHOWN_MS == 60_000
    timer.timeout.emit()
    assert whole(watched) == []
    watched.press("Ctrl Q")
    watched.pages.show_home()
    watched.settle()
    assert not veil.is_lifted()
    watched.pages.go("case", lies.case)
    watched.settle().press("1", "Ctrl Q")
    assert whole(watched)
    watched.press("Esc")
    assert not veil.is_lifted()


def test_where_nothing_is_masked_nothing_is_written(watched: Counter) -> None:
    watched.press("Ctrl Q")
    assert reveals(watched) == []
    assert not veil.is_lifted()


def test_a_kept_number_of_the_register_is_kept_though_it_was_never_seen(watched: Counter, lies: Stock) -> None:
    before = watched.desk.store.listed_household(lies.listed)
    watched.pages.go("low_income", f"household:{lies.listed}")
    watched.settle().press("F10")
    after = watched.desk.store.listed_household(lies.listed)
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
    watched: Counter, lies: Stock, route: str, words_of_health: tuple[str, ...]
) -> None:
    watched.pages.go(route, *([lies.case] if route == "copy_out" else []))
    before = said(watched.settle())
    assert not any(word in before for word in words_of_health)
    watched.press("Ctrl Q")
    assert any(word in said(watched) for word in words_of_health)
    assert len(reveals(watched)) == 1


def test_a_child_has_no_name_on_the_page_of_a_case_until_it_is_wanted(watched: Counter) -> None:
    child = member("王小宝", "2020-05-01", 21, Relation.SON.value)
    case = intake.accept(watched.desk, application(watched.desk, member("王明德"), child)).case
    watched.pages.go("case", case.id)
    before = said(watched.settle())
    assert "王小宝" not in before
    assert "王某（孩子）" in before
    watched.press("Ctrl Q")
    assert "王小宝" in said(watched)
    assert reveals(watched) == [f"case:{case.id}"]


# --- the shield
def test_what_comes_while_it_is_hidden_comes_below(watched: Counter, lies: Stock) -> None:
    watched.press("Ctrl H")
    watched.pages.go("case", lies.case)
    watched.settle()
    watched.program.window.say("记下了")
    watched.settle()
    assert is_covered(watched)
    watched.press("Ctrl H")
    assert watched.page == "case"


def test_the_lock_takes_it_away_and_a_page_for_the_applicant_waits_below(watched: Counter) -> None:
    (screen,) = watched.applicants
    watched.press("F2", "1")
    watched.settle()
    watched.press("Ctrl H")
    below = screen.page
    assert screen.childAt(screen.rect().center()) is not below
    watched.program.lock()
    assert not watched.program.window.shield.isVisible()
    assert watched.page == "unlock"
