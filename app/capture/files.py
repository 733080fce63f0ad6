"""Reading picture files one after the other, for `yimen read`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import resources
from app.capture.client import Reader
from app.errors import Refused


def read_pictures(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Give for each picture what `Reading.to_json` says; a refused one has "error" (its code) and "text".

    The other pictures are read all the same. Unavailable goes through: then no picture can be read.
    """
    reader = Reader()
    try:
        return [_read(reader, path) for path in paths]
    finally:
        reader.close()


def _read(reader: Reader, path: Path) -> dict[str, Any]:
    try:
        return reader.read(path).to_json()
    except Refused as error:
        sentence = resources.text("errors", f"refused.{error.code}", **error.facts)
        return {**_NOTHING, "picture": str(path), "error": error.code, "text": sentence}


_NOTHING: dict[str, Any] = {
    "picture": "",
    "width": None,
    "height": None,
    "page": None,
    "kind": "other",
    "quality": {"verdict": "bad", "cause": None},
    "barcodes": [],
    "fields": {},
}
