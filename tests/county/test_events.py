import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from sync.county.desk import Desk
from sync.county.embedded import County
from sync.county.grants import Grants
from sync.county.ledger import Ledger
from sync.county.routes_events import EventRoutes
from sync.county.site import open_site


class Stream:
    """The event stream of a window, read event by event."""

    def __init__(self, window: Any) -> None:
        self._client = httpx.Client(timeout=20, trust_env=False, verify=False)  # noqa: S501 - plain HTTP on loopback
        headers = {"Authorization": f"Bearer {window.token}"}
        self._request = self._client.build_request("GET", window.url + "/v1/events", headers=headers)
        self.answer = self._client.send(self._request, stream=True)
        self._lines = self.answer.iter_lines()

    def next_head(self) -> int:
        event: dict[str, str] = {}
        for line in self._lines:
            if not line and event:
                assert event["event"] == "head"
                assert event["data"] == f'{{"head": {event["id"]}}}'
                return int(event["id"])
            name, _, value = line.partition(": ")
            if name:
                event[name] = value
        raise EOFError

    def close(self) -> None:
        self.answer.close()
        self._client.close()


@pytest.fixture
def stream(window: Any) -> Iterator[Stream]:
    stream = Stream(window)
    yield stream
    stream.close()


def test_the_head_is_told_at_the_start_and_after_each_push_of_the_office(
    window: Any, make_window: Any, stream: Stream
) -> None:
    start = stream.next_head()
    colleague = make_window()
    colleague.append()
    order = colleague.push().json()["orders"][0][1]

    assert stream.answer.headers["content-type"].startswith("text/event-stream")
    assert start == int(window.call("GET", "/v1/journal").headers["yimen-head"]) or start < order
    assert stream.next_head() == order


def test_only_heads_that_this_token_can_pull_are_told(window: Any, make_window: Any, stream: Stream) -> None:
    stream.next_head()
    other = make_window("511799050")
    other.append()
    other.push()
    window.append(kind="access.viewed")
    window.push()
    window.append()
    visible = window.push().json()["orders"][-1][1]

    assert stream.next_head() == visible


def test_what_a_command_beside_the_server_writes_is_told_too(county_of_own: County, make_window: Any) -> None:
    window = make_window("511725001", at=county_of_own)
    stream = Stream(window)
    stream.next_head()
    beside = open_site(county_of_own.site.data)
    granted = Grants(beside, Ledger(beside)).grant("511725001", "李红", "window")
    beside.close()

    assert stream.next_head() == granted.order
    stream.close()


def test_the_stream_ends_with_the_device(window: Any, county: County, stream: Stream) -> None:
    stream.next_head()

    county.revoke(window.id)

    with pytest.raises(EOFError):
        stream.next_head()


def test_the_stream_does_not_hold_up_the_end_of_the_server(county_of_own: County, make_window: Any) -> None:
    window = make_window("511725001", at=county_of_own)
    stream = Stream(window)
    stream.next_head()
    stopping = threading.Thread(target=county_of_own.stop)
    stopping.start()

    stopping.join(5)

    assert not stopping.is_alive()
    with pytest.raises(EOFError):
        stream.next_head()
    stream.close()


def test_a_silent_stream_speaks_a_comment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = open_site(tmp_path)
    events = EventRoutes(Desk(site), look_s=0.01, comment_s=0.03)

    async def head(_: object) -> int:
        return 7

    monkeypatch.setattr(events, "_head", head)

    async def spoken() -> list[bytes]:
        parts = events._stream(Request({"type": "http", "headers": []}), 7)  # noqa: SLF001 - without a server
        return [await anext(parts), await anext(parts)]

    assert asyncio.run(spoken()) == [b'event: head\nid: 7\ndata: {"head": 7}\n\n', b":\n\n"]
    site.close()


def test_many_streams_do_not_all_look_at_every_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = open_site(tmp_path)
    events = EventRoutes(Desk(site), look_s=60.0)
    looks: list[int] = []

    async def head(_: object) -> int:
        looks.append(1)
        return 7

    monkeypatch.setattr(events, "_head", head)

    async def scene() -> float:
        begun = time.monotonic()
        streams = [events._stream(Request({"type": "http", "headers": []}), 7) for _ in range(100)]  # noqa: SLF001 - without a server
        for stream in streams:
            await anext(stream)
        waiting = [asyncio.create_task(anext(stream, None)) for stream in streams]
        await asyncio.sleep(0)
        for _ in range(20):  # as many commits as come in a tenth of a second
            events.wake()
            await asyncio.sleep(0.005)
        events.stop()
        await asyncio.gather(*waiting)
        return time.monotonic() - begun

    took_s = asyncio.run(scene())
    assert 100 <= len(looks) <= 100 * (2 + took_s * 3)  # three times a second each, not once for each commit
    site.close()
