"""Tokens: taken when they are needed, used while they last, and brought by the call itself where that saves time."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from secrets import token_bytes
from typing import Any

import pytest

from app.clock import now, text
from app.errors import Unavailable
from sync.client.calls import HttpCounty
from sync.client.county import Problem
from sync.client.http import Line
from tests.sync.stage import DEVICE, HTML, KEY, PORTAL, SHA, Stage, ok, problem
from tests.sync.window import AGENT
from tests.sync.wire import Pages, answer

PAGE = {"Yimen-Head": "0", "Yimen-Epoch": "e"}


def test_a_token_is_taken_once_and_used_again(stage: Stage, session: HttpCounty) -> None:
    stage.answer = ok({"Yimen-Head": "0", "Yimen-Epoch": "e"}, b"")
    session.pull(0, 0)
    stage.asked.clear()

    session.pull(0, 0)
    session.pull(3, 4, 10)

    assert stage.asked == [
        b"GET /v1/journal?after=0&have_seq=0 HTTP/1.1",
        b"GET /v1/journal?after=3&have_seq=4&limit=10 HTTP/1.1",
    ]


def test_a_token_that_has_ended_is_renewed_once(stage: Stage, session: HttpCounty) -> None:
    stage.answer = ok(PAGE, b"")
    session.pull(0, 0)
    stage.answer = problem("401 Unauthorized", "token")
    with pytest.raises(Problem, match="token"):
        session.me()
    stage.asked.clear()

    with pytest.raises(Problem, match="token"):
        session.me()

    assert [line.split()[1] for line in stage.asked if b"token" not in line] == [b"/v1/devices/me"] * 2


@pytest.fixture
def fresh(stage: Stage) -> Iterator[HttpCounty]:
    """A session of which nobody has asked anything."""
    session = stage.county()
    stage.asked.clear()
    stage.heads.clear()
    yield session
    session.close()


def test_a_token_that_ended_before_a_document_is_not_used_again(stage: Stage, fresh: HttpCounty) -> None:
    stage.answer = problem("401 Unauthorized", "token")
    with pytest.raises(Problem, match="token"):
        fresh.read_blob(SHA, bytearray(), 1)
    stage.answer = ok({"Yimen-Head": "0", "Yimen-Epoch": "e"}, b"")
    stage.heads.clear()

    fresh.pull(0, 0)

    (head,) = stage.heads
    assert (b"Yimen-Assertion: " in head, b"Authorization: " in head) == (True, False)


def test_the_first_call_brings_an_assertion_and_its_answer_the_token(stage: Stage, fresh: HttpCounty) -> None:
    stage.answer = ok(PAGE | {"Yimen-Token": "from-the-answer"}, b"")

    fresh.pull(0, 0)
    fresh.pull(0, 0)

    first, second = stage.heads
    assert (b"Yimen-Assertion: " in first, b"Authorization: " in first) == (True, False)
    assert b"Authorization: Bearer from-the-answer" in second
    assert b"Yimen-Assertion: " not in second


def test_a_county_that_knows_only_tokens_is_asked_for_one_and_never_brought_an_assertion_again(
    stage: Stage, fresh: HttpCounty
) -> None:
    stage.answer = problem("401 Unauthorized", "token")

    for _ in range(2):
        with pytest.raises(Problem, match="token"):
            fresh.pull(0, 0)

    assert [b"Yimen-Assertion: " in head for head in stage.heads].count(True) == 1
    assert stage.heads[1].startswith(b"POST /v1/token ")


@pytest.mark.parametrize(
    "call", [lambda county: county.push(token_bytes(100_000)), lambda county: county.has_blob(SHA)]
)
def test_what_is_large_or_has_no_words_for_a_no_takes_its_token_first(
    stage: Stage, fresh: HttpCounty, call: Callable[[HttpCounty], Any]
) -> None:
    stage.answer = problem("404 Not Found", "not_found")

    with suppress(Problem):
        call(fresh)

    assert stage.heads[0].startswith(b"POST /v1/token ")


def refused_token(body: dict[str, object]) -> bytes:
    return answer("401 Unauthorized", {"Content-Type": "application/problem+json"}, json.dumps(body).encode())


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (ok({}, b"{}"), "county.no_answer"),
        (ok({}, b'{"access_token": "t", "expires_in": 0}'), "county.no_answer"),
        (ok({}, json.dumps({"access_token": "t" * 65, "expires_in": 900}).encode()), "county.no_answer"),
        (answer("401 Login", HTML, PORTAL), "county.no_answer"),
        (refused_token({"type": "urn:yimen:problem:client"}), "county.no_answer"),
        (refused_token({"type": "urn:yimen:problem:client", "server_time": "now"}), "county.no_answer"),
        (refused_token({"server_time": text(now())}), "county.no_answer"),
        (refused_token({"type": "urn:yimen:problem:client", "server_time": text(now())}), "county.device_refused"),
    ],
)
def test_a_token_that_is_none_is_not_used(page: bytes, code: str) -> None:
    with Pages(page) as pages:
        line = Line(f"http://127.0.0.1:{pages.port}", b"", AGENT)

        with pytest.raises(Unavailable) as caught:
            HttpCounty.at(line, DEVICE, KEY).has_blob(SHA)  # takes its token first

        assert caught.value.code == code
        line.close()
