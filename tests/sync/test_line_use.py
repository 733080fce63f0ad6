"""How the officer lets the line be used, as a pure decision; and what a window then does on a real line."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.clock import SHANGHAI
from app.ids import uuid7
from app.store.values import BlobTask
from sync.client.line_use import LONGEST_PAUSE, SMALL_BYTES, LineUse, Pictures, is_narrower, is_wider
from sync.client.plan import allowed
from sync.county.embedded import County
from sync.protocol import MAX_PIECE_BYTES
from tests.sync.window import Window, picture
from tests.sync.wire import Proxy

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # 9:00 in China
HOURS = st.none() | st.tuples(st.integers(0, 23), st.integers(0, 23))
MOMENTS = st.datetimes(datetime(2016, 1, 1), datetime(2036, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is drawn beside it
USES = st.builds(
    LineUse,
    paused_until=st.none() | MOMENTS,
    metered=st.booleans(),
    small_too=st.booleans(),
    kb_per_s=st.integers(0, 1_000),
    hours=HOURS,
)


@given(USES, MOMENTS, st.lists(st.integers(0, 3 * SMALL_BYTES), max_size=9))
def test_what_goes_follows_from_the_verdict_alone(use: LineUse, now: datetime, sizes: list[int]) -> None:
    tasks = [BlobTask(str(at), size, "image/jpeg", "", "", None) for at, size in enumerate(sizes)]
    going = [task.size for task in allowed(tasks, use, now)]

    match use.pictures(now):
        case Pictures.GO:
            assert going == sizes
        case Pictures.SMALL:
            assert going == [size for size in sizes if size <= SMALL_BYTES]
        case _:
            assert going == []


@given(USES, MOMENTS)
def test_a_pause_is_over_within_a_day_whatever_the_clock_did(use: LineUse, now: datetime) -> None:
    assert timedelta() <= use.pause_left(now) <= LONGEST_PAUSE
    assert not use.pause_left(now + use.pause_left(now))


@given(USES, MOMENTS)
def test_every_bar_ends_by_itself_but_that_of_a_metered_line(use: LineUse, now: datetime) -> None:
    hours = [use.pictures(now + timedelta(hours=hour)) for hour in range(50)]

    assert Pictures.GO in hours or use.metered
    assert replace(use, metered=False).pictures(now) not in {Pictures.SMALL, Pictures.METERED}


@given(st.integers(0, 23), st.integers(0, 23), MOMENTS)
def test_hours_are_those_of_china_from_the_first_up_to_the_last(first: int, end: int, now: datetime) -> None:
    hour = now.astimezone(SHANGHAI).hour
    inside = first <= hour < end if first < end else (hour >= first or hour < end)

    assert (LineUse(hours=(first, end)).pictures(now) is Pictures.GO) == (inside or first == end)


@given(st.sampled_from(Pictures), st.sampled_from(Pictures))
def test_of_two_verdicts_one_is_wider_or_they_let_the_same_go(one: Pictures, other: Pictures) -> None:
    assert not (is_wider(one, other) and is_narrower(one, other))
    assert is_wider(one, other) == is_narrower(other, one)
    assert not is_wider(one, Pictures.GO)


# --- on a real line -----------------------------------------------------------------------------


def test_on_a_metered_line_text_goes_and_pictures_wait_until_it_is_none(window: Window, county: County) -> None:
    window.sync()
    window.engine.allow(LineUse(metered=True))
    ref = window.file(uuid7(), picture(SMALL_BYTES + 1))

    status = window.sync()

    assert (status.pending.entries, status.pending.blobs, status.problem_code) == (0, 1, None)
    assert window.engine.wait_s > 1
    window.engine.allow(LineUse())
    assert window.engine.wait_s == 0, "it goes on by itself"
    assert window.sync().pending.blobs == 0
    assert county.blob(ref.sha256) is not None


def test_small_pictures_may_go_over_a_metered_line(window: Window) -> None:
    window.engine.allow(LineUse(metered=True, small_too=True))
    case = uuid7()
    window.file(case, picture(SMALL_BYTES))
    window.file(case, picture(SMALL_BYTES + 1))

    window.sync()

    assert [task.size for task in window.store.blobs_pending()] == [SMALL_BYTES + 1]


def test_in_a_pause_nothing_is_tried_until_its_end_but_send_now_sends_the_text(window: Window) -> None:
    window.sync()
    now = window.clock.now()
    window.engine.allow(LineUse(paused_until=now + timedelta(hours=1)))
    window.file(uuid7(), picture(1_000))
    window.engine.written()
    assert 3_590 < window.engine.wait_s <= 3_600

    window.engine.send_now()

    assert window.engine.wait_s == 0
    status = window.sync()
    assert (status.pending.entries, status.pending.blobs) == (0, 1)
    assert window.engine.wait_s > 3_590, "asked once is sent once"
    window.clock.wrong_by += timedelta(hours=1)
    window.engine.allow(LineUse(paused_until=now + timedelta(hours=1)))
    assert window.engine.wait_s == 0
    assert window.sync().pending.blobs == 0


def test_a_pause_stops_a_picture_after_the_piece_that_it_is_at(far: Window) -> None:
    far.file(uuid7(), picture(8 * MAX_PIECE_BYTES))

    def pause(name: str) -> None:
        if name == "send":
            far.engine.allow(LineUse(paused_until=far.clock.now() + timedelta(hours=1)))

    far.faults.before = pause
    status = far.sync()

    assert status.pending.blobs == 1
    assert far.faults.calls.count("send") == 1
    far.faults.before = lambda _: None
    far.engine.allow(LineUse())
    far.faults.calls.clear()
    assert far.sync().pending.blobs == 0
    assert far.faults.calls.count("send") == 7, "it goes on where it stopped"


def test_a_group_that_was_begun_is_the_last_one_in_a_pause(far: Window) -> None:
    for _ in range(20):
        far.file(uuid7(), picture(100_000))
    far.faults.before = lambda name: far.engine.allow(LineUse(metered=True)) if name == "bring" else None

    far.sync()

    assert 8 <= far.store.pending().blobs <= 19


def test_pictures_keep_to_the_speed_that_was_set_and_text_does_not_wait_for_them(far: Window, proxy: Proxy) -> None:
    far.sync()
    far.engine.allow(LineUse(kb_per_s=400))
    case = uuid7()
    far.file(case, picture(300_000))
    far.file(case, picture(300_000))
    far.note(uuid7(), "先报的文字")
    began = far.engine.monotonic()

    def write(name: str) -> None:
        if name == "send" and far.faults.calls.count("push") == 1:
            far.note(case, "传图时写的")
            far.engine.written()

    far.faults.before = write
    assert far.sync().pending.blobs == 0

    took = far.engine.monotonic() - began
    assert took > (600_000 - 3 * MAX_PIECE_BYTES) / 400 / 1024, "not faster than it was told"
    calls = far.faults.calls
    assert "send" in calls[calls.index("push") :][calls[calls.index("push") :].index("push", 1) :], "between two pieces"
    assert proxy.meter.up > 600_000


@pytest.mark.parametrize(("kb_per_s", "size"), [(1, 16 * 2**10), (100, 100 * 2**10), (0, MAX_PIECE_BYTES)])
def test_pieces_are_as_large_as_the_speed_allows(far: Window, kb_per_s: int, size: int) -> None:
    from sync.client.documents import piece_size  # noqa: PLC0415 - beside its one use
    from sync.client.session import Session  # noqa: PLC0415 - as above

    session = Session(far.store, far.vault, far.http, use=LineUse(kb_per_s=kb_per_s))

    assert piece_size(session) == size


class Call(threading.Event):
    """A call to hurry that comes while somebody waits for it, or does not; `waited` are the seconds."""

    def __init__(self, *, comes: bool) -> None:
        super().__init__()
        self.comes, self.waited = comes, list[float | None]()

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout)
        return self.comes


def test_a_piece_that_makes_room_for_text_gives_its_share_of_the_line_back(far: Window) -> None:
    from sync.client.session import Session  # noqa: PLC0415 - as above

    calm, call, second = Call(comes=False), Call(comes=True), 100 * 1024
    session = Session(far.store, far.vault, far.http, use=LineUse(kb_per_s=100), monotonic=lambda: 0.0, hurry=calm)

    assert not session.must_pause(second)
    session.hurry = call
    assert session.must_pause(second)
    session.hurry = calm
    assert not session.must_pause(second)
    assert (calm.waited, call.waited) == ([0.0, 1.0], [1.0])
