"""Writing sticks: several parts, a stick that is full or pulled, a writing that was broken off and goes on."""

import os
import shutil
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import Refused, Unavailable
from app.ids import uuid7
from app.store import Store
from app.vault.blobs import BlobVault
from sync.bundle.file import write_bundle
from sync.bundle.stick import HALF
from sync.client import export as exporting
from sync.client.export import Target, Watch
from sync.client.parts import Outgoing
from sync.client.session import BUNDLES, COPIED, COUNTY_KEYS, ENROL, RESTORED
from sync.client.steps import drive
from sync.county.embedded import County
from tests.sync.sticks import answer, bring, report, reports, take
from tests.sync.window import Window, picture

MIB = 2**20
Disk = namedtuple("Disk", "free")
Rooms = Callable[[int], None]


@pytest.fixture
def office_at_work(window: Window) -> Window:
    """A window with a note and six pictures of 400 KiB in one case."""
    window.sync()
    case = uuid7()
    window.note(case, "张三来问低保")
    for _ in range(6):
        window.file(case, picture(400 * 1024))
    return window


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Rooms:
    """Set how much room the next stick has for files; what is written takes of it."""
    left = [10**12]
    put = write_bundle

    def write(*given: Any) -> int:
        size = put(*given)
        left[0] -= size
        return size

    monkeypatch.setattr(exporting, "write_bundle", write)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Disk(left[0] + MIB))

    def change(count: int) -> None:
        left[0] = count

    return change


def test_parts_are_as_large_as_they_may_be_and_text_is_whole_in_the_first(
    office_at_work: Window, county: County, tmp_path: Path
) -> None:
    done = report(office_at_work, tmp_path / "stick", limit=MIB)

    sizes = [file.stat().st_size for file in reports(tmp_path / "stick")]
    assert (done.parts, done.left, done.entries, done.blobs) == (3, 0, 7, 6)
    assert len(sizes) == 3
    assert max(sizes) <= MIB
    last, middle, first = bring(county, *reversed(reports(tmp_path / "stick")))
    assert [one.manifest.part for one in (first, middle, last)] == [1, 2, 3]
    assert [one.told.entries for one in (first, middle, last)] == [7, 0, 0]
    assert [one.blobs for one in (first, middle, last)] == [2, 2, 2]
    assert take(office_at_work, answer(county, [last, middle, first], tmp_path / "back")).complete == 6
    assert office_at_work.store.pending().blobs == 0


def test_a_part_alone_is_useful(office_at_work: Window, county: County, tmp_path: Path) -> None:
    report(office_at_work, tmp_path / "stick", limit=MIB)
    brought = bring(county, reports(tmp_path / "stick")[1])
    assert take(office_at_work, answer(county, brought, tmp_path / "back")).complete == 2
    status = office_at_work.sync()
    assert (status.pending.entries, status.pending.blobs) == (0, 0)


def test_a_full_stick_is_followed_by_the_next_one(
    office_at_work: Window, county: County, free: Rooms, tmp_path: Path
) -> None:
    free(MIB)
    first = report(office_at_work, tmp_path / "one")
    free(2 * MIB)
    rest = report(office_at_work, tmp_path / "two")

    assert (first.parts, first.left, len(first.files)) == (3, 2, 1)
    assert (rest.parts, rest.left, len(rest.files), rest.entries) == (3, 0, 2, 0)
    assert first.set_id == rest.set_id
    brought = bring(county, *reports(tmp_path / "two"), *reports(tmp_path / "one"))
    assert sum(one.blobs for one in brought) == 6


