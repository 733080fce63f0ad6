"""A township sees its own cases only: every call, tried with what belongs to another office."""

import json
from typing import Any

import pytest

from app.journal.merkle import grown
from sync.county.embedded import County
from sync.protocol import PushHeader, RelayHeader, ndjson

SECRET = "双流村王德贵"


@pytest.fixture
def victim(make_window: Any) -> Any:
    """A window of another office with an entry, a document, an unfinished upload and a checkpoint."""
    victim = make_window("511799040")
    victim.secret = SECRET.encode() + victim.id.encode()
    victim.document = victim.upload(victim.secret)
    victim.append({"name": SECRET, "page": {"sha256": victim.document, "size": 9, "media_type": "image/jpeg"}})
    victim.orders = [order for _, order in victim.push().json()["orders"]]
    victim.unfinished = victim.create_upload(victim.secret * 2).headers["Location"]
    victim.root = grown(entry.hash for entry in victim.chain).root()
    victim.checkpoint(1, victim.root)
    return victim


def reads(victim: Any) -> list[tuple[str, str, dict[str, Any]]]:
    tus = {
        "headers": {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    }
    after = victim.orders[0] - 1
    return [
        ("GET", "/v1/devices/me", {}),
        ("GET", "/v1/devices/me/journal", {}),
        ("GET", f"/v1/devices/{victim.id}", {}),
        ("GET", f"/v1/devices/{victim.id}/journal", {}),
        ("GET", "/v1/devices/me/journal", {"params": {"device": victim.id}}),
        ("GET", "/v1/journal", {}),
        ("GET", "/v1/journal", {"params": {"after": after, "have_seq": 99, "device": victim.id}}),
        ("GET", "/v1/journal", {"params": {"scope": victim.scope, "until": 10**9}}),
        ("GET", "/v1/journal", {"params": {"scope": f"{victim.scope}' OR '1'='1"}}),
        ("GET", f"/v1/blobs/{victim.document}", {}),
        ("HEAD", f"/v1/blobs/{victim.document}", {}),
        ("HEAD", victim.unfinished, tus),
        ("PATCH", victim.unfinished, tus | {"content": b"x"}),
        ("DELETE", victim.unfinished, tus),
        ("GET", victim.unfinished, tus),
    ]


def test_no_call_tells_anything_of_another_office(window: Any, victim: Any) -> None:
    before = window.call("GET", "/v1/journal").headers["yimen-head"]

    for method, path, parts in reads(victim):
        answer = window.call(method, path, **parts)
        told = answer.content.decode() + json.dumps(dict(answer.headers))
        for secret in (SECRET, victim.chain[0].hash, victim.root, str(victim.secret)):
            assert secret not in told, (method, path)

    assert window.call("GET", "/v1/journal").headers["yimen-head"] == before
    assert victim.upload_head(victim.unfinished).headers["upload-offset"] == "0"


def test_no_call_writes_for_another_device(window: Any, victim: Any, county: County) -> None:
    entry = victim.next_entry()
    push = PushHeader.signed(victim.private, victim.id, 2, [entry.hash])
    relay = RelayHeader.signed(victim.private, victim.id, [entry.hash])
    body = {"device": victim.id, "size": 1, "root": victim.root, "at": "", "signature": "", "kid": victim.kid}

    answers = [
        window.push_body(ndjson(push, [entry.to_line()])),
        window.call("POST", "/v1/journal/relay", content=ndjson(relay, [entry.to_line()])),
        window.call("POST", "/v1/checkpoints", json=body),
    ]

    assert {(answer.status_code, answer.json()["type"]) for answer in answers} == {(403, "urn:yimen:problem:device")}
    assert county.entries(victim.id) == victim.chain


def test_the_scope_comes_from_the_county_and_not_from_what_is_sent(window: Any, victim: Any) -> None:
    window.append({"name": "李四"}, scope=victim.scope)
    window.push()

    seen = [line["entry"]["hash"] for line in victim.pull() if "entry" in line]
    assert window.chain[0].hash not in seen


def test_a_revoked_device_keeps_nothing(victim: Any, county: County) -> None:
    county.revoke(victim.id)

    for method, path, parts in reads(victim):
        assert victim.call(method, path, **parts).status_code in {401, 404, 405}, path


def test_what_no_database_can_hold_is_refused_as_what_it_is(
    window: Any, stranger: Any, county: County, problem_of: Any
) -> None:
    office = county.enrol_code("511725099").code

    assert problem_of(stranger.enrol(office, name="一号\0窗口")) == (400, "malformed")
    assert problem_of(window.ask_token(window.assertion(jti="a\0b"))) == (401, "client")
    assert window.upload_head("/v1/uploads/a%00b").status_code == 404
    assert stranger.enrol(office).status_code == 201
