"""A second copy of unsent work on another disk or stick: bundles like any others, added to and never rewritten.

Text is one file that is replaced; documents are packs that only come and go. What is delivered and complete goes
from there too. A place that is away is no error: it catches up when it is back.
"""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from app.domain.sealed import SealedBlob
from app.errors import Unavailable
from app.ids import uuid7
from app.store.values import BlobTask
from sync.bundle.file import write_bundle
from sync.bundle.manifest import Member
from sync.bundle.stick import put, stick, sweep
from sync.client import export
from sync.client.cargo import Address, Text, address_of, documents_of, is_there, openers, text_of, unreadable
from sync.client.export import ENDING, name_of, note_copied
from sync.client.parts import spread
from sync.client.session import SECOND, Session
from sync.client.steps import OnFree, OnStore, Steps

MARK: Final = ".yimen-second-copy"  # a file in the folder: without it another stick stands at its place
PACK_BYTES: Final = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Pack:
    """A file with documents."""

    file: str
    size: int
    blobs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies at the place: the text behind `delivered` up to `last_seq`, and packs."""

    text_file: str = ""
    text_size: int = 0
    last_seq: int = 0
    delivered: int = 0
    packs: tuple[Pack, ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, Any] | None) -> "Shelf":
        """Read it as it was kept; an empty one where there is none."""
        if not stored:
            return cls()
        packs = tuple(Pack(pack["file"], pack["size"], tuple(pack["blobs"])) for pack in stored["packs"])
        return cls(**{**stored, "packs": packs})


@dataclass(frozen=True, slots=True)
class Copied:
    """What a run did: whether the place was `away`, how many `bytes` were written, how many files went."""

    away: bool = False
    bytes: int = 0
    removed: int = 0
    unreadable: tuple[str, ...] = ()


def mark(folder: Path) -> None:
    """Make a folder the place of the second copy; one that is one already stays as it is. Unavailable stick.*."""
    with stick():
        is_marked = (folder / MARK).is_file()
    if not is_marked:
        put(folder / MARK, lambda file: file.write(b"yimen\n"))


def copy(session: Session, folder: Path) -> Steps[Copied]:
    """Bring the second copy up to now. Refused bundle.* before the county is known; Unavailable stick.*."""
    found = yield OnFree(partial(_look, folder))
    if found is None:
        return Copied(away=True)
    address = yield OnStore(partial(address_of, session))
    tasks = yield OnStore(partial(documents_of, session))
    shelf = _still_there(Shelf.of((yield OnStore(partial(session.store.setting, SECOND)))), found)
    work = _Work(session, folder, address, shelf)
    yield from work.tidy({task.sha256 for task in tasks})
    yield from work.text()
    yield from work.documents(tasks)
    if not work.lost and (yield OnFree(partial(export.is_elsewhere, session, folder))):
        yield OnStore(partial(note_copied, session, address.at))
    return Copied(False, work.written, work.removed, tuple(sorted(work.lost)))


@dataclass(slots=True)
class _Work:
    """One run."""

    session: Session
    folder: Path
    address: Address
    shelf: Shelf
    written: int = 0
    removed: int = 0
    lost: set[str] = field(default_factory=set)

    def tidy(self, waiting: set[str]) -> Steps[None]:
        """Let packs go of which nothing waits any more."""
        gone = [pack for pack in self.shelf.packs if not waiting.intersection(pack.blobs)]
        if gone:
            yield OnFree(partial(self._remove, [pack.file for pack in gone]))
            yield from self._keep(packs=tuple(pack for pack in self.shelf.packs if pack not in gone))

    def text(self) -> Steps[None]:
        """Write the text anew where it has changed; let it go where all is delivered."""
        session, standing = self.session, self.address.reached
        if not (yield OnStore(partial(session.store.outbox, 1))):
            if self.shelf.text_file:
                yield OnFree(partial(self._remove, [self.shelf.text_file]))
                yield from self._keep(text_file="", text_size=0, last_seq=0, delivered=0)
            return
        known = self.shelf.text_file, self.shelf.last_seq, self.shelf.delivered
        name = f"{name_of('copy', self.address.device.id)}text{ENDING}"
        if known == (name, standing.have_seq, standing.delivered):
            return
        text = yield from text_of(session, self.address)
        size = yield OnFree(partial(self._write, name, text.members, partial(_text_content, text)))
        yield from self._keep(text_file=name, text_size=size, last_seq=text.last_seq, delivered=standing.delivered)

    def documents(self, tasks: Iterable[BlobTask]) -> Steps[None]:
        """Write a pack with the documents that lie in none yet."""
        there = {sha256 for pack in self.shelf.packs for sha256 in pack.blobs}
        new = [task for task in tasks if task.sha256 not in there]
        for digests in spread((), new, PACK_BYTES) if new else ():
            sealed = yield from openers(self.session, digests)
            pack = yield OnFree(partial(self._pack, sealed))
            if pack.blobs:
                yield from self._keep(packs=(*self.shelf.packs, pack))

    def _pack(self, sealed: dict[str, SealedBlob]) -> Pack:
        """Write a pack; a document that cannot be read is left out, and the file begun again."""
        readable = {sha256: one for sha256, one in sealed.items() if is_there(self.session, one)}
        self.lost |= sealed.keys() - readable.keys()
        name = f"{name_of('copy', self.address.device.id, uuid7())}{ENDING}"
        while readable:
            members = tuple(_member(one) for one in readable.values())
            try:
                return Pack(name, self._write(name, members, partial(self._content, readable)), tuple(readable))
            except Unavailable as error:
                if (sha256 := unreadable(error)) is None:
                    raise
                self.lost.add(sha256)
                del readable[sha256]
        return Pack(name, 0, ())

    def _content(self, sealed: dict[str, SealedBlob], member: Member) -> Iterable[bytes]:
        yield self.session.vault.open(sealed[member.sha256])

    def _write(self, name: str, members: tuple[Member, ...], content: Any) -> int:
        manifest = self.address.manifest(uuid7(), 1, 1, members)
        size = write_bundle(self.folder / name, manifest, content, self.address.recipient)
        self.written += size
        return size

    def _remove(self, files: Iterable[str]) -> None:
        for file in files:
            with stick():
                (self.folder / file).unlink(missing_ok=True)
            self.removed += 1

    def _keep(self, **changed: Any) -> Steps[None]:
        self.shelf = replace(self.shelf, **changed)
        yield OnStore(partial(_note, self.session, self.shelf))


def _look(folder: Path) -> dict[str, int] | None:
    """Give the sizes of the files at the place by name; None where it is away, or another stick is there."""
    with contextlib.suppress(OSError, Unavailable):
        (folder / MARK).stat()
        sweep(folder, "yimen-copy-")
        return {path.name: path.stat().st_size for path in folder.glob(f"yimen-copy-*{ENDING}")}
    return None


def _still_there(shelf: Shelf, files: Mapping[str, int]) -> Shelf:
    """Give what of the shelf is still at this place; another stick has none of it."""
    packs = tuple(pack for pack in shelf.packs if files.get(pack.file) == pack.size)
    has_text = files.get(shelf.text_file) == shelf.text_size
    return replace(shelf, packs=packs) if has_text else Shelf(packs=packs)


def _note(session: Session, shelf: Shelf) -> None:
    with session.store.work() as work:
        work.set_setting(SECOND, asdict(shelf))


def _text_content(text: Text, member: Member) -> Iterable[bytes]:
    return text.pieces(member.name)


def _member(sealed: SealedBlob) -> Member:
    ref = sealed.ref
    return Member.blob(ref.sha256, ref.size, ref.media_type)
