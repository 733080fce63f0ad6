"""The backups of a window: one for each day in a folder of the office's choice, thinned out, and tried now and then."""

import re
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app import clock, settings
from app.durable import disk
from app.services.archive import DATABASE
from app.services.backup import backup, removed_after, restore
from app.services.verify import Report, verify
from app.vault.blobs import BlobVault
from app.watch import Watch

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.store.values import Device

ENDING: Final = ".yimen"
KEPT: Final = 7  # of this window; what others keep in the same folder is theirs
DAY: Final = timedelta(hours=20)  # after so long the next is due: the hour at which an office opens varies
_NAME: Final = re.compile(r"yimen-(?P<number>[^-]+)-(?P<device>[0-9a-f]{8})-(?P<day>\d{8})-(?P<time>\d{6})\.yimen")
_BLOBS: Final = "blobs"
_REHEARSAL: Final = ".rehearsal"  # a folder in the data, gone when the look at it ends, or before the next


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup in the folder: its file, when it was made, its bytes, and whether this window made it."""

    file: Path
    made_at: datetime
    bytes: int
    is_own: bool


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup of the day came to: the new file, documents in it, those that are not whole here, files removed."""

    file: str
    bytes: int
    blobs: int
    missing: tuple[str, ...]
    removed: int


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A backup that was brought back beside the work, looked through, and removed again. `made_at` is the backup's."""

    file: str
    made_at: str
    report: Report
    needs_recovery: bool

    @property
    def ok(self) -> bool:
        """Whether all of it is whole and its passwords open it on this PC."""
        return self.report.ok and not self.needs_recovery

    def to_json(self) -> dict[str, Any]:
        """Give the report as JSON values."""
        return {"ok": self.ok, **asdict(self), "report": self.report.to_json()}


def kept_in(folder: Path, device: "Device") -> tuple[Kept, ...]:
    """Give the backups that lie in a folder, the newest first; what has another name is none. Unavailable store.*."""
    with disk():
        found = [_kept(file, device) for file in folder.iterdir()]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.made_at, one.file.name), reverse=True))


def is_due(at: datetime | None, now: datetime) -> bool:
    """Tell whether the backup of the day is to be made; also where the clock was set back behind the last one."""
    return at is None or not timedelta(0) <= now - at < DAY


def make(desk: "Desk", folder: Path, watch: Watch | None = None) -> Made:
    """Write the backup of the day into `folder`, read it again, and remove the oldest beyond those that are kept.

    Errors as `backup`; then nothing is removed. Stopped by the `watch`: no file.
    """
    device, now = desk.device(), desk.now()
    stamp = now.astimezone(clock.SHANGHAI).strftime("%Y%m%d-%H%M%S")
    name = f"yimen-{device.number}-{_tail(device)}-{stamp}{ENDING}"
    made = backup(desk.store, desk.vault, folder / name, watch=watch)
    settings.remember(desk.data, backed_up_at=clock.text(now))
    own = [one for one in kept_in(folder, device) if one.is_own]
    for old in own[KEPT:]:
        with disk():
            old.file.unlink(missing_ok=True)
    return Made(made.file, made.bytes, made.blobs, made.missing, len(own[KEPT:]))


def rehearse(desk: "Desk", file: Path, watch: Watch | None = None) -> Rehearsed:
    """Bring a backup back into a folder of its own, look at all of it, and remove it again.

    It is read with the key that is in use: Unavailable store.wrong_key for one of another installation, or from before
    the key was changed. Refused backup.not_a_backup, Unavailable backup.damaged and store.*; nothing here changes.
    """
    watch = watch or Watch()
    home = desk.data / _REHEARSAL
    with disk(), removed_after(home):
        back = restore(file, home)
        watch.check()
        store = desk.store.twin(home / DATABASE)
        try:
            report = verify(store, BlobVault(home / _BLOBS))
        finally:
            store.close()
    done = Rehearsed(str(file), back.made_at, report, back.needs_recovery)
    if done.ok:
        settings.remember(desk.data, rehearsed_at=desk.moment())
    return done


def is_on_the_same_disk(desk: "Desk", folder: Path) -> bool:
    """Tell whether a folder would be lost together with the data."""
    with disk():
        return folder.stat().st_dev == desk.data.stat().st_dev


def _kept(file: Path, device: "Device") -> Kept | None:
    name = _NAME.fullmatch(file.name)
    if name is None:
        return None
    try:
        made_at = datetime.strptime(name["day"] + name["time"], "%Y%m%d%H%M%S").replace(tzinfo=clock.SHANGHAI)
        size = file.stat().st_size
    except (ValueError, FileNotFoundError):  # no day, or removed meanwhile
        return None
    return Kept(file, made_at, size, name["device"] == _tail(device))


def _tail(device: "Device") -> str:
    """Give the part of a device's id that tells it from others in one folder; the number may come again."""
    return device.id.replace("-", "")[-8:]
