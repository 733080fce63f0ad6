"""Documents on their way: in groups to the county, one by one from it. What is kept is verified first."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from app.domain.fact import BlobRef
from app.domain.sealed import SealedBlob
from app.errors import Unavailable
from app.store.values import BlobTask
from sync.client.county import Problem, no_answer
from sync.client.plan import allowed, in_turn
from sync.client.pushing import push
from sync.client.session import Session
from sync.client.steps import OnFree, OnStore, Steps
from sync.client.uploads import CAREFUL_PIECE_BYTES, GROUP, Sending, carry, find_place, refused, several
from sync.protocol import MAX_PIECE_BYTES

_AHEAD: Final = 20 * GROUP  # how many documents are put in order at once
_LEAST_PIECE_BYTES: Final = 16 * 2**10
_CALM: Final = 16  # groups that go well before a line that was cut counts as good again


@dataclass(frozen=True, slots=True)
class Parcel:
    """A document to be sent, and what opens it here."""

    task: BlobTask
    sealed: SealedBlob


def upload(session: Session) -> Steps[None]:
    """Send the documents that wait; text that comes meanwhile goes first. One that cannot be sent holds up no other."""
    tried: set[str] = set()
    while tasks := (yield OnStore(partial(_waiting, session, tried))):
        for at in range(0, len(tasks), GROUP):
            group = yield OnStore(partial(_parcels, session, tasks[at : at + GROUP]))
            tried.update(parcel.task.sha256 for parcel in group)
            yield from _send(session, group)
            if session.stop.is_set():
                return
            yield from push(session)
            if not session.lets(0):
                return


def _send(session: Session, group: list[Parcel]) -> Steps[None]:
    """Send a group; where a large one's upload goes on is on the disk before its first piece leaves."""
    begun = yield OnFree(partial(several, partial(_begin, session), group))
    yield OnStore(partial(_record, session, begun))
    halfway = [(parcel, sending) for parcel, sending in zip(group, begun, strict=True) if _goes_on(session, sending)]
    while halfway:
        sent = yield OnFree(partial(several, partial(_carry, session), halfway))
        yield OnStore(partial(_record, session, sent))
        if session.stop.is_set():
            return
        yield from push(session)
        went_on = zip(halfway, sent, strict=True)
        halfway = [(parcel, sending) for (parcel, _), sending in went_on if _goes_on(session, sending)]


def fetch(session: Session, ref: BlobRef) -> Steps[bytes]:
    """Give a document, from the vault or else from the county; what came before a cut is not read again.

    Unavailable county.* when there is no line, blob.not_at_county when the county has it not (yet).
    """
    sealed = yield OnStore(partial(session.store.blob, ref.sha256))
    if sealed is not None:
        content: bytes = yield OnFree(partial(session.vault.open, sealed))
        return content
    content, sealed = yield OnFree(partial(_read, session, ref))
    yield OnStore(partial(_keep, session, sealed))
    return content


def _waiting(session: Session, tried: set[str]) -> tuple[BlobTask, ...]:
    may_go = allowed(session.store.blobs_pending(), session.use, session.now())
    tasks = [task for task in may_go if task.sha256 not in tried]
    return in_turn(tasks, session.missing, session.now())[:_AHEAD]


def _parcels(session: Session, tasks: Iterable[BlobTask]) -> list[Parcel]:
    return [Parcel(task, session.store.sealed(task.sha256)) for task in tasks]


def _begin(session: Session, parcel: Parcel) -> Sending:
    """Find where it goes on; what fits into one piece is sent at once, since a cut costs no more than that."""
    sending = find_place(session.county, parcel.task)
    if parcel.task.size <= MAX_PIECE_BYTES and _goes_on(session, sending):
        return _carry(session, (parcel, sending))
    return sending


def _carry(session: Session, begun: tuple[Parcel, Sending]) -> Sending:
    parcel, sending = begun
    read = partial(session.vault.read_range, parcel.sealed)
    piece = piece_size(session)
    must_pause = partial(session.must_pause, min(piece, sending.missing))

    def moved(now: Sending, size: int) -> None:
        session.moved(now.task.sha256, now.missing, size)

    return carry(session.county, sending, read, must_pause, piece, moved)


def piece_size(session: Session) -> int:
    """Give how many bytes go at once: few on a line that was cut of late, a second's worth where a speed was set."""
    most = MAX_PIECE_BYTES if session.calm >= _CALM else CAREFUL_PIECE_BYTES
    rate = session.use.kb_per_s * 1024
    return min(most, max(rate, _LEAST_PIECE_BYTES)) if rate else most


def _goes_on(session: Session, sending: Sending) -> bool:
    return not sending.complete and sending.trouble is None and session.lets(sending.task.size)


def _record(session: Session, sendings: Iterable[Sending]) -> None:
    """Keep how far they came, then tell why one went no further: only a lost line ends the round."""
    sendings = list(sendings)
    with session.store.work() as work:
        for sending in sendings:
            if sending.complete:
                work.blob_complete(sending.task.sha256)
            elif sending.place != sending.task.upload_url:
                work.upload_at(sending.task.sha256, sending.place)
    for sending in sendings:
        session.missing[sending.task.sha256] = sending.missing
    session.calm += 1
    troubles = [sending.trouble for sending in sendings if sending.trouble is not None]
    for trouble in troubles:
        if trouble.code.startswith("county.") and trouble.code != "county.refused":
            session.calm = 0
            raise trouble
        session.note(trouble)


def _read(session: Session, ref: BlobRef) -> tuple[bytes, SealedBlob]:
    kept = session.partial.setdefault(ref.sha256, bytearray())
    try:
        session.county.read_blob(ref.sha256, kept, ref.size)
    except Problem as problem:
        del session.partial[ref.sha256]
        raise (Unavailable("blob.not_at_county") if problem.code == "not_found" else refused(problem)) from problem
    content = bytes(session.partial.pop(ref.sha256))
    if hashlib.sha256(content).hexdigest() != ref.sha256:
        raise no_answer()
    return content, session.vault.put(content, ref.media_type)


def _keep(session: Session, sealed: SealedBlob) -> None:
    with session.store.work() as work:
        work.keep(sealed)
