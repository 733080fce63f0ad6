"""A window that is open hears of what the county writes, without a key and without asking; and ends at once."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.officer import Role
from sync.client.line_use import LineUse
from tests.desk.counter import Counter, at_work
from ui.demo.township import DIVISION, Township
from ui.network import Network

PATIENCE_MS = 20_000


@pytest.fixture
def township(tmp_path: Path) -> Iterator[Township]:
    made = Township(tmp_path / "window", tmp_path / "county")
    made.open()
    yield made
    made.close()


@pytest.fixture
def counter(qapp: QApplication, township: Township, tmp_path: Path) -> Iterator[Counter]:
    assert township.county.port
    with at_work(qapp, tmp_path / "window", tmp_path) as at:
        yield at


def listens() -> bool:
    return any(thread.name == "listening" for thread in threading.enumerate())


def wait_s(counter: Counter) -> float:
    """Give how long the window waits before its next round; 0 while one is under way."""
    again = counter.pages.syncing.state().next_try_at
    return (again - counter.desk.now()).total_seconds() if again else 0.0


def test_what_the_county_writes_is_here_in_a_moment(counter: Counter, township: Township, qtbot: QtBot) -> None:
    syncing = counter.pages.syncing
    qtbot.waitUntil(lambda: listens() and syncing.hears, timeout=PATIENCE_MS)
    before = syncing.state().last_success_at

    granted = township.county.grant(DIVISION, "李红", Role.WINDOW)

    qtbot.waitUntil(lambda: counter.desk.store.entries(f"officer:{granted.officer}") != (), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: syncing.state().last_success_at != before, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: wait_s(counter) > 60, timeout=PATIENCE_MS)  # it does not ask every minute


def test_the_program_ends_within_a_second_while_it_listens(counter: Counter, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: listens() and counter.pages.syncing.hears, timeout=PATIENCE_MS)
    began = time.monotonic()

    counter.pages.syncing.stop()

    assert time.monotonic() - began < 1.0
    assert not listens()


def test_in_a_pause_the_window_waits_and_goes_on_when_the_pause_is_lifted(counter: Counter, qtbot: QtBot) -> None:
    pages = counter.pages
    qtbot.waitUntil(lambda: pages.syncing.hears, timeout=PATIENCE_MS)
    pages.sync.line.pause("hour")
    counter.settle()
    assert wait_s(counter) > 3_000

    pages.sync.line.go_on()

    assert pages.sync.line.use() == LineUse()
    before = pages.syncing.state().last_success_at
    pages.syncing.wake()
    qtbot.waitUntil(lambda: pages.syncing.state().last_success_at != before, timeout=PATIENCE_MS)


def test_a_system_that_says_nothing_of_its_network_has_no_metered_line(qapp: QApplication) -> None:
    assert qapp
    assert Network().metered in {False, True}
