"""A real county on a loopback port, and windows that speak to it with nothing but HTTP."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import httpx
import pytest

from sync.county.embedded import County
from tests.county.kinds import POSTGRESQL, parametrize
from tests.county.postgres import Postgres
from tests.county.windows import Answer, Window, code_of, cut_patch, sha256

_divisions = itertools.count(511_725_100)


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=20, trust_env=False, verify=False) as client:  # noqa: S501 - plain HTTP here; reading CAs would only cost time
        yield client


# What is said in these modules holds whatever the database is; the second list is asked in the long run only.
ON_BOTH: Final = (
    "backup", "checkpoints", "crates", "database", "deciding", "gone", "isolation", "pull", "push", "relay", "takeover",
    "verify", "withheld",
)  # fmt: skip
ON_BOTH_IN_THE_LONG_RUN: Final = ("blobs", "confirming", "enrolment", "events", "push_entries", "token", "uploads")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    parametrize(metafunc, ON_BOTH, ON_BOTH_IN_THE_LONG_RUN)


@pytest.fixture(scope="session")
def counties(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], County]]:
    """One county of each kind for all tests that leave each other alone."""
    made: dict[str, County] = {}

    def give(kind: str) -> County:
        if kind not in made:
            database = request.getfixturevalue("postgres").new() if kind == POSTGRESQL else ""
            made[kind] = County(tmp_path_factory.mktemp("county"), database=database).start()
        return made[kind]

    yield give
    for county in made.values():
        county.stop()


@pytest.fixture
def county(kind: str, counties: Callable[[str], County]) -> County:
    """A county that tests share: each takes an office of its own."""
    return counties(kind)


@pytest.fixture
def new_database(kind: str, request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """Give a function that gives the address of an empty database; the empty text for a file in the data folder."""
    made: list[str] = []

    def make() -> str:
        made.append(request.getfixturevalue("postgres").new() if kind == POSTGRESQL else "")
        return made[-1]

    yield make
    for url in filter(None, made):
        request.getfixturevalue("postgres").take_back(url)


@pytest.fixture
def new_empty(postgres: Postgres) -> Iterator[Callable[[], str]]:
    """Give a function that gives the address of a PostgreSQL database without tables."""
    made: list[str] = []

    def make() -> str:
        made.append(postgres.empty())
        return made[-1]

    yield make
    for url in made:
        postgres.take_back(url)


@pytest.fixture
def database_url(new_database: Callable[[], str]) -> str:
    """The address of a database of this test's own."""
    return new_database()


@pytest.fixture
def county_of_own(tmp_path: Path, database_url: str) -> Iterator[County]:
    """A county that a test may stop, spoil or look into whole."""
    county = County(tmp_path / "county", database=database_url).start()
    yield county
    county.stop()


@pytest.fixture
def division() -> str:
    """The division code of an office that no other test knows."""
    return str(next(_divisions))


@pytest.fixture
def stranger(http: httpx.Client, county: County) -> Window:
    """A device that the county does not know."""
    return Window(http, county.url)


MakeWindow = Callable[..., Window]


@pytest.fixture
def make_window(http: httpx.Client, county: County, division: str) -> MakeWindow:
    """Give a function that enrols a window, of this test's office or of another, and signs it in."""

    def make(office: str = division, at: County = county) -> Window:
        window = Window(http, at.url)
        enrolled = window.enrol(at.enrol_code(office, "清河镇").code)
        assert enrolled.status_code == 201, enrolled.text
        assert window.sign_in().status_code == 200
        return window

    return make


@pytest.fixture
def window(make_window: MakeWindow) -> Window:
    """An enrolled window with a token."""
    return make_window()


@pytest.fixture
def problem_of() -> Callable[[Answer], tuple[int, str]]:
    """Give a function that reads status and code of a problem document, after a look at its form."""
    return code_of


@pytest.fixture
def make_stranger(http: httpx.Client) -> Callable[[County], Window]:
    """Give a function that makes a device which a county does not know."""
    return lambda county: Window(http, county.url)


@pytest.fixture
def digest() -> Callable[[bytes], str]:
    return sha256


@pytest.fixture
def cut() -> Callable[..., None]:
    return cut_patch


@pytest.fixture
def make_stranger_at(http: httpx.Client) -> Callable[[str], Window]:
    """Give a function that makes an unknown device which speaks to an address."""
    return lambda url: Window(http, url)


@pytest.fixture
def witness(county_of_own: County, make_window: MakeWindow) -> Window:
    """A window of the office 511725001, at a county of the test's own."""
    return make_window("511725001", at=county_of_own)
