"""When a version counts as well: the first page stood, somebody got an answer, somebody sits at the desk."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.capture import Reader
from app.errors import Refused, Unavailable
from app.services import session
from app.starts import FILE, Starts
from app.version import VERSION
from sync.client import trust
from tests.store.test_upgrade import STORED
from ui.gate import Gate
from ui.program import Program

PASSWORD = "练习用的密码"


def nobody(_address: object, _timeout_s: float) -> list[bytes]:
    raise Unavailable("county.unreachable")


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The launcher's file, as it is when this version was started for the second time."""
    file = tmp_path / "starts"
    file.write_text(f"{VERSION} 2\n", "ascii")
    monkeypatch.setenv(FILE, str(file))
    monkeypatch.setattr(Reader, "warm", lambda _reader: None)
    monkeypatch.setattr("ui.program.WELL_MS", 0)
    monkeypatch.setattr(trust, "shown_at", nobody)
    return file


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation that the program of before left."""
    return Path(shutil.copytree(STORED / "v0004", tmp_path / "data"))


@pytest.fixture
def program(qapp: QApplication, data: Path, counted: Path) -> Iterator[Program]:
    assert counted.exists()
    made = Program(qapp, data)
    made.start()
    made.window.show()
    made.jobs.wait(30)
    yield made
    made.close()


def test_the_first_page_takes_back_what_the_launcher_counted(program: Program, counted: Path, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: counted.read_text("ascii") == f"{VERSION} 1\n")
    assert program.window.isVisible()


def test_somebody_at_the_desk_ends_the_count_and_the_way_back(
    program: Program, data: Path, counted: Path, qtbot: QtBot
) -> None:
    program.unlock.choose(0)
    program.unlock.open(PASSWORD)
    qtbot.waitUntil(lambda: not counted.exists())
    program.jobs.wait(30)
    assert not (data / "yimen.db.v4").exists()


@pytest.mark.parametrize(
    ("error", "left"),
    [
        (Refused("unlock.wrong_password"), 2),
        (Unavailable("store.in_use"), 2),
        (Unavailable("upgrade.failed"), 3),
        (ZeroDivisionError("a bug"), 3),
    ],
)
def test_only_an_answer_of_its_own_is_taken_back(
    data: Path, counted: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, left: int
) -> None:
    def ends(*_words: object, **_more: object) -> None:
        raise error

    monkeypatch.setattr(session, "unlock", ends)
    starts = Starts(counted)
    with pytest.raises(type(error)):
        Gate(data, starts=starts).open("somebody", PASSWORD)
    assert starts.count() == left
