"""What travels between window and county: the one file that both sides share (docs/protocol.md).

Nothing here touches a network or a disk; how JSON is read stands in `sync.reading`.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Final, Self

from app.journal import sign
from app.journal.canonical import canonical
from app.journal.entry import Entry, NotAnEntry
from app.journal.entry import read as read_entry
from sync.reading import Members, NotProtocol, is_digest, read_json, write_json

MAX_BATCH_ENTRIES: Final = 1_000
MAX_BATCH_BYTES: Final = 8 * 2**20
MAX_BLOB_BYTES: Final = 20 * 2**20
MAX_PIECE_BYTES: Final = 240 * 2**10  # of an upload with Upload-Checksum: with its requests, what a cut may cost
TOKEN_SECONDS: Final = 900
ASSERTION_SECONDS: Final = 300
LEEWAY_SECONDS: Final = 60
AUDIENCE: Final = "yimen-county"
GRANT: Final = "client_credentials"
ASSERTION_TYPE: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
NDJSON: Final = "application/x-ndjson"
PROBLEM_JSON: Final = "application/problem+json"
PROBLEM: Final = "urn:yimen:problem:"
HEAD_HEADER: Final = "Yimen-Head"
EPOCH_HEADER: Final = "Yimen-Epoch"
ASSERTION_HEADER: Final = "Yimen-Assertion"  # of a call that brings one instead of a token
TOKEN_HEADER: Final = "Yimen-Token"  # of its answer  # noqa: S105 - a name, no secret
TUS_VERSION: Final = "1.0.0"
OFFSET_TYPE: Final = "application/offset+octet-stream"
UNPULLED: Final = "access."  # kinds that are pushed and never pulled
_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,126}", re.IGNORECASE)


class Withheld(StrEnum):
    """Why the county keeps an entry without `order`."""

    SCOPE = "scope"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class PushHeader:
    """First line of a push: who, from which `seq`, how many entries, signed over the last entry's hash."""

    device: str
    from_seq: int
    count: int
    head_hash: str
    signature: str
    kid: str

    @classmethod
    def read(cls, value: object) -> Self:
        """Read the header; NotProtocol when a member is absent or of a wrong type."""
        it = Members(value)
        place = it.uuid("device"), it.integer("from_seq", 1), it.integer("count", 1)
        return cls(*place, it.digest("head_hash"), it.text("signature"), it.text("kid"))

    @classmethod
    def signed(cls, private: bytes, device: str, from_seq: int, hashes: list[str]) -> Self:
        """Make the header of a push of entries with these hashes, signed with the device's key."""
        signed = sign.statement("push", device, from_seq + len(hashes) - 1, hashes[-1])
        return cls(device, from_seq, len(hashes), hashes[-1], *_signed(private, signed))

    @property
    def last_seq(self) -> int:
        """The `seq` of the batch's last entry: the number that is signed."""
        return self.from_seq + self.count - 1

    def is_signed(self, public: str) -> bool:
        """Tell whether the owner of `public` signed this header."""
        signed = sign.statement("push", self.device, self.last_seq, self.head_hash)
        return self.kid == sign.kid(public) and sign.is_signed(public, signed, self.signature)


@dataclass(frozen=True, slots=True)
class RelayHeader:
    """First line of a relay: entries of others that the sender has, signed over all their hashes."""

    device: str
    count: int
    hash: str
    signature: str
    kid: str

    @classmethod
    def read(cls, value: object) -> Self:
        """Read the header; NotProtocol when a member is absent or of a wrong type."""
        it = Members(value)
        return cls(it.uuid("device"), it.integer("count", 1), it.digest("hash"), it.text("signature"), it.text("kid"))

    @classmethod
    def signed(cls, private: bytes, device: str, hashes: list[str]) -> Self:
        """Make the header of a relay of entries with these hashes, signed with the sender's key."""
        digest = digest_of_hashes(hashes)
        signed = sign.statement("relay", device, len(hashes), digest)
        return cls(device, len(hashes), digest, *_signed(private, signed))

    def is_signed(self, public: str) -> bool:
        """Tell whether the owner of `public` signed this header."""
        signed = sign.statement("relay", self.device, self.count, self.hash)
        return self.kid == sign.kid(public) and sign.is_signed(public, signed, self.signature)


def ndjson(header: object, lines: Iterable[bytes]) -> bytes:
    """Give the body of a push or relay: the header's line, then the entries' canonical lines."""
    first = write_json(asdict(header))  # type: ignore[call-overload]  # any dataclass: asdict wants a type that mypy cannot name
    return b"\n".join([first, *lines, b""])


def digest_of_hashes(hashes: Iterable[str]) -> str:
    """Give SHA-256 (hex) over the hashes as bytes, one after the other."""
    return hashlib.sha256(b"".join(map(bytes.fromhex, hashes))).hexdigest()


@dataclass(frozen=True, slots=True)
class PushAnswer:
    """What the county did with a push: each `seq` of the batch stands in `orders` or in `withheld`."""

    server_epoch: str
    acked_seq: int
    orders: tuple[tuple[int, int], ...]
    withheld: tuple[tuple[int, str], ...]

    @classmethod
    def read(cls, value: object) -> Self:
        """Read the answer of a push, or the like members of its 422; NotProtocol otherwise."""
        it = Members(value)
        orders = tuple((_whole(seq), _whole(order)) for seq, order in _pairs(it.items("orders")))
        withheld = tuple((_whole(seq), str(reason)) for seq, reason in _pairs(it.items("withheld")))
        return cls(it.text("server_epoch"), it.integer("acked_seq"), orders, withheld)


