"""Promise 23: whatever the desk shows, prints or writes out of people's data is a line in the journal."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from app.domain.access import Purpose
from app.services.looking import NOBODY
from tests.desk.counter import Counter
from tests.desk.every_page import Tour
from tests.desk.looks import lines
from tests.desk.shown_words import words
from tests.desk.stocked import Stock

# Who is named there stands at the window and was typed by hand: no look at anything that was kept.
_OWN = frozenset({"visit for another", "ask"})


pytestmark = pytest.mark.usefixtures("each_look_counts")


def people(at: Counter) -> frozenset[str]:
    """Give the names of everybody who lies in the store, long enough to be nobody else's word."""
    store = at.desk.store
    names = {one.applicant for one in store.cases(limit=10_000)}
    names |= {member.identity.name for draft in store.drafts() for member in draft.members}
    names |= {one.listing.name for one in store.every_listing()}
    names |= {one.name for kind in ("change", "referral", "lead") for one in store.matters(kind)}
    return frozenset(name for name in names if len(name) > 1)


@dataclass
class Seen:
    """What the tour has seen so far: which page, and how many lines there were when it came."""

    page: str = ""
    lines: int = 0
    before: int = 0


def unwritten(at: Counter, tour: Tour) -> Iterator[str]:
    """Give the pages on which somebody of the store is named, and no line came with the page."""
    known, seen = people(at), Seen()
    for name in tour.each():
        at.settle()
        written = lines(at)
        if at.page != seen.page:
            seen.page, seen.before = at.page, seen.lines
        seen.lines = len(written)
        # Home reads itself anew behind other pages too: its lines speak for no other page.
        new = [one for one in written[seen.before :] if at.page == "home" or one["subject"] != "list:home"]
        glasses = {at.program.window, *at.applicants}
        said = "\n".join(text for glass in glasses for _where, text in words(glass))
        named = sorted(one for one in known if one in said)
        if named and not new and name not in _OWN:
            yield f"{name} ({at.page}): {'、'.join(named[:3])}"


def test_no_page_names_somebody_of_the_store_without_a_line(counter: Counter, lies: Stock) -> None:
    assert list(unwritten(counter, Tour(counter, lies))) == []
    about = [one.about for one in counter.tray.papers if one.about != NOBODY]
    written = [one for one in lines(counter) if one.get("purpose") == Purpose.PRINT.value]
    assert about
    assert [one["subject"] for one in written] == about
    assert [one["count"] for one in written] == [one.people for one in counter.tray.papers if one.about != NOBODY]
    assert {one.get("purpose") for one in lines(counter)} >= {
        Purpose.HANDLE.value,
        Purpose.LIST.value,
        Purpose.SEARCH.value,
        Purpose.DOCUMENT.value,
        Purpose.PRINT.value,
        Purpose.SCREEN.value,
        Purpose.COPY_OUT.value,
    }


@pytest.mark.parametrize(
    ("route", "keys", "subject"),
    [("low_income", "Ctrl S", "list:low_income"), ("roster", "Ctrl S", "list:roster"), ("copy_out", "F8", "case:")],
)
def test_a_file_of_peoples_data_is_a_line_with_its_reason_before_it_is_there(
    counter: Counter,
    lies: Stock,
    route: str,
    keys: str,
    subject: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file, at_choice = tmp_path / "out.xlsx", list[bool]()

    def choose(*_asked: object) -> tuple[str, str]:
        at_choice.append(file.exists())
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    counter.pages.go(route, *([lies.case] if route == "copy_out" else []))
    counter.settle().press(keys, "Down", "Down", "Enter").type("纪委来函").press("Enter").settle()
    assert at_choice == [False]
    assert file.read_bytes().startswith(b"PK")
    last = [one for one in lines(counter) if one.get("purpose") == Purpose.EXPORT.value]
    assert [(one["reason"], one["note"]) for one in last] == [("inspection", "纪委来函")]
    assert last[0]["subject"].startswith(subject)
    assert last[0]["count"] >= 1


def test_no_file_is_written_for_a_reason_that_nobody_gives(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def choose(*given: object) -> tuple[str, str]:
        asked.append(given)
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    counter.pages.go("low_income")
    counter.settle().press("Ctrl S", "End", "Enter", "Enter")
    assert asked == []
    counter.press("Esc")
    assert [one for one in lines(counter) if one.get("purpose") == Purpose.EXPORT.value] == []
