"""Writing what waits onto sticks: a set of bundles, part by part, which goes on where it was broken off."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from app import watch
from app.domain.sealed import SealedBlob
from app.errors import Refused, Unavailable
from app.ids import uuid7
from app.store.values import BlobTask
from app.watch import Stopped
from sync.bundle.file import MAX_FILE_BYTES, write_bundle
from sync.bundle.manifest import Member
from sync.bundle.stick import stick, sweep
from sync.client.cargo import Address, Text, address_of, documents_of, is_there, openers, text_of, unreadable
from sync.client.parts import Outgoing, Part, size_of, spread
from sync.client.session import BUNDLES, COPIED, Session
from sync.client.steps import OnFree, OnStore, Steps

ENDING: Final = ".age"
_RESERVE: Final = 2**20  # bytes that stay free on a stick
_NAME: Final = 6  # characters of ids in a file's name: enough to tell sticks of two windows apart


@dataclass
class Watch(watch.Watch):
    """The writing as others see it; sizes are plain bytes. A part that is whole stays where it is stopped."""

    part: int = 0
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Target:
    """Where to: a folder, or one `name` in it. `limit` is the most bytes of a file, `anew` forgets a set begun."""

    folder: Path
    name: str = ""
    limit: int = MAX_FILE_BYTES
    anew: bool = False

    @classmethod
    def of(cls, place: Path, limit: int = MAX_FILE_BYTES, *, anew: bool = False) -> "Target":
        """Give the target that a path means: a folder that exists, else a file."""
        return cls(place, "", limit, anew) if place.is_dir() else cls(place.parent, place.name, limit, anew=True)

    def room(self) -> int:
        """Give how many bytes a file may have here now; Unavailable stick.away or stick.gone."""
        if not self.folder.is_dir():
            raise Unavailable("stick.away")
        with stick():
            return min(self.limit, shutil.disk_usage(self.folder).free - _RESERVE)


@dataclass(frozen=True, slots=True)
class Exported:
    """What a run wrote: the `files`, how many parts the set has, which are `left` for the next stick.

    `unreadable` are documents that this window cannot read any more and that are on no stick.
    """

    set_id: str
    parts: int
    files: tuple[str, ...]
    left: int
    entries: int
    blobs: int
    bytes: int
    unreadable: tuple[str, ...] = ()
    stopped: bool = False


def export(session: Session, target: Target, watch: Watch) -> Steps[Exported]:
    """Write what waits, as far as the stick takes it; the next call goes on with the parts that are left.

    Refused bundle.*, Unavailable stick.*: parts that are whole stay, no half file is left.
    """
    address = yield OnStore(partial(address_of, session))
    tasks = yield OnStore(partial(documents_of, session))
    text = yield from text_of(session, address)
    room = yield OnFree(partial(_ready, target, address))
    outgoing = yield OnStore(partial(_planned, session, target, text, (tasks, room)))
    work = _Work(session, target, watch, address, text, {task.sha256: task for task in tasks})
    watch.parts, watch.total = len(outgoing.parts), work.bytes_left(outgoing)
    begun = outgoing
    try:
        for number in begun.left:
            outgoing = yield from work.write(outgoing, number, may_end=number != begun.left[0])
    except (Stopped, _NextStick) as end:
        return work.done(outgoing, begun, stopped=isinstance(end, Stopped))
    if (yield OnFree(partial(is_elsewhere, session, target.folder))) and not work.lost:
        yield OnStore(partial(note_copied, session, address.at))
    return work.done(outgoing, begun)


def name_of(kind: str, device: str, set_id: str = "") -> str:
    """Give how the names of a window's files begin."""
    return f"yimen-{kind}-{device[-_NAME:]}-{set_id[-_NAME:]}"


def is_elsewhere(session: Session, folder: Path) -> bool:
    """Tell whether a folder lies on another disk than the program's own documents."""
    with stick():
        return folder.stat().st_dev != session.vault.folder.parent.stat().st_dev


def note_copied(session: Session, at: str) -> None:
    """Note that all that was written up to a moment has a second copy. On the store's thread."""
    with session.store.work() as work:
        work.set_setting(COPIED, at)


class _NextStick(Exception):
    """This stick is full; the next part wants another."""


