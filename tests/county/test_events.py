import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection
from starlette.requests import Request

from sync.county import lookout, pull
from sync.county.access import Caller
from sync.county.desk import Desk
from sync.county.embedded import County
from sync.county.grants import Grants, Wanted
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
def listen() -> Iterator[Callable[[Any], Stream]]:
    """Give a function that opens the event stream of a window; all are closed at the end, however it comes."""
    with ExitStack() as streams:
        yield lambda window: streams.enter_context(closing(Stream(window)))


@pytest.fixture
def stream(window: Any, listen: Callable[[Any], Stream]) -> Stream:
    return listen(window)


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


def test_what_a_command_beside_the_server_writes_is_told_too(
    county_of_own: County, database_url: str, make_window: Any, listen: Callable[[Any], Stream]
) -> None:
    stream = listen(make_window("511725001", at=county_of_own))
    stream.next_head()
    beside = open_site(county_of_own.site.data, database_url=database_url)
    granted = Grants(beside, Ledger(beside)).grant(Wanted("511725001", "李红", ("window",)))
    beside.close()

    assert stream.next_head() == granted.order


def test_the_stream_ends_with_the_device(window: Any, county: County, stream: Stream) -> None:
    stream.next_head()

    county.revoke(window.id)

    with pytest.raises(EOFError):
        stream.next_head()


def test_the_stream_does_not_hold_up_the_end_of_the_server(
    county_of_own: County, make_window: Any, listen: Callable[[Any], Stream]
) -> None:
    stream = listen(make_window("511725001", at=county_of_own))
    stream.next_head()
    stopping = threading.Thread(target=county_of_own.stop)
    stopping.start()

    stopping.join(5)

    assert not stopping.is_alive()
    with pytest.raises(EOFError):
        stream.next_head()


def test_a_silent_stream_speaks_a_comment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = open_site(tmp_path)
    events = EventRoutes(Desk(site), look_s=0.01, comment_s=0.03)

    caller = Caller("d", "k", frozenset({"t-000000"}))

    async def head(_: object) -> tuple[Caller, int]:
        return caller, 7

    monkeypatch.setattr(events, "_head", head)

    async def spoken() -> list[bytes]:
        parts = events._stream(Request({"type": "http", "headers": []}), caller, 7)  # noqa: SLF001 - without a server
        return [await anext(parts), await anext(parts)]

    assert asyncio.run(spoken()) == [b'event: head\nid: 7\ndata: {"head": 7}\n\n', b":\n\n"]
    site.close()


def test_one_look_tells_whose_head_has_moved(county_of_own: County, make_window: Any) -> None:
    window, other = make_window("511725001", at=county_of_own), make_window("511725002", at=county_of_own)
    ours, theirs = (Caller(one.id, one.public, frozenset({one.scope})) for one in (window, other))
    with county_of_own.site.database.reading() as connection:
        mark = lookout.Mark.now(connection)
        assert lookout.look(connection, mark) == (mark, lookout.News())
    window.append()
    window.push()

    with county_of_own.site.database.reading() as connection:
        later, news = lookout.look(connection, mark)

    assert (later.newest, news.concerns(ours), news.concerns(theirs)) == (mark.newest + 1, True, False)


def test_a_released_entry_concerns_its_author_and_a_revocation_everybody(
    county_of_own: County, make_window: Any
) -> None:
    window, other = make_window("511725001", at=county_of_own), make_window("511725002", at=county_of_own)
    author = Caller(window.id, window.public, frozenset({window.scope}))
    stranger = Caller("somebody", "", frozenset({"t-ZZZZZZ"}))
    window.append(scope=other.scope)
    window.push()
    with county_of_own.site.database.reading() as connection:
        mark = lookout.Mark.now(connection)
    county_of_own.release(window.id, 1)

    with county_of_own.site.database.reading() as connection:
        mark, news = lookout.look(connection, mark)
    assert (news.concerns(author), news.concerns(stranger)) == (True, False)
    county_of_own.revoke(other.id)
    with county_of_own.site.database.reading() as connection:
        _, news = lookout.look(connection, mark)
    assert news == lookout.News(all=True)


def test_who_has_nothing_new_is_not_looked_for(
    county_of_own: County, make_window: Any, listen: Callable[[Any], Stream], monkeypatch: pytest.MonkeyPatch
) -> None:
    windows = [make_window("511725001", at=county_of_own) for _ in range(3)]
    quiet = make_window("511725002", at=county_of_own)
    reads: list[str] = []
    true = pull.newest

    def newest(connection: Connection, caller: Caller) -> int:
        reads.append(caller.device)
        return true(connection, caller)

    monkeypatch.setattr(pull, "newest", newest)
    streams = [listen(window) for window in [*windows, quiet]]
    for stream in streams:
        stream.next_head()
    windows[0].append()
    order = windows[0].push().json()["orders"][0][1]

    assert [stream.next_head() for stream in streams[:3]] == [order] * 3
    assert reads.count(quiet.id) <= 3, "who has nothing new is not looked for: at the start only"


def test_a_county_without_entries_wakes_everybody_once(tmp_path: Path) -> None:
    site = open_site(tmp_path)
    events = EventRoutes(Desk(site))

    empty, first = events._look(None)  # noqa: SLF001 - without a server
    later = events._look(empty)  # noqa: SLF001 - without a server

    assert (first, later) == (lookout.News(all=True), (empty, lookout.News()))
    site.close()
