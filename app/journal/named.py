"""Which documents an entry names."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.domain.fact import BlobRef

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def named_blobs(body: Mapping[str, Any] | None) -> tuple[BlobRef, ...]:
    """Give the documents that `body` names at any depth, each once, in the order of their naming.

    An object names one by text members `sha256` (64 hex digits) and `media_type` and an integer `size`;
    anything else is passed over.
    """
    return tuple(dict.fromkeys(_named(body)))


def _named(value: object) -> Iterator[BlobRef]:
    if isinstance(value, Mapping):
        if ref := _ref(value):
            yield ref
        value = list(value.values())
    if isinstance(value, list | tuple):
        for item in value:
            yield from _named(item)


def _ref(value: Mapping[str, Any]) -> BlobRef | None:
    sha256, size, media_type = value.get("sha256"), value.get("size"), value.get("media_type")
    if not isinstance(sha256, str) or not _DIGEST.fullmatch(sha256):
        return None
    if type(size) is not int or size < 0 or not isinstance(media_type, str):
        return None
    return BlobRef(sha256, size, media_type)
