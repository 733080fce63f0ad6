"""A desk at work with its whole window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.services.desk import Desk
from tests.find.whole_desk import WholeDesk, at_work, desk_in
from ui.theme import Theme


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A real store and vault."""
    made = desk_in(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def at_desk(desk: Desk, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[WholeDesk]:
    """The window with home in it."""
    with at_work(desk, theme, monkeypatch) as made:
        yield made
