"""A window that hears what is new by itself, through lines that hold, break and swallow."""

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.errors import Unavailable
from app.ids import uuid7
from sync.client.county import Events, Problem
from sync.client.listening import PROVEN_S, Heard, Listening
from sync.client.schedule import HEARING_S, IDLE_S
from sync.county.embedded import County
from tests.sync.window import Window
from tests.sync.wire import Pages, Proxy, answer

PATIENCE_S = 20.0


class Ear:
    """Listens for a window, and keeps what it hears until it is asked for."""

    def __init__(self, window: Window, stall_s: float = 60.0) -> None:
        self.heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        window.http.channel.line.stall_s = stall_s
        self.listening = window.engine.listening(self.heard.put)
        self.listening.start()

    def next(self) -> Heard:
        return self.heard.get(timeout=PATIENCE_S)

    def close(self) -> None:
        self.listening.stop()


@pytest.fixture
def listen() -> Iterator[Callable[..., Ear]]:
    ears: list[Ear] = []

    def make(window: Window, stall_s: float = 60.0) -> Ear:
        window.sync()
        ears.append(Ear(window, stall_s))
        return ears[-1]

    yield make
    for ear in ears:
        ear.close()


# --- with a real county -------------------------------------------------------------------------


def test_what_a_colleague_reports_is_heard_and_pulled_without_asking(
    window: Window, other: Window, listen: Callable[..., Ear]
) -> None:
    window.sync()
    ear = listen(window)
    window.engine.heard(ear.next())
    window.sync()
    quiet = window.engine.wait_s
    other.note(case := uuid7(), "来问低保")
    other.sync()

    window.engine.heard(ear.next())

    assert quiet > IDLE_S, "while it hears, it does not ask every minute"
    assert window.engine.wait_s <= 1.0
    window.sync()
    assert len(window.store.entries(f"case:{case}")) == 1
    assert window.engine.wait_s > IDLE_S


def test_what_is_told_while_a_round_is_under_way_is_pulled_by_the_next(window: Window) -> None:
    window.sync()

    def tell(call: str) -> None:
        if call == "pull":
            window.engine.heard(Heard(1_000_000))

    window.faults.before = tell
    window.sync()

    assert window.engine.wait_s <= 1.0


def test_what_was_pulled_already_is_no_news(window: Window) -> None:
    window.note(uuid7(), "记下")
    window.sync()
    head = window.engine.head

    window.engine.heard(Heard(head, opens=True))
    window.engine.heard(Heard(head - 1))

    assert window.engine.wait_s > IDLE_S / 2


def test_a_stream_that_opens_with_a_lower_head_is_that_of_another_life(window: Window) -> None:
    window.note(uuid7(), "记下")
    window.sync()

    window.engine.heard(Heard(window.engine.head - 1, opens=True))

    assert window.engine.wait_s <= 1.0


def test_a_window_that_hears_nothing_any_more_asks_again(window: Window) -> None:
    window.engine.heard(Heard(0, opens=True))
    window.sync()
    assert window.engine.wait_s > HEARING_S / 2

    window.engine.heard(Heard(None))

    assert window.engine.wait_s <= IDLE_S


def test_a_line_that_is_cut_is_told_and_opened_again(
    far: Window, other: Window, proxy: Proxy, listen: Callable[..., Ear]
) -> None:
    ear = listen(far)
    first = ear.next()
    proxy.meter.cut_after_down = 0
    other.note(uuid7(), "有事")
    other.sync()

    lost = ear.next()
    far.engine.heard(lost)
    ear.listening.start()

    assert (first.opens, lost) == (True, Heard(None))
    assert ear.next().opens


def test_a_stream_without_a_sign_of_life_counts_as_dead(far: Window, proxy: Proxy, listen: Callable[..., Ear]) -> None:
    ear = listen(far, stall_s=0.3)
    assert ear.next().opens

    proxy.stalls.set()

    assert ear.next() == Heard(None)


def test_a_proxy_that_swallows_the_stream_leaves_the_window_asking(far: Window, proxy: Proxy) -> None:
    proxy.stalls.set()
    ear = Ear(far, stall_s=0.3)

    far.engine.heard(ear.next())
    ear.close()
    proxy.stalls.clear()
    far.restart_line(60)

    assert far.sync().online
    assert far.engine.wait_s <= IDLE_S


def test_the_program_s_end_ends_it_at_once(window: Window, listen: Callable[..., Ear]) -> None:
    ear = listen(window)
    assert ear.next().opens
    stopping = threading.Thread(target=ear.close)
    stopping.start()

    stopping.join(1.0)

    assert not stopping.is_alive()
    assert ear.heard.empty(), "nobody is told of an end that was wanted"
    assert not any(thread.name == "listening" for thread in threading.enumerate())


