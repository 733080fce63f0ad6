"""A window with an intake, and a card reader beside it: a folder, and a machine that types."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app import settings
from app.capture import Reader
from app.services.desk import Desk
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.find.whole_desk import WholeDesk
from tests.store.township import AUTHOR, DEVICE, desk_of, open_store
from ui.jobs import Jobs
from ui.problems import Problems
from ui.theme import Theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the reader's program hands over."""
    made = tmp_path / "reader"
    made.mkdir()
    return made


@pytest.fixture
def desk(tmp_path: Path, folder: Path) -> Iterator[Desk]:
    """A real store and vault, with a reader of both kinds."""
    data = tmp_path / "data"
    data.mkdir()
    Keyring(data).create(AUTHOR.officer, "陈素华", "练习口令", cost=Cost(8, 1))
    settings.remember(data, reader_folder=str(folder), reader_keys=True)
    made = desk_of(data, open_store(data, device=replace(DEVICE, county_url="http://127.0.0.1:1")))
    yield made
    made.store.close()


@pytest.fixture
def at_desk(desk: Desk, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[WholeDesk]:
    """The window with a new intake at its card."""
    monkeypatch.setattr(Reader, "warm", lambda _reader: None)  # no picture is read here
    problems, bugs = Problems(), list[str]()
    problems.broken.connect(bugs.append)
    jobs = Jobs(problems.show)
    problems_seen = WholeDesk(desk, jobs, problems, theme)
    problems.refused.connect(problems_seen.window.show_refusal)
    problems.quiet.connect(problems_seen.window.say_quietly)
    problems_seen.pages.take_in()
    problems_seen.wait()
    yield problems_seen
    problems_seen.close()
    jobs.close()
    assert bugs == []
