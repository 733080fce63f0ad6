"""A desk at work on a real store and vault, with a window around the intake, and a small reader of pictures."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.services.desk import Desk
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.at_work import bugs, jobs, problems
from tests.intake.at_the_window import Intake, Pictures
from tests.store.township import AUTHOR, desk_at
from ui.jobs import Jobs
from ui.printing import Printing
from ui.problems import Problems
from ui.theme import Theme

__all__ = ["bugs", "jobs", "problems"]


@pytest.fixture(scope="session")
def _theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A real store and vault; the officer is 陈素华."""
    Keyring(tmp_path).create(AUTHOR.officer, "陈素华", "练习口令", cost=Cost(8, 1))
    made = desk_at(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def pictures() -> Pictures:
    return Pictures()


@pytest.fixture
def printing(jobs: Jobs) -> Printing:
    """A printer nobody has chosen yet."""
    return Printing(jobs, lambda: "", lambda _name: None, lambda _paper, _as_file: None)


@pytest.fixture
def at_window(
    _theme: Theme, desk: Desk, jobs: Jobs, problems: Problems, pictures: Pictures
) -> Iterator[Callable[..., Intake]]:
    """Open an intake in a window: on a new draft, on a given one, with a camera or without."""
    opened: list[Intake] = []

    def open_intake(**given: object) -> Intake:
        opened.append(Intake(desk, jobs, pictures, problems, **given))
        return opened[-1]

    yield open_intake
    for one in opened:
        one.close()