@dataclass(slots=True)
class _Work:
    """One run of the writing."""

    session: Session
    target: Target
    watch: Watch
    address: Address
    text: Text
    tasks: dict[str, BlobTask]
    lost: set[str] = field(default_factory=set)

    def write(self, outgoing: Outgoing, number: int, *, may_end: bool) -> Steps[Outgoing]:
        """Write a part, and keep that it was written; _NextStick where it does not fit and that `may_end` the run."""
        part = outgoing.parts[number - 1]
        self.watch.part = number
        sealed = yield from openers(self.session, part.blobs)
        put = partial(self._put, outgoing.set_id, (number, len(outgoing.parts)), sealed, may_end=may_end)
        written = yield OnFree(put)
        parts = (*outgoing.parts[: number - 1], written, *outgoing.parts[number:])
        changed = replace(outgoing, parts=parts)
        if not self.target.name:
            yield OnStore(partial(_keep, self.session, changed))
        return changed

    def bytes_left(self, outgoing: Outgoing) -> int:
        """Give how many bytes of content the parts have that are still to be written."""
        text = sum(member.size for member in self.text.members) if 1 in outgoing.left else 0
        waiting = (sha256 for number in outgoing.left for sha256 in outgoing.parts[number - 1].blobs)
        return text + sum(self.tasks[sha256].size for sha256 in waiting)

    def done(self, outgoing: Outgoing, begun: Outgoing, *, stopped: bool = False) -> Exported:
        """Say what came of it."""
        written = [outgoing.parts[number - 1] for number in begun.left if outgoing.parts[number - 1].is_written]
        return Exported(
            set_id=outgoing.set_id,
            parts=len(outgoing.parts),
            files=tuple(part.file for part in written),
            left=len(outgoing.left),
            entries=self.text.entries if 1 in begun.left and 1 not in outgoing.left else 0,
            blobs=sum(len(part.blobs) for part in written),
            bytes=sum(part.size for part in written),
            unreadable=tuple(sorted(self.lost)),
            stopped=stopped,
        )

    def _put(self, set_id: str, place: tuple[int, int], sealed: dict[str, SealedBlob], *, may_end: bool) -> Part:
        """Write a part's file; a document that cannot be read is left out, and the file begun again."""
        number, parts = place
        readable = {sha256: one for sha256, one in sealed.items() if is_there(self.session, one)}
        self.lost |= sealed.keys() - readable.keys()
        name = self.target.name or f"{name_of('report', self.address.device.id, set_id)}-{number}of{parts}{ENDING}"
        while True:
            members = (*(self.text.members if number == 1 else ()), *map(_member, readable.values()))
            if size_of(members) > self.target.room():
                raise _NextStick if may_end else Unavailable("stick.full")
            manifest = self.address.manifest(set_id, number, parts, members)
            before = self.watch.done
            try:
                content = partial(self._content, readable)
                size = write_bundle(self.target.folder / name, manifest, content, self.address.recipient)
            except Unavailable as error:
                if (sha256 := unreadable(error)) is None:
                    raise
                self.lost.add(sha256)
                del readable[sha256]
                self.watch.done = before
            else:
                return Part(tuple(readable), name, size)

    def _content(self, sealed: dict[str, SealedBlob], member: Member) -> Iterable[bytes]:
        if not member.is_blob:
            for piece in self.text.pieces(member.name):
                self.watch.moved(len(piece))
                yield piece
            return
        content = self.session.vault.open(sealed[member.sha256])
        self.watch.moved(len(content))
        yield content


def _member(sealed: SealedBlob) -> Member:
    ref = sealed.ref
    return Member.blob(ref.sha256, ref.size, ref.media_type)


def _ready(target: Target, address: Address) -> int:
    """Clear away what a killed run left, and give the room; Refused bundle.target_exists for a file that is there."""
    room = target.room()
    if target.name and (target.folder / target.name).exists():
        raise Refused("bundle.target_exists")
    sweep(target.folder, name_of("report", address.device.id)[:-1])
    return room


def _planned(session: Session, target: Target, text: Text, waiting: tuple[tuple[BlobTask, ...], int]) -> Outgoing:
    """Go on with the set that was begun, or plan another: over everything, or over what no stick has yet."""
    tasks, room = waiting
    begun = None if target.anew else Outgoing.of(session.store.setting(BUNDLES))
    if begun is not None and begun.left and _goes_on(begun, text, tasks, room):
        return begun
    there = begun.on_sticks() if begun is not None and begun.left else frozenset()
    spreading = spread(text.members, [task for task in tasks if task.sha256 not in there], room)
    if target.name and len(spreading) > 1:
        raise Refused("bundle.one_file", megabytes=room // 2**20)
    planned = Outgoing(uuid7(), text.last_seq, tuple(map(Part, spreading)))
    if not target.name:
        _keep(session, planned)
    return planned


def _goes_on(begun: Outgoing, text: Text, tasks: tuple[BlobTask, ...], room: int) -> bool:
    """Tell whether the parts that are left are still what is left to write, and the next one fits."""
    waiting = {task.sha256: task for task in tasks}
    left = [begun.parts[number - 1] for number in begun.left]
    if begun.last_seq != text.last_seq or not all(sha256 in waiting for part in left for sha256 in part.blobs):
        return False
    found = (waiting[sha256] for sha256 in left[0].blobs)
    members = [Member.blob(task.sha256, task.size, task.media_type) for task in found]
    return size_of([*(text.members if begun.left[0] == 1 else ()), *members]) <= room


def _keep(session: Session, outgoing: Outgoing) -> None:
    with session.store.work() as work:
        work.set_setting(BUNDLES, outgoing.to_json())
