"""A county's IT, a machine that believes it, and a web server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.updates.office import Machine, Office
from tests.updates.web_server import Site, serving


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "county")


@pytest.fixture
def machine(office: Office, tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine", office.root)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with serving(tmp_path / "www") as served:
        yield served
