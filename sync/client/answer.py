"""The county's answer on a stick: acknowledgements, entries, counter-signatures, taken in as if they came by line."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

import zstandard

from app.errors import Refused
from sync.bundle.file import read_bundle
from sync.bundle.manifest import ACKS, JOURNAL, Manifest, Member
from sync.client.county import Countersigned, Me, Page, no_answer, read_page
from sync.client.plan import NewEpoch
from sync.client.pulling import take_in
from sync.client.recovery import begin_epoch
from sync.client.session import AGE_KEY, COUNTY_KEYS, Session
from sync.client.steps import OnFree, OnStore, Steps
from sync.client.witness import keep
from sync.protocol import PushAnswer
from sync.reading import Members, NotProtocol, is_digest, lines_of, read_json

_PAGE_BYTES: Final = 2**19  # of lines that are held and taken in together
_SLICE: Final = 200  # documents and entries noted in one transaction


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer brought: own entries and documents that the county has by now, entries of others.

    `has_gap` says that the answer begins behind what this window has: another export brings the rest.
    """

    delivered: int
    complete: int
    received: int
    has_gap: bool = False


@dataclass(frozen=True, slots=True)
class Acks:
    """``acks.json``: the answer of a push, what the county knows of this device, and documents it has whole.

    The journal of the answer has all between the orders `after` and `head` that this device may see.
    """

    answer: PushAnswer
    me: Me
    after: int
    head: int
    blobs: tuple[str, ...]
    checkpoints: tuple[Countersigned, ...]

    @classmethod
    def read(cls, source: bytes) -> "Acks":
        """Read it; NotProtocol when it is none."""
        value = read_json(source)
        it = Members(value)
        blobs = tuple(it.items("blobs"))
        if not all(map(is_digest, blobs)):
            raise NotProtocol("blobs")
        signed = tuple(map(Countersigned.read, it.items("checkpoints")))
        return cls(PushAnswer.read(value), Me.read(value), it.integer("after"), it.integer("head"), blobs, signed)


@dataclass(frozen=True, slots=True)
class _Opener:
    """What opens answers here and whose word they are."""

    device: str
    identity: str
    keys: dict[str, dict[str, Any]] = field(repr=False)


def take_answer(session: Session, path: Path) -> Steps[Answered]:
    """Take an answer in; a repeat, or one that comes late, changes nothing that is newer.

    Refused bundle.*: nothing of it was taken. Unavailable stick.* where the file cannot be read.
    """
    opener = yield OnStore(partial(_opener, session))
    answer, pages = yield OnFree(partial(_read, opener, path))
    if (yield OnStore(partial(_is_of_new_epoch, session, answer))):
        step = NewEpoch(answer.me.server_epoch, answer.me.base_since(session.device().epoch), answer.me.acked_seq)
        yield from begin_epoch(session, step)
    delivered = yield OnStore(partial(_acknowledge, session, answer))
    complete = yield from _complete(session, answer)
    received, has_gap = yield from _take_journal(session, answer, pages)
    yield OnStore(partial(_countersign, session, answer))
    session.me = None  # what the county was last heard to say by line may be older
    return Answered(delivered, complete, received, has_gap)


class _Answer:
    """Holds an answer, packed, until all of it was proved."""

    def __init__(self, opener: _Opener) -> None:
        self._opener = opener
        self.acks = bytearray()
        self.pages: list[bytes] = []
        self._rest = bytearray()
        self._target = self.acks

    def accept(self, manifest: Manifest) -> None:
        key = self._opener.keys.get(manifest.kid, {})
        if manifest.receiver != self._opener.device:
            raise Refused("bundle.not_for_us")
        if not manifest.is_signed(key.get("public_key", "")):
            raise Refused("bundle.signature")
        if {member.name for member in manifest.members} - {ACKS, JOURNAL}:
            raise Refused("bundle.newer")

    def begin(self, member: Member) -> None:
        self._target = self.acks if member.name == ACKS else self._rest

    def more(self, piece: bytes) -> None:
        self._target += piece
        if len(self._rest) >= _PAGE_BYTES and (end := self._rest.rfind(b"\n") + 1):
            self._pack(end)

    def end(self, _member: Member) -> None:
        if self._rest:
            self._pack(len(self._rest))

    def _pack(self, end: int) -> None:
        self.pages.append(zstandard.compress(bytes(self._rest[:end])))
        del self._rest[:end]


