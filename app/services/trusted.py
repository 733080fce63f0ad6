"""Root certificates that this PC knows: files in a folder of the installation, readable without a password."""

from pathlib import Path
from typing import Final

from app.durable import disk, write_whole
from app.errors import Refused
from app.pades.key import Holder
from app.pades.roots import MOST_BYTES, told_of

FOLDER: Final = "trusted"
_MOST_FILES: Final = 32
__all__ = ["FOLDER", "MOST_BYTES", "add", "known", "remove", "roots", "told_of"]


def roots(data: Path) -> tuple[bytes, ...]:
    """Give the files; nothing where there is no installation."""
    return tuple(place.read_bytes() for place in _places(data))


def known(data: Path) -> tuple[Holder, ...]:
    """Give what the certificates say of themselves, in the order of their files."""
    return tuple(told_of(place.read_bytes())[0] for place in _places(data))


def add(data: Path, content: bytes) -> Holder:
    """Keep one more; it is named by its own digest. Refused seal.not_a_root, seal.many_roots."""
    holder = told_of(content)[0]
    place = data / FOLDER
    with disk():
        place.mkdir(exist_ok=True)
    if len(_places(data)) >= _MOST_FILES:
        raise Refused("seal.many_roots")
    write_whole(place / f"{holder.sha256}.cer", content)
    return holder


def remove(data: Path, sha256: str) -> None:
    """Know one less."""
    with disk():
        (data / FOLDER / f"{sha256}.cer").unlink(missing_ok=True)


def _places(data: Path) -> list[Path]:
    return sorted((data / FOLDER).glob("*.cer"))[:_MOST_FILES]
