"""The whole window at a township that confirms itself, with pictures laid down and a printer that takes all."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.services.desk import Desk
from tests.change.conftest import laid_down, pictures, printed
from tests.find.whole_desk import WholeDesk, at_work, desk_in
from tests.store.township import WORKING, other_officer
from ui.theme import Theme

__all__ = ["laid_down", "pictures", "printed"]


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """陈素华, who leads and has the other duties of a small office too, and takes nothing in; 李成 does."""
    made = desk_in(tmp_path)
    yield replace(made, roles=(*WORKING, "leader"), officer_name="陈素华")
    made.store.close()


@pytest.fixture
def window(desk: Desk) -> Desk:
    """The desk as 李成 sits at it."""
    return replace(desk, author=replace(desk.author, officer=other_officer()), roles=WORKING, officer_name="李成")


@pytest.fixture
def at_desk(desk: Desk, theme: Theme, monkeypatch: pytest.MonkeyPatch) -> Iterator[WholeDesk]:
    """The window with home in it."""
    with at_work(desk, theme, monkeypatch) as made:
        yield made
