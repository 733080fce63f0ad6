"""A round as a whole: its pace, its lanes, and what it makes of trouble."""

import tempfile
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Unavailable
from app.ids import uuid7
from sync.client import rounds
from sync.client.engine import Engine, run_once
from sync.client.rounds import Round
from sync.client.schedule import IDLE_S, next_try
from sync.client.steps import OnStore, advance, drive
from sync.county.embedded import County
from tests.sync.window import Answers, Window


def test_the_pace_follows_what_happened(window: Window) -> None:
    clock = [100.0]
    window.engine.monotonic = lambda: clock[0]
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
    window.engine.monotonic = lambda: 0.0
    says("pull", Unavailable("county.busy", retry_after_s=40.0))

    assert window.sync().problem_code == "county.busy"
    assert next_try(window.engine.pace, 0.0) == 40.0


@pytest.mark.parametrize("minutes", [61, -61])
def test_the_county_is_asked_again_after_an_hour_and_when_the_clock_was_set_back(window: Window, minutes: int) -> None:
    window.sync()
    window.faults.calls.clear()
    window.clock.wrong_by += timedelta(minutes=minutes)

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


def test_a_round_is_remembered_by_times_bytes_and_codes(window: Window, says: Answers) -> None:
    window.sync()
    engine = Engine(window.store, window.vault, window.http, now=window.clock.now, traffic=window.http.traffic)
    window.note(uuid7(), "来问低保，家里两口人")
    drive(engine.round())
    first = engine.last
    says("pull", Unavailable("county.unreachable"))
    drive(engine.round())

    assert first is not None
    assert engine.last is not None
    assert (first.code, first.entries, first.blobs) == ("", 0, 0)
    assert first.requests >= 3
    assert 1_000 < first.up < 10_000
    assert 500 < first.down < 10_000
    assert (engine.last.code, engine.last.requests) == ("county.unreachable", 0)


def test_all_that_was_passed_over_is_told_each_once(window: Window, says: Answers) -> None:
    for code in ("county.root_differs", "county.client_too_old", "county.root_differs"):
        window.engine._session.note(Unavailable(code))  # noqa: SLF001 - as the steps of a round do

    assert [one.code for one in window.engine._session.troubles] == ["county.root_differs", "county.client_too_old"]  # noqa: SLF001 - as above
    says("me", lambda me: replace(me, client_ok=False, min_client="9.1"))
    window.restart()
    status = window.sync()
    assert (status.told, status.min_client) == (("county.client_too_old",), "9.1")


ROUND = Round("2026-11-24T08:00:00.000Z", 0.2, 3, 900, 700, "", ("county.root_differs",), 1, 2, -3)


def test_rounds_are_kept_and_read_back_and_the_oldest_are_forgotten(tmp_path: Path) -> None:
    for number in range(205):
        rounds.keep(tmp_path / "log", replace(ROUND, requests=number))

    found = rounds.kept(tmp_path / "log")

    assert [one["requests"] for one in found] == list(range(5, 205))
    assert found[0] == {**asdict(ROUND), "requests": 5, "told": ["county.root_differs"]}


@given(st.lists(st.binary(max_size=40), max_size=6))
def test_what_is_no_round_is_passed_over(lines: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / rounds.FILE).write_bytes(b"\n".join(lines))
        rounds.keep(Path(place), ROUND)

        assert len(rounds.kept(Path(place))) <= 1
        (Path(place) / rounds.FILE).write_bytes(b'\n{"at": 1}\n[]\n')
        assert rounds.kept(Path(place)) == ()


def test_where_nothing_was_kept_there_is_nothing(tmp_path: Path) -> None:
    assert rounds.kept(tmp_path) == ()
