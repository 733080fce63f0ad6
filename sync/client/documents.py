"""Documents on their way: in groups to the county, one by one from it. What is kept is verified first."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from app.domain.fact import BlobRef
from app.domain.sealed import SealedBlob
from app.errors import Unavailable
from app.store.values import BlobTask
from sync.client.county import Problem, no_answer
from sync.client.crates import Parcel, fill, in_crates, load
from sync.client.plan import allowed, in_turn
from sync.client.pushing import push
from sync.client.session import Session
from sync.client.steps import OnFree, OnStore, Steps
from sync.client.uploads import CAREFUL_PIECE_BYTES, GROUP, Sending, carry, find_place, refused, several
from sync.crate import MAX_CRATE_BLOBS
from sync.protocol import MAX_PIECE_BYTES

_AHEAD: Final = 20 * GROUP  # how many documents are put in order at once
_LEAST_PIECE_BYTES: Final = 16 * 2**10


def upload(session: Session) -> Steps[None]:
    """Send the documents that wait; text that comes meanwhile goes first. One that cannot be sent holds up no other."""
    tried: set[str] = set()
    while tasks := (yield OnStore(partial(_waiting, session, tried))):
        while tasks:
            count = max(GROUP, fill(tasks[:MAX_CRATE_BLOBS], load(session)))
            group = yield OnStore(partial(_parcels, session, tasks[:count]))
            tasks = tasks[count:]
            tried.update(parcel.task.sha256 for parcel in group)
            yield from _send(session, group)
            if session.stop.is_set():
                return
            yield from push(session)
            if not session.lets(0):
                return


def _send(session: Session, group: list[Parcel]) -> Steps[None]:
    """Send a group; where a large one's upload goes on is on the disk before its first piece leaves."""
    placed: dict[str, Sending] = {}
    while group:
        sent = yield OnFree(partial(_further, session, group, placed))
        yield OnStore(partial(_record, session, sent))
        if session.stop.is_set():
            return
        placed = {one.task.sha256: one for one in sent}
        group = [parcel for parcel in group if _goes_on(session, parcel, placed.get(parcel.task.sha256))]
        if group:
            yield from push(session)


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
    sealed = session.store.all_sealed([task.sha256 for task in tasks])
    return [Parcel(task, sealed[task.sha256]) for task in tasks]


def _further(session: Session, group: list[Parcel], placed: dict[str, Sending]) -> list[Sending]:
    """Give how far each has come after a step: in crates what fits, else its place is found, then piece by piece.

    One that text goes before, so that nothing was done for it yet, is left out.
    """
    known = placed | in_crates(session, [parcel for parcel in group if parcel.task.sha256 not in placed])
    if session.hurry.is_set():
        group = [parcel for parcel in group if parcel.task.sha256 in known]
    return several(partial(_one_further, session, known), group)


def _one_further(session: Session, known: dict[str, Sending], parcel: Parcel) -> Sending:
    """Find where it goes on; what fits into one piece is sent at once, since a cut costs no more than that."""
    sending = known.get(parcel.task.sha256)
    if sending is None:
        sending = find_place(session.county, parcel.task)
        if parcel.task.size > MAX_PIECE_BYTES:
            return sending
    return _carry(session, parcel, sending) if _goes_on(session, parcel, sending) else sending


def _carry(session: Session, parcel: Parcel, sending: Sending) -> Sending:
    read = partial(session.vault.read_range, parcel.sealed)
    piece = piece_size(session)
    must_pause = partial(session.must_pause, min(piece, sending.missing))

    def moved(now: Sending, size: int) -> None:
        session.moved(now.task.sha256, now.missing, size)

    return carry(session.county, sending, read, must_pause, piece, moved)


def piece_size(session: Session) -> int:
    """Give how many bytes go at once: few on a line that was cut of late, a second's worth where a speed was set."""
    most = MAX_PIECE_BYTES if session.is_calm else CAREFUL_PIECE_BYTES
    rate = session.use.kb_per_s * 1024
    return min(most, max(rate, _LEAST_PIECE_BYTES)) if rate else most


def _goes_on(session: Session, parcel: Parcel, sending: Sending | None) -> bool:
    is_open = sending is None or not (sending.complete or sending.trouble)
    return is_open and session.lets(parcel.task.size)


def _record(session: Session, sendings: Sequence[Sending]) -> None:
    """Keep how far they came, then tell why one went no further: only a lost line ends the round."""
    with session.store.work() as work:
        work.blobs_complete([sending.task.sha256 for sending in sendings if sending.complete])
        for sending in sendings:
            if not sending.complete and sending.place != sending.task.upload_url:
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
