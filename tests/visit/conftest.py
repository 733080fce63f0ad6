"""A desk at work with its whole window."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.services.desk import Desk
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.find.whole_desk import WholeDesk, at_work
from tests.store.township import AUTHOR, DEVICE, desk_of, open_store
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
def at_desk(desk: Desk, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[WholeDesk]:
    """The window with home in it."""
    with at_work(desk, theme, monkeypatch) as made:
        yield made
