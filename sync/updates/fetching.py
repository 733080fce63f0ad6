"""Bringing an offered file here: in parts where the line breaks, and believed only when it is whole."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from app.durable import disk, sync_folder
from app.errors import Refused
from app.watch import Watch
from sync.updates.alone import alone
from sync.updates.offer import Kind, Offer
from sync.updates.source import PIECE_BYTES, Coming, NotThere, Source

READY: Final = "ready"  # within the folder of updates: what is whole and checked
_PART: Final = ".part"


def fetch(source: Source, offer: Offer, folder: Path, watch: Watch | None = None) -> Path:
    """Give the file that is offered, whole and checked; what was fetched before goes on where it broke off.

    Refused update.altered, update.half where it is not what was signed; Unavailable where the source or our own disk
    does not answer; Stopped where somebody asked for that: what is here so far stays.
    """
    watch = watch or Watch()
    watch.total = offer.size_bytes
    with alone(folder / READY / offer.kind), disk():
        whole = folder / READY / offer.kind / offer.name
        part = whole.with_name(f"{offer.sha256}{_PART}")
        if offer.kind is Kind.PROGRAM:
            _forget_others(whole.parent, (whole, part))
        if not is_whole(whole, offer):
            if not is_whole(part, offer):  # a run that was killed may have come that far
                _fill(source, offer, part, watch)
            if not is_whole(part, offer):
                part.unlink()
                raise Refused("update.altered", name=offer.name)
            part.replace(whole)
            sync_folder(whole.parent)
    watch.done = offer.size_bytes
    return whole


def is_whole(place: Path, offer: Offer) -> bool:
    """Tell whether a file is what was signed: its length, then its digest. OSError but for one that is not there."""
    try:
        if place.stat().st_size != offer.size_bytes:
            return False
    except FileNotFoundError:
        return False
    digest = hashlib.sha256()
    with place.open("rb") as file:
        while piece := file.read(PIECE_BYTES):
            digest.update(piece)
    return digest.hexdigest() == offer.sha256


def forget(folder: Path) -> None:
    """Remove the program that was fetched: it is installed, or no longer offered."""
    with disk():
        _forget_others(folder / READY / Kind.PROGRAM, ())


def _forget_others(folder: Path, kept: tuple[Path, ...]) -> None:
    """Remove other programs and parts of them: each is 150 MB."""
    for one in folder.glob("*.*"):  # the lock has no dot
        if one not in kept:
            one.unlink()


def _fill(source: Source, offer: Offer, part: Path, watch: Watch) -> None:
    """Bring a part up to its length; never a byte more goes to the disk, however long the source speaks."""
    have = part.stat().st_size if part.exists() else 0
    if have >= offer.size_bytes:
        have = 0
    with _begun(source, offer, have) as coming, part.open("ab") as file:
        file.seek(file.truncate(coming.start))
        watch.done = coming.start
        for piece in coming.pieces:
            if file.tell() + len(piece) > offer.size_bytes:
                file.truncate(0)
                raise Refused("update.altered", name=offer.name)
            file.write(piece)
            watch.moved(len(piece))
        length = file.tell()
        file.flush()
        os.fsync(file.fileno())
    if length < offer.size_bytes:
        raise Refused("update.half", name=offer.name)


@contextmanager
def _begun(source: Source, offer: Offer, have: int) -> Iterator[Coming]:
    try:
        with source.begin(offer.place, have) as coming:
            yield coming
    except NotThere as error:
        raise Refused("update.half", name=offer.name) from error
