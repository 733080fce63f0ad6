"""Updates in use: found on a stick, fetched with a backup before, handed over when nobody is at the desk."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from app import clock
from app.drives import Drive
from app.errors import Refused
from app.machine import CONFIGURATION
from app.services.desk import Desk
from app.version import VERSION
from sync.updates import places, rounds
from sync.updates.outcome import INSTALLED, Outcome, note
from sync.updates.rounds import Step
from tests.updates.office import CALENDAR, NOW, RULES, Office
from ui.jobs import Jobs
from ui.updates import work
from ui.updates.keeper import UpdateKeeper
from ui.updates.model import UpdatesModel, facts_of
from ui.updates.view import home_word
from ui.updates.window import UpdatesPage

NEWER = "9.0.0"


@dataclass
class Around:
    """The machine around the window: the county's IT, the stick, the door to the side that installs, the line."""

    office: Office
    stick: Path
    incoming: Path
    state: Path
    line: tuple[bool, bool] = (False, False)

    def requests(self) -> list[Path]:
        return sorted(self.incoming.iterdir())


def plug(monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Let these be the sticks that are plugged in."""
    there = tuple(Drive(folder, "U", 1, 1) for folder in folders)
    for asks in (work.usual_place, work.plugged):
        monkeypatch.setattr(asks, "__defaults__", (lambda: there,))


@pytest.fixture
def around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Around:
    office = Office(tmp_path / "county")
    office.program(NEWER, notes="修了打印")
    made = Around(office, tmp_path / "stick", tmp_path / "incoming", tmp_path / "state")
    for folder in (made.stick, made.incoming, made.state):
        folder.mkdir()
    shutil.copytree(office.folder, made.stick / work.ON_STICK)
    root = tmp_path / "update-root.json"
    root.write_bytes(office.root)
    monkeypatch.setattr(places, "root_file", lambda: root)
    monkeypatch.setattr(places, "incoming", lambda: made.incoming)
    monkeypatch.setattr(places, "state", lambda: made.state)
    monkeypatch.setattr("sync.updates.offer.this_platform", lambda: "linux-x86_64")
    plug(monkeypatch, made.stick)
    return made


@pytest.fixture
def desk(desk: Desk) -> Desk:
    shutil.rmtree(desk.data / places.FOLDER, ignore_errors=True)
    return replace(desk, now=lambda: NOW, training=False)


Make = Callable[[], UpdateKeeper]


@pytest.fixture
def make(desk: Desk, around: Around, jobs: Jobs) -> Iterator[Make]:
    made: list[UpdateKeeper] = []

    def keeper() -> UpdateKeeper:
        made.append(UpdateKeeper(lambda: desk, lambda: around.line, jobs))
        return made[-1]

    yield keeper
    settle(jobs)
    for one in made:
        one.deleteLater()


@pytest.fixture
def keeper(make: Make) -> UpdateKeeper:
    return make()


def settle(jobs: Jobs) -> None:
    for _ in range(6):
        jobs.wait()


def test_what_lies_on_a_stick_is_fetched_with_a_backup_before(
    keeper: UpdateKeeper, desk: Desk, around: Around, jobs: Jobs
) -> None:
    keeper.look()
    settle(jobs)
    assert (keeper.trouble, keeper.memory.offered) == ("", NEWER)
    assert keeper.package is not None
    assert (desk.data / places.FOLDER / "before-update.bak").stat().st_size > 10_000
    assert around.requests() == []
    assert keeper.step is Step.REST


def test_nobody_is_disturbed_and_the_lock_is_the_moment(keeper: UpdateKeeper, around: Around, jobs: Jobs) -> None:
    keeper.start()
    keeper.look()
    settle(jobs)
    keeper.attend(attended=False)
    settle(jobs)
    assert len(around.requests()) == 1
    assert keeper.step is Step.WAIT
    keeper.run()
    settle(jobs)
    assert len(around.requests()) == 1


def test_the_end_of_the_day_is_the_other_moment(keeper: UpdateKeeper, around: Around, jobs: Jobs) -> None:
    keeper.look()
    settle(jobs)
    keeper.close()
    (request,) = around.requests()
    assert keeper.memory.request == request.name
    assert keeper.memory.handed == NEWER


def test_a_stick_is_noticed_without_a_line_and_once(keeper: UpdateKeeper, around: Around, jobs: Jobs) -> None:
    keeper.run()
    settle(jobs)
    assert keeper.package is not None
    looked = keeper.memory.looked_at
    keeper.memory = replace(keeper.memory, looked_at="2026-12-01T00:00:00.000Z")
    keeper.run()
    settle(jobs)
    assert keeper.memory.looked_at == "2026-12-01T00:00:00.000Z" != looked
    around.office.offer("2027.toml", CALENDAR.encode())
    shutil.rmtree(around.stick / work.ON_STICK)
    shutil.copytree(around.office.folder, around.stick / work.ON_STICK)
    keeper.run()
    settle(jobs)
    assert keeper.memory.looked_at == looked
    assert around.requests() == []


def test_whoever_wants_it_now_has_it_now(keeper: UpdateKeeper, around: Around, jobs: Jobs) -> None:
    keeper.install()
    settle(jobs)
    assert len(around.requests()) == 1


def test_a_county_that_wants_to_be_asked_is_asked(
    make: Make, around: Around, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "yimen.toml"
    file.write_text('[updates]\ninstall = "ask"\n', "utf-8")
    monkeypatch.setenv(CONFIGURATION, str(file))
    keeper = make()
    keeper.start()
    keeper.look()
    settle(jobs)
    keeper.attend(attended=False)
    settle(jobs)
    assert around.requests() == []
    assert home_word(facts_of(keeper)) == ("ask", NEWER)
    keeper.close()
    assert around.requests() == []


def test_how_it_ended_is_told_at_home(keeper: UpdateKeeper, desk: Desk, around: Around, jobs: Jobs) -> None:
    keeper.install()
    settle(jobs)
    note(around.state, Outcome(keeper.memory.request, NEWER, INSTALLED, clock.text(desk.now())))
    keeper.run()
    assert home_word(facts_of(keeper)) == (Step.START_AGAIN.value, NEWER)


def test_what_could_not_be_installed_is_told_and_not_tried_again(
    keeper: UpdateKeeper, desk: Desk, around: Around, jobs: Jobs
) -> None:
    keeper.install()
    settle(jobs)
    for request in around.requests():
        shutil.rmtree(request)
    note(around.state, Outcome(keeper.memory.request, NEWER, "update.failed", clock.text(desk.now())))
    keeper.attend(attended=False)
    keeper.run()
    settle(jobs)
    assert home_word(facts_of(keeper)) == (Step.FAILED.value, NEWER)
    assert around.requests() == []


def test_calendars_and_rules_come_the_same_way(keeper: UpdateKeeper, desk: Desk, around: Around, jobs: Jobs) -> None:
    around.office.offer("2027.toml", CALENDAR.encode())
    around.office.offer("quxian.toml", RULES.encode())
    shutil.rmtree(around.stick / work.ON_STICK)
    shutil.copytree(around.office.folder, around.stick / work.ON_STICK)
    keeper.look()
    settle(jobs)
    assert keeper.seen is not None
    assert (keeper.seen.taken.calendars, keeper.seen.taken.rules) == (("2027",), ("渠县 2026 年标准",))
    assert (desk.data / "calendar" / "2027.toml").exists()


def test_a_package_that_was_changed_after_it_was_fetched_is_not_handed_over(
    keeper: UpdateKeeper, around: Around, jobs: Jobs
) -> None:
    keeper.look()
    settle(jobs)
    assert keeper.package is not None
    keeper.package.write_bytes(b"other")
    keeper.start()
    keeper.attend(attended=False)
    settle(jobs)
    assert around.requests() == []
    assert "请重新取一次" in keeper.trouble


def test_without_a_source_nobody_is_told_of_trouble(
    keeper: UpdateKeeper, monkeypatch: pytest.MonkeyPatch, jobs: Jobs
) -> None:
    plug(monkeypatch)
    keeper.look()
    settle(jobs)
    assert (keeper.trouble, keeper.seen) == ("", None)
    assert keeper.memory.failures == 1


def test_a_look_that_was_refused_says_why(keeper: UpdateKeeper, around: Around, jobs: Jobs) -> None:
    (around.stick / work.ON_STICK / "metadata" / "timestamp.json").write_bytes(b"{}")
    keeper.look()
    settle(jobs)
    assert keeper.trouble
    assert keeper.seen is None


def test_what_a_window_knew_of_updates_it_knows_after_its_next_start(
    keeper: UpdateKeeper, desk: Desk, make: Make, around: Around, jobs: Jobs
) -> None:
    keeper.look()
    settle(jobs)
    again = make()
    assert (again.memory.offered, again.package) == (NEWER, None)
    again.line = (True, False)  # type: ignore[attr-defined]  # only read below
    around.line = (True, False)
    again.start()
    again.attend(attended=False)
    settle(jobs)
    assert len(around.requests()) == 1
    assert rounds.recall(desk.data / places.FOLDER).handed == NEWER


def test_a_training_township_looks_for_no_updates(make: Make, desk: Desk) -> None:
    keeper = UpdateKeeper(lambda: replace(desk, training=True), lambda: (True, False), make()._jobs)  # noqa: SLF001 - the same lanes
    keeper.start()
    assert keeper.step is Step.REST


def test_an_address_that_is_none_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused):
        work.source_of("", desk.data)


@pytest.fixture
def page(desk: Desk, keeper: UpdateKeeper, jobs: Jobs) -> Iterator[UpdatesPage]:
    model = UpdatesModel(desk, keeper)
    made = UpdatesPage(model)
    made.resize(1366, 640)
    made.show()
    made.activateWindow()
    made.setFocus()
    jobs.wait()
    yield made
    made.close()
    model.deleteLater()
    made.deleteLater()


def test_by_keys_an_update_is_found_and_installed(page: UpdatesPage, around: Around, jobs: Jobs) -> None:
    assert page.verb.why == "现在没有新的"
    assert page.look.hasFocus()
    QTest.keyClick(page, Qt.Key.Key_F8)
    settle(jobs)
    assert NEWER in page.offer.text
    assert page.notes.text == "修了打印"
    assert page.verb.why == ""
    QTest.keyClick(page, Qt.Key.Key_F10)
    settle(jobs)
    assert len(around.requests()) == 1
    assert page.verb.why == "正在装"


def test_a_folder_is_chosen_by_hand(
    page: UpdatesPage, around: Around, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug(monkeypatch)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(around.stick))
    QTest.keyClick(page, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    settle(jobs)
    assert NEWER in page.offer.text
    assert str(around.stick) in page.side.text


def test_fetching_can_be_stopped(page: UpdatesPage, keeper: UpdateKeeper, jobs: Jobs) -> None:
    keeper.look()
    assert page.halt.isVisible()
    page.halt.click()
    settle(jobs)
    assert page.halt.isHidden()


def test_the_page_says_which_version_this_is(page: UpdatesPage) -> None:
    assert VERSION in page.version.text
    assert json.dumps(page.state.text)
    assert isinstance(NOW, datetime)
