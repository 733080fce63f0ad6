"""How often somebody may ask without a token, and how a flood is told to wait."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.county.api import Api
from sync.county.embedded import County
from sync.county.problem import Problem
from sync.county.rates import Buckets, Rate
from sync.county.routes_access import ASKED, REFUSED, TOKENS, AccessRoutes
from sync.county.site import open_site


def test_an_empty_bucket_says_when_it_has_something_again() -> None:
    now = [100.0]
    buckets = Buckets(Rate(2, 0.5), lambda: now[0])
    buckets.take("a")
    buckets.take("a")

    with pytest.raises(Problem) as caught:
        buckets.take("a")

    assert (caught.value.status, caught.value.headers) == (429, {"Retry-After": "2"})
    buckets.take("b")
    now[0] += 2
    buckets.take("a")


@given(st.lists(st.tuples(st.floats(0, 3), st.booleans()), max_size=60), st.integers(1, 5), st.floats(0.1, 3))
def test_nobody_gets_more_than_the_rate_allows(steps: list[tuple[float, bool]], burst: int, per_s: float) -> None:
    now, given_out = [0.0], 0
    buckets = Buckets(Rate(burst, per_s), lambda: now[0])
    for wait, wants in steps:
        now[0] += wait
        if not wants:
            continue
        try:
            buckets.take("a")
            given_out += 1
        except Problem as problem:
            now[0] += int(problem.headers["Retry-After"])
            buckets.take("a")  # who comes back when told to is served
            given_out += 1
    assert given_out <= burst + now[0] * per_s + 1e-6


def test_names_that_nobody_hears_of_any_more_are_forgotten() -> None:
    buckets = Buckets(Rate(1, 0.001), lambda: 0.0, most_names=2)
    for name in ("a", "b", "c"):
        buckets.take(name)

    buckets.take("a")
    with pytest.raises(Problem):
        buckets.take("c")


class Asker:
    """A caller from an address of its choice, straight at the application."""

    def __init__(self, api: Api, host: str) -> None:
        self._api, self._host = api, host

    async def ask(self, path: str, body: bytes) -> tuple[int, dict[str, str]]:
        seen: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body}

        async def send(message: Any) -> None:
            seen.append(message)

        scope = {"type": "http", "method": "POST", "path": path, "headers": [], "query_string": b""}
        await self._api(scope | {"client": (self._host, 5), "scheme": "http"}, receive, send)
        return seen[0]["status"], {str(k, "ascii"): str(v, "ascii") for k, v in seen[0]["headers"]}


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no time pass for the limits, however slow the machine is."""
    monkeypatch.setattr(AccessRoutes.__init__, "__defaults__", (lambda: 0.0,))


@pytest.mark.usefixtures("still")
@pytest.mark.parametrize("path", ["/v1/enrol", "/v1/devices", "/v1/token"])
def test_who_guesses_has_to_wait_and_nobody_else(tmp_path: Path, path: str) -> None:
    site = open_site(tmp_path)
    said = {"device": "01a20d56-6927-7f61-80c4-a1049d916860", "name": "x", "age_recipient": "age1x", "from_seq": 1}
    said |= {"public_key": "A" * 43, "replaces": said["device"], "signature": "x", "kid": "x", "code": "nonsense"}
    body = b"grant_type=x" if path == "/v1/token" else json.dumps(said).encode()

    async def scene() -> None:
        guesser, other, here = (Asker(api, host) for host in ("192.0.2.7", "192.0.2.8", "127.0.0.1"))
        answers = [await guesser.ask(path, body) for _ in range(REFUSED.burst + 2)]
        assert {status for status, _ in answers[: REFUSED.burst]} <= {401, 403}
        status, headers = answers[-1]
        assert (status, int(headers["retry-after"]) > 0) == (429, True)
        assert (await other.ask(path, body))[0] in {401, 403}
        for _ in range(REFUSED.burst + 2):  # a proxy on this machine has to limit by itself
            assert (await here.ask(path, body))[0] in {401, 403}

    api = Api(site)
    asyncio.run(scene())
    site.close()


@pytest.mark.usefixtures("still")
def test_an_address_that_floods_is_told_to_wait_before_anything_is_read(tmp_path: Path) -> None:
    site = open_site(tmp_path)

    async def scene() -> list[int]:
        flood = Asker(Api(site), "192.0.2.7")
        return [(await flood.ask("/v1/token", b"\xff"))[0] for _ in range(ASKED.burst + 5)]

    statuses = asyncio.run(scene())

    assert set(statuses[: ASKED.burst]) == {400}
    assert statuses[-1] == 429
    site.close()


def test_a_device_takes_no_more_tokens_than_it_needs_and_no_other_can_use_them_up(
    county_of_own: County, make_window: Any, problem_of: Any
) -> None:
    window, other = (make_window("511725001", at=county_of_own) for _ in range(2))
    answers = [window.sign_in() for _ in range(TOKENS.burst)]

    assert problem_of(answers[-1]) == (429, "busy")
    assert int(answers[-1].headers["retry-after"]) > 0
    for _ in range(TOKENS.burst):  # somebody who only knows the other device's name
        assert window.ask_token(window.assertion(iss=other.id, sub=other.id)).status_code == 401
    assert other.sign_in().status_code == 200
