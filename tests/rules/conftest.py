from collections.abc import Iterator

import pytest

from app.rules import calendar


@pytest.fixture(autouse=True)
def only_own_calendars() -> Iterator[None]:
    """Forget the folders that a test has added."""
    yield
    calendar.use_folders()
