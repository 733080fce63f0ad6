"""A disk that is read-only, and one that vanishes under the running program: each said in one word, nothing lost.

`python -m tests.faults.read_only` prints one JSON document: what was said, by situation, and by what means.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from app.errors import Refused, Unavailable
from app.services import intake
from app.services.backup import backup
from app.store import Store
from app.vault import BlobVault, Keyring
from app.vault.slots import Cost
from tests.faults import office
from tests.faults.program import mounted
from tests.store import township

NOBODY = 65_534
OFFICER = township.AUTHOR.officer


def said(action: Callable[[], object]) -> str:
    """Give the code with which an action is refused; its name when it is an error that would be a dialog."""
    try:
        action()
    except (Refused, Unavailable) as error:
        return error.code
    except Exception as error:  # noqa: BLE001 - this is the traceback that must not be
        return f"traceback: {type(error).__name__} {error}"
    return "nothing"


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[tuple[Path, str]]:
    """Give the folder where nothing can be written: a read-only mount, or rights taken away."""
    if mounted("--bind", folder, folder) and mounted("-o", "remount,bind,ro", folder):
        yield folder, "mount"
        subprocess.run(["umount", folder], check=True)
        return
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    with _no_root():
        yield folder, "rights"
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)


@contextlib.contextmanager
def _no_root() -> Iterator[None]:
    """Rights mean nothing to root: be nobody for a while."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    yield
    os.seteuid(0)


def nothing_can_be_written(folder: Path) -> dict[str, str]:
    """Give what each thing that wants to write says."""
    home = folder / "data"
    office.prepare(home, drafts=1)
    Keyring(home).create(OFFICER, "王德贵", "1", cost=Cost(64, 1))
    elsewhere = folder / "elsewhere"
    with read_only(home) as (data, means):
        told = {
            "means": means,
            "open": said(lambda: Store.open(data / "yimen.db", township.KEY)),
            "read": said(lambda: Store.open(data / "yimen.db", township.KEY, read_only=True)),
            "unlock": said(lambda: Keyring(data).open(OFFICER, "1")),
            "set up": said(lambda: Store.create(data / "other.db", township.KEY)),
            "picture": said(lambda: BlobVault(data / "blobs").put(b"x", "image/jpeg")),
        }
    office.prepare(elsewhere, drafts=1)
    Keyring(elsewhere).create(OFFICER, "王德贵", "1", cost=Cost(64, 1))
    desk = township.desk_at(elsewhere)
    with read_only(home) as (data, _):
        told["backup"] = said(lambda: backup(desk.store, desk.vault, data / "safe.yimen"))
    desk.store.close()
    return told


def the_disk_vanishes(folder: Path) -> dict[str, object]:
    """Take the disk away from a window at work and give what it says; then bring it back and look."""
    disk, home = folder / "disk", folder / "disk" / "data"
    disk.mkdir()
    is_mounted = mounted("-t", "tmpfs", "none", disk)
    office.prepare(home, drafts=2)
    desk = township.desk_at(home)
    first, second = desk.store.drafts()
    done = intake.accept(desk, first)
    _take_away(disk, folder / "taken", is_mounted=is_mounted)
    told: dict[str, object] = {
        "accept": said(lambda: intake.accept(desk, second)),
        "draft": said(lambda: intake.save(desk, second)),
        "picture": said(lambda: desk.vault.put(b"x", "image/jpeg")),
        "left behind": [path.name for path in disk.rglob("*")] if disk.exists() else [],
    }
    desk.store.close()
    back = township.desk_at(folder / "taken" / "data")
    told["cases"] = [case.number for case in back.store.cases()] == [done.number]
    told["drafts"] = [draft.id for draft in back.store.drafts()] == [second.id]
    told["accepted afterwards"] = bool(intake.accept(back, second).number)
    back.store.close()
    if is_mounted:
        subprocess.run(["umount", "--lazy", folder / "taken"], check=True)
    return told


def _take_away(disk: Path, taken: Path, *, is_mounted: bool) -> None:
    """Move the mount, so that its old place is an empty folder, as after pulling a stick; or move the folder."""
    if is_mounted:
        taken.mkdir()
        if mounted("--bind", disk, taken):
            subprocess.run(["umount", "--lazy", disk], check=True)
            return
        taken.rmdir()
    shutil.move(disk, taken)
    disk.mkdir()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        where.chmod(0o755)  # nobody has to find the way
        answer = {"read_only": nothing_can_be_written(where), "vanished": the_disk_vanishes(where)}
    sys.stdout.write(json.dumps(answer))
