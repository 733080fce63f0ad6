"""The API's description: whole, true, and what a stranger's tester makes of the server by it alone."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from app.domain.fact import BlobRef
from app.journal.merkle import grown
from sync.county.api import Api
from sync.county.embedded import County
from sync.county.openapi import document
from sync.county.operations import BINARY, EVENTS, OPERATIONS, TEXT, Operation
from sync.county.site import open_site
from sync.crate import CRATE_TYPE, pack
from sync.packing import dictionaries
from sync.protocol import NDJSON, OFFSET_TYPE, RelayHeader, ndjson

ROOT = Path(__file__).parents[2]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]
# What fits the forms may still be no code, key or signature of anybody, and 1.0 is a whole number in JSON Schema.
UNASKED = [positive_data_acceptance]

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
_uuid = st.just("01a20d56-6927-7f61-80c4-a1049d916860")
_header = st.fixed_dictionaries(
    {"device": _uuid, "from_seq": st.integers(0, 3), "count": st.integers(0, 3), "head_hash": st.just("0" * 64)},
    optional={"hash": st.just("0" * 64), "signature": st.text(max_size=5), "kid": st.text(max_size=5)},
)
_lines = st.lists(_header | _json, max_size=4).map(
    lambda values: b"\n".join(json.dumps(one).encode() for one in values)
)
schemathesis.openapi.media_type(NDJSON, _lines | st.binary(max_size=100))
schemathesis.openapi.media_type(OFFSET_TYPE, st.binary(max_size=100))
_crates = st.tuples(_json | st.just([["0" * 64, 3, "image/jpeg"]]), st.binary(max_size=9)).map(
    lambda crate: json.dumps(crate[0]).encode() + b"\n" + crate[1]
)
schemathesis.openapi.media_type(CRATE_TYPE, _crates | st.binary(max_size=100))


def routes(data: Path) -> set[tuple[str, str]]:
    site = open_site(data)
    found = {(method, route.path) for route in Api(site).routes for method in route.methods or ()}
    site.close()
    return found


def test_every_route_is_described_and_nothing_else(tmp_path: Path) -> None:
    described = {(operation.method, operation.path) for operation in OPERATIONS}
    by_override = {("POST", "/v1/uploads/{name}")}  # tus: a method named in a header

    assert routes(tmp_path) - by_override - {("HEAD", path) for _, path in described} == described - {
        ("HEAD", path) for _, path in described
    }
    assert {one for one in described if one[0] == "HEAD"} <= routes(tmp_path)


def test_the_kept_description_is_the_served_one(stranger: Any) -> None:
    served = stranger.bare("GET", "/v1/openapi.json").json()

    kept = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))
    assert served == kept == document(), "python -m sync.county.openapi > docs/openapi.json"


def test_names_are_given_once_and_every_shape_is_used() -> None:
    text = json.dumps(document())
    names = [operation.name for operation in OPERATIONS]

    assert len(set(names)) == len(names)
    unused = [name for name in document()["components"]["schemas"] if f'"#/components/schemas/{name}"' not in text]
    assert unused == []


@pytest.fixture
def schema(county: County) -> Any:
    return read_description(county.url)


@cache
def read_description(url: str) -> Any:
    schema = schemathesis.openapi.from_url(url + "/v1/openapi.json")
    schema.config.generation.update(with_security_parameters=False, allow_extra_parameters=False)
    schema.config.checks.negative_data_rejection.expected_statuses = ["4xx"]
    return schema


def prodded(schema: Any, operation: Operation, token: str, examples: int) -> None:
    """Send what fits and what does not fit the description, and judge every answer by it."""
    described = schema[operation.path][operation.method]
    headers = {"Authorization": f"Bearer {token}"} if operation.needs_token else {}
    takes_a_form = operation.takes is not None and operation.takes.shape != BINARY
    can_be_wrong = takes_a_form or any(one.shape != TEXT for one in operation.parameters)
    for mode in MODES if can_be_wrong else MODES[:1]:

        @settings(
            max_examples=examples, phases=[Phase.generate], database=None, suppress_health_check=list(HealthCheck)
        )
        @given(case=described.as_strategy(generation_mode=mode))
        def prod(case: Any) -> None:
            case.validate_response(case.call(headers=headers), excluded_checks=UNASKED, headers=headers)

        prod()


LASTING = {operation.name for operation in OPERATIONS for answer in operation.answers.values()
           if answer.content and answer.content.media_type == EVENTS}  # fmt: skip
ENDING = [operation for operation in OPERATIONS if operation.name not in LASTING]


@pytest.mark.parametrize("operation", ENDING, ids=lambda operation: operation.name)
def test_a_strangers_tester_finds_every_answer_as_described(schema: Any, window: Any, operation: Operation) -> None:
    prodded(schema, operation, window.token, 4)


@pytest.mark.slow
@pytest.mark.parametrize("operation", ENDING, ids=lambda operation: operation.name)
def test_a_strangers_tester_finds_nothing_odd_for_long(schema: Any, window: Any, operation: Operation) -> None:
    prodded(schema, operation, window.token, 300)


class Heard:
    """All answers that windows get in one test."""

    def __init__(self) -> None:
        self.answers: list[httpx.Response] = []

    def __call__(self, answer: httpx.Response) -> None:
        if "text/event-stream" not in answer.headers.get("content-type", ""):
            answer.read()
        self.answers.append(answer)


@pytest.fixture
def heard(http: httpx.Client) -> Iterator[Heard]:
    heard = Heard()
    http.event_hooks["response"].append(heard)
    yield heard
    http.event_hooks["response"].remove(heard)


def a_day(window: Any, new: Any, colleague: Any) -> None:
    """Do what windows do, and what goes wrong with them."""
    picture = b"picture" + window.id.encode()
    sent = window.upload(picture)
    entries(window, sent)
    documents(window, colleague, picture, sent)
    header = RelayHeader.signed(colleague.private, colleague.id, [window.chain[0].hash])
    colleague.call("POST", "/v1/journal/relay", content=ndjson(header, [window.chain[0].to_line()]))
    for _ in range(2):
        window.bare("POST", "/v1/devices", json=window.takeover_body(new))
    window.bare("POST", "/v1/devices", json=window.takeover_body(new) | {"signature": "x"})
    window.bare("GET", "/healthz")
    window.bare("GET", "/metrics")
    window.bare("OPTIONS", "/v1/uploads")


def entries(window: Any, sent: str) -> None:
    """Push, pull and have roots countersigned, rightly and wrongly."""
    window.append({"page": {"sha256": sent, "size": 9, "media_type": "image/jpeg"}})
    window.append(scope="county")
    for _ in range(2):
        window.push()
    window.push([window.next_entry(seq=9)])
    window.push([window.next_entry(seq=1, prev="0" * 64)])
    window.push_lines([b'{"device": 5}'], ["0" * 64], 3)
    for query in ({}, {"have_seq": 5}, {"scope": window.scope, "until": 9}, {"scope": "t-000000"}, {"limit": 0}):
        window.call("GET", "/v1/journal", params=query)
    window.call("GET", "/v1/devices/me/journal")
    window.call("GET", "/v1/devices/me")
    for root in (grown(entry.hash for entry in window.chain).root(), "0" * 64):
        window.checkpoint(2, root)
    window.checkpoint(99, "0" * 64)
    window.checkpoint(2, "0" * 64, signature="x")


def documents(window: Any, colleague: Any, picture: bytes, sent: str) -> None:
    """Read and send documents, rightly and wrongly."""
    window.blob(sent)
    window.blob(sent, "HEAD")
    window.blob(sent, Range="bytes=1-2")
    window.blob(sent, Range="bytes=999-")
    window.blob(sent, **{"If-None-Match": f'"{sent}"'})
    colleague.blob("0" * 64)
    for name in (*dictionaries(), "7"):
        window.call("GET", f"/v1/dictionaries/{name}")
    window.call("GET", "/v1/blobs", params={"sha256": [sent, "1" * 64]})
    window.call("GET", "/v1/blobs")
    for body in (pack([(BlobRef(sent, len(picture), "image/jpeg"), picture)]), b"x"):
        window.call("POST", "/v1/blobs", content=body, headers={"Content-Type": CRATE_TYPE})
    begun = window.create_upload(picture + b"2").headers["Location"]
    window.upload_head(begun)
    window.patch(begun, 5, b"x")
    window.patch(begun, 0, b"x", **{"Upload-Checksum": "sha1 " + "A" * 27 + "="})
    window.patch(begun, 0, b"x" * 99)
    window.call("DELETE", begun, headers={"Tus-Resumable": "1.0.0"})
    window.call("DELETE", begun, headers={"Tus-Resumable": "2.0.0"})


def test_the_answers_of_a_whole_day_are_as_described(
    heard: Heard, schema: Any, make_window: Any, stranger: Any
) -> None:
    window, colleague = make_window(), make_window()

    a_day(window, stranger, colleague)

    seen = set()
    for answer in heard.answers:
        method, path = answer.request.method, answer.request.url.path
        template = "/v1/blobs/{sha256}" if path.startswith("/v1/blobs/") else path
        template = "/v1/dictionaries/{id}" if path.startswith("/v1/dictionaries/") else template
        template = "/v1/uploads/{name}" if path.startswith("/v1/uploads/") else template
        schema[template][method].validate_response(answer)
        seen.add((method, template))
    untouched = {(one.method, one.path) for one in OPERATIONS} - seen
    assert untouched == {
        ("GET", "/v1/events"), ("GET", "/v1/openapi.json"), ("OPTIONS", "/v1/uploads/{name}"),
    }  # fmt: skip
    assert {answer.status_code for answer in heard.answers} >= {
        200, 201, 204, 206, 304, 400, 403, 404, 409, 412, 413, 416, 422, 460,
    }  # fmt: skip
