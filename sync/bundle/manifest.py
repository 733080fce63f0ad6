"""The first member of a bundle: who sends it to whom, which part of how many it is, and every other member."""

import hashlib
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self

from app.journal import sign
from app.journal.canonical import NotCanonical, canonical
from sync.protocol import MAX_BLOB_BYTES, is_media_type
from sync.reading import Members, NotProtocol, read_json

NAME: Final = "manifest.json"
JOURNAL: Final = "journal.ndjson"
CHECKPOINTS: Final = "checkpoints.ndjson"
ACKS: Final = "acks.json"
BLOBS: Final = "blobs/"
FORMAT: Final = 1
MAX_MANIFEST_BYTES: Final = 8 * 2**20
_MOST_PARTS: Final = 10_000
_LARGEST: Final = {JOURNAL: 2**30, CHECKPOINTS: 8 * 2**20, ACKS: 64 * 2**20}


@dataclass(frozen=True, slots=True)
class Member:
    """A file in the bundle; `media_type` is a document's."""

    name: str
    sha256: str
    size: int
    media_type: str = ""

    @property
    def is_blob(self) -> bool:
        """Whether this is a document."""
        return self.name.startswith(BLOBS)

    @classmethod
    def blob(cls, sha256: str, size: int, media_type: str) -> Self:
        """Give the member of a document."""
        return cls(BLOBS + sha256, sha256, size, media_type)

    @classmethod
    def read(cls, value: object) -> Self:
        """Read a member; NotProtocol for a name, size or type that no bundle has."""
        it = Members(value)
        name, sha256, size = it.text("name"), it.digest("sha256"), it.integer("size")
        if not name.startswith(BLOBS):
            if size > _LARGEST.get(name, -1):
                raise NotProtocol("member")
            return cls(name, sha256, size)
        media_type = it.text("media_type")
        if name != BLOBS + sha256 or size > MAX_BLOB_BYTES or not is_media_type(media_type):
            raise NotProtocol("member")
        return cls(name, sha256, size, media_type)

    def to_dict(self) -> dict[str, str | int]:
        """Give the member as it stands in the manifest."""
        plain: dict[str, str | int] = {"name": self.name, "sha256": self.sha256, "size": self.size}
        return plain | ({"media_type": self.media_type} if self.media_type else {})


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a window is: its cursor, its newest own `seq`, and the `seq` up to which it knows all as delivered."""

    cursor: int = 0
    have_seq: int = 0
    delivered: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """`sender` is a device, `receiver` the `kid` of the county's key or the id of the device that is answered."""

    sender: str
    receiver: str
    epoch: str
    set_id: str
    part: int
    parts: int
    at: str
    members: tuple[Member, ...]
    reached: Reached = field(default_factory=Reached)
    digest: str = ""  # SHA-256 (hex) over the canonical form of all but `signature` and `kid`: what is signed
    signature: str = ""
    kid: str = ""

    @classmethod
    def read(cls, source: bytes) -> Self:
        """Read a manifest; NotProtocol when it is none, or of a newer form."""
        value = read_json(source)
        it = Members(value)
        if it.integer("format") != FORMAT:
            raise NotProtocol("format")
        names = it.uuid("from"), it.text("to"), it.text("epoch"), it.uuid("set")
        part, parts, at = it.integer("part", 1), it.integer("parts", 1), it.text("at")
        members = tuple(map(Member.read, it.items("members")))
        if part > parts or parts > _MOST_PARTS or not _in_order(members):
            raise NotProtocol("members")
        reached = Reached(it.integer("cursor"), it.integer("have_seq"), it.integer("delivered"))
        signed = _digest_of({name: value[name] for name in value if name not in {"signature", "kid"}})
        return cls(*names, part, parts, at, members, reached, signed, it.text("signature"), it.text("kid"))

    def to_dict(self) -> dict[str, Any]:
        """Give the manifest as it is written."""
        return self._unsigned() | {"signature": self.signature, "kid": self.kid}

    def to_json(self) -> bytes:
        """Give the bytes of the member."""
        return canonical(self.to_dict())

    def signed(self, private: bytes) -> Self:
        """Give the manifest with the sender's signature."""
        ready = replace(self, digest=_digest_of(self._unsigned()), kid=sign.kid(sign.public_key(private)))
        return replace(ready, signature=sign.sign(private, ready._statement()))  # noqa: SLF001 - of the same class

    def is_signed(self, public: str) -> bool:
        """Tell whether the owner of `public` signed all of this."""
        return self.kid == sign.kid(public) and sign.is_signed(public, self._statement(), self.signature)

    def blobs(self) -> tuple[Member, ...]:
        """Give the documents."""
        return tuple(member for member in self.members if member.is_blob)

    def _unsigned(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "from": self.sender,
            "to": self.receiver,
            "epoch": self.epoch,
            "set": self.set_id,
            "part": self.part,
            "parts": self.parts,
            "at": self.at,
            "cursor": self.reached.cursor,
            "have_seq": self.reached.have_seq,
            "delivered": self.reached.delivered,
            "members": [member.to_dict() for member in self.members],
        }

    def _statement(self) -> bytes:
        return sign.statement("bundle", self.sender, self.part, self.digest)


def _digest_of(unsigned: dict[str, Any]) -> str:
    try:
        return hashlib.sha256(canonical(unsigned)).hexdigest()
    except NotCanonical as error:
        raise NotProtocol("manifest") from error


def _in_order(members: tuple[Member, ...]) -> bool:
    """Tell whether each stands once, and text before documents."""
    kinds = [member.is_blob for member in members]
    return len({member.name for member in members}) == len(members) and kinds == sorted(kinds)
