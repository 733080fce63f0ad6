"""The gate: how many are inside at once, how slow they may be, who is told to come back and when."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sync.county.api import Api
from sync.county.gate import Gate, Limits, Patience
from sync.county.lanes import Lanes
from sync.county.metrics import Metrics
from sync.county.seen import seen
from sync.county.server import Address, Line, listen, make_server
from sync.county.site import open_site

Sent = list[dict[str, Any]]


def request(path: str = "/v1/journal", credential: str = "a", host: str = "192.0.2.7") -> dict[str, Any]:
    headers = [(b"authorization", f"Bearer {credential}".encode())] if credential else []
    return {
        "type": "http",
        "path": path,
        "method": "POST",
        "headers": headers,
        "client": (host, 5),
        "query_string": b"",
    }


class Inside:
    """An application in which every request stays until it is let go."""

    def __init__(self, **limits: Any) -> None:
        self.gate = Gate(self._app, Metrics(Lanes()), Limits(**limits))
        self.go = asyncio.Event()
        self.tasks: list[asyncio.Task[None]] = []

    async def _app(self, _scope: Any, _receive: Any, send: Any) -> None:
        await self.go.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def come(self, *requests: dict[str, Any]) -> list[Sent]:
        """Let requests come, and give what each was answered so far."""
        answers: list[Sent] = [[] for _ in requests]
        for one, sent in zip(requests, answers, strict=True):
            self.tasks.append(asyncio.create_task(self.gate(one, asyncio.Event().wait, _into(sent))))  # type: ignore[arg-type]  # nothing is received
        await asyncio.sleep(0.01)
        return answers

    async def end(self) -> None:
        self.go.set()
        await asyncio.gather(*self.tasks)


def _into(sent: Sent) -> Callable[[Any], Any]:
    async def send(message: Any) -> None:
        sent.append(message)

    return send


def statuses(answers: list[Sent]) -> list[int]:
    return [sent[0]["status"] if sent else 0 for sent in answers]


def retry_after(sent: Sent) -> int:
    return int(dict(sent[0]["headers"])[b"retry-after"])


def test_one_credential_cannot_fill_the_server_and_another_is_let_in() -> None:
    async def scene() -> None:
        inside = Inside(each=2)
        answers = await inside.come(request(), request(), request(), request(credential="b"))
        assert statuses(answers) == [0, 0, 429, 0]
        assert 5 <= retry_after(answers[2]) <= 20
        await inside.end()
        inside.tasks.clear()
        assert statuses(await inside.come(request())) == [200]

    asyncio.run(scene())


def test_behind_one_address_there_may_be_a_whole_county() -> None:
    async def scene() -> None:
        inside = Inside(each=1, each_address=3)
        answers = await inside.come(*(request("/v1/token", "") for _ in range(4)))
        assert statuses(answers) == [0, 0, 0, 429]
        await inside.end()

    asyncio.run(scene())


def test_a_full_server_says_when_to_come_back_and_can_still_be_watched() -> None:
    async def scene() -> None:
        inside = Inside(at_once=2)
        answers = await inside.come(*(request(credential=str(at)) for at in range(3)), request("/healthz", ""))
        assert statuses(answers) == [0, 0, 503, 0]
        assert retry_after(answers[2]) > 0
        await inside.end()

    asyncio.run(scene())


def test_streams_fill_their_own_places_and_not_those_of_the_others() -> None:
    async def scene() -> None:
        inside = Inside(streams=2, at_once=2)
        streams = [request("/v1/events", str(at)) for at in range(2)]
        assert statuses(await inside.come(*streams, request(credential="x"))) == [0, 0, 503]
        await inside.end()

    asyncio.run(scene())


def test_a_closing_server_finishes_what_is_inside_and_sends_the_rest_away() -> None:
    async def scene() -> None:
        inside = Inside()
        before = await inside.come(request())
        closing = asyncio.create_task(inside.gate.close(30))
        after = await inside.come(request(credential="b"), request("/healthz", ""))
        assert (statuses(before), statuses(after), closing.done()) == ([0], [503, 503], False)
        assert dict(after[0][0]["headers"])[b"connection"] == b"close"
        await inside.end()
        await closing
        assert statuses(before) == [200]

    asyncio.run(scene())


def test_a_closing_server_does_not_wait_for_ever() -> None:
    async def scene() -> None:
        inside = Inside()
        await inside.come(request())
        await inside.gate.close(0.01)
        await inside.end()

    asyncio.run(scene())


class Body:
    """A body that comes in parts, each after so many seconds of a clock that is made up; then silence."""

    def __init__(self, *parts: tuple[float, bytes]) -> None:
        self.now = 0.0
        self._parts = iter(parts)

    async def receive(self) -> dict[str, Any]:
        part = next(self._parts, None)
        if part is None:
            await asyncio.Event().wait()
        assert part is not None
        self.now += part[0]
        return {"type": "http.request", "body": part[1], "more_body": True}

    def read(self, **limits: Any) -> tuple[list[str], bool]:
        """Give what kinds of messages came until the end, and whether the line must be closed then."""
        scope, kinds = request(), list[str]()
        patience = Patience(scope, self.receive, _into([]), Limits(**limits), lambda: self.now)

        async def scene() -> None:
            while "http.disconnect" not in kinds:
                kinds.append((await patience.receive())["type"])

        asyncio.run(scene())
        return kinds, seen(scope).must_close


def test_a_body_that_falls_silent_ends_and_so_does_its_line() -> None:
    assert Body((0, b"x"), (0, b"y")).read(stall_s=0.02) == (["http.request"] * 2 + ["http.disconnect"], True)


def test_a_body_that_drips_ends_although_it_is_never_silent() -> None:
    drips = Body(*[(20.0, b"x")] * 100)

    kinds, must_close = drips.read(stall_s=60, grace_s=60, least_bytes_per_s=500)

    assert (kinds, must_close) == (["http.request"] * 4 + ["http.disconnect"], True)


def test_a_line_that_is_slow_and_honest_is_waited_for() -> None:
    slow = Body(*[(2.0, b"x" * 1_200)] * 200)

    assert slow.read(stall_s=0.05, grace_s=60, least_bytes_per_s=500)[0].count("http.request") == 200


def test_after_the_body_nothing_is_timed_so_that_a_stream_can_last() -> None:
    now = [0.0]

    async def receive() -> dict[str, Any]:
        now[0] += 86_400
        return next(coming)

    told: list[dict[str, Any]] = [{"type": "http.request"}, {"type": "http.late"}, {"type": "http.disconnect"}]
    coming = iter(told)
    patience = Patience(request(), receive, _into([]), Limits(), lambda: now[0])

    async def scene() -> list[str]:
        return [(await patience.receive())["type"] for _ in range(3)]

    assert asyncio.run(scene()) == ["http.request", "http.late", "http.disconnect"]


def test_an_answer_that_nobody_takes_ends() -> None:
    async def send(_: Any) -> None:
        await asyncio.Event().wait()

    patience = Patience(request(), asyncio.Event().wait, send, Limits(stall_s=0.01))  # type: ignore[arg-type]  # nothing is received

    with pytest.raises(TimeoutError):
        asyncio.run(patience.send({"type": "http.response.body", "body": b"x"}))


@pytest.fixture
def impatient(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, int]]:
    """A real server that waits a moment only; its address."""
    monkeypatch.setattr(Line, "head_s", 0.3)
    monkeypatch.setattr(Line, "most", 3)
    site = open_site(tmp_path / "county")
    server, listener = make_server(Api(site, limits=Limits(stall_s=0.3)), Address()), listen(Address())
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()
    server.should_exit = True
    thread.join()
    site.close()


def told(address: tuple[str, int], *parts: bytes) -> bytes:
    """Call, say the parts, and give all that is answered until the line is closed."""
    with socket.create_connection(address, 10) as line:
        for part in parts:
            line.sendall(part)
        answer = b""
        while piece := line.recv(10_000):
            answer += piece
    return answer


HEAD = b"POST /v1/token HTTP/1.1\r\nHost: county\r\nContent-Length: 10\r\n"
GET_HEALTH = b"GET /healthz HTTP/1.1\r\nHost: county\r\n\r\n"


def test_a_line_on_which_nothing_or_half_a_head_comes_is_closed(impatient: tuple[str, int]) -> None:
    assert told(impatient) == b""
    assert told(impatient, HEAD) == b""


def test_a_body_that_never_ends_is_answered_and_its_line_closed(impatient: tuple[str, int]) -> None:
    answer = told(impatient, HEAD + b"\r\n", b"abc")

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"connection: close" in answer


def test_a_head_that_came_in_time_may_be_followed_by_a_long_silence(impatient: tuple[str, int]) -> None:
    with socket.create_connection(impatient, 10) as line:
        for _ in range(2):
            line.sendall(GET_HEALTH)
            answer = b""
            while not answer.endswith(b"}"):
                answer += line.recv(10_000)
            assert answer.startswith(b"HTTP/1.1 200 ")
            threading.Event().wait(0.4)  # longer than a head may take


def test_more_lines_than_there_is_room_for_are_closed_and_the_others_served(
    impatient: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Line, "head_s", 600)  # the first three stay, however slow this machine is
    lines = [socket.create_connection(impatient, 10) for _ in range(3)]
    try:
        with contextlib.suppress(ConnectionResetError, BrokenPipeError):  # or just an end, where it is closed at once
            assert told(impatient, GET_HEALTH) == b""
        for line in lines:
            line.sendall(GET_HEALTH)
            assert line.recv(10_000).startswith(b"HTTP/1.1 200 ")
    finally:
        for line in lines:
            line.close()
