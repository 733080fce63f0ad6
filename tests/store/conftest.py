"""A store at work for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from app.services import intake
from app.services.desk import Desk
from app.store import Store
from tests.store import keyed_office, township


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give an enrolled desk; its store is closed afterwards."""
    opened = township.desk_at(tmp_path)
    yield opened
    opened.store.close()


@pytest.fixture(scope="session")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed installation with three accepted cases and a draft, to be copied."""
    folder = tmp_path_factory.mktemp("day")
    opened = township.desk_at(folder)
    for seed in range(3):
        intake.accept(opened, township.application(opened, seed))
    township.application(opened, 9)
    opened.store.close()
    return folder


@pytest.fixture
def busy(day: Path, tmp_path: Path) -> Iterator[Desk]:
    """Give a desk with three accepted cases and a draft."""
    shutil.copytree(day, tmp_path, dirs_exist_ok=True)
    opened = township.desk_at(tmp_path)
    yield opened
    opened.store.close()


@pytest.fixture
def store(desk: Desk) -> Store:
    """Give the desk's store."""
    return desk.store


@pytest.fixture(scope="session")
def county() -> pyrage.x25519.Identity:
    """The county's recovery key."""
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def office(tmp_path: Path, county: pyrage.x25519.Identity) -> Iterator[Desk]:
    """Give a desk with keys, two cases and a draft."""
    desk = keyed_office.set_up(tmp_path / "data", str(county.to_public()))
    yield desk
    desk.store.close()
