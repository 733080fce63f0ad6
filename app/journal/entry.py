"""One entry: an act of an officer, in the form that is hashed and therefore permanent (docs/protocol.md)."""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import msgspec

from app.clock import parse
from app.ids import is_uuid
from app.journal.canonical import LARGEST, NotCanonical, canonical

ZERO_HASH: Final = "0" * 64
MAX_BYTES: Final = 65_536
MAX_PARENTS: Final = 16
CLOCK_STATES: Final = ("ok", "unknown", "suspect")
COUNTY_SCOPE: Final = "county"
HASHED: Final = (
    "device", "seq", "prev", "parents", "at", "clock", "actor", "grant", "scope", "subject", "kind", "v", "body_hash",
)  # fmt: skip
# What the canonical form of a whole entry has beyond its hashed fields and its body.
_HASH_MEMBER: Final = ',"hash":"' + ZERO_HASH + '"'
_BODY_MEMBERS: Final = ',"body":,"salt":"' + "0" * 32 + '"'
_ALWAYS: Final = frozenset(HASHED) | {"hash"}
_WHOLE: Final = _ALWAYS | {"salt", "body"}
_HASH = re.compile(r"[0-9a-f]{64}")
_SALT = re.compile(r"[0-9a-f]{32}")
_SCOPE = re.compile(r"t-[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{6}|county")
_SUBJECT = re.compile(r"[a-z_]+:[A-Za-z0-9._-]{1,100}")
_KIND = re.compile(r"[a-z_]+(\.[a-z_]+)+")


