"""A township sees its own cases only: every call that the API's description names, tried with what is another's.

`attempts` must know every operation: a new endpoint without an attempt fails here.
"""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import clock
from app.domain.fact import BlobRef
from app.journal.merkle import grown
from sync.county.embedded import County
from sync.county.operations import OPERATIONS
from sync.crate import CRATE_TYPE, pack
from sync.protocol import ASSERTION_TYPE, PushHeader, RelayHeader, ndjson

SECRET = "双流村王德贵"
TUS = {"Tus-Resumable": "1.0.0"}
PIECE = TUS | {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
Attempt = tuple[str, dict[str, Any]]  # path, and what httpx takes beside it
BY_NAME = {operation.name: operation for operation in OPERATIONS}
WITH_TOKEN = [operation.name for operation in OPERATIONS if operation.needs_token]
LASTING = {"events"}
PLAIN = ("uploadOptions", "health", "metrics", "describe")  # they take nothing that could be another's


def busied(victim: Any) -> Any:
    """Give a window an entry, a document, an unfinished upload and a checkpoint."""
    victim.secret = SECRET.encode() + victim.id.encode()
    victim.document = victim.upload(victim.secret)
    victim.append({"name": SECRET, "page": {"sha256": victim.document, "size": 9, "media_type": "image/jpeg"}})
    victim.orders = [order for _, order in victim.push().json()["orders"]]
    victim.unfinished = victim.create_upload(victim.secret * 2).headers["Location"]
    victim.root = grown(entry.hash for entry in victim.chain).root()
    victim.checkpoint(1, victim.root)
    return victim


@pytest.fixture
def victim(make_window: Any) -> Any:
    """A window of another office that has been busy."""
    return busied(make_window("511799040"))


def attempts(attacker: Any, victim: Any) -> dict[str, list[Attempt]]:
    """Give for every operation what somebody else tries with what belongs to `victim`."""
    plain: dict[str, list[Attempt]] = {name: [(BY_NAME[name].path, {})] for name in PLAIN}
    return known(attacker, victim) | reading(victim) | writing(attacker, victim) | documents(victim) | plain


def known(attacker: Any, victim: Any) -> dict[str, list[Attempt]]:
    """Give what somebody tries to become the victim."""
    stolen = attacker.takeover_body(attacker, replaces=victim.id)
    assertion = attacker.assertion(headers={"kid": victim.kid}, iss=victim.id, sub=victim.id)
    form = {"grant_type": "client_credentials", "client_assertion": assertion, "client_assertion_type": ASSERTION_TYPE}
    return {
        "enrol": [("/v1/enrol", {"json": attacker.said(code="0" * 40, device=victim.id)})],
        "takeOver": [("/v1/devices", {"json": stolen}), ("/v1/devices", {"json": stolen | {"kid": victim.kid}})],
        "token": [("/v1/token", {"data": form})],
    }


def reading(victim: Any) -> dict[str, list[Attempt]]:
    """Give what somebody tries to read the victim's journal."""
    after = victim.orders[0] - 1
    return {
        "me": [("/v1/devices/me", {}), (f"/v1/devices/{victim.id}", {})],
        "own": [
            ("/v1/devices/me/journal", {"params": {"device": victim.id}}),
            (f"/v1/devices/{victim.id}/journal", {}),
        ],
        "pull": [
            ("/v1/journal", {}),
            ("/v1/journal", {"params": {"after": after, "have_seq": 99, "device": victim.id}}),
            ("/v1/journal", {"params": {"scope": victim.scope, "until": 10**9}}),
            ("/v1/journal", {"params": {"scope": f"{victim.scope}' OR '1'='1"}}),
        ],
        "events": [("/v1/events", {"params": {"scope": victim.scope}})],
        "dictionary": [(f"/v1/dictionaries/{victim.id}", {}), (f"/v1/dictionaries/{victim.orders[0]}", {})],
    }


def writing(attacker: Any, victim: Any) -> dict[str, list[Attempt]]:
    """Give what somebody tries to write in the victim's name."""
    entry = victim.next_entry()
    push = PushHeader.signed(victim.private, victim.id, 2, [entry.hash])
    relay = RelayHeader.signed(victim.private, victim.id, [entry.hash])
    forged = RelayHeader.signed(attacker.private, attacker.id, [victim.chain[0].hash])
    checkpoint = {"device": victim.id, "size": 1, "root": victim.root, "at": "", "signature": "", "kid": victim.kid}
    return {
        "push": [("/v1/journal", {"content": ndjson(push, [entry.to_line()])})],
        "relay": [
            ("/v1/journal/relay", {"content": ndjson(relay, [entry.to_line()])}),
            ("/v1/journal/relay", {"content": ndjson(forged, [victim.chain[0].to_line()])}),
        ],
        "checkpoint": [("/v1/checkpoints", {"json": checkpoint})],
    }


def documents(victim: Any) -> dict[str, list[Attempt]]:
    """Give what somebody tries with the victim's documents and uploads."""
    blob, mine = f"/v1/blobs/{victim.document}", {"Upload-Length": "9"} | TUS
    return {
        "createUpload": [
            ("/v1/uploads", {"headers": mine | {"Upload-Metadata": f"sha256 {victim.document}"}}),
            ("/v1/uploads", {"headers": mine | {"Upload-Metadata": ""}}),
        ],
        "oneUploadOptions": [(victim.unfinished, {})],
        "uploadOffset": [(victim.unfinished, {"headers": TUS})],
        "appendUpload": [(victim.unfinished, {"headers": PIECE, "content": b"x"})],
        "endUpload": [(victim.unfinished, {"headers": TUS})],
        "standing": [
            ("/v1/blobs", {"params": {"sha256": [victim.document, hashlib.sha256(victim.secret * 2).hexdigest()]}})
        ],
        "bringCrate": [("/v1/blobs", crated(victim.secret[:9], victim.document))],
        "hasBlob": [(blob, {})],
        "readBlob": [(blob, {}), (blob, {"headers": {"If-None-Match": f'"{victim.document}"'}})],
    }


def crated(content: bytes, sha256: str = "") -> dict[str, Any]:
    """Give a crate of one document, which may be announced under the name of another."""
    ref = BlobRef(sha256 or hashlib.sha256(content).hexdigest(), len(content), "image/jpeg")
    return {"content": pack([(ref, content)]), "headers": {"Content-Type": CRATE_TYPE}}


def absent(path: str, victim: Any) -> str:
    """Give the same path with an id that nobody has."""
    for own in (victim.document, victim.unfinished.rsplit("/", 1)[1], victim.id):
        path = path.replace(own, own[::-1])
    return path


def tried(attacker: Any, name: str, attempt: Attempt) -> tuple[int, str, str]:
    """Make an attempt, and give status, headers and content as far as they came at once."""
    path, parts = attempt
    method = BY_NAME[name].method
    if name not in LASTING:
        answer = attacker.call(method, path, **parts)
        return answer.status_code, json.dumps(dict(answer.headers)), answer.content.decode()
    with attacker._http.stream(method, attacker.url + path, headers=bearer(attacker), **parts) as answer:  # noqa: SLF001 - a stream has no end to wait for
        return answer.status_code, json.dumps(dict(answer.headers)), next(answer.iter_text(), "")


def bearer(window: Any) -> dict[str, str]:
    return {"Authorization": f"Bearer {window.token}"}


def test_every_call_is_tried(window: Any, victim: Any) -> None:
    assert attempts(window, victim).keys() == BY_NAME.keys()


def test_no_call_tells_anything_of_another_office_or_changes_it(window: Any, victim: Any, county: County) -> None:
    window.append({"note": "a file of one's own, newer than the victim's"})
    window.push()
    before = window.call("GET", "/v1/journal").headers["yimen-head"]

    for name, ways in attempts(window, victim).items():
        for attempt in ways:
            told = "".join(map(str, tried(window, name, attempt)))
            for secret in (SECRET, victim.chain[0].hash, victim.root, str(victim.secret), victim.token):
                assert secret not in told, (name, attempt)

    assert window.call("GET", "/v1/journal").headers["yimen-head"] == before
    assert county.entries(victim.id) == victim.chain
    assert victim.upload_head(victim.unfinished).headers["upload-offset"] == "0"
    assert victim.blob(victim.document).content == victim.secret
    assert victim.push().json()["acked_seq"] == 1
    assert victim.sign_in().status_code == 200


@pytest.mark.parametrize("name", [name for name, one in BY_NAME.items() if "{" in one.path and one.needs_token])
def test_what_is_anothers_and_what_is_not_there_are_answered_alike(window: Any, victim: Any, name: str) -> None:
    for path, parts in attempts(window, victim)[name]:
        foreign = tried(window, name, (path, parts))
        nowhere = tried(window, name, (absent(path, victim), parts))
        assert (foreign, foreign[0]) == (nowhere, 404)


@pytest.mark.parametrize("name", ["push", "checkpoint", "relay"])
def test_nobody_writes_for_another_device(window: Any, victim: Any, name: str) -> None:
    status, _, content = tried(window, name, attempts(window, victim)[name][0])

    assert (status, json.loads(content)["type"]) == (403, "urn:yimen:problem:device")


def test_the_scope_comes_from_the_county_and_not_from_what_is_sent(window: Any, victim: Any) -> None:
    window.append({"name": "李四"}, scope=victim.scope)
    window.push()

    seen = [line["entry"]["hash"] for line in victim.pull() if "entry" in line]
    assert window.chain[0].hash not in seen


class Bent:
    """A county whose clock can be set, with a window that has been busy there."""

    def __init__(self, data: Path, make_stranger: Any) -> None:
        self.ahead = timedelta()
        self.county = County(data, now=self._now).start()
        self.window = make_stranger(self.county)
        self.window.enrol(self.county.enrol_code("511725001", "清河镇").code)
        self.window.sign_in()
        busied(self.window)

    def _now(self) -> datetime:
        return clock.now() + self.ahead


@pytest.fixture
def bent(tmp_path: Path, make_stranger: Any) -> Iterator[Bent]:
    bent = Bent(tmp_path / "bent", make_stranger)
    yield bent
    bent.county.stop()


def refused(window: Any, name: str, authorization: str | None) -> bool:
    """Tell whether a call of the device's own is refused with such a credential, and says how to do it right."""
    headers = {} if authorization is None else {"Authorization": authorization}
    for path, parts in attempts(window, window)[name]:
        if window.id in path:
            continue  # there is no such route, with or without a token
        with_them = parts | {"headers": dict(parts.get("headers", {})) | headers}
        answer = window.bare(BY_NAME[name].method, path, **with_them)
        if (answer.status_code, answer.headers.get("www-authenticate")) != (401, "Bearer"):
            return False
        if BY_NAME[name].method != "HEAD" and answer.json()["type"] != "urn:yimen:problem:token":
            return False
    return True


def test_no_call_is_served_without_a_valid_token(bent: Bent, window: Any) -> None:
    own, token = bent.window, bent.window.token
    foreign = window.token  # good, at another county
    bad = {
        "none": None, "empty": "", "scheme": f"Basic {token}", "no scheme": token, "nonsense": "Bearer nonsense",
        "another's": f"Bearer {foreign}", "two": f"Bearer {token} {token}", "case": f"Bearer {token.swapcase()}",
        "assertion": f"Bearer {own.assertion()}", "long": "Bearer " + "x" * 8_000,
    }  # fmt: skip

    served = [(name, what) for name in WITH_TOKEN for what, said in bad.items() if not refused(own, name, said)]

    assert served == []
    assert bent.county.entries(own.id) == own.chain


def test_no_call_is_served_with_a_token_that_has_ended(bent: Bent) -> None:
    bent.ahead = timedelta(seconds=901)

    assert [name for name in WITH_TOKEN if not refused(bent.window, name, f"Bearer {bent.window.token}")] == []


def test_a_stolen_device_that_was_revoked_is_out_everywhere_and_stays_out(bent: Bent, make_stranger: Any) -> None:
    own, heir = bent.window, make_stranger(bent.county)
    assertion = own.assertion()
    bent.county.revoke(own.id)

    assert [name for name in WITH_TOKEN if not refused(own, name, f"Bearer {own.token}")] == []
    assert own.ask_token(assertion).status_code == 401
    assert own.sign_in().status_code == 401
    assert heir.bare("POST", "/v1/devices", json=own.takeover_body(heir)).status_code == 403
    assert bent.county.entries(own.id) == own.chain


def test_what_was_heard_on_the_line_does_nothing_a_second_time(bent: Bent) -> None:
    own = bent.window
    assertion = own.assertion()
    answers = [own.ask_token(assertion).status_code for _ in range(2)]
    counts = bent.county.counts()
    again = own.push()

    assert answers == [200, 401]
    assert again.json()["orders"] == [[1, own.orders[0]]]
    assert bent.county.counts() == counts


def test_what_no_database_can_hold_is_refused_as_what_it_is(
    window: Any, stranger: Any, county: County, problem_of: Any
) -> None:
    office = county.enrol_code("511725099").code

    assert problem_of(stranger.enrol(office, name="一号\0窗口")) == (400, "malformed")
    assert problem_of(window.ask_token(window.assertion(jti="a\0b"))) == (401, "client")
    assert window.upload_head("/v1/uploads/a%00b").status_code == 404
    assert stranger.enrol(office).status_code == 201
