from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from app import clock
from app.errors import Refused
from app.ids import uuid7
from app.journal import sign
from sync.county import schema
from sync.county.embedded import County
from sync.enrol_code import EnrolCode


def test_enrolling_tells_scope_number_keys_epoch_and_time(stranger: Any, county: County, division: str) -> None:
    made = county.enrol_code(division, "清河镇")

    answer = stranger.enrol(made.code)

    told = answer.json()
    assert answer.status_code == 201
    assert told["device"] == stranger.id
    assert told["device_number"] == made.device_number
    assert told["scopes"] == [made.scope]
    assert told["server_epoch"]
    clock.parse(told["server_time"])
    (key,) = told["county_keys"]
    assert key["kid"] == sign.kid(key["public_key"])
    assert key["age_recipient"].startswith("age1")
    assert key["purpose"] == "county"
    clock.parse(key["from"])
    assert key["to"] is None


def test_the_code_carries_scope_number_and_the_fingerprint_of_the_ca(county: County, division: str) -> None:
    made = county.enrol_code(division)

    code = EnrolCode.read(made.code)

    assert (code.scope, code.device_number) == (made.scope, made.device_number)
    assert code.ca_pin == county.site.keys.ca_pin
    assert [len(group) for group in made.code.split("-")] == [5] * 8


@pytest.mark.parametrize(
    "spoken", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("0", "O")]
)
def test_a_code_is_taken_as_typed(stranger: Any, county: County, division: str, spoken: Callable[[str], str]) -> None:
    made = county.enrol_code(division)

    assert stranger.enrol(spoken(made.code)).status_code == 201


def test_the_same_code_from_the_same_device_is_answered_as_the_first_time(
    stranger: Any, county: County, division: str
) -> None:
    code = county.enrol_code(division).code
    first = stranger.enrol(code).json()

    again = stranger.enrol(code)

    assert again.status_code == 200
    assert again.json() | {"server_time": ""} == first | {"server_time": ""}


@pytest.mark.parametrize("changed", [{"device": uuid7()}, {"public_key": sign.public_key(sign.new_key())}])
def test_a_used_code_is_refused_to_others(
    stranger: Any, county: County, division: str, problem_of: Any, changed: dict[str, str]
) -> None:
    code = county.enrol_code(division).code
    stranger.enrol(code)

    assert problem_of(stranger.enrol(code, **changed)) == (403, "code")


def test_unknown_used_expired_and_nonsense_codes_are_refused_alike(tmp_path: Path, make_stranger: Any) -> None:
    today = [datetime(2026, 11, 24, 9, 0, tzinfo=UTC)]
    with County(tmp_path, now=lambda: today[0]) as county:
        used, expired = county.enrol_code("511725001").code, county.enrol_code("511725001").code
        known = EnrolCode.read(used)
        unknown = EnrolCode(known.scope, known.device_number, known.ca_pin, "0" * 12).text
        make_stranger(county).enrol(used)
        today[0] += timedelta(days=30)

        answers = [make_stranger(county).enrol(code) for code in (used, expired, unknown, "张三", "")]

    assert {(answer.status_code, answer.text) for answer in answers} == {(403, answers[0].text)}
    assert answers[0].json()["type"] == "urn:yimen:problem:code"


def test_a_used_code_still_answers_its_device_after_it_expired(tmp_path: Path, make_stranger: Any) -> None:
    today = [datetime(2026, 11, 24, 9, 0, tzinfo=UTC)]
    with County(tmp_path, now=lambda: today[0]) as county:
        code = county.enrol_code("511725001").code
        stranger = make_stranger(county)
        stranger.enrol(code)
        today[0] += timedelta(days=400)

        assert stranger.enrol(code).status_code == 200


def test_a_known_device_cannot_enrol_with_another_code(
    window: Any, county: County, division: str, problem_of: Any
) -> None:
    assert problem_of(window.enrol(county.enrol_code(division).code)) == (403, "device")


@pytest.mark.parametrize(
    "changed",
    [
        {"device": "not-a-uuid"},
        {"device": uuid7().upper()},
        {"name": 7},
        {"public_key": "AAAA"},
        {"public_key": sign.encode(b"0" * 32) + "="},
        {"public_key": None},
        {"age_recipient": "ssh-ed25519 AAAA"},
        {"name": "\ud800"},
    ],
)
def test_an_enrolment_that_cannot_be_read_is_malformed(
    stranger: Any, county: County, division: str, problem_of: Any, changed: dict[str, object]
) -> None:
    code = county.enrol_code(division).code

    assert problem_of(stranger.enrol(code, **changed)) == (400, "malformed")
    assert stranger.enrol(code).status_code == 201


@pytest.mark.parametrize("body", [b"", b"[]", b"7", b"{", b"\xff", b'{"code": NaN}', b"[" * 50_000])
def test_a_body_that_is_no_object_is_malformed(stranger: Any, problem_of: Any, body: bytes) -> None:
    assert problem_of(stranger.bare("POST", "/v1/enrol", content=body)) == (400, "malformed")


def test_unknown_members_of_a_request_are_ignored(stranger: Any, county: County, division: str) -> None:
    code = county.enrol_code(division).code

    assert stranger.enrol(code, colour="red", weight=1.5).status_code == 201


def test_device_numbers_of_a_division_are_never_given_twice(county: County, division: str) -> None:
    numbers = [county.enrol_code(division).device_number for _ in range(40)]

    assert len(set(numbers)) == 40


def test_an_office_keeps_its_scope_and_another_has_another(county: County, division: str) -> None:
    here = {county.enrol_code(division, name).scope for name in ("清河镇", "", "清河街道")}
    there = county.enrol_code(str(int(division) + 500_000)).scope

    assert len(here) == 1
    assert there not in here


@pytest.mark.parametrize("wrong", ["", "51172510", "清河镇", "51172510a", "５１１７２５１００"])
def test_a_division_code_that_is_none_is_refused(county: County, wrong: str) -> None:
    with pytest.raises(Refused) as refused:
        county.enrol_code(wrong)

    assert refused.value.code == "county.division"


def test_a_division_whose_numbers_are_used_up_is_refused(county_of_own: County) -> None:
    county_of_own.enrol_code("511725001")
    last = update(schema.office).values(last_number=32 * 32 - 2)
    county_of_own.site.database.write(lambda connection: connection.execute(last).rowcount).result()

    assert county_of_own.enrol_code("511725001").device_number == "ZZ"
    with pytest.raises(Refused) as refused:
        county_of_own.enrol_code("511725001")
    assert refused.value.code == "county.numbers_used_up"