def test_a_smaller_stick_takes_what_is_left_in_smaller_parts(
    office_at_work: Window, county: County, free: Rooms, tmp_path: Path
) -> None:
    free(MIB)
    first = report(office_at_work, tmp_path / "one")
    free(MIB // 2)
    second = report(office_at_work, tmp_path / "two")
    free(10 * MIB)
    third = report(office_at_work, tmp_path / "three")

    assert second.set_id != first.set_id
    assert (second.parts, second.entries, second.left) == (4, 7, 3)
    assert (third.set_id, third.left, len(third.files)) == (second.set_id, 0, 3)
    brought = bring(county, *(file for name in ("one", "two", "three") for file in reports(tmp_path / name)))
    assert sum(one.blobs for one in brought) == 6


def test_what_is_written_meanwhile_makes_the_text_new_and_repeats_no_picture(
    office_at_work: Window, county: County, free: Rooms, tmp_path: Path
) -> None:
    free(MIB)
    report(office_at_work, tmp_path / "one")
    office_at_work.note(uuid7(), "又来一位")
    free(10 * MIB)
    second = report(office_at_work, tmp_path / "two")

    assert (second.parts, second.entries, second.blobs) == (1, 8, 4)
    brought = bring(county, *reports(tmp_path / "two"), *reports(tmp_path / "one"))
    assert [one.blobs for one in brought] == [4, 2]


def test_a_finished_set_is_written_anew_when_it_is_asked_for(office_at_work: Window, tmp_path: Path) -> None:
    first = report(office_at_work, tmp_path / "one")
    second = report(office_at_work, tmp_path / "two")
    assert (first.blobs, second.blobs) == (6, 6)
    assert first.set_id != second.set_id


def test_a_set_that_was_begun_can_be_forgotten(office_at_work: Window, free: Rooms, tmp_path: Path) -> None:
    free(MIB)
    report(office_at_work, tmp_path / "one")
    free(10 * MIB)
    assert report(office_at_work, tmp_path / "two", anew=True).blobs == 6


def test_a_part_whose_pictures_went_by_line_meanwhile_is_planned_again(
    office_at_work: Window, free: Rooms, tmp_path: Path
) -> None:
    free(MIB)
    report(office_at_work, tmp_path / "one")
    office_at_work.sync()
    done = report(office_at_work, tmp_path / "two")
    assert (done.parts, done.entries, done.blobs) == (1, 0, 0)


def test_stopping_leaves_the_parts_that_are_whole_and_no_half_file(
    office_at_work: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count, moved = 0, Watch.moved

    def stop_in_the_second(watch: Watch, size: int) -> None:
        nonlocal count
        count += 1
        if count == 6:
            watch.stop.set()
        moved(watch, size)

    monkeypatch.setattr(Watch, "moved", stop_in_the_second)
    done = drive(office_at_work.engine.export(Target(tmp_path, "", MIB), Watch()))

    assert (done.stopped, done.left, len(done.files)) == (True, 2, 1)
    assert [file.name for file in tmp_path.glob("*.age")] == list(done.files)
    assert list(tmp_path.glob(f".*{HALF}")) == []
    assert report(office_at_work, tmp_path, limit=MIB).left == 0
    assert len(reports(tmp_path)) == 3


def test_what_a_killed_run_left_is_swept_away(office_at_work: Window, tmp_path: Path) -> None:
    half = tmp_path / f".yimen-report-{office_at_work.device_id()[-6:]}-abcdef-1of2.age{HALF}"
    half.write_bytes(b"half")
    strange = tmp_path / f".yimen-report-000000-abcdef-1of2.age{HALF}"
    strange.write_bytes(b"another window's")
    report(office_at_work, tmp_path)
    assert (half.exists(), strange.exists()) == (False, True)


@pytest.mark.parametrize("at", [0, 2])
def test_a_stick_that_is_pulled_leaves_nothing_half(
    office_at_work: Window, county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    put, calls = os.fsync, []

    def fail(handle: int) -> None:
        calls.append(handle)
        if len(calls) == at + 1:
            raise OSError(5, "pulled")
        put(handle)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(Unavailable, match=r"stick\.gone"):
            report(office_at_work, tmp_path / "stick", limit=MIB)
    for brought in bring(county, *reports(tmp_path / "stick")):
        assert brought.told.trouble == ""
    done = report(office_at_work, tmp_path / "stick", limit=MIB)
    assert done.left == 0
    assert len({file.name.split("-")[-1] for file in reports(tmp_path / "stick")}) == 3


def test_what_the_stick_says_is_said_in_words(
    office_at_work: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, code in ((28, "full"), (30, "read_only"), (27, "full"), (19, "gone")):

        def fail(_handle: int, number: int = number) -> None:
            raise OSError(number, "x")

        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(Unavailable, match=f"stick.{code}"):
            report(office_at_work, tmp_path / "stick")
        assert list((tmp_path / "stick").iterdir()) == []


def test_a_stick_that_fills_up_under_the_first_part_says_so(
    office_at_work: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = iter([10 * MIB, MIB])
    monkeypatch.setattr(Target, "room", lambda _target: next(rooms))
    with pytest.raises(Unavailable, match=r"stick\.full"):
        report(office_at_work, tmp_path)


@pytest.mark.parametrize("limit", [2_000, 200_000])
def test_a_stick_without_room_for_text_or_a_picture_is_refused(
    office_at_work: Window, tmp_path: Path, limit: int
) -> None:
    with pytest.raises(Refused, match=r"bundle\.no_room") as refused:
        report(office_at_work, tmp_path, limit=limit)
    assert refused.value.facts["megabytes"] == 1


def test_a_folder_that_is_away_is_said(office_at_work: Window, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"stick\.away"):
        drive(office_at_work.engine.export(Target.of(tmp_path / "gone" / "x.age"), Watch()))


def test_everything_goes_into_one_file_that_is_named(office_at_work: Window, county: County, tmp_path: Path) -> None:
    place = tmp_path / "report.age"
    watch = Watch()
    done = drive(office_at_work.engine.export(Target.of(place), watch))
    assert (done.files, done.left, watch.done) == (("report.age",), 0, watch.total)
    assert bring(county, place)[0].blobs == 6
    with pytest.raises(Refused, match=r"bundle\.target_exists"):
        drive(office_at_work.engine.export(Target.of(place), Watch()))
    assert office_at_work.store.setting(BUNDLES) is None


def test_what_does_not_fit_into_one_file_is_refused(office_at_work: Window, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"bundle\.one_file"):
        drive(office_at_work.engine.export(Target.of(tmp_path / "report.age", MIB), Watch()))


def files_of(window: Window) -> Iterator[Path]:
    return (window.vault.folder / file for file in window.vault.files())


def test_pictures_that_cannot_be_read_hold_up_no_other(
    office_at_work: Window, county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "is_elsewhere", lambda *_: True)
    lost, spoilt, *_ = files_of(office_at_work)
    lost.unlink()
    content = bytearray(spoilt.read_bytes())
    content[300] ^= 1
    spoilt.write_bytes(content)

    done = report(office_at_work, tmp_path / "stick")

    assert (done.blobs, len(done.unreadable), done.left) == (4, 2, 0)
    assert bring(county, *reports(tmp_path / "stick"))[0].blobs == 4
    assert office_at_work.store.setting(COPIED) is None


def test_trouble_of_the_own_disk_is_told_as_such(
    office_at_work: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_vault: BlobVault, _sealed: object) -> bytes:
        raise Unavailable("store.io")

    monkeypatch.setattr(BlobVault, "open", fail)
    with pytest.raises(Unavailable, match=r"store\.io"):
        report(office_at_work, tmp_path / "stick")
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_document_whose_row_is_gone_is_left_out(
    office_at_work: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = office_at_work.store.blobs_pending()[0].sha256
    blob = Store.blob
    monkeypatch.setattr(
        type(office_at_work.store), "blob", lambda store, one: None if one == gone else blob(store, one)
    )
    done = report(office_at_work, tmp_path)
    assert done.blobs == 5


def test_a_writing_on_another_disk_counts_as_a_second_copy(
    office_at_work: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(office_at_work, tmp_path / "same disk")
    assert office_at_work.store.setting(COPIED) is None
    monkeypatch.setattr(exporting, "is_elsewhere", lambda *_: True)
    report(office_at_work, tmp_path / "another")
    assert office_at_work.store.unsent_since(office_at_work.store.setting(COPIED)) is None
    assert office_at_work.store.unsent_since() is not None


def test_a_window_that_the_county_has_not_heard_of_cannot_write(window: Window, tmp_path: Path) -> None:
    assert window.store.setting(ENROL)
    with pytest.raises(Refused, match="not_known_yet"):
        report(window, tmp_path)
    window.sync()
    with window.store.work() as work:
        work.set_setting(COUNTY_KEYS, {})
    with pytest.raises(Refused, match="not_known_yet"):
        report(window, tmp_path)


def test_a_restored_window_takes_over_first(window: Window, tmp_path: Path) -> None:
    window.sync()
    with window.store.work() as work:
        work.set_setting(RESTORED, True)
    with pytest.raises(Refused, match="takeover_first"):
        report(window, tmp_path)


def test_a_county_key_that_is_none_is_said(window: Window, tmp_path: Path) -> None:
    window.sync()
    keys = window.store.setting(COUNTY_KEYS)
    with window.store.work() as work:
        work.set_setting(COUNTY_KEYS, {kid: key | {"age_recipient": "age1x"} for kid, key in keys.items()})
    with pytest.raises(Refused, match="county_key"):
        report(window, tmp_path)


def test_nothing_plain_is_on_the_stick(office_at_work: Window, tmp_path: Path) -> None:
    content = picture(50_000)
    ref = office_at_work.file(uuid7(), content, "王德贵 511725195003080018")
    report(office_at_work, tmp_path)
    (file,) = reports(tmp_path)
    plain = (
        content[:64],
        content[-64:],
        "王德贵".encode(),
        b"511725195003080018",
        "张三".encode(),
        ref.sha256.encode(),
    )
    assert not [one for one in plain if one in file.read_bytes() or one in file.name.encode()]


def test_a_set_is_kept_as_it_is() -> None:
    stored = {
        "set": uuid7(),
        "last_seq": 3,
        "parts": [{"blobs": ["a"], "file": "x", "size": 5}, {"blobs": [], "file": "", "size": 0}],
    }
    outgoing = Outgoing.of(stored)
    assert outgoing is not None
    assert (outgoing.to_json(), outgoing.left, outgoing.on_sticks()) == (stored, (2,), frozenset({"a"}))
    assert Outgoing.of(None) is None
