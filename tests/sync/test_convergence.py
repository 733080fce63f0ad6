"""Whatever happens to two windows and their lines, in the end all have the same, once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from app.ids import uuid7
from sync.client import pushing
from sync.client.pushing import Batch
from sync.client.session import Session
from sync.county.embedded import County
from sync.protocol import PushAnswer
from tests.sync.machine import jobs
from tests.sync.machine_sticks import TownOfSticks
from tests.sync.restored import TownOfARestoredCounty, TownOfCopies
from tests.sync.townships import Townships
from tests.sync.window import Window, until_quiet

QUICK = settings(
    max_examples=8,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate],
    database=None,
)
LONG = settings(QUICK, max_examples=400, stateful_step_count=50, derandomize=False, phases=list(Phase))


@pytest.fixture
def town(county: County) -> Iterator[type[TownOfCopies]]:
    TownOfCopies.county = county
    yield TownOfCopies
    del TownOfCopies.county


def test_two_windows_and_a_county_converge(town: type[TownOfCopies]) -> None:
    run_state_machine_as_test(town, settings=QUICK)


@pytest.mark.slow
def test_they_converge_with_sticks_in_hundreds_of_lives(county: County) -> None:
    TownOfSticks.county = county
    run_state_machine_as_test(TownOfSticks, settings=settings(LONG, max_examples=200))


@pytest.mark.slow
def test_two_windows_and_a_county_converge_in_hundreds_of_lives(town: type[TownOfCopies]) -> None:
    run_state_machine_as_test(town, settings=LONG)


@pytest.mark.slow
def test_windows_converge_with_a_county_that_is_restored_again_and_again() -> None:
    run_state_machine_as_test(TownOfARestoredCounty, settings=settings(LONG, max_examples=60, stateful_step_count=30))


def test_three_windows_of_two_townships_and_a_county_converge_though_all_are_restored() -> None:
    run_state_machine_as_test(Townships, settings=settings(QUICK, max_examples=2, stateful_step_count=10))


@pytest.mark.slow
def test_three_windows_of_two_townships_and_a_county_converge_in_hundreds_of_lives() -> None:
    run_state_machine_as_test(Townships, settings=settings(LONG, max_examples=120, stateful_step_count=40))


# --- the mistake that others made ---------------------------------------------------------------


def acknowledge_everything(session: Session, batch: Batch, answer: PushAnswer) -> None:
    """Call all that waits delivered, as if nothing could have been written while the batch was under way."""
    orders = dict(answer.orders)
    waiting = [entry.seq for entry in session.store.outbox(limit=10_000)]
    with session.store.work() as work:
        work.delivered([(seq, orders.get(seq, max(orders.values()))) for seq in waiting], answer.withheld)
    if session.me is not None:
        session.me = replace(session.me, acked_seq=batch.last.seq, head_hash=batch.last.hash)


def write_at_every_moment(county: County, window: Window) -> None:
    """Write between any two jobs of a round, a round for each; then the county must have it all."""
    case = uuid7()
    window.sync()
    for moment in range(8):
        window.note(case, "有要报的")
        for number, _ in enumerate(jobs(window.engine.round())):
            if number == moment:
                window.note(case, f"第 {moment} 步以后记的")
        assert window.store.delivered_up_to() <= len(county.entries(window.device_id()))
        until_quiet(window)
        stored = [item.entry.hash for item in window.store.entries(f"case:{case}")]
        assert [entry.hash for entry in county.entries(window.device_id())] == stored


def test_what_is_written_at_any_moment_of_a_round_arrives(county: County, window: Window) -> None:
    write_at_every_moment(county, window)


def test_a_window_that_acknowledges_everything_is_caught(
    county: County, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "acknowledge", acknowledge_everything)

    with pytest.raises(AssertionError):
        write_at_every_moment(county, window)


@pytest.mark.slow
def test_the_town_catches_windows_that_acknowledge_everything(
    town: type[TownOfCopies], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "acknowledge", acknowledge_everything)

    with pytest.raises(AssertionError):
        run_state_machine_as_test(town, settings=settings(QUICK, max_examples=60, report_multiple_bugs=False))
