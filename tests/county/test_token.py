import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest

from app import clock
from app.ids import uuid7
from app.journal import sign
from sync.county.embedded import County
from sync.county.routes_access import is_new_enough
from sync.packing import dictionaries


def test_an_assertion_is_exchanged_for_an_opaque_token_of_a_quarter_of_an_hour(window: Any) -> None:
    answer = window.ask_token(window.assertion())

    given = answer.json()
    assert answer.status_code == 200
    assert given["token_type"] == "Bearer"
    assert given["expires_in"] == 900
    assert len(given["access_token"]) <= 64
    assert answer.headers["cache-control"] == "no-store"


def test_an_assertion_is_used_once(window: Any, problem_of: Any) -> None:
    assertion = window.assertion()
    window.ask_token(assertion)

    again = window.ask_token(assertion)

    assert problem_of(again) == (401, "client")
    assert again.json()["error"] == "invalid_client"
    clock.parse(again.json()["server_time"])


def test_a_call_may_bring_its_assertion_and_its_answer_has_the_token(window: Any) -> None:
    window.append()

    answer = window.bare("GET", "/v1/devices/me", headers={"Yimen-Assertion": window.assertion()})

    assert (answer.status_code, answer.json()["acked_seq"]) == (200, 0)
    window.token = answer.headers["yimen-token"]
    assert len(window.token) <= 64
    assert window.push().status_code == 200


def test_an_assertion_that_a_call_brings_is_judged_as_any_other(window: Any, stranger: Any, problem_of: Any) -> None:
    used = window.assertion()
    window.ask_token(used)

    for assertion in (used, "x", stranger.assertion(), window.assertion(aud="another")):
        answer = window.bare("GET", "/v1/devices/me", headers={"Yimen-Assertion": assertion})
        assert problem_of(answer) == (401, "client")
        assert "yimen-token" not in answer.headers
        clock.parse(answer.json()["server_time"])


def test_with_a_token_no_assertion_is_looked_at(window: Any) -> None:
    answer = window.call("GET", "/v1/devices/me", headers={"Yimen-Assertion": "x"})

    assert (answer.status_code, "yimen-token" in answer.headers) == (200, False)


def test_the_same_jti_of_two_devices_is_no_repeat(window: Any, make_window: Any) -> None:
    jti = uuid7()

    assert window.ask_token(window.assertion(jti=jti)).status_code == 200
    other = make_window()
    assert other.ask_token(other.assertion(jti=jti)).status_code == 200


@pytest.mark.parametrize("skew", [-59, 59])
def test_a_minute_of_wrong_clock_is_forgiven(window: Any, skew: int) -> None:
    now = int(time.time()) + skew

    assert window.ask_token(window.assertion(iat=now, exp=now + 300)).status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"iat": 70, "exp": 300},
        {"iat": -400, "exp": -100},
        {"iat": 0, "exp": 301},
        {"iat": -10_000, "exp": 100},
        {"iat": 0, "exp": 2**50},
    ],
    ids=["from the future", "expired", "too long", "long ago", "for ever"],
)
def test_an_assertion_outside_its_time_is_refused(window: Any, problem_of: Any, claims: dict[str, int]) -> None:
    now = int(time.time())
    moved = {name: now + seconds for name, seconds in claims.items()}

    assert problem_of(window.ask_token(window.assertion(**moved))) == (401, "client")


def test_an_assertion_with_wrong_claims_is_refused(window: Any, problem_of: Any) -> None:
    wrong: list[dict[str, Any]] = [
        {"aud": "another-county"},
        {"aud": None},
        {"iss": uuid7()},
        {"sub": uuid7()},
        {"sub": 7},
        {"iss": None},
        {"jti": None},
        {"jti": 7},
        {"jti": "x" * 200},
        {"iat": None},
        {"exp": None},
        {"iat": "now"},
        {"iat": True},
        {"exp": [1]},
    ]
    for claims in wrong:
        assert problem_of(window.ask_token(window.assertion(**claims))) == (401, "client"), claims


def test_an_assertion_with_another_kid_key_or_algorithm_is_refused(window: Any, problem_of: Any) -> None:
    real = window.assertion()
    other_kid = window.assertion(headers={"kid": sign.kid(sign.public_key(sign.new_key()))})
    no_kid = window.assertion(headers={"kid": ""})
    claims = jwt.decode(real, options={"verify_signature": False})
    unsigned = jwt.encode(claims, "", algorithm="none", headers={"kid": window.kid})
    with_public_as_secret = jwt.encode(claims, window.public * 2, algorithm="HS256", headers={"kid": window.kid})
    window.private = sign.new_key()
    other_key = window.assertion(headers={"kid": sign.kid(window.public)})

    for assertion in (other_kid, no_kid, unsigned, with_public_as_secret, other_key):
        assert problem_of(window.ask_token(assertion)) == (401, "client")


def test_a_form_that_asks_for_something_else_is_refused(window: Any, problem_of: Any) -> None:
    wrong = [
        {"grant_type": "password"},
        {"client_assertion_type": "saml"},
        *({"client_assertion": text} for text in ("", "a.b.c", "张三", "e30.e30.", "." * 10_000)),
    ]
    for changed in wrong:
        assert problem_of(window.ask_token(window.assertion(), **changed)) == (401, "client"), changed


@pytest.mark.parametrize("body", [b"grant_type", b"a=1&a=2", b"\xff=1", b"&".join([b"a%d=1" % n for n in range(30)])])
def test_a_form_that_cannot_be_read_is_malformed(window: Any, problem_of: Any, body: bytes) -> None:
    assert problem_of(window.bare("POST", "/v1/token", content=body)) == (400, "malformed")


