"""A desk at work with its whole window, and the applicant's screen beside it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app import settings
from app.services.desk import Desk
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.applicant.across import Across
from tests.find.whole_desk import at_work
from tests.store.township import AUTHOR, DEVICE, desk_of, open_store
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
    with at_work(desk, theme, monkeypatch) as whole:
        made = Across(whole)
        yield made
        made.close()
