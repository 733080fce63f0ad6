"""Small documents together: the county is asked once what it has of them, then they go in crates.

A crate is as large as the line takes in a moment, so that text never waits long behind it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Final

from app.domain.sealed import SealedBlob
from app.errors import Unavailable
from app.store.values import BlobTask
from sync import crate
from sync.client.county import Problem
from sync.client.session import Session
from sync.client.uploads import Sending, several

_CRATES_AT_ONCE: Final = 12
_LARGEST_LOADS: Final = 2  # a document of so many loads still goes in a crate of its own, where no speed was set


@dataclass(frozen=True, slots=True)
class Parcel:
    """A document to be sent, and what opens it here."""

    task: BlobTask
    sealed: SealedBlob


def load(session: Session) -> int:
    """Give how many bytes go in one crate now; 0 where the county takes none, or the line was cut of late."""
    most = _most(session) if session.is_calm else 0
    rate = session.use.kb_per_s * 1024
    return min(session.load, most, rate or most)


def fill(tasks: Sequence[BlobTask], load_bytes: int) -> int:
    """Give how many of the next documents fill some crates of that size; then it is looked how the line does."""
    room = _CRATES_AT_ONCE * load_bytes
    return sum(size <= room for size in accumulate(task.size for task in tasks))


def in_crates(session: Session, parcels: Sequence[Parcel]) -> dict[str, Sending]:
    """Send what fits, and give by digest how far those have come of which something is known now; never raises.

    After a cut none goes in a crate, but the question stands: it ends a crate that hangs on the dead line, and what
    that brought is not sent again.
    """
    known = dict[str, Sending]()
    if not _most(session) or not parcels:
        return known
    tasks = {parcel.task.sha256: parcel.task for parcel in parcels}
    try:
        standing = session.county.standing(list(tasks))
    except Problem:
        return known
    except Unavailable as error:
        return {name: Sending(task, task.upload_url, trouble=error) for name, task in tasks.items()}
    known |= {
        name: Sending(tasks[name], None, tasks[name].size, complete=True) for name in standing.whole & tasks.keys()
    }
    known |= {
        begun.sha256: Sending(tasks[begun.sha256], begun.place, begun.offset)
        for begun in standing.begun
        if begun.sha256 in tasks
    }
    fresh = [parcel for parcel in parcels if parcel.task.sha256 not in known]
    most = load(session)
    largest = most if session.use.kb_per_s else _LARGEST_LOADS * most
    for sent in several(partial(_send, session), _packed(fresh, most, largest)):
        known |= {one.task.sha256: one for one in sent}
    return known


def _most(session: Session) -> int:
    """Give how many bytes a crate may have at this county; 0 where it takes none."""
    return session.me.crate_bytes if session.me is not None else 0


def _packed(parcels: Iterable[Parcel], most: int, largest: int) -> Iterator[list[Parcel]]:
    """Give what goes together, in turn; what is too large for a crate is left out."""
    group, size = list[Parcel](), 0
    for parcel in parcels:
        if parcel.task.size > min(largest, crate.MAX_CRATED_BYTES) or not parcel.task.size:
            continue
        if group and (size + parcel.task.size > most or len(group) == crate.MAX_CRATE_BLOBS):
            yield group
            group, size = [], 0
        group.append(parcel)
        size += parcel.task.size
    if group:
        yield group


def _send(session: Session, parcels: list[Parcel]) -> list[Sending]:
    """Send one crate. What the county did not take goes piece by piece: there a spoilt one is found out."""
    size = sum(parcel.task.size for parcel in parcels)
    if session.must_pause(size):
        return []
    opened, sent = list[tuple[BlobTask, bytes]](), list[Sending]()
    for parcel in parcels:
        try:
            opened.append((parcel.task, session.vault.open(parcel.sealed)))
        except Unavailable as error:
            sent.append(Sending(parcel.task, parcel.task.upload_url, trouble=error))
    if opened:
        sent.extend(_brought(session, opened))
    return sent


def _brought(session: Session, opened: list[tuple[BlobTask, bytes]]) -> Iterator[Sending]:
    began = session.monotonic()
    try:
        kept = session.county.bring(crate.pack([(task.ref, content) for task, content in opened]))
    except Problem:
        return
    except Unavailable as error:
        yield from (Sending(task, task.upload_url, trouble=error) for task, _ in opened)
        return
    session.carried(session.monotonic() - began)
    for task, _ in opened:
        if task.sha256 in kept:
            session.moved(task.sha256, 0, task.size)
            yield Sending(task, None, task.size, complete=True)
