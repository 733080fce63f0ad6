"""Whatever bytes arrive, the answer is a value or the one error that was promised."""

import contextlib
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.ids import uuid7
from app.journal.entry import NotAnEntry
from sync.county.batch import named_blobs, read_batch
from sync.county.blobs import read_range
from sync.county.problem import Problem
from sync.county.uploads import read_checksum, read_number, read_wish
from sync.protocol import (
    Enrolled,
    PushAnswer,
    PushHeader,
    RelayHeader,
    read_metadata,
    read_pulled,
    write_metadata,
)
from sync.reading import Members, NotProtocol, lines_of, read_json

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=10,
)
NAMES = ["device", "from_seq", "count", "head_hash", "hash", "signature", "kid", "server_epoch", "acked_seq", "orders"]
NAMES += ["withheld", "order", "seq", "entry", "received_at", "scopes", "county_keys", "server_time", "device_number"]
LIKELY = st.dictionaries(
    st.sampled_from(NAMES),
    JSON | st.sampled_from([uuid7(), "0" * 64, 1, [[1, 2]], [[1, "scope"]], [], "x"]),
    max_size=len(NAMES),
)


@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_json_or_not_protocol(source: bytes) -> None:
    with contextlib.suppress(NotProtocol):
        read_json(source)


@given(LIKELY | JSON)
def test_any_value_is_a_message_or_not_protocol(value: Any) -> None:
    for read in (PushHeader.read, RelayHeader.read, PushAnswer.read, Enrolled.read, Members):
        with contextlib.suppress(NotProtocol):
            read(value)


@given(LIKELY | JSON)
def test_any_line_of_a_pull_is_read_or_refused(value: Any) -> None:
    with contextlib.suppress(NotProtocol, NotAnEntry):
        read_pulled(json.dumps(value).encode())


@given(st.lists(st.binary(max_size=60) | LIKELY.map(lambda value: json.dumps(value).encode()), max_size=6))
def test_any_push_is_read_or_a_problem(lines: list[bytes]) -> None:
    for end in (b"", b"\n"):
        with contextlib.suppress(Problem):
            read_batch(b"\n".join(lines) + end, uuid7(), "A" * 43)


@given(JSON)
def test_any_body_names_only_digests(body: Any) -> None:
    assert all(len(name) == 64 for name in named_blobs(body))


def test_a_body_as_deep_as_it_gets_is_searched() -> None:
    body: Any = {"sha256": "a" * 64, "size": 1, "media_type": "image/jpeg"}
    for _ in range(30_000):
        body = [body]

    assert named_blobs({"deep": body}) == ("a" * 64,)


@given(st.text(max_size=60) | st.text("bytes=-,0123456789 ", max_size=40), st.integers(0, 10**9))
def test_any_range_lies_inside_the_blob_or_is_a_problem(header: str, size: int) -> None:
    with contextlib.suppress(Problem):
        span = read_range(header, size)
        assert 0 <= span.start <= span.end <= size


@given(st.text(max_size=80))
def test_any_upload_header_is_read_or_a_problem(header: str) -> None:
    for read in (read_checksum, read_number, lambda text: read_wish({"upload-length": "1", "upload-metadata": text})):
        with contextlib.suppress(Problem):
            read(header)
    with contextlib.suppress(NotProtocol):
        read_metadata(header)


@given(st.binary(min_size=32, max_size=32), st.sampled_from(["image/jpeg", "application/pdf", "text/x-a.b+c"]))
def test_metadata_is_read_as_it_was_written(digest: bytes, media_type: str) -> None:
    assert read_metadata(write_metadata(digest.hex(), media_type)) == (digest.hex(), media_type)


@given(st.lists(st.binary(min_size=1, max_size=20).filter(lambda line: b"\n" not in line), max_size=5))
def test_lines_are_split_as_they_were_joined(lines: list[bytes]) -> None:
    assert lines_of(b"".join(line + b"\n" for line in lines)) == lines
    if lines:
        assert lines_of(b"\n".join(lines)) == lines
