"""The page of backups in use: a place, a backup, a trial, stopped, refused; and the one that makes itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app import clock, settings
from app.services import backups
from app.services.backups import DAY, Made, Rehearsed
from app.services.desk import Desk
from app.services.verify import Finding, Report
from app.watch import Watch
from ui.backup.keeper import BackupKeeper
from ui.backup.model import BackupModel
from ui.backup.part import LATE, late
from ui.backup.view import BackupFacts, Going, make_view
from ui.backup.window import BackupPage
from ui.jobs import Jobs


@pytest.fixture
def keeper(desk: Desk, jobs: Jobs) -> Iterator[BackupKeeper]:
    settings.remember(desk.data, backup_folder="", backed_up_at="", rehearsed_at="")
    owner = QObject()
    yield BackupKeeper(lambda: desk, jobs, owner)
    jobs.wait()
    owner.deleteLater()


@pytest.fixture
def page(desk: Desk, jobs: Jobs, keeper: BackupKeeper) -> Iterator[BackupPage]:
    model = BackupModel(desk, jobs, keeper)
    made = BackupPage(model)
    made.resize(1366, 640)
    made.show()
    made.activateWindow()
    made.setFocus()
    jobs.wait()
    yield made
    made.close()
    jobs.wait()
    model.deleteLater()
    made.deleteLater()


@pytest.fixture
def placed(page: BackupPage, jobs: Jobs, stick: Path, monkeypatch: pytest.MonkeyPatch) -> BackupPage:
    """The page when a place was chosen."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    press(page, Qt.Key.Key_O, jobs, Qt.KeyboardModifier.ControlModifier)
    return page


