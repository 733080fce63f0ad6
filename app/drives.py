"""Which sticks and other drives that can be pulled out are plugged in now; asked of the system, never written to."""

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_OCTAL = re.compile(r"\\([0-7]{3})")
_REMOVABLE: Final = 2  # of Windows' GetDriveType
_REMOTE: Final = 4  # DRIVE_REMOTE
_REMOTE_KINDS: Final = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "fuse.sshfs", "fuse.davfs"})
_NAME_CHARS: Final = 261
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Drive:
    """A drive that can be pulled out: where it is, what it is called, its bytes, whether it lets itself be written."""

    folder: Path
    name: str
    free_bytes: int
    total_bytes: int
    is_writable: bool = True


def drives() -> tuple[Drive, ...]:
    """Give the drives that are plugged in and mounted, by name; one that goes away meanwhile is left out."""
    found = windows_drives(_kernel()) if sys.platform == "win32" else linux_drives(Path("/proc"), Path("/sys"))
    return tuple(sorted(found, key=lambda drive: (drive.name, str(drive.folder))))


def linux_drives(proc: Path, system: Path) -> Iterator[Drive]:
    """Give the drives of a Linux system whose ``/proc`` and ``/sys`` these are."""
    try:
        mounts = (proc / "self" / "mounts").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return
    for mount in mounts:
        device, place, _, rights, *_ = (*mount.split(" "), "", "", "", "")
        if device.startswith("/dev/") and _can_be_pulled(system, Path(_plain(device)).name):
            folder = Path(_plain(place))
            yield from _drive(folder, folder.name, is_writable="ro" not in rights.split(","))


def windows_drives(kernel: Any) -> Iterator[Drive]:
    """Give the drives of a Windows system by its ``kernel32``."""
    present = kernel.GetLogicalDrives()
    for nth, letter in enumerate(_LETTERS):
        root = f"{letter}:\\"
        if present >> nth & 1 and kernel.GetDriveTypeW(root) == _REMOVABLE:
            yield from _drive(Path(root), _label(kernel, root) or f"{letter}:")


def _drive(folder: Path, name: str, *, is_writable: bool = True) -> Iterator[Drive]:
    try:
        usage = shutil.disk_usage(folder)
    except OSError:
        return  # no card in the reader, or pulled out since the system was asked
    yield Drive(folder, name, usage.free, usage.total, is_writable)


def _can_be_pulled(system: Path, name: str) -> bool:
    """Tell whether a block device hangs on USB or says that it is removable; of a part, its whole disk does."""
    try:
        place = (system / "class" / "block" / name).resolve(strict=True)
    except OSError:
        return False
    disk = place.parent if (place / "partition").exists() else place
    try:
        removable = (disk / "removable").read_text("ascii").strip() == "1"
    except (OSError, ValueError):
        removable = False
    return removable or any(part.startswith("usb") for part in place.parts)


def is_remote(folder: Path, proc: Path = Path("/proc")) -> bool:
    """Tell whether a folder, made or not, lies on a drive of the network, where neither locks nor the WAL hold."""
    if sys.platform == "win32":
        place = str(folder.absolute())
        return place.startswith("\\\\") or _kernel().GetDriveTypeW(folder.absolute().anchor) == _REMOTE
    try:
        mounts = (proc / "self" / "mounts").read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    place, found = folder.absolute(), ("", "")
    for mount in mounts:
        _, at, kind, *_ = (*mount.split(" "), "", "", "")
        if at and place.is_relative_to(_plain(at)) and len(_plain(at)) >= len(found[0]):
            found = _plain(at), kind
    return found[1] in _REMOTE_KINDS


def _plain(written: str) -> str:
    """Give a path as it is: the list of mounts writes spaces and the like as octal numbers of their bytes."""
    raw = _OCTAL.sub(lambda found: chr(int(found[1], 8)), written.encode("utf-8", "surrogateescape").decode("latin-1"))
    return raw.encode("latin-1").decode("utf-8", "surrogateescape")


def _label(kernel: Any, root: str) -> str:
    import ctypes  # noqa: PLC0415 - only on Windows

    name = ctypes.create_unicode_buffer(_NAME_CHARS)
    known = kernel.GetVolumeInformationW(root, name, _NAME_CHARS, None, None, None, None, 0)
    return name.value if known else ""


def _kernel() -> Any:
    import ctypes  # noqa: PLC0415 - only on Windows

    return ctypes.windll.kernel32  # type: ignore[attr-defined]  # Windows only
