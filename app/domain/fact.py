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


def plain(body: object) -> dict[str, Any]:
    """Give the JSON values of a fact's body, made from its dataclass."""
    values: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(body))
    return values
