"""Jobs and problems around a part of the window: nothing of it may end in a report that nobody wanted."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.jobs import Jobs
from ui.problems import Problems


@pytest.fixture
def bugs() -> list[str]:
    """Report numbers of what nobody wanted to have."""
    return []


@pytest.fixture
def problems(bugs: list[str]) -> Problems:
    made = Problems()
    made.broken.connect(bugs.append)
    return made


@pytest.fixture
def jobs(qapp: QApplication, problems: Problems, bugs: list[str]) -> Iterator[Jobs]:  # noqa: ARG001 - an application must exist
    made = Jobs(problems.show)
    yield made
    made.close()
    assert bugs == []
