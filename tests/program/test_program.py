"""The window program as a whole: which page is shown when, who sits at it, what is left when it is killed."""

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import settings
from app.capture import Reader
from app.domain.office import Office
from app.services import session
from app.services.session import SetUp
from app.settings import Settings
from app.store import Store
from sync.client import enrol
from sync.enrol_code import EnrolCode, new_secret
from tests.services.conftest import COST, NAME, PASSWORD
from ui.desk_pages import HOME, INTAKE
from ui.program import SETUP, UNLOCK, Program

COLLEAGUE = "赵勇"
OFFICE = Office("", "511725123", "渠县青龙镇人民政府", confirmer="township")
NOBODY_LISTENS = "http://127.0.0.1:1"


def become_device(store: Store) -> None:
    """Enrol with a code of a county that cannot be reached."""
    code = EnrolCode("t-0A1B2C", "0A", bytes(10), new_secret())
    enrol.begin(store, code.text, NOBODY_LISTENS, OFFICE, "青龙镇社会救助窗口")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation of two officers."""
    folder = tmp_path / "window"
    officer = session.set_up(folder, SetUp(NAME, PASSWORD), become_device, cost=COST)
    desk = session.unlock(folder, officer, PASSWORD)
    session.add_officer(desk, PASSWORD, COLLEAGUE, PASSWORD, cost=COST)
    desk.store.close()
    return folder


@pytest.fixture(autouse=True)
def no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is read here: do not load the models in a process of their own for every test."""
    monkeypatch.setattr(Reader, "warm", lambda _reader: None)


Start = Callable[[Path], Program]


@pytest.fixture
def start(qapp: QApplication) -> Iterator[Start]:
    """Start the program on a folder; what was started is closed at the end."""
    running: list[Program] = []

    def begin(folder: Path) -> Program:
        program = Program(qapp, folder)
        running.append(program)
        program.start()
        program.window.show()
        program.jobs.wait(30)
        return program

    yield begin
    for program in running:
        program.close()


def open_as(program: Program, officer: str) -> None:
    """Choose an officer by number and type the password."""
    program.unlock.choose(int(officer) - 1)
    program.unlock.open(PASSWORD)
    program.jobs.wait(30)


def begun_intake(program: Program, name: str) -> None:
    """Begin an application by hand: F2, F7, a name."""
    assert program.desk is not None
    program.desk.take_in()
    program.jobs.wait(30)
    assert program.desk.intake is not None
    keeper = program.desk.intake.keeper
    applicant = keeper.draft.applicant
    keeper.change(lambda draft: draft.with_member(replace(applicant, identity=replace(applicant.identity, name=name))))


def test_without_an_installation_the_set_up_is_shown(start: Start, tmp_path: Path) -> None:
    assert start(tmp_path / "nothing").window.page == SETUP


def test_who_unlocks_comes_home_and_the_office_is_remembered(start: Start, data: Path) -> None:
    program = start(data)
    assert program.window.page == UNLOCK

    open_as(program, "1")

    assert program.window.page == HOME
    assert settings.load(data).office == "青龙镇社会救助窗口"
    assert program.desk is not None
    assert program.desk.state().officer == NAME


def test_a_wrong_password_leaves_the_door_shut(start: Start, data: Path) -> None:
    program = start(data)

    program.unlock.open("错的")
    program.jobs.wait(30)

    assert program.window.page == UNLOCK
    assert program.unlock.view.sentence != ""


def test_the_lock_hides_the_page_and_the_same_officer_finds_it_again(start: Start, data: Path) -> None:
    program = start(data)
    open_as(program, "1")
    begun_intake(program, "王德贵")

    program.lock()
    program.jobs.wait(30)
    assert program.window.page == UNLOCK

    open_as(program, "1")
    assert program.window.page == INTAKE


def test_a_colleague_comes_home_and_what_was_begun_is_kept(start: Start, data: Path) -> None:
    program = start(data)
    open_as(program, "1")
    begun_intake(program, "王德贵")
    program.lock()

    open_as(program, "2")

    assert program.desk is not None
    assert program.window.page == HOME
    assert program.desk.state().officer == COLLEAGUE
    assert [draft.applicant.identity.name for draft in program.desk.desk.store.drafts()] == ["王德贵"]


def test_nobody_at_the_window_for_long_locks_it(start: Start, data: Path) -> None:
    program = start(data)
    open_as(program, "1")

    program.idle.passed.emit()
    program.jobs.wait(30)

    assert program.window.page == UNLOCK


def test_behind_the_lock_everything_is_looked_through(
    start: Start, data: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.program.TIDY_MS", 0)
    program = start(data)
    open_as(program, "1")
    left = QObject()
    left.itself = left  # type: ignore[attr-defined]  # makes the cycle
    gone = weakref.ref(left)
    del left
    gc.freeze()  # as a collection that took too long does with a page that is open then

    program.lock()

    qtbot.waitUntil(lambda: gone() is None)


def test_a_program_that_has_ended_locks_nothing_any_more(qapp: QApplication, data: Path) -> None:
    program = Program(qapp, data)
    program.start()
    program.jobs.wait(30)
    open_as(program, "1")
    assert program.idle.left_ms > 0

    program.close()

    assert program.idle.left_ms == -1


def test_every_touch_puts_the_lock_off_but_not_a_glance(start: Start, data: Path, qtbot: QtBot) -> None:
    program = start(data)
    open_as(program, "1")
    qtbot.waitUntil(lambda: program.idle.left_ms < Settings().idle_minutes * 60_000 - 50)
    before = program.idle.left_ms

    handle = program.window.windowHandle()
    QApplication.sendEvent(handle, QEvent(QEvent.Type.WindowActivate))
    assert program.idle.left_ms <= before

    QTest.keyClick(handle, Qt.Key.Key_Shift)
    assert program.idle.left_ms > before


def test_a_second_program_on_the_same_folder_is_told_so(start: Start, data: Path) -> None:
    open_as(start(data), "1")
    second = start(data)

    open_as(second, "1")

    assert second.window.page == UNLOCK
    assert second.desk is None


def test_offline_is_said_and_nothing_waits(start: Start, data: Path) -> None:
    program = start(data)
    open_as(program, "1")

    program.jobs.wait(30)

    assert program.desk is not None
    assert program.desk.syncing.state().online is False
    assert program.desk.syncing.state().trouble != ""
    assert program.desk.waiting() == (False, 0, 0)


def test_what_the_theme_became_is_there_at_the_next_start(start: Start, data: Path) -> None:
    program = start(data)
    program.theme.set_dark(dark=True)
    program.theme.set_large(large=True)
    program.jobs.wait(30)

    assert (settings.load(data).dark, settings.load(data).large) == (True, True)
    QTest.keyClick(program.window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    program.jobs.wait(30)
    assert settings.load(data).large is False
    program.theme.set_dark(dark=False)
    program.jobs.wait(30)
