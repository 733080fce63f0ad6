"""The cameras of this machine: which there are, which one is meant, and why one does not open."""

import errno
import os
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_MOST_DEVICES = 8


@dataclass(frozen=True, slots=True)
class Device:
    """A camera that can be opened by its number; `name` is what the system calls it, or empty.

    `identity` stays the same when the number changes; empty where the system tells none (Windows: OpenCV knows
    numbers only).
    """

    index: int
    name: str
    identity: str = ""


@dataclass(frozen=True, slots=True)
class System:
    """Where Linux tells of its cameras."""

    names: Path = Path("/sys/class/video4linux")
    nodes: Path = Path("/dev")


SYSTEM = System()


def devices(opens: Callable[[int], bool], system: System = SYSTEM) -> tuple[Device, ...]:
    """Give the cameras of this machine. Where the system has no list of them, each number is tried (seconds)."""
    if not system.names.is_dir():
        return tuple(Device(index, "") for index in range(_MOST_DEVICES) if opens(index))
    found = sorted(number for place in system.names.glob("video*") if (number := _number(place.name)) is not None)
    listed = [number for number in found if _line(system.names / f"video{number}" / "index") in {"", "0"}]
    names = {number: _line(system.names / f"video{number}" / "name") for number in listed}
    return tuple(Device(number, name, _identity(number, names, system)) for number, name in names.items())


def pick(identity: str, index: int, found: tuple[Device, ...]) -> Device | None:
    """Give the camera that is meant, wherever it is plugged in now; by its number where no identity is known.

    None when it is not there: another camera, which may look at a face, is never opened in its place.
    """
    if identity:
        return next((one for one in found if one.identity == identity), None)
    return next((one for one in found if one.index == index), None)


def obstacle(index: int, system: System = SYSTEM) -> str:
    """Give the code of why a camera could not be opened: camera.gone, busy, not_allowed; else camera.not_opened.

    What can be opened as a file and gives no pictures is in use: a camera sends them to one program alone.
    """
    if not sys.platform.startswith("linux"):
        return "camera.not_opened"
    try:
        os.close(os.open(system.nodes / f"video{index}", os.O_RDWR | os.O_NONBLOCK))
    except PermissionError:
        return "camera.not_allowed"
    except OSError as error:
        return "camera.busy" if error.errno == errno.EBUSY else "camera.gone"
    return "camera.busy"


def _identity(number: int, names: dict[int, str], system: System) -> str:
    """Give maker, model and serial number; cameras of the same name are told apart by their socket."""
    has_twin = Counter(names.values())[names[number]] > 1
    return _link(system.nodes / "v4l" / ("by-path" if has_twin else "by-id"), f"video{number}")


def _link(folder: Path, node: str) -> str:
    """Give the name under which a folder of links knows a node; empty when it does not."""
    try:
        links = sorted(folder.iterdir())
    except OSError:
        return ""
    return next((link.name for link in links if link.resolve().name == node), "")


def _number(name: str) -> int | None:
    number = name.removeprefix("video")
    return int(number) if number.isascii() and number.isdecimal() else None


def _line(place: Path) -> str:
    try:
        return place.read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""