class NotAnEntry(ValueError):
    """The bytes are no entry; `reason` names the first thing that is wrong with them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry whole (with `salt` and `body`) or erased (both None). Fields as in the protocol document."""

    device: str
    seq: int
    prev: str
    parents: tuple[str, ...]
    at: str
    clock: str
    actor: str
    grant: str
    scope: str
    subject: str
    kind: str
    v: int
    body_hash: str
    hash: str
    salt: str | None
    body: Mapping[str, Any] | None

    @property
    def erased(self) -> bool:
        """Whether the content is gone and only its hash is left."""
        return self.body is None

    def to_dict(self) -> dict[str, Any]:
        """Give the entry as it is sent: an erased one has neither `salt` nor `body`."""
        fields = _hashed_fields(self) | {"hash": self.hash}
        if self.body is None:
            return fields
        return fields | {"salt": self.salt, "body": self.body}

    def to_line(self) -> bytes:
        """Give the canonical bytes of the whole entry, without an end of line."""
        return canonical(self.to_dict())

    def without_body(self) -> "Entry":
        """Give the erased form of this entry: its name, place and hash stay the same."""
        return Entry(**{**_members(self), "salt": None, "body": None})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new entry stands: who wrote it, where in the chain, when, and for which office."""

    device: str
    seq: int
    prev: str
    parents: tuple[str, ...]
    at: str
    clock: str
    actor: str
    grant: str
    scope: str


def write(place: Place, subject: str, kind: str, v: int, body: Mapping[str, Any], salt: str | None = None) -> Entry:
    """Make the entry that stands at `place`; NotAnEntry when the content is not allowed in a journal."""
    salt = salt or secrets.token_hex(16)
    try:
        body_hash = hash_of_body(salt, body)
    except NotCanonical as error:
        raise NotAnEntry(f"body: {error}") from error
    fields = {name: getattr(place, name) for name in Place.__slots__}
    fields |= {"parents": sorted(place.parents), "subject": subject, "kind": kind, "v": v, "body_hash": body_hash}
    return read({**fields, "hash": _digest(canonical(fields)), "salt": salt, "body": body})


def read(source: bytes | str | Mapping[str, Any]) -> Entry:
    """Read an entry from its JSON line or from its members and check all that it says of itself.

    NotAnEntry for anything that is not exactly an entry: other members, wrong types or forms, a hash
    that does not fit, more than 64 KiB.
    """
    members = source if isinstance(source, Mapping) else strict_json(source)
    if not isinstance(members, Mapping):
        raise NotAnEntry("not an object")
    if set(members) not in (_ALWAYS, _WHOLE):
        raise NotAnEntry("members")
    _check_form(members)
    entry = _from_members(members)
    _check_hashes(entry)
    return entry


def entry_of_line(line: bytes) -> Entry:
    """Read a line that was checked when it was taken, and believe it; ValueError, KeyError, TypeError if damaged."""
    return _from_members(msgspec.json.decode(line, type=dict[str, Any]))


def strict_json(source: bytes | str) -> Any:
    """Parse JSON as the journal takes it: no repeated member, no fraction, exponent or NaN; else NotAnEntry."""
    try:
        text = source.decode("utf-8") if isinstance(source, bytes) else source
        return _decoder.decode(text)
    except NotAnEntry:
        raise
    except (ValueError, RecursionError) as error:
        raise NotAnEntry("not JSON") from error


def hash_of_body(salt: str, body: Mapping[str, Any]) -> str:
    """Give SHA-256 (hex) over the 16 salt bytes and the canonical body."""
    return _digest(bytes.fromhex(salt) + canonical(body))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _members(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


def _hashed_fields(entry: Entry) -> dict[str, Any]:
    fields = {name: getattr(entry, name) for name in HASHED}
    fields["parents"] = list(entry.parents)
    return fields


def _from_members(members: Mapping[str, Any]) -> Entry:
    whole = {**members, "parents": tuple(members["parents"])}
    return Entry(**{"salt": None, "body": None, **whole})


def _check_form(members: Mapping[str, Any]) -> None:
    for name, is_right in _FORMS.items():
        if name in members and not is_right(members[name]):
            raise NotAnEntry(name)


def _check_hashes(entry: Entry) -> None:
    try:
        fields = canonical(_hashed_fields(entry))
        body = canonical(entry.body) if entry.body is not None else b""
    except NotCanonical as error:
        raise NotAnEntry(f"body: {error}") from error
    if entry.salt is not None and _digest(bytes.fromhex(entry.salt) + body) != entry.body_hash:
        raise NotAnEntry("body_hash")
    if _digest(fields) != entry.hash:
        raise NotAnEntry("hash")
    if len(fields) + len(_HASH_MEMBER) + (len(_BODY_MEMBERS) + len(body) if body else 0) > MAX_BYTES:
        raise NotAnEntry("size")


def _matches(form: re.Pattern[str]) -> Any:
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def _is_positive(value: object) -> bool:
    return type(value) is int and 1 <= value <= LARGEST


def _is_moment(value: object) -> bool:
    try:
        parse(str(value))
    except ValueError:
        return False
    return isinstance(value, str)


def _are_parents(value: object) -> bool:
    if not isinstance(value, list | tuple) or len(value) > MAX_PARENTS:
        return False
    return all(map(_matches(_HASH), value)) and all(a < b for a, b in pairwise(value))


_FORMS: Final[dict[str, Any]] = {
    "device": is_uuid,
    "seq": _is_positive,
    "prev": _matches(_HASH),
    "parents": _are_parents,
    "at": _is_moment,
    "clock": lambda value: value in CLOCK_STATES,
    "actor": is_uuid,
    "grant": _matches(_HASH),
    "scope": _matches(_SCOPE),
    "subject": _matches(_SUBJECT),
    "kind": lambda value: _matches(_KIND)(value) and len(value) <= 64,  # noqa: PLR2004 - the protocol's number
    "v": _is_positive,
    "body_hash": _matches(_HASH),
    "hash": _matches(_HASH),
    "salt": _matches(_SALT),
    "body": lambda value: isinstance(value, Mapping),
}


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotAnEntry("repeated member")
    return members


def _no_number(text: str) -> Any:
    raise NotAnEntry(f"number {text[:20]}")


def _small_integer(text: str) -> int:
    if len(text) > 17:  # noqa: PLR2004 - longer than any allowed number
        raise NotAnEntry("number too large")
    return int(text)


_decoder = json.JSONDecoder(
    object_pairs_hook=_no_repeats, parse_float=_no_number, parse_constant=_no_number, parse_int=_small_integer
)
