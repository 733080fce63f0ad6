"""Home as the county's word stands, as IT sees it, a step that is off, and the sheets of a stand-in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from app.domain.officer import Delegated, GrantState, Standing
from app.services.desk import Desk
from tests.desk.counter import Counter
from tests.store.township import WORKING
from ui.stand_in.part import StandInPart

if TYPE_CHECKING:
    from tests.desk.stocked import Stock

ALL: Final = (*WORKING, "leader")
STATES: Final = {
    "home grant soon": Standing(ALL, until="2026-12-05", days_left=5),
    "home grant expired": Standing(ALL, GrantState.EXPIRED, "2026-11-20"),
    "home grant unknown": Standing(WORKING, GrantState.UNKNOWN),
    "home grant revoked": Standing((), GrantState.REVOKED, "2026-11-20"),
    "home of it": Standing(("it",)),
    "home of an inspector": Standing(("inspector",)),
}
WORD: Final = Delegated("o-2", "刘强", "reviewer", "o-1", "陈素华", "2026-11-24", "2030-12-10", "请假", "o-2")


@dataclass(frozen=True)
class Told:
    """A book in which everybody stands alike."""

    one: Standing

    def standing(self, _officer: str, _now: datetime) -> Standing:
        return self.one

    def instead_of(self, *_asked: object) -> str:
        return ""

    def handed_on(self, _officer: str) -> tuple[Delegated, ...]:
        return (WORD,)


def standing(desk: Desk, one: Standing) -> Desk:
    """Give the desk as somebody sits at it who stands so."""
    book: Any = Told(one)
    return replace(desk, book=book, roles=one.roles)


def all_duties(at: Counter) -> None:
    """Let the officer at the desk have every duty of an office."""
    at.pages.welcome(standing(at.desk, Standing(ALL)))
    at.settle()


def pages(at: Counter, lies: "Stock") -> Iterator[str]:
    """Show each of them, and leave the officer with every duty."""
    for name, one in STATES.items():
        at.pages.welcome(standing(at.desk, one))
        at.pages.show_home()
        at.settle()
        at.pages.show_home()
        at.settle()
        yield name
    at.pages.welcome(standing(at.desk, STATES["home grant expired"]))
    at.settle()
    if lies.case:
        at.pages.go("step", at.desk.store.case(lies.case), "change_aid")
        at.settle()
        yield "step with an expired grant"
        at.pages.welcome(standing(at.desk, Standing(("inspector",))))
        at.pages.go("case", lies.case)
        at.settle()
        yield "case of an inspector"
    yield from _only_read(at)
    all_duties(at)
    at.pages.show_home()
    at.settle()
    part = next(one for one in at.pages._parts if isinstance(one, StandInPart))  # noqa: SLF001 - no key leads there
    part.open()
    at.settle()
    yield "stand in now"
    at.press("Enter")
    yield "stand in"
    at.press("Esc")


def _only_read(at: Counter) -> Iterator[str]:
    """Show pages over many cases to somebody who may do nothing there."""
    at.pages.welcome(standing(at.desk, Standing(("inspector",))))
    for route in ("meeting", "standards"):
        at.pages.go(route)
        at.settle()
        yield f"{route} of an inspector"
