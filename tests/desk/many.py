"""The pages that go over many cases at once, part by part, with their sheets."""

from collections.abc import Iterator

from tests.desk.counter import Counter
from ui.several.page import SeveralPage
from ui.widgets.sheet import Sheet


def pages(at: Counter) -> Iterator[str]:
    """Show every part of every page, and the sheet that stands behind its first row."""
    yield from _part(at, "rounds", ("1", "2"), "F10")
    yield from _part(at, "notices", ("1", "2", "3", "4"), "Enter")
    yield from _meeting(at)
    yield from _part(at, "roster", ("1", "2"), "F7")
    at.pages.show_home()
    at.settle()


def _part(at: Counter, name: str, keys: tuple[str, ...], opens: str) -> Iterator[str]:
    at.pages.go(name)
    at.settle()
    for key in keys:
        at.press(key)
        yield f"{name} {key}"
        if _rows(at):
            at.press("Space")
            yield f"{name} {key} chosen"
            at.press(opens)
            if _sheet(at):
                yield f"{name} {key} sheet"
                at.press("Esc")


def _meeting(at: Counter) -> Iterator[str]:
    at.pages.go("meeting")
    at.settle()
    if _rows(at):
        at.press("1", "3")
    yield "meeting"
    if _rows(at):
        at.press("4")
        yield "meeting sheet"
        at.press("Esc")
    at.press("F7")
    yield "meeting decide"
    if _rows(at):
        at.press("A", "F10")
        yield "meeting refused"
        at.shown(SeveralPage).list.select(len(at.shown(SeveralPage).list.rows) - 1)
        at.press("Enter")
        if _sheet(at):
            yield "meeting refuse sheet"
            at.press("Esc")


def _rows(at: Counter) -> int:
    page: SeveralPage = at.shown(SeveralPage)
    return 0 if page.list.isHidden() else len(page.list.rows)


def _sheet(at: Counter) -> bool:
    return any(one.isVisible() for one in at.program.window.findChildren(Sheet))