def _opener(session: Session) -> _Opener:
    identity = session.store.setting(AGE_KEY)
    if not identity:
        raise Refused("bundle.not_for_us")
    return _Opener(session.device().id, identity, session.store.setting(COUNTY_KEYS) or {})


def _read(opener: _Opener, path: Path) -> tuple[Acks, list[bytes]]:
    answer = _Answer(opener)
    read_bundle(path, opener.identity, answer)
    try:
        return Acks.read(bytes(answer.acks)), answer.pages
    except NotProtocol as error:
        raise Refused("bundle.damaged") from error


def _is_of_new_epoch(session: Session, answer: Acks) -> bool:
    """Tell whether the county was set back since it was last heard; Refused where we, or it, live another life."""
    me, epoch = answer.me, session.device().epoch
    if me.server_epoch != epoch and epoch not in {name for name, _ in me.epochs}:
        raise Refused("bundle.old_answer")
    if me.acked_seq and session.store.hash_at(me.acked_seq) != me.head_hash:
        raise Refused("bundle.other_life")
    return me.server_epoch != epoch


def _acknowledge(session: Session, answer: Acks) -> int:
    """Note what is named and still waits: what was named before may have a newer word since."""
    waiting = session.store.undelivered()
    orders = [(seq, order) for seq, order in answer.answer.orders if seq in waiting]
    withheld = [(seq, reason) for seq, reason in answer.answer.withheld if seq in waiting]
    with session.store.work() as work:
        work.delivered(orders, withheld)
    return len(orders) + len(withheld)


def _complete(session: Session, answer: Acks) -> Steps[int]:
    waiting = yield OnStore(lambda: {task.sha256 for task in session.store.blobs_pending()})
    whole = [sha256 for sha256 in answer.blobs if sha256 in waiting]
    for at in range(0, len(whole), _SLICE):
        yield OnStore(partial(_note_complete, session, whole[at : at + _SLICE]))
    return len(whole)


def _note_complete(session: Session, digests: list[str]) -> None:
    with session.store.work() as work:
        work.blobs_complete(digests)


def _take_journal(session: Session, answer: Acks, pages: list[bytes]) -> Steps[tuple[int, bool]]:
    """Take in what lies behind the cursor; nothing where entries before that would be passed over."""
    cursor = (yield OnStore(session.device)).cursor
    if answer.after > cursor:
        return 0, True
    received = 0
    for packed in pages:
        page = yield OnFree(partial(_page, packed, answer, cursor))
        received += sum(line.entry is not None for line in page.entries)
        yield from take_in(session, page, moves_cursor=True)
    return received, False


def _page(packed: bytes, answer: Acks, cursor: int) -> Page:
    try:
        page = read_page(lines_of(zstandard.decompress(packed)), answer.head, answer.me.server_epoch)
    except type(no_answer()) as error:
        raise Refused("bundle.damaged") from error
    entries = tuple(line for line in page.entries if line.order > cursor)
    aside = tuple(line for line in page.aside if line.order > cursor)
    return Page(entries, aside, page.head, page.epoch)


def _countersign(session: Session, answer: Acks) -> None:
    waiting = {checkpoint.size: checkpoint for checkpoint in session.store.checkpoints(unsent=True)}
    keep(session, [(waiting[signed.size], signed) for signed in answer.checkpoints if signed.size in waiting])
