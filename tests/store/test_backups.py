"""The backups of a window: one each day in its folder, thinned out, tried; what stands in the way is said."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pyrage
import pytest

from app import settings
from app.errors import Unavailable
from app.services import backups
from app.services.backup import backup
from app.services.backups import DAY, KEPT
from app.services.desk import Desk
from app.vault import Keyring
from app.watch import Stopped, Watch
from tests.store import keyed_office, township
from tests.store.keyed_office import code_of


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def later(desk: Desk, **by: float) -> Desk:
    return replace(desk, now=lambda: desk.now() + timedelta(**by))


def test_the_backup_of_the_day_is_written_counted_and_remembered(office: Desk, stick: Path) -> None:
    watch = Watch()
    made = backups.make(office, stick, watch)

    (kept,) = backups.kept_in(stick, office.device())
    assert (str(kept.file), kept.bytes, kept.is_own) == (made.file, made.bytes, True)
    assert kept.made_at == office.now().replace(microsecond=0)
    assert settings.load(office.data).backed_up_at == office.moment()
    assert (made.missing, made.removed) == ((), 0)
    assert 0 < watch.total <= watch.done


def test_the_newest_are_kept_and_what_others_keep_there_stays(office: Desk, stick: Path) -> None:
    others = [stick / f"yimen-0B-12345678-2026010{day}-080000.yimen" for day in range(1, 10)]
    for file in others:
        file.write_bytes(b"x")
    for day in range(KEPT + 2):
        made = backups.make(later(office, days=day), stick)

    own = [one for one in backups.kept_in(stick, office.device()) if one.is_own]
    assert len(own) == KEPT
    assert own[0].made_at - own[-1].made_at == timedelta(days=KEPT - 1)
    assert (made.removed, all(file.exists() for file in others)) == (1, True)


def test_what_is_no_backup_by_its_name_is_none(office: Desk, stick: Path) -> None:
    for name in (
        "notes.txt",
        "yimen-0A-12345678-20261399-000000.yimen",
        "yimen-0A-12345678-20260101-000000.part",
    ):
        (stick / name).write_bytes(b"x")
    assert backups.kept_in(stick, office.device()) == ()


def test_one_that_is_taken_away_while_it_is_looked_at_is_left_out(
    office: Desk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.make(office, stick)

    def gone(_self: Path) -> object:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "stat", gone)
    assert backups.kept_in(stick, office.device()) == ()


def test_a_stick_that_is_not_there_is_said(office: Desk, stick: Path) -> None:
    stick.rmdir()
    assert code_of(lambda: backups.make(office, stick)) == "store.gone"
    assert code_of(lambda: backups.kept_in(stick, office.device())) == "store.gone"
    assert settings.load(office.data).backed_up_at == ""


def test_one_that_is_stopped_leaves_nothing(office: Desk, stick: Path) -> None:
    watch = Watch()
    watch.stop.set()
    with pytest.raises(Stopped):
        backups.make(office, stick, watch)
    assert list(stick.iterdir()) == []
    assert settings.load(office.data).backed_up_at == ""


def test_the_next_is_due_after_most_of_a_day_or_when_the_clock_was_set_back() -> None:
    now, second = township.morning(), timedelta(seconds=1)
    assert [backups.is_due(now - ago, now) for ago in (timedelta(0), DAY - second, DAY, -second)] == [
        False,
        False,
        True,
        True,
    ]
    assert backups.is_due(None, now)


def test_a_trial_reads_all_of_it_with_this_windows_key_and_leaves_nothing(office: Desk, stick: Path) -> None:
    made = backups.make(office, stick)
    before = sorted(office.data.rglob("*"))

    tried = backups.rehearse(office, Path(made.file))

    assert tried.ok
    assert (tried.report.cases, tried.report.blobs) == (2, made.blobs)
    assert (tried.to_json()["ok"], tried.to_json()["file"]) == (True, made.file)
    assert settings.load(office.data).rehearsed_at == office.moment()
    assert sorted(office.data.rglob("*")) == before


def test_a_trial_of_what_is_damaged_or_of_others_says_so_and_is_not_remembered(
    office: Desk, stick: Path, tmp_path: Path, county: pyrage.x25519.Identity
) -> None:
    file = Path(backups.make(office, stick).file)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    assert code_of(lambda: backups.rehearse(office, file)) == "backup.damaged"

    other = keyed_office.set_up(tmp_path / "other", str(county.to_public()))
    backup(other.store, other.vault, tmp_path / "others.yimen")
    other.store.close()
    assert code_of(lambda: backups.rehearse(office, tmp_path / "others.yimen")) == "store.wrong_key"
    assert settings.load(office.data).rehearsed_at == ""


def test_a_trial_finds_passwords_that_would_not_open(office: Desk, stick: Path) -> None:
    file = Path(backups.make(office, stick).file)
    (office.data / "device.secret").write_bytes(b"plain:" + bytes(32))

    tried = backups.rehearse(office, file)

    assert (tried.report.ok, tried.needs_recovery, tried.ok) == (True, True, False)
    assert settings.load(office.data).rehearsed_at == ""
    assert Keyring(office.data).has_recovery()


def test_a_trial_that_is_stopped_ends_and_leaves_nothing(office: Desk, stick: Path) -> None:
    file, watch = Path(backups.make(office, stick).file), Watch()
    watch.stop.set()
    with pytest.raises(Stopped):
        backups.rehearse(office, file, watch)
    assert not (office.data / ".rehearsal").exists()


def test_a_folder_on_the_disk_of_the_data_is_known(office: Desk, stick: Path, tmp_path: Path) -> None:
    assert backups.is_on_the_same_disk(office, stick)
    assert not backups.is_on_the_same_disk(office, Path("/proc"))
    with pytest.raises(Unavailable):
        backups.is_on_the_same_disk(office, tmp_path / "away")
