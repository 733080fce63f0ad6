"""The county's grants: who may act for which office, from when to when."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from app.domain.officer import Grant
from app.journal.canonical import canonical
from app.journal.entry import COUNTY_SCOPE, Entry
from app.journal.fold import Stored
from app.journal.sign import is_signed, statement


@dataclass(frozen=True, slots=True)
class _Granted:
    """The body of ``officer.granted`` version 1, signed by the county (purpose ``grant``)."""

    officer: str
    name: str
    roles: tuple[str, ...]
    scope: str
    valid_from: str
    valid_to: str
    signature: str
    kid: str


def grants(stored: Iterable[Stored], county_keys: Mapping[str, str]) -> tuple[Grant, ...]:
    """Give the grants among `stored` that one of `county_keys` (kid to public key) has signed."""
    found = (grant_of(item.entry, county_keys) for item in stored)
    return tuple(grant for grant in found if grant)


def grant_of(entry: Entry, county_keys: Mapping[str, str]) -> Grant | None:
    """Give the grant that an entry is, or None: another kind, not the county's word, or not understood."""
    if entry.body is None or (entry.kind, entry.v, entry.scope) != ("officer.granted", 1, COUNTY_SCOPE):
        return None
    try:
        body = msgspec.convert(entry.body, _Granted)
    except msgspec.ValidationError:
        return None
    if not is_signed(county_keys.get(body.kid, ""), _statement(entry), body.signature):
        return None
    return Grant(entry.hash, body.officer, body.name, body.roles, body.scope, body.valid_from, body.valid_to)


def grant_digest(body: Mapping[str, object]) -> str:
    """Give the hash (hex) that the county signs: the canonical body without `signature` and `kid`."""
    unsigned = {name: value for name, value in body.items() if name not in ("signature", "kid")}
    return hashlib.sha256(canonical(unsigned)).hexdigest()


def _statement(entry: Entry) -> bytes:
    return statement("grant", entry.device, entry.seq, grant_digest(entry.body or {}))
