"""A real county that says "come back later": the window does, at the time that it was told, and loses nothing."""

import time

import pytest

from app.errors import Unavailable
from sync.client.calls import HttpCounty
from sync.client.schedule import next_try
from sync.county.embedded import County
from sync.county.routes_access import TOKENS
from tests.sync.window import AGENT, Window


def use_up_tokens(window: Window) -> None:
    """Take as many tokens as the county gives to this device, and one more."""
    device = window.store.device()
    assert device is not None
    asking = HttpCounty.of(device, AGENT, window.clock.now)
    with pytest.raises(Unavailable, match=r"county\.busy"):
        for _ in range(TOKENS.burst + 1):
            asking.speaking_as(device.id, device.private_key).me()
    asking.close()


def test_a_window_comes_back_when_the_county_told_it_to(window: Window, county: County) -> None:
    window.note("c1", "张三来问")
    assert window.sync().online
    window.note("c1", "又来了")
    use_up_tokens(window)
    window.connect()  # as a program that was started anew: it needs a token of its own
    before = time.monotonic()

    status = window.sync()

    assert (status.online, status.problem_code, status.pending.entries) == (False, "county.busy", 1)
    assert next_try(window.engine.pace, before) > 2.6  # by its own back-off it would come after 2.5 s
    assert len(county.entries(window.device_id())) == 1


def test_a_token_that_is_still_good_is_not_held_up(window: Window) -> None:
    window.sync()
    use_up_tokens(window)
    window.note("c1", "张三来问")

    status = window.sync()

    assert (status.online, status.pending.entries) == (True, 0)
