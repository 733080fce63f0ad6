"""An installation in one file, and back: encrypted as it lies on the disk, checked after writing.

The file is a tar: a mark, keys.json (sealed slots), the database (a consistent copy, encrypted), documents
(encrypted, each with its own key in the database), and last a manifest with the digest of every member.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app import clock
from app.durable import disk, sync_folder
from app.errors import Refused, Unavailable
from app.journal.canonical import canonical
from app.services import archive
from app.services.archive import DATABASE, KEYS, MANIFEST, MARK, SETTINGS, Packer
from app.vault import Keyring
from app.watch import Watch

if TYPE_CHECKING:
    from app.domain.sealed import SealedBlob
    from app.store import Store
    from app.store.copy import Copy
    from app.vault import BlobVault

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written and read again. `missing` names documents whose files are gone or damaged here."""

    file: str
    bytes: int
    blobs: int
    left_out: int
    left_out_bytes: int
    missing: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Give the report as JSON values."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back. `needs_recovery`: this PC cannot open the password slots; the county's recovery key can."""

    data: str
    blobs: int
    left_out: int
    made_at: str
    needs_recovery: bool

    def to_json(self) -> dict[str, Any]:
        """Give the report as JSON values."""
        return asdict(self)


def backup(
    store: "Store", vault: "BlobVault", target: Path, *, full: bool = False, watch: Watch | None = None
) -> Backup:
    """Write one file with database, key slots and every document that the county does not have (`full`: all).

    Works while the program runs, in any thread. Refused backup.target_exists. Unavailable store.disk_full and its
    like, store.damaged, backup.damaged when what was written does not read back. Stopped by the `watch`: no file.
    """
    watch = watch or Watch()
    with disk():
        if target.exists():
            raise Refused("backup.target_exists")
    part, copied = target.with_name(f".{target.name}.part"), target.with_name(f".{target.name}.db")
    with disk(), removed_after(part, copied):
        copy = store.copy_to(copied, full=full)
        watch.total = 2 * (copied.stat().st_size + sum(sealed.ref.size for sealed in copy.documents))
        missing = _pack(part, store, vault, copy, copied, watch)
        _read_again(part, watch)
        part.replace(target)
        sync_folder(target.parent)
    packed = len(copy.documents) - len(missing)
    size = target.stat().st_size
    return Backup(str(target), size, packed, copy.left_out, copy.left_out_bytes, missing)


def restore(file: Path, data: Path, *, recovery_key: str = "") -> Restored:
    """Bring a backup into an empty or new folder; the store in it works on only as a new device.

    On the PC that made it the password slots open again; elsewhere `recovery_key`, the county's age identity, is
    needed once. Refused restore.not_empty, backup.not_a_backup, recovery.wrong_key. Unavailable store.in_use beside
    a running window, backup.damaged: nothing is kept.
    """
    with disk():
        _check_empty(data)
    part = data.with_name(f".{data.name}.part")
    with disk(), removed_after(part):
        part.mkdir(mode=0o700, parents=True)
        manifest = _unpack(file, part)
        opens = _bind_to_device(part, manifest, recovery_key)
        _put_in_place(part, data)
    members = [member["name"] for member in manifest["members"]]
    blobs = sum(name.startswith(archive.BLOBS) for name in members)
    return Restored(str(data), blobs, manifest["left_out"], manifest["made_at"], needs_recovery=not opens)


@contextlib.contextmanager
def removed_after(*paths: Path) -> Iterator[None]:
    """Remove what stands at these places now (left by a killed run) and when the block ends."""
    archive.remove(*paths)
    try:
        yield
    finally:
        archive.remove(*paths)


def _pack(part: Path, store: "Store", vault: "BlobVault", copy: "Copy", copied: Path, watch: Watch) -> tuple[str, ...]:
    home = store.path.parent
    keyring = Keyring(home)
    with Packer(part) as packer:
        packer.add(MARK, json.dumps({"format": FORMAT}).encode())
        packer.add(KEYS, keyring.export())
        if (home / SETTINGS).is_file():
            packer.add(SETTINGS, (home / SETTINGS).read_bytes())
        packer.add_file(DATABASE, copied)
        watch.moved(copied.stat().st_size)
        missing = tuple(sealed.ref.sha256 for sealed in copy.documents if not _pack_blob(packer, vault, sealed, watch))
        packer.add(MANIFEST, _manifest(packer, copy, home, keyring))
    return missing


def _pack_blob(packer: Packer, vault: "BlobVault", sealed: "SealedBlob", watch: Watch) -> bool:
    """Add a document that opens; False for one that does not: the rest must be saved all the same."""
    watch.moved(sealed.ref.size)
    try:
        vault.open(sealed)
    except Unavailable as error:
        if error.code not in ("blob.missing", "blob.damaged"):
            raise
        return False
    packer.add(archive.BLOBS + sealed.file, vault.path(sealed).read_bytes())
    return True


def _manifest(packer: Packer, copy: "Copy", home: Path, keyring: Keyring) -> bytes:
    fields = {
        "format": FORMAT,
        "made_at": clock.text(clock.now()),
        "origin": str(home.resolve()),
        "device": keyring.device_digest(),
        "left_out": copy.left_out,
        "left_out_bytes": copy.left_out_bytes,
        "members": packer.members,
    }
    return json.dumps(fields | {"checksum": _checksum(fields)}, ensure_ascii=False, indent=1).encode("utf-8")


def _read_again(part: Path, watch: Watch) -> None:
    manifest: dict[str, Any] = {}
    found = []
    for member in archive.members(part):
        if member.name == MANIFEST:
            manifest = _manifest_of(member.content())
        else:
            found.append(member.digested(None))
            watch.moved(member.size)
    _check_against(manifest, found)


def _unpack(file: Path, folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = {}
    found = []
    for member in archive.members(file):
        if member.name == MANIFEST:
            manifest = _manifest_of(member.content())
        else:
            found.append(member.digested(None if member.name == MARK else folder / member.name))
    _check_against(manifest, found)
    return manifest


def _check_against(manifest: dict[str, Any], found: list[dict[str, Any]]) -> None:
    if not found or found[0]["name"] != MARK:
        raise Refused("backup.not_a_backup")
    if not manifest or manifest["members"] != found:
        raise Unavailable("backup.damaged")


def _manifest_of(content: bytes) -> dict[str, Any]:
    """Read a manifest; empty when it is not whole or of a form that this program does not know."""
    try:
        fields: dict[str, Any] = json.loads(content)
        whole = fields.pop("checksum") == _checksum(fields) and fields["format"] == FORMAT
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}
    return fields if whole else {}


def _checksum(fields: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(fields)).hexdigest()


def _check_empty(data: Path) -> None:
    from app.store.lock import WriterLock  # noqa: PLC0415 - the store's modules are loaded where they are needed

    if (data / "lock").exists():
        WriterLock(data / "lock").release()
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise Refused("restore.not_empty")


def _bind_to_device(folder: Path, manifest: dict[str, Any], recovery_key: str) -> bool:
    """Make the password slots open on this PC; False when only the county can do that."""
    keyring = Keyring(folder)
    if recovery_key:
        keyring.recover(recovery_key)
        return True
    return keyring.adopt_device(Path(manifest["origin"]), manifest["device"])


def _put_in_place(part: Path, data: Path) -> None:
    for folder in (path for path in part.rglob("*") if path.is_dir()):
        sync_folder(folder)
    sync_folder(part)
    if data.exists():
        data.rmdir()
    part.replace(data)
    sync_folder(data.parent)
