"""The sheets of the page of a fund, one after the other."""

from collections.abc import Iterator

from tests.desk.counter import Counter


def fund_sheets(at: Counter, *, can_correct: bool) -> Iterator[str]:
    """Open what can be written to the fund, and give the name of what stands there."""
    for keys in ("F10", "F9", "Down Down F8") if can_correct else ("F10",):
        at.pages.go("fund")
        at.settle().press(*keys.split())
        yield f"fund {keys}"
        at.press("Esc")
