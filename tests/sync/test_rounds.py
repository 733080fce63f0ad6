"""A round as a whole: its pace, its lanes, and what it makes of trouble."""

from datetime import timedelta
from typing import Any

import pytest

from app.errors import Unavailable
from app.ids import uuid7
from sync.client.engine import run_once
from sync.client.schedule import IDLE_S, next_try
from sync.client.steps import OnStore, advance, drive
from sync.county.embedded import County
from tests.sync.window import Answers, Window


def test_the_pace_follows_what_happened(window: Window) -> None:
    clock = [100.0]
    window.engine._monotonic = lambda: clock[0]  # noqa: SLF001 - a clock of the test
    window.sync()
    assert next_try(window.engine.pace, 100.0) == IDLE_S

    window.engine.written()
    assert next_try(window.engine.pace, 100.0) == 0.0
    window.faults.plan.append("cut")
    window.sync()
    assert next_try(window.engine.pace, 100.0) == 2.5
    window.faults.plan.append("cut")
    window.sync()
    assert next_try(window.engine.pace, 100.0) == 5.0
    window.engine.wake()
    assert next_try(window.engine.pace, 100.0) == 0.0


def test_a_busy_county_sets_the_pace(window: Window, says: Answers) -> None:
    window.sync()
    window.engine._monotonic = lambda: 0.0  # noqa: SLF001 - a clock of the test
    says("pull", Unavailable("county.busy", retry_after_s=40.0))

    assert window.sync().problem_code == "county.busy"
    assert next_try(window.engine.pace, 0.0) == 40.0


def test_the_county_is_asked_again_after_an_hour(window: Window) -> None:
    window.sync()
    window.faults.calls.clear()
    window.clock.wrong_by += timedelta(minutes=61)

    window.sync()

    assert window.faults.calls[0] == "me"


def test_a_mistake_of_ours_is_no_trouble_of_the_line(window: Window, says: Answers) -> None:
    window.sync()
    says("pull", ZeroDivisionError())

    with pytest.raises(ZeroDivisionError):
        window.sync()


def test_a_round_hands_every_job_to_its_lane(window: Window) -> None:
    window.note(uuid7(), "一条")
    steps = window.engine.round()
    lanes = []
    job = next(steps)
    try:
        while True:
            lanes.append(type(job).__name__)
            window.faults.calls.clear()
            is_store = isinstance(job, OnStore)
            job = advance(steps, job)
            assert not (is_store and window.faults.calls), "no network on the store's thread"
    except StopIteration as end:
        assert end.value == window.engine.status
    assert {"OnStore", "OnFree"} == set(lanes)


def test_one_call_does_a_whole_round(window: Window, county: County) -> None:
    window.note(uuid7(), "一条")
    assert window._http is not None  # noqa: SLF001 - its wire

    status = run_once(window.store, window.vault, window._http)  # noqa: SLF001 - its wire

    assert status.online
    assert len(county.entries(window.device_id())) == 1


def test_jobs_and_results_are_handed_back_and_forth() -> None:
    def work() -> Any:
        first = yield OnStore(lambda: 1)
        try:
            yield OnStore(lambda: 1 // 0)
        except ZeroDivisionError:
            return first

    assert drive(work()) == 1
