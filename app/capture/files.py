"""Reading picture files one after the other, for `yimen read`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.capture.client import Reader
from app.errors import Refused


def read_pictures(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """Give for each picture what `Reading.to_json` says; a refused one has its code under "error".

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
        return {**_NOTHING, "picture": str(path), "error": error.code}


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
