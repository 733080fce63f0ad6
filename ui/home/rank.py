"""The order of home's rows, and what all of them are made of."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, auto

import resources
from ui.widgets.row import Cell, Row

SOON_DAYS = 2
_NO_DAY = 9_999


class Rank(IntEnum):
    """The order of the list; inside a rank the days left decide, then who waits longest."""

    URGENT = auto()
    OVERDUE = auto()
    TODAY = auto()
    ALONE = auto()
    POSTER = auto()
    DOUBTS = auto()
    ARRIVED = auto()
    DECIDE = auto()
    DELIVER = auto()
    LOOK = auto()
    PAPERS = auto()
    TELL = auto()
    REMIND = auto()
    RECHECK = auto()
    STEP = auto()
    SIGNATURE = auto()
    SUPPLEMENT = auto()
    DRAFT = auto()
    DONE = auto()


@dataclass(frozen=True)
class Line:
    """A row before it is put in its place; `since` is when it began, as text that sorts."""

    rank: Rank
    days: int | None
    since: str
    row: Row

    @property
    def place(self) -> tuple[int, int, str]:
        """What the list is sorted by."""
        return self.rank, _NO_DAY if self.days is None else self.days, self.since


def row_of(
    key: str, mark: str, who: tuple[str, str], do: tuple[str, str], left: Cell, act: str = "", *, done: bool = False
) -> Row:
    """Give a row: mark, who, where, what to do and why, the days that are left."""
    cells = (
        Cell(sign=mark),
        Cell(who[0], "ink", strong=True, wraps=True),
        Cell(who[1], wraps=True),
        Cell(do[1], lead=do[0]),
        left,
    )
    return Row(key, cells, act=act or _say("act.open"), done=done, tip=do[1])


def days_left(due_on: str, today: date) -> int | None:
    """Give the days until an ISO day, negative after it; None for no day."""
    return (date.fromisoformat(due_on) - today).days if due_on else None


def time_left(days: int | None) -> tuple[str, str, str]:
    """Give mark, words and ink for the days left."""
    if days is None:
        return "", "", "ink2"
    if days < 0:
        return "over", _say("left.over", days=-days), "danger"
    if days == 0:
        return "soon", _say("left.today"), "soon"
    return ("soon" if days <= SOON_DAYS else ""), _say("left.days", days=days), "soon" if days <= SOON_DAYS else "ink2"


def _say(name: str, **facts: object) -> str:
    return resources.text("home", name, **facts)
