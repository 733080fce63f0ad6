"""Grants: believed when a key of the county has signed them, at the place where they stand."""

from typing import Any

import pytest

from app.journal import sign
from app.journal.entry import ZERO_HASH, Entry, Place, write
from app.journal.fold import Stored
from app.journal.officer import grant_digest, grant_of, grants

COUNTY = "019aa000-0000-7000-8000-0000000000cc"
OFFICER = "019aa000-0000-7000-8000-0000000000f1"
KEY = bytes(range(32))
PUBLIC = sign.public_key(KEY)
KEYS = {sign.kid(PUBLIC): PUBLIC}
BODY: dict[str, Any] = {
    "officer": OFFICER, "name": "李秀英", "roles": ["window"], "scope": "t-7K3Q2M",
    "valid_from": "2026-11-24", "valid_to": "2026-12-24",
}  # fmt: skip


def signed(body: dict[str, Any], device: str = COUNTY, seq: int = 1) -> dict[str, Any]:
    said = sign.statement("grant", device, seq, grant_digest(body))
    return {**body, "signature": sign.sign(KEY, said), "kid": sign.kid(PUBLIC)}


def entry(
    body: dict[str, Any], seq: int = 1, kind: str = "officer.granted", v: int = 1, scope: str = "county"
) -> Entry:
    place = Place(COUNTY, seq, ZERO_HASH, (), "2026-11-24T08:00:00.000Z", "ok", COUNTY, ZERO_HASH, scope)
    return write(place, f"officer:{OFFICER}", kind, v, body)


def test_a_grant_that_the_county_signed_is_one() -> None:
    granted = entry(signed(BODY))

    grant = grant_of(granted, KEYS)

    assert grant is not None
    assert (grant.hash, grant.officer, grant.name, grant.roles) == (granted.hash, OFFICER, "李秀英", ("window",))
    assert (grant.scope, grant.valid_from, grant.valid_to) == ("t-7K3Q2M", "2026-11-24", "2026-12-24")


@pytest.mark.parametrize("name", sorted(BODY))
def test_a_grant_that_was_changed_is_none(name: str) -> None:
    body = {**signed(BODY), name: ["leader"] if name == "roles" else "2027-01-01"}

    assert grant_of(entry(body), KEYS) is None


def test_a_grant_at_another_place_of_the_chain_is_none() -> None:
    assert grant_of(entry(signed(BODY, seq=2), seq=1), KEYS) is None


def test_a_grant_of_an_unknown_key_is_none() -> None:
    assert grant_of(entry(signed(BODY)), {}) is None


@pytest.mark.parametrize("change", [{"kind": "officer.removed"}, {"v": 2}, {"scope": "t-7K3Q2M"}])
def test_an_entry_that_is_no_grant_is_none(change: dict[str, Any]) -> None:
    assert grant_of(entry(signed(BODY), **change), KEYS) is None


def test_an_erased_grant_is_none() -> None:
    assert grant_of(entry(signed(BODY)).without_body(), KEYS) is None


def test_a_body_that_is_not_understood_is_none() -> None:
    assert grant_of(entry(signed({**BODY, "roles": "window"})), KEYS) is None


def test_members_that_came_later_are_covered_by_the_signature() -> None:
    assert grant_of(entry(signed({**BODY, "village": "青龙村"})), KEYS) is not None
    assert grant_of(entry({**signed(BODY), "village": "青龙村"}), KEYS) is None


def test_the_grants_among_entries_are_found() -> None:
    good, bad = entry(signed(BODY)), entry(BODY | {"signature": "", "kid": ""}, seq=2)

    assert [grant.hash for grant in grants([Stored(bad), Stored(good)], KEYS)] == [good.hash]
