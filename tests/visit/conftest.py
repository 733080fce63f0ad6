"""A desk at work with its whole window."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.capture import Reader
from app.services.desk import Desk
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.store.township import AUTHOR, DEVICE, desk_of, open_store
from tests.visit.at_the_desk import AtTheDesk
from ui.jobs import Jobs
from ui.problems import Problems
from ui.theme import Theme


@pytest.fixture(scope="session")
def _one_theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def theme(_one_theme: Theme) -> Iterator[Theme]:
    """Light and normal at the beginning and again at the end."""
    yield _one_theme
    _one_theme.set_dark(dark=False)
    _one_theme.set_large(large=False)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A real store and vault; the officer is 陈素华."""
    Keyring(tmp_path).create(AUTHOR.officer, "陈素华", "练习口令", cost=Cost(8, 1))
    device = replace(DEVICE, county_url="http://127.0.0.1:1")
    made = desk_of(tmp_path, open_store(tmp_path, device=device))
    yield made
    made.store.close()


@pytest.fixture
def at_desk(desk: Desk, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[AtTheDesk]:
    """The window with home in it."""
    monkeypatch.setattr(Reader, "warm", lambda _reader: None)  # no picture is read here
    problems, bugs = Problems(), list[str]()
    problems.broken.connect(bugs.append)
    jobs = Jobs(problems.show)
    made = AtTheDesk(desk, jobs, problems, theme)
    yield made
    made.close()
    jobs.close()
    assert bugs == []
