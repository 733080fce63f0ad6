"""Where updates lie on a machine: the county's root, the door to the side that installs, and what that side tells."""

import os
import sys
from pathlib import Path
from typing import Final

from app.version import VERSION
from sync.reading import NotProtocol, read_json
from sync.updates.version import is_version, rank

ROOT_FILE: Final = "update-root.json"
FOLDER: Final = "updates"  # within an installation's data folder: what this user has seen and fetched
RELEASE: Final = "release.json"
_LARGEST_RELEASE: Final = 2**24


def machine_folder() -> Path:
    """Give the folder of what this machine shares: /var/lib/yimen, or ProgramData."""
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "Yimen"
    return Path("/var/lib/yimen")


def root_file() -> Path:
    """Give where IT puts the county's root."""
    return (machine_folder() if sys.platform == "win32" else Path("/etc/yimen")) / ROOT_FILE


def incoming() -> Path:
    """Give the folder into which a program puts what is to be installed."""
    return machine_folder() / "incoming"


def state() -> Path:
    """Give the folder of the side that installs: only it writes there, and everybody reads the outcomes."""
    return machine_folder() / "updates"


def versions_folder(here: Path = Path(__file__)) -> Path | None:
    """Give the folder of this program's release trees, one a version; None where it runs from its source.

    The tree of a program that runs while a newer one is installed lies among those that are kept from then on.
    """
    tree = here.resolve().parents[3]
    return tree.parent.with_name("versions") if (tree / RELEASE).is_file() else None


def installed_version(versions: Path | None = None) -> str:
    """Give the newest version that is installed whole; our own where this program runs from its source."""
    folder = versions or versions_folder()
    whole = [_version_of(one) for one in folder.glob(f"*/{RELEASE}")] if folder else []
    return max(filter(None, whole), key=rank, default=VERSION)


def _version_of(release: Path) -> str:
    """Give the version of a release tree; empty where its last file is not whole."""
    try:
        with release.open("rb") as file:
            said = read_json(file.read(_LARGEST_RELEASE))
    except (OSError, NotProtocol):
        return ""
    version = said.get("version") if isinstance(said, dict) else None
    return version if isinstance(version, str) and is_version(version) else ""
