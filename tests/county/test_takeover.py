from typing import Any

import pytest

from app.ids import uuid7
from app.journal import sign
from sync.county.embedded import County


def test_a_device_goes_on_under_a_new_id_with_its_scopes_and_a_new_number(window: Any, stranger: Any) -> None:
    answer = window.bare("POST", "/v1/devices", json=window.takeover_body(stranger, 4))

    told = answer.json()
    assert answer.status_code == 201
    assert told["device"] == stranger.id
    assert told["scopes"] == [window.scope]
    assert told["device_number"] != "00"
    assert stranger.sign_in().status_code == 200
    assert stranger.call("GET", "/v1/devices/me").json()["acked_seq"] == 0


def test_a_repeated_takeover_is_answered_the_same(window: Any, stranger: Any) -> None:
    body = window.takeover_body(stranger)
    first = window.bare("POST", "/v1/devices", json=body)

    again = window.bare("POST", "/v1/devices", json=body)

    assert again.status_code == 200
    assert again.json() | {"server_time": ""} == first.json() | {"server_time": ""}


def test_the_old_device_stays_open_until_it_is_revoked(window: Any, stranger: Any) -> None:
    window.bare("POST", "/v1/devices", json=window.takeover_body(stranger))

    window.append()

    assert window.push().status_code == 200


def test_a_takeover_is_shown_to_it(county_of_own: County, make_stranger: Any) -> None:
    window, new = make_stranger(county_of_own), make_stranger(county_of_own)
    window.enrol(county_of_own.enrol_code("511725001").code)

    window.bare("POST", "/v1/devices", json=window.takeover_body(new, 7))

    (told,) = county_of_own.incidents()
    assert (told.kind, told.device) == ("takeover", new.id)
    assert window.id in told.detail


def test_a_takeover_that_the_old_key_did_not_sign_is_refused(window: Any, stranger: Any, problem_of: Any) -> None:
    body = window.takeover_body(stranger, 4)
    forged = sign.sign(sign.new_key(), b"yimen/takeover/1")
    changes: list[dict[str, Any]] = [
        {"from_seq": 5},
        {"name": "二号窗口"},
        {"device": uuid7()},
        {"public_key": sign.public_key(sign.new_key())},
        {"signature": forged},
        {"kid": stranger.kid},
        {"replaces": uuid7()},
        {"more": 1},
    ]

    for change in changes:
        assert problem_of(window.bare("POST", "/v1/devices", json=body | change)) == (403, "signature"), change
    assert window.bare("POST", "/v1/devices", json=body).status_code == 201


def test_a_new_device_cannot_take_over_from_someone_elses(
    window: Any, make_window: Any, stranger: Any, problem_of: Any
) -> None:
    body = window.takeover_body(stranger, replaces=make_window().id)

    assert problem_of(window.bare("POST", "/v1/devices", json=body)) == (403, "signature")


def test_a_known_id_cannot_be_taken(window: Any, make_window: Any, problem_of: Any) -> None:
    body = window.takeover_body(make_window())

    assert problem_of(window.bare("POST", "/v1/devices", json=body)) == (403, "device")


def test_a_revoked_device_cannot_be_continued(window: Any, stranger: Any, county: County, problem_of: Any) -> None:
    county.revoke(window.id)

    assert problem_of(window.bare("POST", "/v1/devices", json=window.takeover_body(stranger))) == (403, "revoked")


@pytest.mark.parametrize("changed", [{"from_seq": 0}, {"from_seq": "1"}, {"from_seq": 1.5}, {"device": "x"}])
def test_a_takeover_that_cannot_be_read_is_malformed(
    window: Any, stranger: Any, problem_of: Any, changed: dict[str, Any]
) -> None:
    body = window.takeover_body(stranger) | changed

    assert problem_of(window.bare("POST", "/v1/devices", json=body)) == (400, "malformed")


def test_a_member_that_has_no_canonical_form_makes_it_malformed(window: Any, stranger: Any, problem_of: Any) -> None:
    body = window.takeover_body(stranger) | {"weight": 1.5}

    assert problem_of(window.bare("POST", "/v1/devices", json=body)) == (400, "malformed")