def test_an_unknown_device_gets_no_token(stranger: Any, problem_of: Any) -> None:
    assert problem_of(stranger.sign_in()) == (401, "client")


CALLS = [
    ("GET", "/v1/devices/me"),
    ("GET", "/v1/devices/me/journal"),
    ("GET", "/v1/journal"),
    ("POST", "/v1/journal"),
    ("POST", "/v1/journal/relay"),
    ("GET", "/v1/events"),
    ("POST", "/v1/uploads"),
    ("HEAD", "/v1/uploads/x"),
    ("PATCH", "/v1/uploads/x"),
    ("DELETE", "/v1/uploads/x"),
    ("HEAD", "/v1/blobs/" + "0" * 64),
    ("GET", "/v1/blobs/" + "0" * 64),
    ("POST", "/v1/checkpoints"),
]


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer nonsense", "Basic eA==", "Bearer " + "x" * 5_000])
def test_without_a_valid_token_every_call_is_401(stranger: Any, header: str | None) -> None:
    for method, path in CALLS:
        answer = stranger.bare(method, path, headers={} if header is None else {"Authorization": header})

        assert (path, answer.status_code) == (path, 401)
        assert answer.headers["www-authenticate"] == "Bearer"
        assert method == "HEAD" or answer.json()["type"] == "urn:yimen:problem:token"


def test_a_token_ends_after_its_time(tmp_path: Path, make_stranger: Any, problem_of: Any) -> None:
    today = [clock.now()]
    with County(tmp_path, now=lambda: today[0]) as county:
        window = make_stranger(county)
        window.enrol(county.enrol_code("511725001").code)
        window.sign_in()
        today[0] += timedelta(seconds=899)
        assert window.call("GET", "/v1/devices/me").status_code == 200
        today[0] += timedelta(seconds=1)

        assert problem_of(window.call("GET", "/v1/devices/me")) == (401, "token")


def test_a_token_outlives_a_restart(county_of_own: County, make_stranger: Any) -> None:
    window = make_stranger(county_of_own)
    window.enrol(county_of_own.enrol_code("511725001").code)
    window.sign_in()

    county_of_own.stop()
    county_of_own.start()

    assert window.call("GET", "/v1/devices/me").status_code == 200


def test_used_assertions_outlive_a_restart(county_of_own: County, make_stranger: Any, problem_of: Any) -> None:
    window = make_stranger(county_of_own)
    window.enrol(county_of_own.enrol_code("511725001").code)
    assertion = window.assertion()
    window.ask_token(assertion)

    county_of_own.stop()
    county_of_own.start()

    assert problem_of(window.ask_token(assertion)) == (401, "client")


def test_a_used_assertion_is_refused_as_long_as_its_time_would_allow_it(
    tmp_path: Path, make_stranger: Any, problem_of: Any
) -> None:
    today = [datetime.fromtimestamp(int(time.time()), UTC)]
    with County(tmp_path, now=lambda: today[0]) as county:
        window = make_stranger(county)
        window.enrol(county.enrol_code("511725001").code)
        ahead = int(today[0].timestamp()) + 60
        assertion = window.assertion(iat=ahead, exp=ahead + 300)
        assert window.ask_token(assertion).status_code == 200
        today[0] += timedelta(seconds=60 + 300 + 59)
        window.ask_token(window.assertion(iat=int(today[0].timestamp()), exp=int(today[0].timestamp()) + 60))

        assert problem_of(window.ask_token(assertion)) == (401, "client")


def test_a_revoked_device_is_out_at_once(window: Any, make_window: Any, county: County, problem_of: Any) -> None:
    colleague = make_window()

    county.revoke(window.id)

    assert problem_of(window.call("GET", "/v1/devices/me")) == (401, "token")
    assert problem_of(window.sign_in()) == (401, "client")
    assert colleague.call("GET", "/v1/devices/me").status_code == 200


def test_times_in_the_401_of_a_token_are_the_countys(stranger: Any) -> None:
    told = stranger.sign_in().json()["server_time"]

    assert abs(clock.parse(told) - clock.now()) < timedelta(minutes=1)


def test_a_device_learns_where_it_stands(window: Any) -> None:
    told = window.call("GET", "/v1/devices/me", headers={"User-Agent": "yimen/0.1.0"}).json()

    assert told["acked_seq"] == 0
    assert told["head_hash"] == "0" * 64
    assert told["scopes"] == [window.scope]
    assert told["base"] == 0
    assert told["dictionaries"] == list(dictionaries())
    assert told["client_ok"] is True
    assert isinstance(told["min_client"], str)
    assert isinstance(told["server_epoch"], str)
    clock.parse(told["server_time"])


@pytest.mark.parametrize(
    ("agent", "ok"),
    [
        ("yimen/1.2.0", True),
        ("yimen/1.10", True),
        ("yimen/1.1.9", False),
        ("yimen/0", False),
        ("curl/8.0", True),
        ("", True),
        ("yimen/", True),
        ("yimen/1.1.9 (Windows)", False),
    ],
)
def test_a_program_that_is_too_old_is_told_so(agent: str, ok: bool) -> None:  # noqa: FBT001 - a row of the table

    assert is_new_enough(agent, "1.2") is ok


def test_json_answers_say_that_they_are_json(window: Any) -> None:
    answer = window.call("GET", "/v1/devices/me")

    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.content)
