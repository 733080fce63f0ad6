"""How a document reaches the county: asked for first, sent in pieces, gone on with where it stopped."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from app.errors import Unavailable
from app.store.values import BlobTask
from sync.client.county import County, Problem
from sync.protocol import MAX_PIECE_BYTES

PARALLEL: Final = 3
CAREFUL_PIECE_BYTES: Final = 64 * 2**10  # on a line that was cut of late: a cut hits all that is sent in parallel
GROUP: Final = 12  # documents between two looks at what else there is to send, and between two records of progress
_PATIENCE: Final = 3  # spoilt pieces, or lost places, in one run; after that the document waits for the next round
Read = Callable[[int, int], bytes]
One = TypeVar("One")
Other = TypeVar("Other")


@dataclass(frozen=True, slots=True)
class Sending:
    """A document on its way: `place` at the county (None before it is made), bytes there, whether it is complete.

    `trouble` is why it went no further in this round.
    """

    task: BlobTask
    place: str | None
    offset: int = 0
    complete: bool = False
    trouble: Unavailable | None = None

    @property
    def missing(self) -> int:
        """How many bytes have not arrived."""
        return 0 if self.complete else self.task.size - self.offset


def find_place(county: County, task: BlobTask) -> Sending:
    """Give where a document's sending goes on, or begins; never raises, trouble is in the answer."""
    try:
        return _placed(county, Sending(task, task.upload_url))
    except Unavailable as error:
        return Sending(task, task.upload_url, trouble=error)
    except Problem as problem:
        return Sending(task, task.upload_url, trouble=refused(problem))


def carry(
    county: County,
    sending: Sending,
    read: Read,
    must_pause: Callable[[], bool],
    piece_bytes: int = MAX_PIECE_BYTES,
    moved: Callable[[Sending, int], None] = lambda _sending, _size: None,
) -> Sending:
    """Send what is missing until it is complete, `must_pause` says so, or there is trouble; never raises.

    `read` gives the plain bytes from one offset to another; Unavailable where they cannot be read. `moved` hears of
    each piece that has arrived, with its size.
    """
    spoilt = 0
    try:
        while not (sending.complete or must_pause()):
            try:
                before, sending = sending.offset, _one_piece(county, sending, read, piece_bytes)
                moved(sending, sending.offset - before)
            except Problem as problem:
                spoilt += 1
                if problem.code not in {"digest", "offset", "not_found"} or spoilt > _PATIENCE:
                    return replace(sending, trouble=refused(problem))
                sending = _placed(county, sending)
    except Unavailable as error:
        return replace(sending, trouble=error)
    except Problem as problem:
        return replace(sending, trouble=refused(problem))
    return sending


def several(do: Callable[[One], Other], items: Iterable[One]) -> list[Other]:
    """Do the same for all items, a few at once, and give the results in their order."""
    with ThreadPoolExecutor(PARALLEL) as pool:
        return list(pool.map(do, items))


def refused(problem: Problem) -> Unavailable:
    """Give what an officer is told of a no that the program has no way around."""
    return Unavailable("county.refused", problem=problem.code)


def _one_piece(county: County, sending: Sending, read: Read, piece_bytes: int) -> Sending:
    if sending.place is None:
        return _placed(county, sending)
    end = min(sending.offset + piece_bytes, sending.task.size)
    piece = read(sending.offset, end)
    offset = county.uploads.send(sending.place, sending.offset, piece)
    return replace(sending, offset=offset, complete=offset == sending.task.size)


def _placed(county: County, sending: Sending) -> Sending:
    """Ask the county where it stands: a begun upload goes on, what it has is not sent again, else a new one begins."""
    task = sending.task
    offset = None if sending.place is None else county.uploads.offset(sending.place)
    if offset is not None and offset < task.size:
        return replace(sending, offset=offset)
    if county.has_blob(task.sha256):
        return Sending(task, None, task.size, complete=True)
    return Sending(task, county.uploads.create(task.sha256, task.size, task.media_type))
