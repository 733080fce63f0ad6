"""A county that serves, its officers at their browsers, and a township that reports to it."""

from collections.abc import Iterator
from typing import Final

import httpx
import pytest
from argon2 import PasswordHasher

from sync.county import officers
from sync.county.embedded import County
from sync.county.officers import CountyRole, Officers
from tests.console.browser import Browser
from tests.county.at_the_county import Township
from tests.county.kinds import POSTGRESQL, SQLITE, parametrize
from tests.sync.window import Window

PASSWORD = "十个字以上的一个密码"
STAFF = {CountyRole.CASE_WORKER: "周敏", CountyRole.LEADER: "郑直", CountyRole.IT: "何平"}


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords() -> Iterator[None]:
    """Let nobody wait for a password here; what one costs is a test of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(officers, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


# What is said in these modules holds whatever the database is; the second list is asked in the long run only.
ON_BOTH: Final = ("case_index", "held", "officers")
ON_BOTH_IN_THE_LONG_RUN: Final = ("acts", "cases", "checks", "sign_in", "windows")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    parametrize(metafunc, ON_BOTH, ON_BOTH_IN_THE_LONG_RUN)


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of this test's own; the empty text for a file in the data folder."""
    if kind == SQLITE:
        yield ""
        return
    postgres = request.getfixturevalue("postgres")
    url = postgres.new()
    yield url
    postgres.take_back(url)


@pytest.fixture(scope="session")
def county(kind: str, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[County]:
    """One county of each kind for all tests of pages: each takes an office of its own."""
    url = request.getfixturevalue("postgres").new() if kind == POSTGRESQL else ""
    with County(tmp_path_factory.mktemp("console"), database=url) as running:
        for role, name in STAFF.items():
            Officers(running.site).add(name, role.value, PASSWORD)
        yield running


@pytest.fixture(scope="session")
def staff(county: County) -> Iterator[dict[CountyRole, Browser]]:
    """An officer of each role, signed in."""
    found = {role: Browser(county.url).sign_in(name, PASSWORD) for role, name in STAFF.items()}
    yield found
    for browser in found.values():
        browser.close()


@pytest.fixture
def worker(staff: dict[CountyRole, Browser]) -> Browser:
    """Who works on cases."""
    return staff[CountyRole.CASE_WORKER]


@pytest.fixture
def leader(staff: dict[CountyRole, Browser]) -> Browser:
    """Who decides."""
    return staff[CountyRole.LEADER]


@pytest.fixture
def it(staff: dict[CountyRole, Browser]) -> Browser:
    """Who keeps windows going."""
    return staff[CountyRole.IT]


@pytest.fixture
def nobody(county: County) -> Iterator[Browser]:
    """A browser in which nobody is signed in."""
    browser = Browser(county.url)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def township(tmp_path_factory: pytest.TempPathFactory, county: County) -> Iterator[Township]:
    """A township with a window that reports."""
    window = Window(tmp_path_factory.mktemp("township"))
    code = county.enrol_code("511725106", "青龙镇", "county")
    yield Township(window.enrol(code.code, county.url))
    window.close()


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    """A line for windows that say what no honest window says."""
    with httpx.Client(timeout=20, trust_env=False) as client:
        yield client
