"""The county's repository of updates as IT makes and signs it: read back, checked, changed, written whole.

Before anything is signed the lists that lie there are checked against our own root, so that nobody who can write to
the folder gets his lines signed along with ours. The date is written last: until then windows see what was before.
What is being written lies beside the keys until all of it is there, so that a run that was killed is ended by the next.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

from tuf.api import exceptions
from tuf.api.metadata import Metadata, MetaFile, Root, Snapshot, Targets, Timestamp
from tuf.api.serialization.json import JSONSerializer

from app import clock
from app.durable import disk, whole_file, write_whole
from app.errors import Refused
from sync.reading import NotProtocol, read_json, write_json
from sync.updates.keys import Keys
from sync.updates.offer import Offer
from sync.updates.places import ROOT_FILE
from sync.updates.trusted import ISSUED, offers_of

METADATA: Final = "metadata"
ROOT_FOR: Final = timedelta(days=5 * 365)
TARGETS_FOR: Final = timedelta(days=365)
DATES_FOR_DAYS: Final = 60
_RENEW_BEFORE: Final = timedelta(days=120)  # a list of files with less time left is signed anew along with the dates
_BOOK: Final = "book.json"  # beside the keys: the newest versions that we signed
_BEGUN: Final = "begun.json"  # beside the keys: lists that are being written
_SHA256: Final = "sha256"
_Role = TypeVar("_Role", Root, Targets, Snapshot, Timestamp)


@dataclass(slots=True)
class Repository:
    """The four lists as they stand; changed in place, then published."""

    folder: Path
    root: Metadata[Root]
    targets: Metadata[Targets]
    snapshot: Metadata[Snapshot]
    timestamp: Metadata[Timestamp]

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What is offered."""
        return offers_of(self.targets.signed)

    @property
    def until(self) -> dict[str, datetime]:
        """Until when each list is good, by its role."""
        return {one.signed.type: one.signed.expires for one in _lists(self)}


def open_repository(folder: Path, keys: Path | None = None) -> Repository:
    """Read a repository and check it against the root beside the keys, or else against its own first one.

    Refused update.no_repository; update.folder_altered where somebody else changed it, update.folder_old where it is
    an older copy than the one that was signed last.
    """
    trusted = (keys or folder / METADATA) / (ROOT_FILE if keys else "1.root.json")
    if keys:
        with disk():
            _end_begun(folder, keys)
    if not trusted.is_file() or not (folder / METADATA / "timestamp.json").is_file():
        raise Refused("update.no_repository", folder=folder)
    with disk():
        try:
            found = _read(folder, trusted)
        except (exceptions.RepositoryError, ValueError, KeyError, FileNotFoundError) as error:
            raise Refused("update.folder_altered", folder=folder) from error
    if keys:
        _check_book(found, keys)
    return found


def _read(folder: Path, trusted: Path) -> Repository:
    root = _newest_root(folder, Metadata[Root].from_bytes(trusted.read_bytes()))
    timestamp = _believed(root, Timestamp, (folder / METADATA / "timestamp.json").read_bytes())
    meta = timestamp.signed.snapshot_meta
    written = (folder / METADATA / f"{meta.version}.snapshot.json").read_bytes()
    meta.verify_length_and_hashes(written)
    snapshot = _believed(root, Snapshot, written)
    meta = snapshot.signed.meta["targets.json"]
    written = (folder / METADATA / f"{meta.version}.targets.json").read_bytes()
    meta.verify_length_and_hashes(written)
    return Repository(folder, root, _believed(root, Targets, written), snapshot, timestamp)


def _newest_root(folder: Path, root: Metadata[Root]) -> Metadata[Root]:
    root.signed.verify_delegate(Root.type, root.signed_bytes, root.signatures)
    while (place := folder / METADATA / f"{root.signed.version + 1}.root.json").is_file():
        new = _believed(root, Root, place.read_bytes())
        new.signed.verify_delegate(Root.type, new.signed_bytes, new.signatures)
        if new.signed.version != root.signed.version + 1:
            raise exceptions.BadVersionNumberError(place.name)
        root = new
    return root


