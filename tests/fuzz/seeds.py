"""Good bytes to begin with that several parsers read."""

import json
from typing import Any, Final

from app.journal import sign
from app.journal.entry import ZERO_HASH, Place, write
from tests.fuzz.sticks import AT, DEVICE, PRIVATE

PUBLIC: Final = sign.public_key(PRIVATE)


def an_entry() -> Any:
    """Give an entry that names a document."""
    named = {"sha256": "ab" * 32, "size": 7, "media_type": "image/jpeg"}
    place = Place(DEVICE, 1, ZERO_HASH, (), AT, "ok", DEVICE, ZERO_HASH, "t-7K3M9Q")
    return write(place, "case:a", "case.document_filed", 1, {"note": "张三来问低保", "document": named})


def as_json(value: object) -> list[bytes]:
    """Give one seed of a value."""
    return [json.dumps(value, ensure_ascii=False).encode()]
