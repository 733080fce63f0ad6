"""Promise 16: clocks that jump by years, at windows and at the county, turn no order round, and it is said."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from app import clock
from app.ids import uuid7
from app.store.values import Pending
from sync.county.embedded import County
from tests.sync.window import Clock, Window, until_quiet
from ui.sync_status.facts import QueueFacts, SyncState
from ui.sync_status.matters import matter_rows

_JUMPS, _FEW = 20, 8


class Town:
    """A county and two windows, each with a clock of its own."""

    def __init__(self, home: Path) -> None:
        self.clock = Clock()
        self.county = County(home / "county", now=self.clock.now).start()
        self.windows = [Window(home / name) for name in ("one", "two")]
        for window in self.windows:
            window.enrol(self.county.enrol_code("511725106", "青龙镇").code, self.county.url)
            assert window.sync().online

    def jump(self, chance: Random, window: Window) -> timedelta:
        """Set a window's clock, and now and then the county's before, to anything within ten years; gives the gap."""
        for one in (self.clock, window.clock)[chance.randrange(2) :]:
            one.wrong_by = timedelta(seconds=chance.uniform(-3e8, 3e8))
        return self.clock.wrong_by - window.clock.wrong_by


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path)
    yield town
    for window in town.windows:
        window.close()
    town.county.stop()


def inversions(town: Town, case: str) -> list[str]:
    """Give what stands before something that was there before it, at the county or in a window."""
    found = []
    for window in town.windows:
        orders = list(town.county.orders(window.device_id()).values())
        found += [f"order {order}" for order, after in itertools.pairwise(orders) if (order or 0) >= (after or 0)]
        seen = set[str]()
        for item in window.store.entries(f"case:{case}"):
            found += [f"parent of {item.entry.seq}" for parent in item.entry.parents if parent not in seen]
            seen.add(item.entry.hash)
    return found


# Each in a county of its own: one that heard 400 wrong times within minutes would ask for patience.
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 21))])
def test_clocks_that_jump_turn_no_order_round(town: Town, seed: int) -> None:
    chance, case = Random(seed), uuid7()
    texts = []
    for number in range(_JUMPS if seed else _FEW):
        window = chance.choice(town.windows)
        gap = town.jump(chance, window)
        texts.append(f"第 {number} 句")

        status = window.sync()

        assert status.online
        assert status.county_ahead_s == pytest.approx(gap.total_seconds(), abs=60)
        assert window.note(case, texts[-1]).clock == "suspect"
        assert window.sync().pending.entries == 0

    until_quiet(*town.windows)

    assert inversions(town, case) == []
    kept = [[item.entry for item in window.store.entries(f"case:{case}")] for window in town.windows]
    assert kept[0] == kept[1]
    assert [entry.body["text"] for entry in kept[0] if entry.body] == texts


@pytest.mark.parametrize("off_s", [-301, 301, -315_000_000, 315_000_000])
def test_a_wrong_clock_is_a_matter_with_both_times(off_s: int) -> None:
    state, nothing = SyncState(ahead_s=off_s), QueueFacts(Pending(0, 0, 0, None), {}, (), ())

    assert len(matter_rows(nothing, state, clock.now())) == 1
    assert matter_rows(nothing, SyncState(ahead_s=200), clock.now()) == ()
