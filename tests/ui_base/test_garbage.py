"""Cycles with widgets in them are taken apart on the UI thread only."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject

from ui.garbage import TOO_LONG_S, Garbage
from ui.jobs import Jobs

pytestmark = pytest.mark.usefixtures("qapp")  # a timer needs an application


@pytest.fixture
def garbage() -> Iterator[Garbage]:
    made = Garbage()
    yield made
    made.close()


def a_cycle() -> "weakref.ref[QObject]":
    thing = QObject()
    thing.itself = thing  # type: ignore[attr-defined]  # makes the cycle
    return weakref.ref(thing)


def test_python_does_not_collect_while_there_are_lanes(jobs: Jobs) -> None:
    there: list[bool] = []
    jobs.run(lambda: there.append(gc.isenabled()), lambda _result: None)
    jobs.wait()
    assert there == [False]


@pytest.mark.parametrize("before", [True, False])
def test_python_collects_as_before_when_the_lanes_are_closed(*, before: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "isenabled", lambda: before)
    switched: list[bool] = []
    monkeypatch.setattr(gc, "enable", lambda: switched.append(True))
    Jobs(lambda _error: None).close()
    assert switched == [True] * before


def test_a_cycle_goes_when_its_generation_is_full(garbage: Garbage) -> None:
    garbage.look()
    gone = a_cycle()
    kept = [[number] for number in range(gc.get_threshold()[0] + 200)]
    assert garbage.look() >= 0
    assert gone() is None
    assert len(kept) > gc.get_threshold()[0]


def test_nothing_is_collected_while_no_generation_is_full(garbage: Garbage) -> None:
    gc.collect()
    kept = a_cycle()
    assert garbage.look() == -1
    assert kept() is not None


def test_what_takes_too_long_to_look_through_is_left_out_from_then_on() -> None:
    moments = iter([0.0, TOO_LONG_S * 2])
    slow = Garbage(clock=lambda: next(moments))
    gc.collect()
    slow.look()
    known = gc.get_freeze_count()
    kept = [[number] for number in range(gc.get_threshold()[0] + 200)]
    slow.look()
    assert gc.get_freeze_count() >= known + len(kept)
    slow.close()


def test_what_was_left_out_is_found_once_it_is_gone(garbage: Garbage) -> None:
    gone = a_cycle()
    gc.freeze()
    gc.collect()
    assert gone() is not None
    garbage.look_at_all()
    assert gone() is None


def test_a_cycle_that_a_job_leaves_behind_does_not_die_in_the_lane(jobs: Jobs) -> None:
    died_on: list[int] = []

    def leave_cycles() -> None:
        for _ in range(2_000):
            thing: list[object] = []
            thing.append(thing)
            holder = threading.Event()
            weakref.finalize(holder, lambda: died_on.append(threading.get_ident()))
            thing.append(holder)

    jobs.run(leave_cycles, lambda _result: None)
    jobs.wait()
    gc.collect()
    assert len(died_on) == 2_000
    assert set(died_on) == {threading.get_ident()}
