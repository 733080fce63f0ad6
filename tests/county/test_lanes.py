"""Turns: so many at a time, office after office, text before pictures, and nobody is kept waiting for ever."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.county.api import Api
from sync.county.embedded import County
from sync.county.lanes import PICTURES_AT_ONCE, PICTURES_BESIDE_TEXT, TEXT_AT_ONCE, Lane, Lanes
from sync.county.problem import Problem
from sync.protocol import OFFSET_TYPE, PushHeader, ndjson


async def settle() -> None:
    """Let everything run that can run without anybody's help."""
    for _ in range(5):
        await asyncio.sleep(0)


class Crowd:
    """Requests in a lane, each held until it is let go; `served` tells in which order they had their turn."""

    def __init__(self, lane: Lane) -> None:
        self.lane = lane
        self.served: list[str] = []
        self.most = 0
        self._gates: list[asyncio.Event] = []
        self.tasks: list[asyncio.Task[None]] = []

    def come(self, *offices: str) -> None:
        self.tasks += [asyncio.create_task(self._one(office)) for office in offices]

    async def _one(self, office: str) -> None:
        async with self.lane.turn(office):
            self.served.append(office)
            self.most = max(self.most, self.lane.under_way)
            self._gates.append(gate := asyncio.Event())
            await gate.wait()

    async def let_go(self, count: int = 1) -> None:
        for _ in range(count):
            self._gates.pop(0).set()
            await settle()


def running(scene: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(scene())


def test_offices_take_turns_however_much_one_of_them_sends() -> None:
    async def scene() -> None:
        crowd = Crowd(Lane(lambda: 1))
        crowd.come("a", "a", "a", "a", "b", "b", "c")
        await settle()
        await crowd.let_go(7)
        assert crowd.served == ["a", "a", "b", "c", "a", "b", "a"]

    running(scene)


def test_no_more_than_the_width_are_under_way() -> None:
    async def scene() -> None:
        crowd = Crowd(Lane(lambda: 3))
        crowd.come(*"abcdefgh")
        await settle()
        assert len(crowd.served) == 3
        await crowd.let_go(8)
        assert (crowd.most, len(crowd.served), crowd.lane.under_way) == (3, 8, 0)

    running(scene)


def test_who_finds_the_line_too_long_is_told_when_to_come_back() -> None:
    async def scene() -> None:
        crowd = Crowd(Lane(lambda: 1, longest=2))
        crowd.come("a", "b", "c")
        await settle()
        with pytest.raises(Problem) as caught:
            async with crowd.lane.turn("d"):
                pass
        assert (caught.value.code, caught.value.status) == ("busy", 503)
        assert 5 <= int(caught.value.headers["Retry-After"]) <= 20
        await crowd.let_go(3)

    running(scene)


def test_who_waits_too_long_is_told_when_to_come_back_and_leaves_no_place_behind() -> None:
    async def scene() -> None:
        crowd = Crowd(Lane(lambda: 1, wait_s=0.01))
        crowd.come("a", "b")
        await settle()
        with pytest.raises(Problem, match="busy"):
            await crowd.tasks[1]
        assert crowd.lane.waiting == 0
        await crowd.let_go()
        assert not crowd.lane.is_used

    running(scene)


def test_pictures_make_room_for_text_and_have_it_all_again_afterwards() -> None:
    async def scene() -> None:
        lanes = Lanes()
        text, pictures = Crowd(lanes.text), Crowd(lanes.pictures)
        text.come("a")
        await settle()
        pictures.come(*"bcdefghijk")
        await settle()
        assert lanes.pictures.under_way == PICTURES_BESIDE_TEXT
        text.come("b")  # text is not held up by pictures
        await settle()
        assert lanes.text.under_way == min(2, TEXT_AT_ONCE)
        await text.let_go(2)
        assert lanes.pictures.under_way == PICTURES_AT_ONCE
        await pictures.let_go(10)

    running(scene)


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, at most some seconds."""
    async with asyncio.timeout(10):
        while not is_so():
            await asyncio.sleep(0.005)


def test_a_push_and_a_piece_of_a_picture_wait_for_their_turn(county: County, window: Any) -> None:
    api = Api(county.site)
    location = window.create_upload(b"picture").headers["Location"]
    window.append()
    header = PushHeader.signed(window.private, window.id, 1, [window.chain[0].hash])
    push = ndjson(header, [window.chain[0].to_line()])
    bearer = {"Authorization": f"Bearer {window.token}"}
    piece = bearer | {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": OFFSET_TYPE}

    async def held(lane: Lane, width: int, request: httpx.Request) -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=api)) as client, AsyncExitStack() as others:
            for at in range(width):
                await others.enter_async_context(lane.turn(f"office {at}"))
            sending = asyncio.create_task(client.send(request))
            await until(lambda: lane.waiting == 1)
            assert not sending.done()
            await others.aclose()
            return (await sending).status_code

    async def scene() -> None:
        pushing = httpx.Request("POST", "http://county/v1/journal", headers=bearer, content=push)
        sending = httpx.Request("PATCH", "http://county" + location, headers=piece, content=b"picture")
        assert await held(api.lanes.text, TEXT_AT_ONCE, pushing) == 200
        assert await held(api.lanes.pictures, PICTURES_AT_ONCE, sending) == 204

    running(scene)


@given(st.lists(st.tuples(st.sampled_from(["come", "go", "cancel"]), st.integers(0, 5))), st.integers(1, 3))
def test_whoever_comes_goes_or_gives_up_no_place_is_lost(steps: list[tuple[str, int]], width: int) -> None:
    async def scene() -> None:
        crowd = Crowd(Lane(lambda: width))
        for step, number in steps:
            if step == "come":
                crowd.come(f"office {number}")
            elif step == "cancel" and crowd.tasks:
                crowd.tasks[number % len(crowd.tasks)].cancel()
            elif crowd.lane.under_way and crowd._gates:  # noqa: SLF001 - the crowd is this test's own
                await crowd.let_go()
            if number % 2:  # a cancelled one may not have heard of it when the next thing happens
                await settle()
        for task in crowd.tasks:
            task.cancel()
        await asyncio.gather(*crowd.tasks, return_exceptions=True)
        assert (crowd.most <= width, crowd.lane.under_way, crowd.lane.waiting) == (True, 0, 0)
        async with crowd.lane.turn("after"):
            assert crowd.lane.under_way == 1

    running(scene)