def _believed(root: Metadata[Root], role: type[_Role], written: bytes) -> Metadata[_Role]:
    found = Metadata[_Role].from_bytes(written)
    root.signed.verify_delegate(role.type, found.signed_bytes, found.signatures)
    if found.signed.type != role.type:
        raise exceptions.RepositoryError(role.type)
    return found


def publish(held: Repository, keys: Keys, now: datetime, days: int = DATES_FOR_DAYS, *, changed: bool = False) -> None:
    """Sign the lists anew and write them, the date last; `changed` where the list of files is another one.

    Refused update.no_key where a key that must sign is not at hand; then nothing was written.
    """
    root, files = held.root.signed, held.targets.signed
    if changed or files.expires - now < _RENEW_BEFORE or not _is_signed(held):
        files.version += 1
        files.expires = _day(now + TARGETS_FOR)
        _sign(held.targets, keys, root)
    _date(held, now, days)
    _sign(held.snapshot, keys, root)
    held.timestamp.signed.snapshot_meta = _meta(held.snapshot)
    _sign(held.timestamp, keys, root)
    files_of = {f"{one.signed.version}.{one.signed.type}.json": bytes_of(one) for one in _lists(held)[:-1]}
    _write_lists(held, files_of | {"timestamp.json": bytes_of(held.timestamp)}, keys.folder)


def _write_lists(held: Repository, lists: dict[str, bytes], keys: Path) -> None:
    """Write all lists, whatever interrupts: what is begun is kept beside the keys, with the numbers given."""
    said = {"lists": {name: content.decode("utf-8") for name, content in lists.items()}, "book": _versions(held)}
    write_whole(keys / _BEGUN, write_json(said))
    with disk():
        _end_begun(held.folder, keys)


def _end_begun(folder: Path, keys: Path) -> None:
    """Write what a run began to write, the date last; nothing where none was interrupted."""
    try:
        said = read_json((keys / _BEGUN).read_bytes())
    except FileNotFoundError:
        return
    for name, content in said["lists"].items():
        with whole_file(folder / METADATA / name) as file:  # not secret: a web server reads it
            file.write(content.encode("utf-8"))
    write_whole(keys / _BOOK, write_json(said["book"]))
    (keys / _BEGUN).unlink()


def _is_signed(held: Repository) -> bool:
    """Tell whether the list of files is signed by the key that signs it now: it may just have been changed."""
    try:
        held.root.signed.verify_delegate(Targets.type, held.targets.signed_bytes, held.targets.signatures)
    except exceptions.UnsignedMetadataError:
        return False
    return True


def _date(held: Repository, now: datetime, days: int) -> None:
    for signed in (held.snapshot.signed, held.timestamp.signed):
        signed.version += 1
        signed.expires = _day(now + timedelta(days=days))
    held.snapshot.signed.meta = {"targets.json": _meta(held.targets)}
    held.timestamp.signed.unrecognized_fields[ISSUED] = clock.text(now)


def _sign(one: Metadata[Any], keys: Keys, root: Root) -> None:
    one.signatures.clear()
    for signer in keys.of(root, one.signed.type):
        one.sign(signer, append=True)


def _meta(one: Metadata[Any]) -> MetaFile:
    written = bytes_of(one)
    return MetaFile(one.signed.version, len(written), {_SHA256: hashlib.sha256(written).hexdigest()})


def bytes_of(one: Metadata[Any]) -> bytes:
    """Give a list as it is written, for people to read too."""
    return one.to_bytes(JSONSerializer(compact=False))


def _versions(held: Repository) -> dict[str, int]:
    return {one.signed.type: one.signed.version for one in _lists(held)}


def _lists(held: Repository) -> tuple[Metadata[Any], ...]:
    """Give the lists in the order in which they are written."""
    return held.root, held.targets, held.snapshot, held.timestamp


def _check_book(held: Repository, keys: Path) -> None:
    """Refuse an older copy of the folder: its next lists would have numbers that were given before."""
    try:
        book = read_json((keys / _BOOK).read_bytes())
    except (FileNotFoundError, NotProtocol) as error:
        raise Refused("update.folder_old", folder=held.folder) from error
    if any(version < book.get(role, 0) for role, version in _versions(held).items()):
        raise Refused("update.folder_old", folder=held.folder)


def _day(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)
