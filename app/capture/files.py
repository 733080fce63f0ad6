"""Reading picture files one after the other, for `yimen read`."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import resources
from app.capture.client import Reader
from app.capture.folder import ENDINGS
from app.errors import Refused


def read_pictures(paths: Iterable[Path], mat: Path | None = None) -> list[dict[str, Any]]:
    """Give for each picture what `Reading.to_json` says; a refused one has "error" (its code) and "text".

    A folder stands for the pictures in it, by name, without its own folders. The other pictures are read all the
    same. `mat` is a picture of the empty mat under the same camera; Refused mat.missing, mat.unreadable. Unavailable
    goes through: then no picture can be read.
    """
    empty = _mat(mat) if mat else None
    reader = Reader()
    try:
        return [_read(reader, path, empty) for given in paths for path in _pictures(given)]
    finally:
        reader.close()


def _pictures(given: Path) -> list[Path]:
    """Give the pictures of a folder; a folder without any, as everything else, stands for itself and is refused."""
    try:
        inside = sorted(path for path in given.iterdir() if path.suffix.lower() in ENDINGS)
    except OSError:
        return [given]
    return inside or [given]


def _mat(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused("mat.missing", name=path.name) from error


def _read(reader: Reader, path: Path, mat: bytes | None) -> dict[str, Any]:
    try:
        return reader.read(path, mat=mat).to_json()
    except Refused as error:
        if error.code == "mat.unreadable":  # with a bad one nothing would be read as it was meant
            raise
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
    "items": [],
    "outline": None,
}
