"""The time by which grants end: what was set back makes nothing younger."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app import clock
from app.domain.fact import Fact
from app.store.trusted import trusted_time
from tests.store import township

NOON = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)


def at(hours: float) -> str:
    return clock.text(NOON + timedelta(hours=hours))


def seen(here: float, there: float) -> dict[str, str]:
    return {"here": at(here), "there": at(there)}


@pytest.mark.parametrize(
    ("now", "told", "written", "received", "expected"),
    [
        (0, None, "", "", 0),  # nothing is known: the clock is all there is
        (0, None, at(5), "", 5),  # … and it has been further already
        (0, None, "", at(7), 7),  # … and the county too
        (10, seen(0, 0), "", "", 10),
        (10, seen(0, 100), "", "", 110),  # a clock that is behind the county's
        (10, seen(0, -100), "", "", -90),  # … or years ahead
        (-500, seen(0, 0), "", "", 0),  # set back after the county was heard
        (3, seen(0, 0), at(9), "", 9),  # set back, but something was written later than that
        (10, seen(0, 0), at(-3), at(12), 12),
    ],
)
def test_the_time_that_counts(
    now: float, told: dict[str, str] | None, written: str, received: str, expected: float
) -> None:
    found = trusted_time(NOON + timedelta(hours=now), told, written, received)
    assert found == NOON + timedelta(hours=expected)


def test_the_store_knows_the_time_of_what_it_wrote_and_heard(tmp_path: Path) -> None:
    desk = township.desk_at(tmp_path)
    long_ago = township.MORNING - timedelta(days=400)
    assert desk.store.trusted_time(long_ago) <= township.MORNING
    with desk.store.work() as work:
        work.saw_server_time(township.MORNING)
    assert desk.store.trusted_time(long_ago) >= township.MORNING
    with desk.store.work(desk.author) as work:
        work.append([Fact("case:x", "case.noted", 1, {"text": "b"})])
    ahead = clock.parse(desk.store.entries("case:x")[0].entry.at) + timedelta(days=3)
    assert desk.store.trusted_time(ahead) >= township.MORNING + timedelta(days=3)
    desk.store.close()
