"""Which drives can be pulled out, by what Linux and Windows say of them."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.drives import Drive, drives, is_remote, linux_drives, windows_drives


@pytest.fixture
def machine(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    """Give /proc and /sys of a made-up machine: an inner disk, a stick with a part, a card reader, a USB disk."""

    def make(*mounts: str) -> tuple[Path, Path]:
        proc, system = tmp_path / "proc", tmp_path / "sys"
        (proc / "self").mkdir(parents=True)
        (proc / "self" / "mounts").write_text("\n".join(mounts) + "\n", "utf-8")
        block = system / "class" / "block"
        block.mkdir(parents=True)
        for name, place, removable in (
            ("sda", "pci0/ata1/block/sda", "0"),
            ("sda1", "pci0/ata1/block/sda/sda1", None),
            ("sdb", "pci0/usb1/1-1/block/sdb", "1"),
            ("sdb1", "pci0/usb1/1-1/block/sdb/sdb1", None),
            ("sdc", "pci0/usb2/2-1/block/sdc", "0"),
            ("mmcblk0", "pci0/mmc/block/mmcblk0", "1"),
        ):
            folder = system / "devices" / place
            folder.mkdir(parents=True, exist_ok=True)
            if removable is None:
                (folder / "partition").write_text("1")
            else:
                (folder / "removable").write_text(removable + "\n")
            (block / name).symlink_to(folder)
        (system / "devices" / "pci0/usb2/2-1/block/sdc" / "removable").unlink()
        return proc, system

    return make


def test_sticks_cards_and_usb_disks_are_found_and_nothing_else(
    machine: Callable[..., tuple[Path, Path]], tmp_path: Path
) -> None:
    stick, disk, card = (tmp_path / name for name in ("U 盘", "DISK", "CARD"))
    for folder in (stick, disk, card):
        folder.mkdir()
    spaced = str(stick).replace(" ", "\\040")
    at = machine(
        "/dev/sda1 / ext4 rw,relatime 0 0",
        f"/dev/sdb1 {spaced} vfat rw,nosuid 0 0",
        f"/dev/sdc {disk} exfat ro,nosuid 0 0",
        f"/dev/mmcblk0 {card} vfat rw 0 0",
        "/dev/sdx /media/strange vfat rw 0 0",
        "tmpfs /tmp tmpfs rw 0 0",
        "nonsense",
        "/dev/sdb /gone vfat rw 0 0",
    )

    found = {drive.name: drive for drive in linux_drives(*at)}

    assert set(found) == {"U 盘", "DISK", "CARD"}
    assert found["U 盘"].folder == stick
    assert found["U 盘"].free_bytes == pytest.approx(shutil.disk_usage(stick).free, rel=0.2)
    assert (found["U 盘"].is_writable, found["DISK"].is_writable) == (True, False)


def test_a_machine_that_tells_nothing_has_no_sticks(tmp_path: Path) -> None:
    assert list(linux_drives(tmp_path, tmp_path)) == []


class Kernel:
    """What Windows answers: C is an inner disk, D a stick with a label, E an empty card reader, F has no label."""

    def __init__(self, places: dict[str, int], labels: dict[str, str]) -> None:
        self._places, self._labels = places, labels

    def GetLogicalDrives(self) -> int:  # noqa: N802 - Windows' name
        return sum(1 << ord(letter) - ord("A") for letter in self._places)

    def GetDriveTypeW(self, root: str) -> int:  # noqa: N802 - Windows' name
        return self._places[root[0]]

    def GetVolumeInformationW(self, root: str, name: object, *_: object) -> int:  # noqa: N802 - Windows' name
        if root[0] not in self._labels:
            return 0
        name.value = self._labels[root[0]]  # type: ignore[attr-defined]  # a buffer of ctypes
        return 1


def test_windows_sticks_are_found_by_their_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    room = shutil.disk_usage("/")

    def usage(place: Path) -> object:
        if str(place).startswith("E"):
            raise OSError(21, "not ready")
        return room

    monkeypatch.setattr(shutil, "disk_usage", usage)
    found = list(windows_drives(Kernel({"C": 3, "D": 2, "E": 2, "F": 2}, {"D": "CHINA"})))
    assert [(str(drive.folder), drive.name) for drive in found] == [("D:\\", "CHINA"), ("F:\\", "F:")]


def test_this_machine_can_be_asked() -> None:
    assert all(isinstance(drive, Drive) and drive.folder.is_dir() for drive in drives())


@pytest.mark.parametrize(
    ("folder", "is_far"),
    [
        ("/home/zhang/.local/share/yimen", True),
        ("/home/li/yimen", False),
        ("/media/一门 盘/data", True),
        ("/srv/yimen", False),
        ("/homes/zhang", False),
    ],
)
def test_a_drive_of_the_network_is_known_by_the_nearest_mount(
    machine: Callable[..., tuple[Path, Path]],
    monkeypatch: pytest.MonkeyPatch,
    folder: str,
    is_far: bool,  # noqa: FBT001 - one of a table
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    proc, _ = machine(
        "/dev/sda1 / ext4 rw 0 0",
        "server:/home /home nfs4 rw 0 0",
        "/dev/sda2 /home/li ext4 rw 0 0",
        "//server/盘 /media/一门\\040盘 cifs rw 0 0",
    )
    assert is_remote(Path(folder), proc) is is_far


def test_where_nothing_is_known_of_mounts_nothing_is_far(tmp_path: Path) -> None:
    assert not is_remote(tmp_path, tmp_path / "no proc")
