"""Handing a checked program to the side that installs: a request lies in the incoming folder whole, or not at all."""

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from app.durable import disk, sync_folder, write_new
from app.errors import Refused, Unavailable
from sync.updates.source import PIECE_BYTES

REQUEST: Final = "request-"
DRAFT: Final = ".draft-"
PACKAGE: Final = "package"  # within a request, beside the signed lists
_NAME_BYTES: Final = 8


def hand_over(package: Path, lists: Mapping[str, bytes], incoming: Path) -> str:
    """Put a package and the signed lists that name it into `incoming`, and give the name under which it will end.

    Unavailable update.no_incoming where this machine has no such folder; store.* where the disk does not let it.
    """
    if not incoming.is_dir():
        raise Unavailable("update.no_incoming", place=incoming)
    name = f"{REQUEST}{secrets.token_hex(_NAME_BYTES)}"
    draft = incoming / name.replace(REQUEST, DRAFT)
    try:
        with disk():
            _write(draft, package, lists)
            draft.rename(incoming / name)
    except (Refused, Unavailable):
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return name


def is_waiting(request: str, incoming: Path) -> bool:
    """Tell whether nobody has taken a request yet."""
    return (incoming / request).exists()


def _write(draft: Path, package: Path, lists: Mapping[str, bytes]) -> None:
    draft.mkdir(mode=0o700)
    for name, content in lists.items():
        write_new(draft / name.rpartition("/")[2], content)
    with package.open("rb") as source, (draft / PACKAGE).open("xb") as target:
        shutil.copyfileobj(source, target, PIECE_BYTES)
        target.flush()
        os.fsync(target.fileno())
    sync_folder(draft)
