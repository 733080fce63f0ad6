"""The pages of the steps of a case, one after the other."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tests.desk import moved, visits

if TYPE_CHECKING:
    from tests.desk.counter import Counter
    from tests.desk.stocked import Stock

_STEPS: Final = (
    "report_check",
    "visit",
    "give_opinion",
    "appraise",
    "hear",
    "change_aid",
    "change_household",
    "give_aid",
)


def pages(at: "Counter", lies: "Stock") -> Iterator[str]:
    """Show the steps that ask for most, of the household with most in it, and a case that has gone some way."""
    at.pages.go("case", lies.going)
    at.settle()
    yield "case going"
    for key, name in (("8", "case more"), ("0", "case papers")):
        at.press(key)
        yield name
        at.press("Esc")
    for case, name in (*((lies.case, name) for name in _STEPS), (lies.going, "explain_doubt")):
        at.pages.go("step", visits.case_with(at, case), name)
        at.settle()
        yield f"step {name}"
    at.press("F10")
    yield "step refused"
    yield from moved.pages(at, lies.who.name)
