"""The way into the background and back."""

import gc
import threading
import weakref
from collections.abc import Generator, Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from shiboken6 import delete

from ui.jobs import FREE, STORE, Jobs
from ui.lane import Lane

MAIN = threading.main_thread().ident


class Ledger(QObject):
    """A model: takes results and knows on which thread it did."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[Any] = []
        self.errors: list[BaseException] = []
        self.threads: set[int | None] = set()

    def done(self, result: Any) -> None:
        self.results.append(result)
        self.threads.add(threading.get_ident())

    def failed(self, error: BaseException) -> None:
        self.errors.append(error)
        self.threads.add(threading.get_ident())


def numbered(number: int) -> tuple[int, int]:
    return number, threading.get_ident()


@pytest.fixture
def model() -> Ledger:
    return Ledger()


def test_jobs_of_the_store_run_in_order_on_one_other_thread(jobs: Jobs, model: Ledger) -> None:
    for number in range(200):
        jobs.run(partial(numbered, number), model.done)
    jobs.wait()
    assert [number for number, _ in model.results] == list(range(200))
    assert len({thread for _, thread in model.results}) == 1
    assert MAIN not in {thread for _, thread in model.results}


def test_results_and_errors_come_back_on_the_ui_thread(jobs: Jobs, model: Ledger) -> None:
    def fail() -> None:
        raise ValueError("out")

    jobs.run(lambda: 1, model.done)
    jobs.run(fail, model.done, model.failed, lane=FREE)
    jobs.wait()
    assert (model.results, [type(error) for error in model.errors]) == ([1], [ValueError])
    assert model.threads == {MAIN}


def test_the_free_lane_has_three_threads(jobs: Jobs, model: Ledger) -> None:
    together = threading.Barrier(3)
    for _ in range(3):
        jobs.run(lambda: together.wait(5), model.done, lane=FREE)
    jobs.wait()
    assert sorted(model.results) == [0, 1, 2]


def test_the_officers_own_action_goes_before_the_next_slice(jobs: Jobs, model: Ledger) -> None:
    begun, go_on = threading.Event(), threading.Event()
    order: list[str] = []

    def long_pull() -> Iterator[None]:
        order.append("slice 1")
        begun.set()
        go_on.wait(5)
        yield
        order.append("slice 2")
        yield
        order.append("slice 3")

    jobs.run(long_pull, model.done)
    begun.wait(5)
    jobs.run(lambda: order.append("accept"), model.done)
    go_on.set()
    jobs.wait()
    assert order == ["slice 1", "accept", "slice 2", "slice 3"]


def test_a_sliced_job_gives_what_its_generator_returns(jobs: Jobs, model: Ledger) -> None:
    def count() -> Generator[None, None, int]:
        yield
        yield
        return 42

    jobs.run(count, model.done)
    jobs.wait()
    assert model.results == [42]


def test_sliced_jobs_end_one_after_the_other(jobs: Jobs, model: Ledger) -> None:
    order: list[str] = []

    def slices(name: str) -> Iterator[None]:
        for number in range(3):
            order.append(f"{name}{number}")
            yield

    jobs.run(lambda: slices("a"), model.done)
    jobs.run(lambda: slices("b"), model.done)
    jobs.wait()
    assert order == ["a0", "a1", "a2", "b0", "b1", "b2"]


def test_an_error_in_a_slice_is_the_jobs_error(jobs: Jobs, model: Ledger) -> None:
    def broken() -> Iterator[None]:
        yield
        raise LookupError

    jobs.run(broken, model.done, model.failed)
    jobs.wait()
    assert [type(error) for error in model.errors] == [LookupError]
    assert model.results == []


def test_an_error_that_nobody_wants_is_a_problem(jobs: Jobs, model: Ledger, bugs: list[BaseException]) -> None:
    jobs.run(lambda: 1 // 0, model.done)
    jobs.wait()
    assert [type(error) for error in bugs] == [ZeroDivisionError]


def test_twenty_thousand_jobs_are_all_delivered_on_the_ui_thread(jobs: Jobs, model: Ledger) -> None:
    for number in range(20_000):
        jobs.run(partial(int, number), model.done)
    jobs.wait(30)
    assert model.results == list(range(20_000))
    assert model.threads == {MAIN}


def test_three_hundred_windows_die_in_mid_job_and_everything_is_saved(jobs: Jobs, bugs: list[BaseException]) -> None:
    saved: list[int] = []

    class Window(QLabel):
        def __init__(self, number: int) -> None:
            super().__init__()
            jobs.run(lambda: saved.append(number), self.show_saved)

        def show_saved(self, _result: object) -> None:
            self.setText("saved")

    for number in range(300):
        delete(Window(number))
    jobs.wait()
    assert sorted(saved) == list(range(300))
    assert bugs == []


def test_nothing_of_a_model_dies_in_a_lane(jobs: Jobs) -> None:
    died_on: list[int] = []

    def one_model() -> None:
        model = Ledger()
        weakref.finalize(model, lambda: died_on.append(threading.get_ident()))
        jobs.run(model.objectName, model.done)

        def fail() -> None:
            raise ValueError(model.objectName())

        jobs.run(fail, model.done, model.failed, lane=FREE)

    for _ in range(200):
        one_model()
    jobs.wait()
    gc.collect()
    assert len(died_on) == 200
    assert set(died_on) == {MAIN}


def test_an_error_in_done_does_not_lose_the_other_results(jobs: Jobs, model: Ledger, qtbot: Any) -> None:
    def stumble(_result: object) -> None:
        raise RuntimeError("in done")

    jobs.run(lambda: 1, stumble)
    jobs.run(lambda: 2, model.done)
    with qtbot.captureExceptions() as caught:
        jobs.wait()
    assert [type(error) for _, error, _ in caught] == [RuntimeError]
    assert model.results == [2]


def test_done_may_start_the_next_job(jobs: Jobs, model: Ledger) -> None:
    jobs.run(lambda: 1, lambda _one: jobs.run(lambda: 2, model.done))
    jobs.wait()
    assert model.results == [2]


def test_changes_are_announced_after_success_only(jobs: Jobs, model: Ledger, bugs: list[BaseException]) -> None:
    told: list[frozenset[str]] = []
    jobs.changed.connect(told.append)
    jobs.run(lambda: 1, model.done, changes=frozenset({"cases"}))
    jobs.run(lambda: 1 // 0, model.done, changes=frozenset({"drafts"}))
    jobs.run(lambda: 2, model.done)
    jobs.wait()
    assert told == [frozenset({"cases"})]
    assert len(bugs) == 1


def test_waiting_ends_with_an_error_when_a_job_does_not(jobs: Jobs, model: Ledger) -> None:
    held = threading.Event()
    jobs.run(lambda: held.wait(5), model.done, lane=FREE)
    with pytest.raises(TimeoutError):
        jobs.wait(0.05)
    held.set()
    jobs.wait()
    assert model.results == [True]


def test_closing_writes_what_waits_for_the_store_and_delivers_nothing(qapp: QObject, model: Ledger) -> None:
    jobs, written, held = Jobs(model.failed), list[int](), threading.Event()
    jobs.run(lambda: held.wait(5), model.done)
    for number in range(50):
        jobs.run(partial(written.append, number), model.done)
    opener = threading.Timer(0.05, held.set)
    opener.start()
    jobs.close()
    opener.join()
    qapp.processEvents()  # type: ignore[attr-defined]  # a QApplication has it
    assert written == list(range(50))
    assert (model.results, model.errors) == ([], [])


def test_closing_begins_no_further_slice(qapp: QObject, model: Ledger) -> None:  # noqa: ARG001 - an application must exist
    jobs, begun, go_on, slices = Jobs(model.failed), threading.Event(), threading.Event(), list[int]()

    def endless() -> Iterator[None]:
        while True:
            slices.append(1)
            begun.set()
            go_on.wait(5)
            yield

    jobs.run(endless, model.done)
    begun.wait(5)
    closer = threading.Timer(0.05, go_on.set)
    closer.start()
    jobs.close()
    closer.join()
    assert len(slices) == 1


def test_the_lanes_are_as_wide_as_they_say() -> None:
    assert (STORE, FREE) == (Lane.STORE, Lane.FREE)
    assert (STORE.value, FREE.value) == (1, 3)
