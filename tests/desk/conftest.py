"""A township that is set up once; every test gets its own copy, with the line dead."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.services import looking
from tests.desk.counter import Counter, at_work
from tests.desk.stocked import Stock, stock
from ui.demo.township import Township


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a window that was enrolled, with two officers; its county is switched off."""
    folder = tmp_path_factory.mktemp("township")
    township = Township(folder / "window", folder / "county")
    township.open()
    township.close()
    return folder


@pytest.fixture
def folder(set_up: Path, tmp_path: Path) -> Path:
    """A copy of the township."""
    return Path(shutil.copytree(set_up, tmp_path / "township"))


@pytest.fixture
def counter(qapp: QApplication, folder: Path, tmp_path: Path) -> Iterator[Counter]:
    """The window at work, 陈素华 before it, no line."""
    with at_work(qapp, folder / "window", tmp_path) as at:
        yield at


@pytest.fixture(scope="session")
def stocked(set_up: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Stock]:
    """The township with as much in its store as usual, filled once, and what lies there."""
    folder = Path(shutil.copytree(set_up, tmp_path_factory.mktemp("stocked") / "township"))
    return folder, stock(folder, "usual")


@pytest.fixture
def lies(stocked: tuple[Path, Stock]) -> Stock:
    """What lies in the store of `watched`."""
    return stocked[1]


@pytest.fixture
def watched(
    qapp: QApplication, stocked: tuple[Path, Stock], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Counter]:
    """The window at work over a stocked township; each look is a line, since none covers the next."""
    monkeypatch.setattr(looking, "ONE_LOOK", timedelta(0))
    folder = Path(shutil.copytree(stocked[0], tmp_path / "township"))
    with at_work(qapp, folder / "window", tmp_path) as at:
        yield at
