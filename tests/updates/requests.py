"""The side that installs, with an installer that only notes what it was given; requests as anybody can make them."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sync.updates.handing import PACKAGE, REQUEST
from sync.updates.install import Side
from sync.updates.offer import named
from tests.updates.office import NOW, PLATFORM, Office


@dataclass
class System:
    """A machine's system: which version is installed, and the packages that its installer was given."""

    version: str = "0.1.0"
    given: list[bytes] = field(default_factory=list)

    def install(self, package: Path) -> None:
        """Install as a system does."""
        self.given.append(package.read_bytes())
        found = named(package.name)
        assert found is not None
        self.version = found[1]

    def installed(self) -> str:
        """Give what is installed."""
        return self.version


def a_side(
    place: Path, office: Office, system: System, now: datetime = NOW, install: Callable[[Path], None] | None = None
) -> Side:
    """Give the side that installs, of a machine below `place`."""
    incoming, root = place / "incoming", place / "update-root.json"
    incoming.mkdir(exist_ok=True)
    root.write_bytes(office.root)
    return Side(
        incoming, place / "state", root, lambda: now, install or system.install, system.installed, platform=PLATFORM
    )


def request_of(folder: Path, incoming: Path, number: str = "1", package: Path | None = None) -> Path:
    """Make a request of a repository as it lies in a folder, with its newest program or another file."""
    request = incoming / f"{REQUEST}{number}"
    request.mkdir()
    for one in (folder / "metadata").glob("*.json"):
        shutil.copy(one, request)
    programs = sorted((folder / "targets" / "window").glob("*"), key=lambda one: one.name.partition(".")[2])
    shutil.copy(package or programs[-1], request / PACKAGE)
    return request
