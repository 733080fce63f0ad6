"""Restore: over nothing, from nothing that is not a whole backup."""

import io
import tarfile
from pathlib import Path

import pytest

from app.errors import Refused, Unavailable
from app.services.backup import Restored, backup, restore
from app.services.desk import Desk
from tests.store.keyed_office import code_of, opened, state


def test_restore_writes_over_nothing(office: Desk, tmp_path: Path) -> None:
    backup(office.store, office.vault, tmp_path / "safe.yimen")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    assert code_of(lambda: restore(tmp_path / "safe.yimen", tmp_path / "full")) == "restore.not_empty"
    assert code_of(lambda: restore(tmp_path / "safe.yimen", tmp_path / "file")) == "restore.not_empty"
    (tmp_path / "empty").mkdir()
    assert isinstance(restore(tmp_path / "safe.yimen", tmp_path / "empty"), Restored)


def test_restore_beside_a_running_window_says_so(office: Desk, tmp_path: Path) -> None:
    backup(office.store, office.vault, tmp_path / "safe.yimen")
    assert code_of(lambda: restore(tmp_path / "safe.yimen", office.data)) == "store.in_use"
    office.store.close()
    assert code_of(lambda: restore(tmp_path / "safe.yimen", office.data)) == "restore.not_empty"


def tar_of(**members: bytes) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as tar:
        for name, content in members.items():
            header = tarfile.TarInfo(name.replace("__", "/"))
            header.size = len(content)
            tar.addfile(header, io.BytesIO(content))
    return target.getvalue()


FOREIGN = {
    "empty": (b"", "backup.not_a_backup"),
    "nonsense": (b"x" * 5_000, "backup.not_a_backup"),
    "zeros": (bytes(20_480), "backup.not_a_backup"),
    "another tar": (tar_of(readme=b"hello"), "backup.not_a_backup"),
    "a way out": (tar_of(**{"yimen-backup": b"{}", "..__..__etc__passwd": b"x"}), "backup.not_a_backup"),
    "no mark": (tar_of(**{"keys.json": b"{}", "manifest.json": b"{}"}), "backup.not_a_backup"),
    "no manifest": (tar_of(**{"yimen-backup": b"{}", "keys.json": b"{}"}), "backup.damaged"),
    "a manifest of nonsense": (tar_of(**{"yimen-backup": b"{}", "manifest.json": b"nonsense"}), "backup.damaged"),
    "a manifest of numbers": (tar_of(**{"yimen-backup": b"{}", "manifest.json": b"[1]"}), "backup.damaged"),
    "a manifest of lies": (tar_of(**{"yimen-backup": b"{}", "manifest.json": b'{"checksum": "x"}'}), "backup.damaged"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_backup_is_refused_and_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    content, code = FOREIGN[name]
    (tmp_path / "file").write_bytes(content)
    assert code_of(lambda: restore(tmp_path / "file", tmp_path / "back")) == code
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_link_in_the_file_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "file", "w") as tar:
        header = tarfile.TarInfo("keys.json")
        header.type, header.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(header)
    assert code_of(lambda: restore(tmp_path / "file", tmp_path / "back")) == "backup.not_a_backup"


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert code_of(lambda: restore(tmp_path / "file", tmp_path / "back")) == "store.gone"


def test_a_cut_or_flipped_backup_is_refused_or_comes_back_whole(office: Desk, tmp_path: Path) -> None:
    file = tmp_path / "safe.yimen"
    backup(office.store, office.vault, file)
    whole = file.read_bytes()
    for place in range(100, len(whole), len(whole) // 25):
        for spoilt in (whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]):
            file.write_bytes(spoilt)
            data = tmp_path / "back"
            if comes_back(file, data):
                store = opened(data)
                assert state(store) == state(office.store), place
                store.close()
                data.rename(tmp_path / f"whole {place} {len(spoilt)}")
            assert not data.exists()


def comes_back(file: Path, data: Path) -> bool:
    """A flip in a tar's padding or dates changes nothing; any other must be refused."""
    try:
        restore(file, data)
    except (Refused, Unavailable) as error:
        assert error.code in {"backup.damaged", "backup.not_a_backup"}
        return False
    return True
