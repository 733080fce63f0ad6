"""A desk at work on a real store and vault, with a window in which papers are taken."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.draft import Draft
from app.services.desk import Desk
from app.vault.keys import Keyring
from app.vault.slots import Cost
from tests.filing.returned import Table, begun
from tests.store.township import AUTHOR, desk_at
from ui.jobs import Jobs
from ui.problems import Problems
from ui.theme import Theme


@pytest.fixture(scope="session")
def _theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def theme(_theme: Theme) -> Iterator[Theme]:
    """The look of the window; normal type again afterwards."""
    yield _theme
    _theme.set_large(large=False)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A real store and vault; the officer is 陈素华."""
    Keyring(tmp_path).create(AUTHOR.officer, "陈素华", "练习口令", cost=Cost(8, 1))
    made = desk_at(tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def refusals() -> list[str]:
    """Sentences that had no place of their own."""
    return []


@pytest.fixture
def problems(refusals: list[str]) -> Problems:
    made = Problems()
    made.refused.connect(refusals.append)
    made.broken.connect(refusals.append)
    return made


@pytest.fixture
def jobs(qapp: QApplication, problems: Problems) -> Iterator[Jobs]:  # noqa: ARG001 - an application must exist
    made = Jobs(problems.show)
    yield made
    made.close()


@pytest.fixture
def table(_theme: Theme, desk: Desk, jobs: Jobs, problems: Problems) -> Iterator[Callable[..., Table]]:
    """Open the page of returned papers in a window."""
    opened: list[Table] = []

    def open_table(**given: object) -> Table:
        opened.append(Table(desk, jobs, problems, **given))
        return opened[-1]

    yield open_table
    for one in opened:
        one.close()


@pytest.fixture
def draft(desk: Desk) -> Draft:
    return begun(desk)


@pytest.fixture
def laid(draft: Draft, table: Callable[..., Table]) -> Table:
    """The desk with the draft on it."""
    shown = table()
    shown.model.lay(draft.id)
    shown.model.home.read()
    return shown.wait()
