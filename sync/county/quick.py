"""A faster way to read an entry's line that is canonical already, as all honest senders write it.

It accepts less than `app.journal.entry.read`, never more: any doubt is None, and the full reading decides.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from app.clock import parse
from app.journal.canonical import DEEPEST, LARGEST
from app.journal.entry import MAX_BYTES, MAX_PARENTS

_UUID: Final = rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_HASH: Final = rb"[0-9a-f]{64}"
_NUMBER: Final = rb"[1-9][0-9]{0,15}"
_CHAR: Final = rb"[0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]"
_LINE = re.compile(
    rb'(?P<before>\{"actor":"' + _UUID + rb'","at":"(?P<at>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)",)'
    rb'"body":(?P<body>\{.*\}),'
    rb'(?P<middle>"body_hash":"(?P<body_hash>' + _HASH + rb')","clock":"(?:ok|unknown|suspect)",'
    rb'"device":"(?P<device>' + _UUID + rb')","grant":"' + _HASH + rb'",)'
    rb'"hash":"(?P<hash>' + _HASH + rb')",'
    rb'(?P<after>"kind":"(?P<kind>[a-z_]{1,62}(?:\.[a-z_]{1,62})+)","parents":\[(?P<parents>[0-9a-f",]*)\],'
    rb'"prev":"(?P<prev>' + _HASH + rb')",)'
    rb'"salt":"(?P<salt>[0-9a-f]{32})",'
    rb'(?P<rest>"scope":"(?P<scope>t-' + _CHAR + rb'{6}|county)","seq":(?P<seq>' + _NUMBER + rb'),'
    rb'"subject":"(?P<subject>[a-z_]+:[A-Za-z0-9._-]{1,100})","v":(?P<v>' + _NUMBER + rb")\})"
)  # fmt: skip
_PARENTS = re.compile(rb'(?:"' + _HASH + rb'"(?:,"' + _HASH + rb'")*)?')
_LONGEST_KIND: Final = 64
# Member names beyond the BMP sort differently in JCS and in Python: lines with such a character go the long way.
_ODD = re.compile(rb"[\xf0-\xff]")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True).encode


@dataclass(frozen=True, slots=True)
class Quick:
    """The place of an entry (device, seq, hash, prev, scope, subject, kind) and its body."""

    place: tuple[str, int, str, str, str, str, str]
    body: dict[str, Any] | None


def read(line: bytes) -> Quick | None:
    """Give the whole entry of a canonical line with hashes that fit; None where the full reading must decide."""
    found = _LINE.fullmatch(line)
    if found is None or len(line) > MAX_BYTES or _ODD.search(line) or not _is_formal(found):
        return None
    body = _canonical_body(found["body"])
    if body is None or not _has_its_hashes(found):
        return None
    texts = found.group("device", "hash", "prev", "scope", "subject", "kind")
    device, own, prev, scope, subject, kind = (text.decode("ascii") for text in texts)
    return Quick((device, int(found["seq"]), own, prev, scope, subject, kind), body)


def _is_formal(found: re.Match[bytes]) -> bool:
    try:
        parse(found["at"].decode("ascii"))
    except ValueError:
        return False
    if int(found["seq"]) > LARGEST or int(found["v"]) > LARGEST or len(found["kind"]) > _LONGEST_KIND:
        return False
    if not (parents := found["parents"]):
        return True
    hashes = parents.split(b",")
    ordered = all(a < b for a, b in pairwise(hashes))
    return ordered and len(hashes) <= MAX_PARENTS and _PARENTS.fullmatch(parents) is not None


def _canonical_body(source: bytes) -> dict[str, Any] | None:
    """Parse a body and compare its canonical form with what came: equal means canonical and without repetition."""
    if source.count(b"{") + source.count(b"[") >= DEEPEST:
        return None
    try:
        body = _decoder.decode(source.decode("utf-8"))
        same = _encode(body).encode("utf-8") == source
    except (ValueError, RecursionError):
        return None
    return body if same and isinstance(body, dict) else None


def _has_its_hashes(found: re.Match[bytes]) -> bool:
    salted = bytes.fromhex(found["salt"].decode("ascii")) + found["body"]
    if hashlib.sha256(salted).hexdigest().encode("ascii") != found["body_hash"]:
        return False
    hashed = found["before"] + found["middle"] + found["after"] + found["rest"]
    return hashlib.sha256(hashed).hexdigest().encode("ascii") == found["hash"]


def _bounded(digits: str) -> int:
    if len(digits) > len(str(-LARGEST)) or abs(number := int(digits)) > LARGEST:
        raise ValueError(digits)
    return number


def _no_number(text: str) -> Any:
    raise ValueError(text)


_decoder = json.JSONDecoder(parse_int=_bounded, parse_float=_no_number, parse_constant=_no_number)
