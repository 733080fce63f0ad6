"""A store at work for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.desk import Desk
from app.store import Store
from tests.store import township


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give an enrolled desk; its store is closed afterwards."""
    opened = township.desk_at(tmp_path)
    yield opened
    opened.store.close()


@pytest.fixture
def store(desk: Desk) -> Store:
    """Give the desk's store."""
    return desk.store