def test_after_the_end_nothing_begins(window: Window, listen: Callable[..., Ear]) -> None:
    ear = listen(window)
    assert ear.next().opens
    ear.close()

    ear.listening.start()

    assert not any(thread.name == "listening" for thread in threading.enumerate())


def test_a_page_of_somebody_else_is_no_stream(window: Window, county: County) -> None:
    token = answer("200 OK", {"Content-Type": "application/json"}, b'{"access_token": "x", "expires_in": 900}')
    with Pages(token) as portal:
        device = window.store.device()
        assert device is not None
        window.http.channel.line.url = portal.url
        with pytest.raises(Unavailable, match="no_answer"), window.http.events():
            pass
    assert county.port


# --- the order of things ------------------------------------------------------------------------


class Script:
    """A county whose streams go as written: each is an error, or what it tells before it ends."""

    def __init__(self, *streams: Any) -> None:
        self.streams = list(streams)
        self.asked = 0

    @contextmanager
    def events(self) -> Iterator[Events]:
        self.asked += 1
        stream = self.streams.pop(0)
        if isinstance(stream, Exception):
            raise stream
        yield Events(iter(stream()), lambda: None)


def run(script: Script, ticks: list[float]) -> list[Heard]:
    """Listen until the script is at its end; the clock shows `ticks` one after the other, then stands."""
    heard: list[Heard] = []
    done = threading.Event()

    def take(one: Heard) -> None:
        heard.append(one)
        if not script.streams:
            listening.end()
            done.set()

    now = iter(ticks)
    listening = Listening(lambda: script, take, monotonic=lambda: next(now, ticks[-1]), chance=lambda: 0.0)  # type: ignore[arg-type, return-value]  # only what is asked of a county here
    listening.start()
    assert done.wait(PATIENCE_S)
    return heard


def test_whatever_ends_a_stream_the_next_one_is_tried() -> None:
    script = Script(Unavailable("county.unreachable"), Problem(401, "token", {}), lambda: [4, None, 6], list)

    assert run(script, [0.0]) == [Heard(None), Heard(None), Heard(4, opens=True), Heard(6), Heard(None), Heard(None)]


@pytest.mark.parametrize(("lasted", "failures"), [(PROVEN_S - 1, 3), (PROVEN_S, 1)])
def test_only_a_stream_that_lasted_ends_the_waiting(lasted: float, failures: int) -> None:
    """A proxy that cuts every stream after half a minute must not be called twice a minute for ever."""
    paces: list[int] = []
    script = Script(*[Unavailable("county.unreachable")] * 2, lambda: [1])
    done = threading.Event()

    def take(one: Heard) -> None:
        if one.head is None:
            paces.append(listening.pace.failures)
        if not script.streams and one.head is None:
            listening.end()
            done.set()

    now = iter([0.0, 0.0, 0.0, 0.0, 0.0, lasted])
    listening = Listening(lambda: script, take, monotonic=lambda: next(now, lasted), chance=lambda: 0.0)  # type: ignore[arg-type, return-value]  # as above
    listening.start()
    assert done.wait(PATIENCE_S)

    assert paces[-1] == failures


def test_to_begin_again_while_it_hears_changes_nothing(window: Window, listen: Callable[..., Ear]) -> None:
    ear = listen(window)
    assert ear.next().opens

    ear.listening.start()

    assert [thread.name for thread in threading.enumerate()].count("listening") == 1


def test_what_never_began_ends_too() -> None:
    listening = Listening(Script, lambda _: None)  # type: ignore[arg-type]  # as above

    listening.stop()
    listening.start()

    assert not any(thread.name == "listening" for thread in threading.enumerate())


def test_an_end_in_the_middle_of_a_call_hangs_up_as_soon_as_it_can() -> None:
    heard: list[Heard] = []
    called = threading.Event()

    class Slow:
        @contextmanager
        def events(self) -> Iterator[Events]:
            listening.end()
            called.set()
            yield Events(iter([1]), lambda: None)

    listening = Listening(Slow, heard.append)  # type: ignore[arg-type]  # as above
    listening.start()
    assert called.wait(PATIENCE_S)
    listening.stop()

    assert heard == []


def test_an_end_between_two_heads_lets_the_second_go_untold() -> None:
    heard: list[Heard] = []
    ended = threading.Event()

    def told() -> Iterator[int]:
        yield 1
        listening.end()
        ended.set()
        yield 2

    script = Script(told)
    listening = Listening(lambda: script, heard.append)  # type: ignore[arg-type, return-value]  # as above
    listening.start()
    assert ended.wait(PATIENCE_S)
    listening.stop()

    assert heard == [Heard(1, opens=True)]
