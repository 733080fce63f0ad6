"""A file's signature in a file beside it: whoever has the window's fingerprint can check it (docs/protocol.md, 17)."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.durable import write_whole
from app.journal import sign
from app.journal.canonical import canonical
from app.services.desk import Desk

if TYPE_CHECKING:
    from app.store import Checkpoint, Device

FORMAT: Final = "yimen-file/1"


def write_signed(
    desk: Desk, device: "Device", what: tuple[Path, bytes], point: "Checkpoint", told: Mapping[str, Any]
) -> Path:
    """Write a file (`what`: place and content) and its signature by a device, and give the signature's place.

    `point` is the checkpoint that covers the entry of this export, `told` what else the signature says: `count`,
    `reason` … Unavailable store.*.
    """
    file, content = what
    public = sign.public_key(device.private_key)
    size = len(content)
    said = {
        "format": FORMAT,
        "file": file.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": size,
        "at": desk.moment(),
        "by": desk.officer_name,
        "officer": desk.author.officer,
        "office": desk.office.name,
        "device": device.id,
        "public_key": public,
        "checkpoint": {"device": point.device, "size": point.size, "root": point.root},
        **told,
    }  # fmt: skip - as it reads
    statement = sign.statement("file", device.id, size, hashlib.sha256(canonical(said)).hexdigest())
    signed = said | {"kid": sign.kid(public), "signature": sign.sign(device.private_key, statement)}
    beside = file.with_name(f"{file.name}.sig")
    write_whole(file, content)
    write_whole(beside, canonical(signed) + b"\n")
    return beside