def press(
    page: BackupPage, key: Qt.Key, jobs: Jobs, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(page, key, held)
    jobs.wait()
    jobs.wait()


def test_without_a_place_the_page_says_what_to_do(page: BackupPage, jobs: Jobs) -> None:
    assert "Ctrl O" in page.place.text
    assert (page.verb.why, page.trial.why) == ("请先定放在哪里", "请先备份一份")
    assert page.folder.hasFocus()
    assert "还没有备份过" in page.side.text
    page.model.make()
    page.model.rehearse()
    jobs.wait()
    assert page.model.view.progress == ""


def test_a_place_is_chosen_a_backup_made_and_tried_by_keys(
    placed: BackupPage, jobs: Jobs, desk: Desk, stick: Path
) -> None:
    assert placed.place.text == str(stick)
    assert "同一块盘" in placed.warning.text
    assert settings.load(desk.data).backup_folder == str(stick)
    assert placed.none.text == "那里还没有备份。"

    press(placed, Qt.Key.Key_F10, jobs)
    assert "备份好了，也读了一遍" in placed.said.text
    (row,) = placed.list.rows
    assert (row.cells[2].text, Path(row.key).is_file()) == ("这台电脑", True)
    assert placed.list.hasFocus(), "the first backup takes the keys from the choice of a folder"
    assert "上次备份：今天" in placed.side.text

    press(placed, Qt.Key.Key_F8, jobs)
    assert "恢复得出来" in placed.said.text
    assert "上次试着恢复：今天" in placed.side.text
    assert (placed.verb.why, placed.trial.why) == ("", "")


def test_a_choice_that_is_called_off_changes_nothing(
    page: BackupPage, jobs: Jobs, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    press(page, Qt.Key.Key_O, jobs, Qt.KeyboardModifier.ControlModifier)
    assert settings.load(desk.data).backup_folder == ""


def test_one_under_way_says_how_far_and_is_stopped_by_a_key(
    placed: BackupPage, jobs: Jobs, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, moved = Event(), Watch.moved

    def wait(watch: Watch, count: int) -> None:
        going.set()
        assert watch.stop.wait(20)
        moved(watch, count)

    monkeypatch.setattr(Watch, "moved", wait)
    QTest.keyClick(placed, Qt.Key.Key_F10)
    assert going.wait(20)
    assert placed.progress.text
    assert placed.verb.why == placed.trial.why == "正在备份或者试着恢复"
    placed.model.make()

    QTest.keyClick(placed, Qt.Key.Key_F6)
    jobs.wait()
    assert "停下了，没有留下半份" in placed.said.text
    assert list(stick.iterdir()) == []
    assert placed.progress.text == ""


def test_a_stick_that_was_pulled_out_is_said(placed: BackupPage, jobs: Jobs, stick: Path) -> None:
    press(placed, Qt.Key.Key_F10, jobs)
    for file in stick.iterdir():
        file.unlink()
    stick.rmdir()
    placed.model.look()
    jobs.wait()
    assert placed.list.rows == ()
    press(placed, Qt.Key.Key_F10, jobs)
    assert placed.refused.text
    assert placed.trial.why == "请先备份一份"


@pytest.mark.parametrize(
    ("report", "recovery", "said"),
    [
        (Report(1, 1, 1, 1, (Finding("page", "3"),)), False, "1 处不完整"),
        (Report(1, 1, 1, 1, ()), True, "县里的恢复密钥"),
    ],
)
def test_a_trial_that_does_not_go_well_says_what_to_do(
    placed: BackupPage,
    jobs: Jobs,
    monkeypatch: pytest.MonkeyPatch,
    report: Report,
    recovery: bool,  # noqa: FBT001 - a column of the table
    said: str,
) -> None:
    press(placed, Qt.Key.Key_F10, jobs)
    monkeypatch.setattr(backups, "rehearse", lambda *_: Rehearsed("f", "2026-11-24T01:00:00.000Z", report, recovery))
    press(placed, Qt.Key.Key_F8, jobs)
    assert said in placed.refused.text
    assert placed.progress.text == ""


def test_pictures_that_cannot_be_read_are_counted(
    placed: BackupPage, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "make", lambda *_: Made("f", 5, 1, ("a", "b"), 0))
    press(placed, Qt.Key.Key_F10, jobs)
    assert "有 2 张图在这台电脑上读不出来" in placed.said.text


def test_a_bug_in_it_is_told_as_one(
    placed: BackupPage, jobs: Jobs, bugs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr(backups, "make", broken)
    press(placed, Qt.Key.Key_F10, jobs)
    monkeypatch.setattr(backups, "kept_in", broken)
    placed.model.look()
    jobs.wait()
    assert len(bugs) == 2
    bugs.clear()


def test_the_backup_of_the_day_makes_itself_once(desk: Desk, jobs: Jobs, keeper: BackupKeeper, stick: Path) -> None:
    keeper.run()
    jobs.wait()
    assert keeper.made_at is None, "no place was chosen"
    keeper.keep_at(stick, jobs.problem)
    jobs.wait()

    for _ in range(2):
        keeper.run()
        jobs.wait()
    (first,) = stick.iterdir()
    assert keeper.trouble == ""
    first.unlink()

    settings.remember(desk.data, backed_up_at=clock.text(desk.now() - DAY))
    owner = QObject()
    again = BackupKeeper(lambda: desk, jobs, owner)
    again.run()
    jobs.wait()
    assert again.made_at is not None
    assert desk.now() - again.made_at < timedelta(minutes=1)
    owner.deleteLater()


def test_one_of_the_day_that_cannot_be_made_says_why_and_is_tried_again(
    jobs: Jobs,
    keeper: BackupKeeper,
    stick: Path,
    bugs: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keeper.keep_at(stick / "away", jobs.problem)
    jobs.wait()
    keeper.run()
    jobs.wait()
    assert keeper.trouble
    (stick / "away").mkdir()
    keeper.run()
    jobs.wait()
    assert (keeper.trouble, len(list((stick / "away").iterdir()))) == ("", 1)

    def broken(*_: object) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr(backups, "make", broken)
    monkeypatch.setattr(backups, "is_due", lambda *_: True)
    keeper.run()
    jobs.wait()
    assert len(bugs) == 1
    bugs.clear()


def test_home_is_told_when_it_is_late(desk: Desk) -> None:
    now = desk.now()
    assert late(None, now, training=False) == ""
    assert late(now - LATE, now, training=False) == clock.text(now - LATE)
    assert late(now - LATE + timedelta(seconds=1), now, training=False) is None
    assert late(None, now, training=True) is None


def test_how_far_it_is_never_passes_the_whole(desk: Desk) -> None:
    facts = BackupFacts("/x", going=Going(11 * 2**20, 10 * 2**20))
    assert "100%" in make_view(facts, "", desk.now()).progress
    assert "收齐" in make_view(replace(facts, going=Going()), "", desk.now()).progress
    assert not make_view(replace(facts, going=Going(is_trial=True)), "", desk.now()).can_stop
