"""What each page is looked at for while a tour stands on it: use, numbers, lines in the journal, the shield."""

from collections.abc import Iterator
from typing import Any, Final

from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit

from app.domain.access import Purpose
from tests.desk import page_checks as checks
from tests.desk.counter import Counter
from tests.desk.every_page import Tour
from tests.desk.shown_words import full_numbers, words
from tests.ui_base.every_page import does_not_fit
from tests.ui_base.test_theme import contrast
from ui.theme import tokens

# In a table Tab goes from cell to cell and, as Enter does, from the last one to the main button; back from there it
# comes to the buttons that it passed over.
CELLS: Final = {"intake household"}
# Where somebody types a number, or compares it with the document in hand: it stands in a field, and nowhere else.
TYPED: Final = frozenset({"intake contact", "urgent", "change", "card", "ask", "referral new"})
# Who is named there stands at the window and was typed by hand: no look at anything that was kept.
OWN: Final = frozenset({"visit for another", "ask"})


class Use:
    """Whether a page can be used without a mouse and read by everybody; `found`: what is wrong, by page and kind."""

    def __init__(self, at: Counter, tour: Tour) -> None:
        self._at, self._tour = at, tour
        self.found: dict[str, dict[str, list[str]]] = {}

    def look(self, page: str) -> None:
        """Look at the page that stands there now, and leave the keys where they were."""
        focus = QApplication.focusWidget()
        wrong = {kind: texts for kind, texts in self._faults(page) if texts}
        if wrong:
            self.found[page] = wrong
        if focus is not None:
            focus.setFocus()

    def _faults(self, page: str) -> Iterator[tuple[str, list[str]]]:
        window = self._tour.glass
        yield "room", does_not_fit(window)
        yield "outside", checks.outside(window)
        yield "overlap", checks.overlapping(window)
        yield "name", checks.unnamed(window)
        yield "focus", checks.lost_focus()
        yield "contrast", [text for ink, ground, text in checks.colours(window) if not can_be_read(ink, ground)]
        if window is self._at.program.window and page not in CELLS:
            yield "tab", checks.wrong_tabs(window)


def can_be_read(ink: str, ground: str) -> bool:
    """Whether an ink can be read on a ground, in the light theme and in the dark one."""
    return all(contrast(tokens()[theme][ink], tokens()[theme][ground]) >= 4.5 for theme in ("light", "dark"))


class Numbers:
    """Whether whole numbers stand only where they are typed; `found` elsewhere, `typed` on pages of TYPED."""

    def __init__(self, at: Counter) -> None:
        self._at = at
        self.found: dict[str, list[str]] = {}
        self.typed: set[str] = set()

    def look(self, page: str) -> None:
        """Look at the page that stands there now; nothing on it can be dragged out."""
        for window in (self._at.program.window, *self._at.applicants):
            shown = [f"{where}: {one}" for where, text in words(window) for one in full_numbers(text)]
            outside = [one for one in shown if not (page in TYPED and one.startswith("_Edit in FieldFrame"))]
            outside += [f"dragged: {one}" for one in window.findChildren(QLineEdit) if one.dragEnabled()]
            outside += [f"dragged: {one}" for one in window.findChildren(QAbstractItemView) if one.dragEnabled()]
            if outside:
                self.found.setdefault(page, []).extend(outside)
            elif shown:
                self.typed.add(page)


class Written:
    """Whether a line came with each page on which somebody of the store is named; `found` without one."""

    def __init__(self, at: Counter) -> None:
        self._at, self._known = at, people(at)
        self._page, self._lines, self._before = "", 0, 0
        self.found: list[str] = []

    def look(self, page: str) -> None:
        """Look at the page that stands there now."""
        at, written = self._at, lines(self._at)
        if at.page != self._page:
            self._page, self._before = at.page, self._lines
        self._lines = len(written)
        # Home reads itself anew behind other pages too: its lines speak for no other page.
        new = [one for one in written[self._before :] if at.page == "home" or one["subject"] != "list:home"]
        glasses = {at.program.window, *at.applicants}
        said = "\n".join(text for glass in glasses for _where, text in words(glass))
        named = sorted(one for one in self._known if one in said)
        if named and not new and page not in OWN:
            self.found.append(f"{page} ({at.page}): {'、'.join(named[:3])}")


class Shield:
    """Whether one key hides a page and its sheet, and brings them back as they were; `found` where it does not."""

    def __init__(self, at: Counter) -> None:
        self._at = at
        self.found: list[str] = []

    def look(self, page: str) -> None:
        """Hide the page that stands there now, press what would change it, and show it again."""
        if page == "unlock":
            return
        at, window, before = self._at, self._at.program.window, self._state()
        at.press("Ctrl H")
        hidden = is_covered(at) and all(one.page is not one.childAt(one.rect().center()) for one in at.applicants)
        at.press("F10", "Esc", "Enter", "F2", "1")
        at.press("Ctrl H")
        if not hidden or window.shield.isVisible() or self._state() != before:
            self.found.append(page)

    def _state(self) -> tuple[object, ...]:
        return self._at.page, checks.on_top(self._at.program.window), QApplication.focusWidget()


def is_covered(at: Counter) -> bool:
    """Whether the shield is all that can be seen of the officer's window."""
    window = at.program.window
    shield = window.shield
    middle = window.childAt(window.rect().center())
    corners = [window.childAt(8, 8), window.childAt(window.width() - 8, window.height() - 8)]
    on_it = [one is shield or shield.isAncestorOf(one) for one in (middle, *corners) if one is not None]
    return shield.isVisible() and all(on_it) and len(on_it) == 3


def lines(at: Counter) -> list[dict[str, Any]]:
    """Give what was written down of this officer's looks, in its order."""
    return [dict(one.entry.body or {}) for one in at.desk.store.entries(f"access:{at.desk.author.officer}")]


def reveals(at: Counter) -> list[str]:
    """Give what this officer had shown whole, in its order."""
    return [one["subject"] for one in lines(at) if one.get("purpose") == Purpose.REVEAL.value]


def people(at: Counter) -> frozenset[str]:
    """Give the names of everybody who lies in the store, long enough to be nobody else's word."""
    store = at.desk.store
    names = {one.applicant for one in store.cases(limit=10_000)}
    names |= {member.identity.name for draft in store.drafts() for member in draft.members}
    names |= {one.listing.name for one in store.every_listing()}
    names |= {one.name for kind in ("change", "referral", "lead") for one in store.matters(kind)}
    return frozenset(name for name in names if len(name) > 1)
