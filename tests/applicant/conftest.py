"""A desk at work with its whole window, and the applicant's screen beside it."""

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
from tests.applicant.across import Across
from tests.store.township import AUTHOR, DEVICE, desk_of, open_store
from tests.visit.at_the_desk import AtTheDesk
from ui.jobs import Jobs
from ui.problems import Problems
from ui.theme import Theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A real store and vault; the officer is 陈素华."""
    Keyring(tmp_path).create(AUTHOR.officer, "陈素华", "练习口令", cost=Cost(8, 1))
    device = replace(DEVICE, county_url="http://127.0.0.1:1")
    made = desk_of(tmp_path, open_store(tmp_path, device=device))
    settings.remember(tmp_path, applicant_screen=True)
    yield replace(made, officer_name="陈素华")
    made.store.close()


@pytest.fixture
def across(desk: Desk, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[Across]:
    """The officer's window with home in it, and the applicant's with nothing of anybody."""
    monkeypatch.setattr(Reader, "warm", lambda _reader: None)  # no picture is read here
    problems, bugs = Problems(), list[str]()
    problems.broken.connect(bugs.append)
    jobs = Jobs(problems.show)
    at_desk = AtTheDesk(desk, jobs, problems, theme)
    made = Across(at_desk)
    yield made
    made.close()
    at_desk.close()
    jobs.close()
    assert bugs == []
