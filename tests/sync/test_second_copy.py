"""A second copy of unsent work: there within the run, added to, gone when all is delivered, back when it was away."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Refused, Unavailable
from app.ids import uuid7
from app.vault.blobs import BlobVault
from sync.bundle.stick import HALF
from sync.client import export, second_copy
from sync.client.second_copy import MARK, Copied, mark
from sync.client.session import COPIED, SECOND
from sync.client.steps import drive
from sync.county.embedded import County
from tests.sync.sticks import bring
from tests.sync.window import Window, picture


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for another disk."""
    monkeypatch.setattr(export, "is_elsewhere", lambda *_: True)
    folder = tmp_path / "second"
    folder.mkdir()
    mark(folder)
    return folder


@pytest.fixture
def window(window: Window) -> Window:
    window.sync()
    return window


def copy(window: Window, folder: Path) -> Copied:
    return drive(window.engine.copy(folder))


def accept(window: Window, pictures: int = 2) -> str:
    case = uuid7()
    window.note(case, "受理一件")
    for _ in range(pictures):
        window.file(case, picture(20_000))
    return case


def files(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in folder.glob("yimen-copy-*.age")}


def test_unsent_work_lies_there_and_the_county_can_read_it(window: Window, county: County, place: Path) -> None:
    accept(window)

    done = copy(window, place)

    brought = bring(county, *sorted(place.glob("yimen-copy-*")))
    assert (done.away, done.unreadable, done.bytes) == (False, (), sum(files(place).values()))
    assert sum(one.told.entries for one in brought) == 3
    assert sum(one.blobs for one in brought) == 2
    assert window.store.unsent_since(window.store.setting(COPIED)) is None


def test_what_lies_there_is_not_written_again(window: Window, place: Path) -> None:
    accept(window)
    copy(window, place)
    before = {path: path.stat().st_mtime_ns for path in place.glob("yimen-copy-*")}

    assert copy(window, place).bytes == 0
    accept(window)
    copy(window, place)

    changed = {path.name[-8:] for path in before if path.stat().st_mtime_ns != before[path]}
    assert changed == {"text.age"}
    assert len(files(place)) == 3


def test_it_goes_when_all_is_delivered_and_complete(window: Window, place: Path) -> None:
    accept(window)
    copy(window, place)
    accept(window)
    copy(window, place)
    window.sync()

    assert copy(window, place).removed == 3
    assert files(place) == {}
    assert copy(window, place) == Copied()


def test_a_pack_stays_until_the_last_of_it_is_complete(window: Window, place: Path) -> None:
    accept(window)
    copy(window, place)
    first, _ = window.store.blobs_pending()
    with window.store.work() as work:
        work.blobs_complete([first.sha256])
    assert copy(window, place).removed == 0
    assert len(files(place)) == 2


def test_a_place_that_is_away_is_no_error_and_catches_up(window: Window, place: Path) -> None:
    accept(window)
    copy(window, place)
    place.rename(place.with_name("pulled"))
    accept(window)

    assert copy(window, place).away
    assert window.store.unsent_since(window.store.setting(COPIED)) is not None
    place.mkdir()
    assert copy(window, place).away  # the empty folder under a stick that is away is not the stick
    place.rmdir()
    place.with_name("pulled").rename(place)
    assert copy(window, place).bytes > 0
    assert len(files(place)) == 3
    assert window.store.unsent_since(window.store.setting(COPIED)) is None


def test_another_stick_gets_everything(window: Window, place: Path, tmp_path: Path) -> None:
    accept(window)
    copy(window, place)
    other = tmp_path / "other"
    other.mkdir()
    mark(other)
    copy(window, other)
    assert len(files(other)) == 2


def test_what_somebody_took_away_is_written_again(window: Window, county: County, place: Path) -> None:
    accept(window)
    copy(window, place)
    for path in place.glob("yimen-copy-*"):
        path.unlink()
    copy(window, place)
    assert sum(one.told.entries + one.blobs for one in bring(county, *place.glob("yimen-copy-*"))) == 5


def test_files_that_the_window_does_not_know_are_left_alone(window: Window, place: Path) -> None:
    accept(window)
    copy(window, place)
    with window.store.work() as work:
        work.set_setting(SECOND, None)  # as after a restore of an old backup: what lies there may be the only copy
    window.sync()
    copy(window, place)
    assert len(files(place)) == 2


def test_half_files_of_a_killed_run_are_swept(window: Window, place: Path) -> None:
    half = place / f".yimen-copy-abc.age{HALF}"
    half.write_bytes(b"x")
    copy(window, place)
    assert not half.exists()


def test_a_mark_that_is_there_stays(place: Path) -> None:
    before = (place / MARK).stat()
    mark(place)
    after = (place / MARK).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_place_that_cannot_be_marked_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"stick\.gone"):
        mark(tmp_path / "gone")


def test_a_stick_that_is_pulled_in_the_middle_leaves_whole_files(
    window: Window, county: County, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(window)
    sync, calls = os.fsync, []

    def fail(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 2:
            raise OSError(5, "pulled")
        sync(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(Unavailable):
            copy(window, place)
    assert [one.told.entries for one in bring(county, *place.glob("yimen-copy-*"))] == [3]
    assert copy(window, place).bytes > 0
    assert len(files(place)) == 2


def test_pictures_that_cannot_be_read_hold_up_no_other_and_are_no_copy(
    window: Window, county: County, place: Path
) -> None:
    accept(window, pictures=3)
    lost, spoilt, _ = (window.vault.folder / file for file in window.vault.files())
    lost.unlink()
    content = bytearray(spoilt.read_bytes())
    content[200] ^= 1
    spoilt.write_bytes(content)

    done = copy(window, place)

    assert len(done.unreadable) == 2
    assert sum(one.blobs for one in bring(county, *place.glob("yimen-copy-*"))) == 1
    assert window.store.setting(COPIED) is None
    for path in (window.vault.folder / file for file in window.vault.files()):
        path.unlink()
    accept(window, pictures=1)
    for path in (window.vault.folder / file for file in window.vault.files()):
        path.unlink()
    assert len(copy(window, place).unreadable) == 3


def test_trouble_of_the_own_disk_is_told_as_such(window: Window, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_vault: BlobVault, _sealed: object) -> bytes:
        raise Unavailable("store.io")

    accept(window)
    monkeypatch.setattr(BlobVault, "open", fail)
    with pytest.raises(Unavailable, match=r"store\.io"):
        copy(window, place)


def test_a_folder_on_the_same_disk_is_no_second_copy(window: Window, tmp_path: Path) -> None:
    mark(tmp_path)
    accept(window)
    copy(window, tmp_path)
    assert len(files(tmp_path)) == 2
    assert window.store.setting(COPIED) is None


def test_a_window_that_the_county_has_not_heard_of_has_no_key_to_seal_to(
    open_window: Callable[..., Window], county: County, office: str, place: Path
) -> None:
    with pytest.raises(Refused, match="not_known_yet"):
        copy(open_window(county, office), place)


def test_packs_are_not_endless(window: Window, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(second_copy, "PACK_BYTES", 50_000)
    accept(window, pictures=5)
    copy(window, place)
    assert len(files(place)) == 4
