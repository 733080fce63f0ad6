"""The county's words about officers, and what the leader of an office handed on: who may act, from when to when."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from app.domain.day import is_day
from app.domain.granting import Word
from app.domain.officer import Delegated, Grant, Revoked
from app.journal.body import read_body
from app.journal.canonical import canonical
from app.journal.entry import COUNTY_SCOPE, Entry
from app.journal.fold import Stored
from app.journal.sign import is_signed, statement

GRANTED: Final = "officer.granted"
REVOKED: Final = "officer.revoked"
DELEGATED: Final = "officer.delegated"


class _Granted(msgspec.Struct, frozen=True):
    """The body of ``officer.granted`` version 1, signed by the county (purpose ``grant``).

    `stands_for`, ``for`` in the body, is the officer on leave for whom it is given; absent in a grant of one's own.
    """

    officer: str
    name: str
    roles: tuple[str, ...]
    scope: str
    valid_from: str
    valid_to: str
    signature: str
    kid: str
    stands_for: str = msgspec.field(name="for", default="")
    for_name: str = ""


@dataclass(frozen=True, slots=True)
class _Revoked:
    """The body of ``officer.revoked`` version 1, signed by the county (purpose ``revoke``): permanent.

    All grants of the officer for the office that stand before it in the county's order hold no longer.
    """

    officer: str
    scope: str
    revoked_on: str
    reason: str
    signature: str
    kid: str


def grants(stored: Iterable[Stored], county_keys: Mapping[str, str]) -> tuple[Grant, ...]:
    """Give the grants among `stored` that one of `county_keys` (kid to public key) has signed."""
    found = (grant_of(item.entry, county_keys) for item in stored)
    return tuple(grant for grant in found if grant)


def words(stored: Iterable[Stored], read: Callable[[Entry], Word | None]) -> tuple[Word, ...]:
    """Give the grants and revocations among `stored`, as `read` believes them, in the order of the county."""
    in_order = sorted(stored, key=lambda item: (item.order is None, item.order or 0))
    found = (read(item.entry) for item in in_order)
    return tuple(word for word in found if word)


def word_of(entry: Entry, county_keys: Mapping[str, str]) -> Word | None:
    """Give the grant or revocation that an entry is, or None."""
    return revoked_of(entry, county_keys) if entry.kind == REVOKED else grant_of(entry, county_keys)


def grant_of(entry: Entry, county_keys: Mapping[str, str]) -> Grant | None:
    """Give the grant that an entry is, or None: another kind, not the county's word, or not understood."""
    body = _signed(entry, GRANTED, "grant", _Granted, county_keys)
    if body is None or not (is_day(body.valid_from) and is_day(body.valid_to)):
        return None
    days = (body.valid_from, body.valid_to)
    return Grant(entry.hash, body.officer, body.name, body.roles, body.scope, *days, body.stands_for, body.for_name)


def revoked_of(entry: Entry, county_keys: Mapping[str, str]) -> Revoked | None:
    """Give the revocation that an entry is, or None: another kind, not the county's word, or not understood."""
    body = _signed(entry, REVOKED, "revoke", _Revoked, county_keys)
    return Revoked(body.officer, body.scope, body.revoked_on, body.reason) if body else None


def delegated_of(entry: Entry) -> Delegated | None:
    """Give what a leader handed on, as an entry of the office says; whether a leader wrote it, its grant tells."""
    if entry.body is None or (entry.kind, entry.v) != (DELEGATED, 1) or entry.scope == COUNTY_SCOPE:
        return None
    try:
        body = read_body(entry, Delegated)
    except msgspec.ValidationError:
        return None
    return body if body.by == entry.actor and entry.subject == f"officer:{body.officer}" else None


def grant_digest(body: Mapping[str, object]) -> str:
    """Give the hash (hex) that the county signs: the canonical body without `signature` and `kid`."""
    unsigned = {name: value for name, value in body.items() if name not in ("signature", "kid")}
    return hashlib.sha256(canonical(unsigned)).hexdigest()


def _signed(entry: Entry, kind: str, purpose: str, shape: type[Any], county_keys: Mapping[str, str]) -> Any:
    """Give the body of a word of the county as `shape`, or None."""
    if entry.body is None or (entry.kind, entry.v, entry.scope) != (kind, 1, COUNTY_SCOPE):
        return None
    try:
        body: Any = msgspec.convert(entry.body, shape)
    except msgspec.ValidationError:
        return None
    said = statement(purpose, entry.device, entry.seq, grant_digest(entry.body))
    if entry.subject != f"officer:{body.officer}" or not is_signed(county_keys.get(body.kid, ""), said, body.signature):
        return None
    return body
