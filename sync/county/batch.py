"""A push as it arrived, judged as far as that needs no database: lines, header, signature, entries."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import msgspec

from app.journal.entry import Entry, NotAnEntry
from sync.county import quick
from sync.county.problem import Problem
from sync.protocol import MAX_BATCH_ENTRIES, PushHeader, entry_of
from sync.reading import NotProtocol, is_digest, lines_of, read_json

_LONGEST_SUBJECT: Final = 128  # of a type of 27 characters; a longer one is kept by its digest
_HASH_REASONS = frozenset({"hash", "body_hash"})  # a hash that does not fit breaks the chain; the rest is form


class Verified(msgspec.Struct, frozen=True):
    """An entry that is whole in itself: what the ledger looks at, its canonical line, the blobs it names.

    `subject` is the name under which the ledger keeps it, see `subject_key`.
    """

    device: str
    seq: int
    hash: str
    prev: str
    scope: str
    subject: str
    kind: str
    line: bytes
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bad:
    """The first entry that cannot be taken: `code` is ``chain`` or ``envelope``."""

    code: str
    seq: int


@dataclass(frozen=True, slots=True)
class Batch:
    """A push: the good entries before the first bad one; `claims` is what every line says its hash is.

    `first_prev` is what the first line says stands before it; None, like a claim, where it says nothing usable.
    """

    header: PushHeader
    signed: bool
    entries: tuple[Verified, ...]
    claims: tuple[str | None, ...]
    first_prev: str | None
    bad: Bad | None


def read_batch(body: bytes, device: str, public_key: str) -> Batch:
    """Read and verify a push of `device`; Problem `malformed`, `too_large` or `device` when it is none of its."""
    header, lines = _opened(body)
    found = [_read_line(line) for line in lines]
    if header.device != device:
        raise Problem("device")
    claims = tuple(_claim(item, "hash") for item in found)
    signed = claims[-1] in {header.head_hash, None} and header.is_signed(public_key)
    entries, bad = _chained(header, found)
    return Batch(header, signed, entries, claims, _claim(found[0], "prev"), bad)


def verified(entry: Entry) -> Verified:
    """Give an entry that was read in the form in which the ledger takes it."""
    place = entry.device, entry.seq, entry.hash, entry.prev, entry.scope, subject_key(entry.subject), entry.kind
    return Verified(*place, entry.to_line(), named_blobs(entry.body))


def subject_key(subject: str) -> str:
    """Give the name under which a subject is kept: its own, or one made of its digest where no index could hold it.

    A subject's type may be of any length; the entry's line keeps it as it came.
    """
    if len(subject) <= _LONGEST_SUBJECT:
        return subject
    return "long:" + hashlib.sha256(subject.encode("ascii")).hexdigest()


def named_blobs(body: object) -> tuple[str, ...]:
    """Give the SHA-256 of every document that a body, as parsed, names at any depth; the rest of it is ignored."""
    found: list[str] = []
    waiting = [body]
    while waiting:
        value = waiting.pop()
        if type(value) is list:
            waiting.extend(value)
        elif type(value) is dict:
            if "sha256" in value and _names_a_blob(value):
                found.append(value["sha256"])
            waiting.extend(value.values())
    return tuple(found)


def _names_a_blob(value: dict[str, Any]) -> bool:
    described = type(value.get("size")) is int and isinstance(value.get("media_type"), str)
    return described and is_digest(value.get("sha256"))


def _opened(body: bytes) -> tuple[PushHeader, list[bytes]]:
    if body.count(b"\n") > MAX_BATCH_ENTRIES + 1:
        raise Problem("too_large")
    try:
        first, *lines = lines_of(body)
        header = PushHeader.read(read_json(first))
    except (NotProtocol, ValueError) as error:
        raise Problem("malformed") from error
    if max(header.count, len(lines)) > MAX_BATCH_ENTRIES:
        raise Problem("too_large")
    if header.count != len(lines):
        raise Problem("malformed")
    return header, lines


def _read_line(line: bytes) -> "Verified | Refusal":
    if (at_once := quick.read(line)) is not None:
        return Verified(*at_once.place, line, named_blobs(at_once.body) if b'"sha256"' in line else ())
    try:
        value = read_json(line)
    except NotProtocol as error:
        raise Problem("malformed") from error
    try:
        return verified(entry_of(value))
    except NotAnEntry as error:
        return Refusal("chain" if error.reason in _HASH_REASONS else "envelope", value)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line that is JSON and no entry; `value` is what it says."""

    code: str
    value: object


def _claim(item: Verified | Refusal, name: str) -> str | None:
    if isinstance(item, Verified):
        return str(getattr(item, name))
    said = item.value.get(name) if isinstance(item.value, Mapping) else None
    return said if is_digest(said) else None


def _chained(header: PushHeader, found: Iterable[Verified | Refusal]) -> tuple[tuple[Verified, ...], Bad | None]:
    good: list[Verified] = []
    for seq, item in enumerate(found, header.from_seq):
        if isinstance(item, Refusal):
            return tuple(good), Bad(item.code, seq)
        if (item.device, item.seq) != (header.device, seq) or (good and item.prev != good[-1].hash):
            return tuple(good), Bad("chain", seq)
        good.append(item)
    return tuple(good), None
