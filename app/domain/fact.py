"""What a domain function says happened; the journal makes an entry of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened to a subject, in the past tense, with the schema version of its body."""

    subject: str
    kind: str
    v: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BlobRef:
    """A document by the SHA-256 (hex) of its plain bytes, its size in bytes and its media type."""

    sha256: str
    size: int
    media_type: str


_HEADS = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8", "image/jpeg"),
    (b"RIFF", "image/webp"),
    (b"BM", "image/bmp"),
    (b"%PDF", "application/pdf"),
)


def media_type_of(document: bytes) -> str:
    """Give what the first bytes of a document say it is."""
    return next((kind for head, kind in _HEADS if document.startswith(head)), "application/octet-stream")


def plain(body: object) -> dict[str, Any]:
    """Give the JSON values of a fact's body, made from its dataclass."""
    values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(body))
    return values
