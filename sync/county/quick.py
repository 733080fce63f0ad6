"""A faster way to read an entry's line that is canonical already, as all honest senders write it.

It accepts less than `app.journal.entry.read`, never more: any doubt is None, and the full reading decides.
"""

import hashlib
import re
from binascii import unhexlify
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

import msgspec

from app.journal.canonical import DEEPEST, LARGEST
from app.journal.entry import MAX_BYTES, MAX_PARENTS

_UUID: Final = rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_HASH: Final = rb"[0-9a-f]{64}"
_NUMBER: Final = rb"[1-9][0-9]{0,15}"
_CHAR: Final = rb"[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]"
_LINE = re.compile(
    rb'(?P<before>\{"actor":"' + _UUID + rb'","at":"(?P<day>\d{4}-\d\d-\d\d)'
    rb'T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z",)'
    rb'"body":(?P<body>\{.*\}),'
    rb'(?P<middle>"body_hash":"(?P<body_hash>' + _HASH + rb')","clock":"(?:ok|unknown|suspect)",'
    rb'"device":"(?P<device>' + _UUID + rb')","grant":"' + _HASH + rb'",)'
    rb'"hash":"(?P<hash>' + _HASH + rb')",'
    rb'(?P<after>"kind":"(?P<kind>[a-z_]{1,62}(?:\.[a-z_]{1,62})+)","parents":\[(?P<parents>[0-9a-f",]*)\],'
    rb'"prev":"(?P<prev>' + _HASH + rb')",)'
    rb'"salt":"(?P<salt>[0-9a-f]{32})",'
    rb'(?P<rest>"scope":"(?P<scope>t-' + _CHAR + rb'{6}|county)","seq":(?P<seq>' + _NUMBER + rb'),'
    rb'"subject":"(?P<subject>[a-z_]{1,27}:[A-Za-z0-9._-]{1,100})","v":(?P<v>' + _NUMBER + rb")\})"
)  # fmt: skip
_PARENTS = re.compile(rb'(?:"' + _HASH + rb'"(?:,"' + _HASH + rb'")*)?')
_LONGEST_KIND: Final = 64
_LONGEST_NUMBER: Final = len(str(LARGEST))
_LARGE_NUMBER = re.compile(rb"[:\[,]-?([0-9]{16,})")
_BEYOND_BMP: Final = bytes(range(0xF0, 0x100))  # such bytes begin characters beyond the BMP


class Quick(NamedTuple):
    """The place of an entry (device, seq, hash, prev, scope, subject, kind) and its body."""

    place: tuple[str, int, str, str, str, str, str]
    body: dict[str, Any] | None


def read(line: bytes) -> Quick | None:
    """Give the whole entry of a canonical line with hashes that fit; None where the full reading must decide."""
    found = _LINE.fullmatch(line) if len(line) <= MAX_BYTES else None
    if found is None or not _is_formal(found):
        return None
    body = _canonical_body(found["body"])
    if body is None or not _has_its_hashes(found):
        return None
    device, own, prev, scope, subject, kind = found.group("device", "hash", "prev", "scope", "subject", "kind")
    names = scope.decode("ascii"), subject.decode("ascii"), kind.decode("ascii")
    return Quick((device.decode("ascii"), int(found["seq"]), own.decode("ascii"), prev.decode("ascii"), *names), body)


def _is_formal(found: re.Match[bytes]) -> bool:
    seq, v, kind = found["seq"], found["v"], found["kind"]
    if not _is_day(found["day"]) or len(kind) > _LONGEST_KIND or int(seq) > LARGEST or int(v) > LARGEST:
        return False
    if not (parents := found["parents"]):
        return True
    hashes = parents.split(b",")
    ordered = all(a < b for a, b in pairwise(hashes))
    return ordered and len(hashes) <= MAX_PARENTS and _PARENTS.fullmatch(parents) is not None


@lru_cache(1_000)
def _is_day(written: bytes) -> bool:
    try:
        date.fromisoformat(written.decode("ascii"))
    except ValueError:
        return False
    return True


def _canonical_body(source: bytes) -> dict[str, Any] | None:
    """Parse a body and compare its canonical form with what came: equal means canonical and without repetition."""
    if source.count(b"{") + source.count(b"[") >= DEEPEST or any(
        _too_large(one) for one in _LARGE_NUMBER.findall(source)
    ):
        return None
    if len(source.translate(None, _BEYOND_BMP)) < len(source):  # such member names sort differently in JCS and here
        return None
    try:
        body = _decoder.decode(source)
    except ValueError:
        return None
    return body if isinstance(body, dict) and _encoder.encode(body) == source else None


def _has_its_hashes(found: re.Match[bytes]) -> bool:
    salt, body, body_hash, own = found.group("salt", "body", "body_hash", "hash")
    if hashlib.sha256(unhexlify(salt) + body).digest() != unhexlify(body_hash):
        return False
    hashed = b"".join(found.group("before", "middle", "after", "rest"))
    return hashlib.sha256(hashed).digest() == unhexlify(own)


def _too_large(digits: bytes) -> bool:
    return len(digits) > _LONGEST_NUMBER or int(digits) > LARGEST


def _no_number(text: str) -> Any:
    raise ValueError(text)


_decoder = msgspec.json.Decoder(float_hook=_no_number)
_encoder = msgspec.json.Encoder(order="sorted")
