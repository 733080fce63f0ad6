"""Long answers go out page by page: the same lines as at once, whole, and little of them in memory at a time."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sync.county import pull
from sync.county.embedded import County

COUNT = 600  # more than two pages of rows


@pytest.fixture
def writer(make_window: Any, county_of_own: County) -> Any:
    """A window whose office has some pages of entries, at a county that has written nothing itself."""
    window = make_window(at=county_of_own)
    for at in range(COUNT):
        window.append({"note": f"第{at}条"})
    assert window.push().json()["acked_seq"] == COUNT
    return window


@pytest.fixture
def reader(make_window: Any, county_of_own: County) -> Any:
    """A colleague of the writer, who has none of it."""
    return make_window(at=county_of_own)


@pytest.mark.parametrize("encoding", ["identity", "gzip", "zstd"])
def test_an_answer_of_several_pages_is_whole_in_every_packing(writer: Any, reader: Any, encoding: str) -> None:
    answer = reader.call("GET", "/v1/journal", headers={"Accept-Encoding": encoding})

    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.headers.get("content-encoding", "identity") == encoding
    assert [line["entry"]["hash"] for line in lines] == [entry.hash for entry in writer.chain]
    assert [line["order"] for line in lines] == sorted({line["order"] for line in lines})
    assert int(answer.headers["yimen-head"]) == lines[-1]["order"]


@pytest.mark.parametrize("limit", [1, 249, 250, 251, 500, 501, 599, 600, 601, 1000])
def test_a_limit_holds_across_pages(writer: Any, reader: Any, limit: int) -> None:
    assert len(reader.pull(limit=limit)) == min(limit, COUNT)
    own = writer.call("GET", "/v1/devices/me/journal", params={"limit": limit}).text.splitlines()
    assert [json.loads(line)["entry"]["seq"] for line in own] == list(range(1, min(limit, COUNT) + 1))


def test_an_answer_ends_at_eight_megabytes_with_a_whole_line(
    writer: Any, reader: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("sync.county.pull", "sync.county.routes_journal"):
        monkeypatch.setattr(f"{module}.MAX_BATCH_BYTES", 300_000)

    answers = list(all_of(reader))

    assert max(len(answer.content) for answer in answers) <= 300_000
    hashes = [json.loads(line)["entry"]["hash"] for answer in answers for line in answer.text.splitlines()]
    assert hashes == [entry.hash for entry in writer.chain]


def all_of(reader: Any) -> Iterator[httpx.Response]:
    """Pull until there is nothing more."""
    after = 0
    while (answer := reader.call("GET", "/v1/journal", params={"after": after})).content:
        yield answer
        after = json.loads(answer.text.splitlines()[-1])["order"]


def test_a_device_that_is_revoked_while_it_reads_gets_no_further_page(
    writer: Any, reader: Any, county_of_own: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, pages = pull.pull, list[pull.Page]()

    def read(*words: Any) -> pull.Page:
        pages.append(real(*words))
        county_of_own.revoke(reader.id)
        return pages[-1]

    monkeypatch.setattr(pull, "pull", read)
    answer = reader.call("GET", "/v1/journal")

    seqs = [json.loads(line)["entry"]["seq"] for line in answer.text.splitlines()]
    assert (answer.status_code, len(pages), seqs) == (200, 1, list(range(1, pages[0].count + 1)))
    assert len(seqs) < len(writer.chain)
    assert reader.call("GET", "/v1/journal").status_code == 401
