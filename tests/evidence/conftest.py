"""A store at work for each test, with an officer who has a name."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.desk import Desk
from app.vault import Keyring
from app.vault.slots import Cost
from tests.store import township
from tests.store.conftest import day, desk

__all__ = ["busy", "day", "desk"]


@pytest.fixture
def busy(day: Path, tmp_path: Path) -> Iterator[Desk]:
    """Give a desk with three accepted cases and a draft, and an officer's keys."""
    shutil.copytree(day, tmp_path, dirs_exist_ok=True)
    Keyring(tmp_path).create(township.AUTHOR.officer, "王德贵", "练习口令", cost=Cost(8, 1))
    opened = township.desk_at(tmp_path)
    yield opened
    opened.store.close()
