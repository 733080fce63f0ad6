"""Own entries on their way to the county: a batch is read, sent, and then delivered exactly as answered."""

from dataclasses import dataclass, replace
from functools import partial

from app.journal.chain import first_bad
from app.journal.entry import ZERO_HASH, Entry, NotAnEntry, read
from app.store.values import Device
from sync.client.county import Problem, no_answer
from sync.client.session import AskAgain, Session
from sync.client.steps import OnFree, OnStore, Steps
from sync.client.takeover import take_over
from sync.protocol import MAX_BATCH_ENTRIES, PushAnswer, PushHeader, ndjson
from sync.reading import NotProtocol


@dataclass(frozen=True, slots=True)
class Batch:
    """Own entries that follow each other, and who sends them."""

    device: Device
    entries: tuple[Entry, ...]

    @property
    def last(self) -> Entry:
        """The newest of them."""
        return self.entries[-1]

    def body(self) -> bytes:
        """Give the body of the push, signed."""
        hashes = [entry.hash for entry in self.entries]
        header = PushHeader.signed(self.device.private_key, self.device.id, self.entries[0].seq, hashes)
        return ndjson(header, (entry.to_line() for entry in self.entries))


def push(session: Session) -> Steps[None]:
    """Send all that waits, in batches; where the county says no, do what that calls for."""
    yield OnStore(partial(_checkpoint, session))
    limit = MAX_BATCH_ENTRIES
    while batch := (yield OnStore(partial(_next_batch, session, limit))):
        try:
            answer = yield OnFree(partial(_send, session, batch))
        except Problem as problem:
            limit = yield from _follow(session, batch, problem)
        else:
            yield OnStore(partial(acknowledge, session, batch, answer))


def _checkpoint(session: Session) -> None:
    if session.store.outbox(limit=1):
        with session.store.work() as work:
            work.checkpoint()


def _next_batch(session: Session, limit: int) -> Batch | None:
    session.hurry.clear()  # before the look: what is written from here on calls again
    entries = session.store.outbox(limit=limit)
    return Batch(session.device(), entries) if entries else None


def _send(session: Session, batch: Batch) -> PushAnswer:
    return session.county.push(batch.body(), session.dictionary or "")


def acknowledge(session: Session, batch: Batch, answer: PushAnswer) -> None:
    """Mark as delivered what the answer names: an entry written meanwhile keeps waiting. On the store's thread."""
    sent = {entry.seq for entry in batch.entries}
    orders = [(seq, order) for seq, order in answer.orders if seq in sent]
    withheld = [(seq, reason) for seq, reason in answer.withheld if seq in sent]
    if not orders and not withheld:
        raise no_answer()  # nothing moved: the same batch would be sent for ever
    with session.store.work() as work:
        work.delivered(orders, withheld)
    if session.me is not None:
        session.me = replace(session.me, acked_seq=batch.last.seq, head_hash=batch.last.hash)


def _follow(session: Session, batch: Batch, problem: Problem) -> Steps[int]:
    """Do what the county's no calls for and give how many entries the next batch may have."""
    if problem.code == "encoding" and session.dictionary:
        yield OnStore(partial(session.packs_with, ""))  # a county that forgot it: plain zstd is always spoken
        return len(batch.entries)
    if problem.code == "too_large" and len(batch.entries) > 1:
        return len(batch.entries) // 2
    if problem.code not in {"gap", "fork", "chain", "envelope"}:
        raise problem
    if "orders" in problem.members:
        yield OnStore(partial(_acknowledge_good, session, batch, problem))
    bad_seq = yield OnStore(partial(_first_broken, session, batch))
    if bad_seq is not None:
        yield from take_over(session, bad_seq)
    elif problem.code in {"chain", "envelope"}:
        raise problem  # whole here and refused there: to write it again would be refused again
    raise AskAgain


def _acknowledge_good(session: Session, batch: Batch, problem: Problem) -> None:
    try:
        answer = PushAnswer.read(problem.members)
    except NotProtocol as error:
        raise no_answer() from error
    if answer.orders or answer.withheld:
        acknowledge(session, batch, answer)


def _first_broken(session: Session, batch: Batch) -> int | None:
    """Give the first `seq` of a batch that is no longer what was written, None when all are whole."""
    before = batch.entries[0].seq - 1
    head = session.store.hash_at(before) if before else ZERO_HASH
    unchained = first_bad(batch.entries, batch.device.id, before, head or ZERO_HASH)
    damaged = (entry.seq for entry in batch.entries if not _is_whole(entry))
    return min((seq for seq in (unchained, next(damaged, None)) if seq is not None), default=None)


def _is_whole(entry: Entry) -> bool:
    try:
        return read(entry.to_line()) == entry
    except NotAnEntry:
        return False
