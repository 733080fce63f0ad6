"""A county and windows of two of its offices, between which cases move."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from app.domain.case import Case
from app.errors import Refused
from app.rules.agenda import todos
from sync.county.embedded import County
from sync.county.ledger import Ledger
from sync.county.moving import Moved, Moving
from tests.county.at_the_county import Township
from tests.sync.window import Window

NOW = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
NAMES = {"511725106": "青龙镇", "511725107": "三汇镇", "511725108": "临巴镇"}
QINGLONG, SANHUI, LINBA = NAMES
WHY = "户籍迁到三汇镇"


class Offices(NamedTuple):
    """A county, and the windows of two of its offices."""

    county: County
    one: Township
    other: Township

    @property
    def moving(self) -> Moving:
        return Moving(self.county.site, Ledger(self.county.site))

    def hand_over(self, case: str, to: str = SANHUI, why: str = WHY) -> Moved:
        return self.moving.hand_over(case, to, why, self.county.deciding.by("郑直"))

    def send_after(self, case: str) -> Moved:
        return self.moving.send_after(case, self.county.deciding.by("郑直"))

    def refused(self, act: Callable[[], object]) -> str:
        with pytest.raises(Refused) as caught:
            act()
        return caught.value.code


@contextmanager
def two_offices(folder: Path) -> Iterator[Offices]:
    """Let a county serve, with a window in each of two offices."""
    with County(folder / "county", now=lambda: NOW) as county:
        windows = [Window(folder / division) for division in (QINGLONG, SANHUI)]
        for window, division in zip(windows, (QINGLONG, SANHUI), strict=True):
            window.enrol(county.enrol_code(division, NAMES[division]).code, county.url)
        yield Offices(county, *map(Township, windows))
        for window in windows:
            window.close()


def at(township: Township, case: str) -> Case:
    """The case as the window of an office knows it, once it has asked."""
    township.window.sync()
    found = township.window.store.case(case)
    assert found is not None
    return found


def whats(case: Case) -> set[str]:
    return {one.what for one in todos(case)}