@dataclass(frozen=True, slots=True)
class CountyKey:
    """A key of the county: `public_key` proves its entries and answers, `age_recipient` seals things for it."""

    kid: str
    public_key: str
    age_recipient: str
    purpose: str
    valid_from: str
    valid_to: str | None

    @classmethod
    def read(cls, value: object) -> Self:
        """Read one of `county_keys`; NotProtocol when it is none."""
        it = Members(value)
        names = it.text("kid"), it.text("public_key"), it.text("age_recipient"), it.text("purpose")
        return cls(*names, it.text("from"), it.optional_text("to"))

    def to_dict(self) -> dict[str, str | None]:
        """Give the key as it is sent."""
        fields = asdict(self)
        return {{"valid_from": "from", "valid_to": "to"}.get(name, name): value for name, value in fields.items()}


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a device gets at enrolment and at takeover."""

    device: str
    device_number: str
    scopes: tuple[str, ...]
    county_keys: tuple[CountyKey, ...]
    server_epoch: str
    server_time: str

    @classmethod
    def read(cls, value: object) -> Self:
        """Read the answer of enrolment or takeover; NotProtocol otherwise."""
        it = Members(value)
        keys = tuple(map(CountyKey.read, it.items("county_keys")))
        names = it.uuid("device"), it.text("device_number"), tuple(map(str, it.items("scopes")))
        return cls(*names, keys, it.text("server_epoch"), it.text("server_time"))


def takeover_statement(body: Mapping[str, Any]) -> bytes:
    """Give what the old key signs at a takeover: all members of the request but `signature` and `kid`."""
    plain = {name: value for name, value in body.items() if name not in {"signature", "kid"}}
    digest = hashlib.sha256(canonical(plain)).hexdigest()
    return sign.statement("takeover", str(body["replaces"]), int(body["from_seq"]), digest)


def countersign_statement(device: str, size: int, root: str, at: str) -> bytes:
    """Give what the county signs when it has the same `root` over the first `size` entries of `device`."""
    return sign.countersign_statement(device, size, root, at)


def grant_statement(device: str, seq: int, body: Mapping[str, Any]) -> bytes:
    """Give what the county signs in an ``officer.granted`` body: all of it but `signature` and `kid`."""
    plain = {name: value for name, value in body.items() if name not in {"signature", "kid"}}
    return sign.statement("grant", device, seq, hashlib.sha256(canonical(plain)).hexdigest())


def revoke_statement(device: str, seq: int, body: Mapping[str, Any]) -> bytes:
    """Give what the county signs in an ``officer.revoked`` body: all of it but `signature` and `kid`."""
    plain = {name: value for name, value in body.items() if name not in {"signature", "kid"}}
    return sign.statement("revoke", device, seq, hashlib.sha256(canonical(plain)).hexdigest())


@dataclass(frozen=True, slots=True)
class PulledEntry:
    """One line of a pull. `entry` is None for the short form of an entry that the device has: `device`, `seq`."""

    order: int
    device: str
    seq: int
    received_at: str | None
    entry: Entry | None


def read_pulled(line: bytes) -> PulledEntry:
    """Read a line of a pull; NotProtocol when it is none, NotAnEntry when only the entry in it is unreadable."""
    it = Members(value := read_json(line))
    order = it.integer("order", 1)
    if "entry" not in value:
        return PulledEntry(order, it.uuid("device"), it.integer("seq", 1), None, None)
    entry = entry_of(value["entry"])
    return PulledEntry(order, entry.device, entry.seq, it.text("received_at"), entry)


def entry_of(value: object) -> Entry:
    """Read the entry that `read_json` found; NotAnEntry when it is none."""
    if not isinstance(value, Mapping):
        raise NotAnEntry("not an object")
    return read_entry(value)


def write_metadata(sha256: str, media_type: str) -> str:
    """Give the Upload-Metadata of a blob."""
    pairs = {"sha256": sha256, "media_type": media_type}
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in pairs.items())


def read_metadata(header: str) -> tuple[str, str]:
    """Give (sha256, media_type) of an Upload-Metadata; NotProtocol without a good sha256 or media type."""
    pairs: dict[str, str] = {}
    for item in header.split(","):
        name, _, value = item.strip().partition(" ")
        pairs[name] = value
    sha256 = _unbase64(pairs.get("sha256", ""))
    media_type = _unbase64(pairs["media_type"]) if "media_type" in pairs else "application/octet-stream"
    if not is_digest(sha256) or not is_media_type(media_type):
        raise NotProtocol("Upload-Metadata")
    return sha256, media_type


def is_media_type(value: object) -> bool:
    """Tell whether `value` is a media type without parameters, such as ``image/jpeg``."""
    return isinstance(value, str) and _MEDIA_TYPE.fullmatch(value) is not None


def _unbase64(text: str) -> str:
    try:
        return base64.b64decode(text, validate=True).decode("ascii")
    except ValueError as error:
        raise NotProtocol("Upload-Metadata") from error


def _signed(private: bytes, signed: bytes) -> tuple[str, str]:
    return sign.sign(private, signed), sign.kid(sign.public_key(private))


def _pairs(items: list[Any]) -> list[list[Any]]:
    if not all(isinstance(item, list) and len(item) == 2 for item in items):  # noqa: PLR2004 - a pair
        raise NotProtocol("pairs")
    return items


def _whole(value: object) -> int:
    if type(value) is not int or value < 1:
        raise NotProtocol("number")
    return value
