"""A county that was restored from its backup: what it lost comes back from the windows."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.ids import uuid7
from app.journal.case import fold_case
from sync.client.session import RELAY
from sync.county import backup
from sync.county.embedded import County
from tests.sync.window import Window, picture, until_quiet


class Town:
    """A county that can be put back to its backup, under the same address."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self.county = County(home / "data").start()

    def save(self) -> None:
        shutil.rmtree(self._home / "copy", ignore_errors=True)
        backup.back_up(self.county.site, self._home / "copy")

    def go_back(self) -> None:
        port = self.county.port
        self.county.stop()
        shutil.rmtree(self._home / "data")
        backup.restore(self._home / "copy", self._home / "data")
        self.county = County(self._home / "data", port).start()

    def lines(self, window: Window) -> list[bytes]:
        return [entry.to_line() for device in window.store.devices() for entry in self.county.entries(device.id)]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path / "town")
    yield town
    town.county.stop()


@pytest.fixture
def pair(town: Town, open_window: Callable[..., Window], office: str) -> tuple[Window, Window]:
    return open_window(town.county, office), open_window(town.county, office)


def lines(window: Window, case: str) -> list[bytes]:
    return [item.entry.to_line() for item in window.store.entries(f"case:{case}")]


def test_what_a_restored_county_lost_comes_back_from_the_windows(town: Town, pair: tuple[Window, Window]) -> None:
    one, other = pair
    case = uuid7()
    one.note(case, "备份以前")
    until_quiet(one, other)
    town.save()
    one.note(case, "备份以后")
    ref = one.file(case, content := picture(3_000))
    until_quiet(one, other)
    other.note(case, "备份以后，别的窗口写的")
    until_quiet(other, one)

    town.go_back()
    until_quiet(one, other)
    until_quiet(one, other)

    assert town.lines(one) + town.lines(other) == lines(one, case)
    assert sorted(lines(one, case)) == sorted(lines(other, case))
    assert town.county.blob(ref.sha256) == content
    assert fold_case(case, one.store.entries(f"case:{case}")) == fold_case(case, other.store.entries(f"case:{case}"))
    orders = [{item.order for item in window.store.entries(f"case:{case}")} for window in pair]
    assert None not in orders[0]
    assert orders[0] == orders[1]
    assert [window.store.setting(RELAY) for window in pair] == [None, None]


def test_a_window_that_slept_through_a_restored_county_s_other_life_hears_everything_again(
    town: Town, pair: tuple[Window, Window]
) -> None:
    sleeper, other = pair
    case = uuid7()
    town.save()
    town.go_back()
    sleeper.note(case, "在县里丢掉的那一段里报的")
    until_quiet(sleeper)
    town.go_back()
    other.note(case, "睡着的时候别的窗口报的")
    until_quiet(other)
    town.save()
    town.go_back()

    until_quiet(sleeper, other)

    assert sorted(lines(sleeper, case)) == sorted(lines(other, case))
    assert len(lines(sleeper, case)) == 2
    orders = [sorted(item.order or 0 for item in window.store.entries(f"case:{case}")) for window in pair]
    assert orders == [[1, 2], [1, 2]]


def test_entries_of_a_window_that_is_gone_are_offered_to_the_restored_county(
    town: Town, pair: tuple[Window, Window]
) -> None:
    one, gone = pair
    case = uuid7()
    until_quiet(one, gone)
    town.save()
    gone.note(case, "这台电脑后来坏了")
    until_quiet(gone, one)

    town.go_back()
    one.faults.calls.clear()
    until_quiet(one)

    assert "relay" in one.faults.calls
    one.faults.calls.clear()
    until_quiet(one)
    assert "relay" not in one.faults.calls
    assert town.lines(gone) == []
    assert lines(one, case) == lines(gone, case)
    until_quiet(gone, one)
    assert town.lines(gone) == lines(one, case)


@pytest.mark.parametrize("loses", [False, True])
def test_a_new_epoch_that_is_met_while_sending_is_met_first(
    town: Town, pair: tuple[Window, Window], *, loses: bool
) -> None:
    one, _ = pair
    case = uuid7()
    until_quiet(one)
    if loses:
        town.save()
    one.note(case, "一")
    until_quiet(one)
    if not loses:
        town.save()

    town.go_back()
    one.note(case, "二")
    until_quiet(one)

    assert town.lines(one) == lines(one, case)


def test_a_window_enrolled_after_the_backup_is_known_again(
    town: Town, open_window: Callable[..., Window], office: str
) -> None:
    first = open_window(town.county, office)
    until_quiet(first)
    late = Window(first.home.parent / "late")
    code = town.county.enrol_code(office).code
    town.save()
    late.enrol(code, town.county.url)
    case = uuid7()
    late.note(case, "备份以后才开通的窗口写的")
    until_quiet(late)

    town.go_back()
    until_quiet(late, first)
    until_quiet(late, first)

    assert town.lines(late) == lines(late, case) == lines(first, case)
    late.close()


def test_a_window_that_took_over_after_the_backup_is_known_again_under_a_number_of_its_own(
    town: Town, pair: tuple[Window, Window], tmp_path: Path
) -> None:
    one, other = pair
    case = uuid7()
    one.note(case, "一")
    until_quiet(one, other)
    town.save()
    one.copy_to(tmp_path / "copy")
    one.go_back_to(tmp_path / "copy", by_restore=True)
    until_quiet(one)
    one.note(case, "换了编号以后写的")
    until_quiet(one, other)
    before = one.store.device()

    town.go_back()
    until_quiet(one, other)
    until_quiet(one, other)

    after = one.store.device()
    assert before is not None
    assert after is not None
    assert after.id == before.id
    assert after.number != before.number
    assert town.lines(one) == lines(one, case)
    assert sorted(lines(one, case)) == sorted(lines(other, case))
