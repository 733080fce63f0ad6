import pytest

from app.rules import calendar


@pytest.fixture(autouse=True)
def only_own_calendars():
    """Forget the folders that a test has added."""
    yield
    del calendar._folders[1:]
    calendar._year.cache_clear()
