"""tus-js-client, written by others, sends documents to our county and finds nothing odd."""

import hashlib
import random
from collections.abc import Callable
from typing import Any

import pytest

from sync.county.embedded import County
from tests.sync.wire import Proxy

pytestmark = pytest.mark.slow

DOCUMENT = random.Random(7).randbytes(12 * 2**20)
Send = Callable[..., Any]


def held(county: County, content: bytes) -> bytes | None:
    return county.blob(hashlib.sha256(content).hexdigest())


def names(events: list[dict[str, Any]]) -> list[str]:
    return [event["event"] for event in events]


@pytest.mark.parametrize("options", [{}, {"chunkSize": 1_000_000}, {"override": True, "chunkSize": 5_000_000}])
def test_a_document_arrives_whole_or_in_chunks(county: County, send: Send, options: dict[str, Any]) -> None:
    events = send(DOCUMENT, **options).events()

    assert names(events)[-1] == "success"
    assert events[-1]["url"].startswith(f"{county.url}/v1/uploads/")
    assert held(county, DOCUMENT) == DOCUMENT


@pytest.mark.parametrize("chunk", [200_000, 12 * 2**20])
def test_an_aborted_upload_is_resumed_where_it_stopped(county: County, send: Send, chunk: int) -> None:
    with Proxy(county.port) as slow:
        slow.pause_s = 0.001  # so that the line, and not this machine's load, says how far an upload has come
        endpoint = f"http://127.0.0.1:{slow.port}/v1/uploads"
        events = send(DOCUMENT, endpoint=endpoint, chunkSize=chunk, abortAt=1_000_000).events()

    (resumed,) = [event for event in events if event["event"] == "resumed"]
    assert "aborted" in names(events)
    assert names(events)[-1] == "success"
    assert 0 < resumed["offset"] < len(DOCUMENT)
    assert held(county, DOCUMENT) == DOCUMENT


def test_an_upload_goes_on_by_itself_after_the_county_was_restarted(county: County, send: Send) -> None:
    client = send(DOCUMENT, chunkSize=300_000, retryDelays=[100] * 100)
    while (event := client.next())["event"] != "accepted":
        assert event["event"] == "url"
    county.stop()
    county.start()

    events = client.events()

    assert names(events)[-1] == "success"
    assert held(county, DOCUMENT) == DOCUMENT


def test_a_terminated_upload_is_gone(county: County, send: Send) -> None:
    (*_, terminated) = send(DOCUMENT, chunkSize=200_000, abortAt=1_000_000, terminate=True).events()

    again = send(DOCUMENT, url=terminated["url"], endpoint=None).events()

    assert terminated["event"] == "terminated"
    assert held(county, DOCUMENT) is None
    assert names(again)[-1] == "error"


def test_a_document_with_another_digest_is_refused(county: County, send: Send) -> None:
    events = send(DOCUMENT, sha256="0" * 64).events()

    assert (events[-1]["event"], events[-1]["status"]) == ("error", 460)
    assert county.counts()["blobs"] == 0


def test_a_document_that_is_too_large_is_refused(send: Send) -> None:
    events = send(DOCUMENT + DOCUMENT).events()

    assert (events[-1]["event"], events[-1]["status"]) == ("error", 413)


def test_without_a_token_nothing_is_taken(send: Send) -> None:
    events = send(DOCUMENT, token="none").events()

    assert (events[-1]["event"], events[-1]["status"]) == ("error", 401)
