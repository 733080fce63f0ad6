"""Grants: believed when a key of the county has signed them, at the place where they stand."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.granting import is_fit
from app.domain.officer import Revoked
from app.journal import sign
from app.journal.entry import ZERO_HASH, Entry, Place, write
from app.journal.fold import Stored
from app.journal.officer import delegated_of, grant_digest, grant_of, grants, revoked_of, word_of, words

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


def revocation(body: dict[str, Any] | None = None, purpose: str = "revoke", seq: int = 2) -> Entry:
    plain = {"officer": OFFICER, "scope": "t-7K3Q2M", "revoked_on": "2026-12-01", "reason": "调走了"} | (body or {})
    said = sign.statement(purpose, COUNTY, seq, grant_digest(plain))
    return entry({**plain, "signature": sign.sign(KEY, said), "kid": sign.kid(PUBLIC)}, seq, "officer.revoked")


def test_a_revocation_that_the_county_signed_is_one() -> None:
    found = revoked_of(revocation(), KEYS)

    assert found == Revoked(OFFICER, "t-7K3Q2M", "2026-12-01", "调走了")
    assert grant_of(revocation(), KEYS) is None
    assert revoked_of(entry(signed(BODY)), KEYS) is None


def test_what_was_signed_as_a_grant_revokes_nothing() -> None:
    assert revoked_of(revocation(purpose="grant"), KEYS) is None
    assert revoked_of(revocation(), {}) is None
    assert revoked_of(revocation({"officer": COUNTY}), KEYS) is None


def test_the_words_stand_in_the_order_of_the_county() -> None:
    first, second, third = entry(signed(BODY)), revocation(), entry(signed(BODY, seq=3), seq=3)
    stored = [Stored(third, 30), Stored(second, 20), Stored(first, 10), Stored(revocation(seq=4, purpose="x"), None)]

    assert [type(word).__name__ for word in words(stored, lambda one: word_of(one, KEYS))] == [
        "Grant",
        "Revoked",
        "Grant",
    ]


def test_a_grant_for_somebody_on_leave_says_for_whom() -> None:
    grant = grant_of(entry(signed({**BODY, "for": COUNTY, "for_name": "刘强"})), KEYS)

    assert grant is not None
    assert (grant.stands_for, grant.stands_for_name) == (COUNTY, "刘强")


HANDED_ON: dict[str, Any] = {
    "officer": OFFICER, "name": "李秀英", "role": "reviewer", "stands_for": "x", "stands_for_name": "陈素华",
    "from_on": "2026-11-24", "to_on": "2026-12-01", "reason": "请假", "by": COUNTY,
}  # fmt: skip


@pytest.mark.parametrize(
    ("body", "place", "is_one"),
    [
        ({}, {}, True),
        ({"to_on": ""}, {}, True),
        ({"to_on": "soon"}, {}, False),
        ({"by": OFFICER}, {}, False),
        ({"officer": COUNTY}, {}, False),
        ({}, {"scope": "county"}, False),
        ({}, {"v": 2}, False),
        ({}, {"kind": "officer.granted"}, False),
    ],
)
def test_what_a_leader_handed_on_is_read_from_the_office_s_own_entries(
    body: dict[str, str], place: dict[str, Any], *, is_one: bool
) -> None:
    written = entry(HANDED_ON | body, **({"kind": "officer.delegated", "scope": "t-7K3Q2M"} | place))

    assert (delegated_of(written) is not None) == is_one
    assert delegated_of(written.without_body()) is None


SAID = st.sampled_from(["2026-11-24", OFFICER, COUNTY])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=9) | SAID,
    lambda one: st.lists(one, max_size=3) | st.dictionaries(st.text(max_size=5), one, max_size=3),
    max_leaves=6,
)
KINDS = (("officer.granted", "county"), ("officer.revoked", "county"), ("officer.delegated", "t-7K3Q2M"))


@given(st.dictionaries(st.sampled_from(sorted({*BODY, *HANDED_ON, "for", "revoked_on", "signature", "kid"})), ANYTHING))
def test_whatever_stands_in_a_body_is_understood_or_passed_over(body: dict[str, Any]) -> None:
    for kind, scope in KINDS:
        written = entry(body, kind=kind, scope=scope)
        assert word_of(written, KEYS) is None  # nobody has signed it
        found = delegated_of(written)
        assert found is None or isinstance(is_fit(found), bool)


@pytest.mark.parametrize("day", ["", "soon", "2026-13-01", "20261224"])
def test_a_grant_with_a_day_that_is_none_is_none(day: str) -> None:
    assert grant_of(entry(signed({**BODY, "valid_to": day})), KEYS) is None
