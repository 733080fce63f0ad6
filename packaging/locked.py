"""What of requirements.lock a package needs: the lock's own pins and hashes, no second list that could drift from it.

The lock says behind each pin who asks for it (`# via`). From what pyproject.toml asks for, less what the package never
imports, the pins are followed; the tests' own are never reached.
"""

from __future__ import annotations

import re
import tomllib
from typing import NamedTuple

import places

LOCK = places.ROOT / "requirements.lock"
_CHOICES = places.HERE / "left_out.toml"
_PIN = re.compile(r"([a-z0-9][a-z0-9.-]*)==(\S+)(?: ; (.+?))? \\")
_OURS = "yimen (pyproject.toml)"
# CPython 3.11 on Linux, 3.13 on Windows; the lock's markers know few words.
_NOT_FOR = {
    "linux": ("sys_platform == 'win32'", "python_full_version >= '3.12'", "== 'never'"),
    "windows": ("sys_platform == 'linux'", "python_full_version < '3.12'", "== 'never'"),
}


class Pin(NamedTuple):
    """One package of the lock file: its version, for whom it is, the hashes of its files, and who asks for it."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    via: tuple[str, ...]


def pins(text: str) -> list[Pin]:
    """Give the packages of a lock file's text; one name may stand there twice, with different markers."""
    found: list[Pin] = []
    for block in re.split(r"\n(?=[a-z0-9])", text):
        head = _PIN.match(block)
        if head:
            hashes = tuple(re.findall(r"--hash=(sha256:[0-9a-f]{64})", block))
            _, _, comment = block.partition("# via")
            via = tuple(line.strip("# ").strip() for line in comment.splitlines())
            found.append(Pin(head[1], head[2], head[3] or "", hashes, tuple(filter(None, via))))
    return found


def of(package: str) -> list[Pin]:
    """Give the pins of a package: `window` or `county` on Linux, `windows`, which is the window there."""
    system = "windows" if package == "windows" else "linux"
    chosen = tomllib.loads(_CHOICES.read_text("utf-8"))["requirements"]["window" if system == "windows" else package]
    return closure(pins(LOCK.read_text("utf-8")), set(chosen["gone"]), chosen.get("instead", {}), system)


def closure(known: list[Pin], gone: set[str], instead: dict[str, str], system: str = "linux") -> list[Pin]:
    """Give what our own code asks for and all that this needs, without `gone`, and one build taken for another."""
    roots = {pin.name for pin in known if _OURS in pin.via} - gone
    reached = roots
    while True:
        more = {pin.name for pin in known if reached.intersection(pin.via) and pin.name not in gone} | roots
        if more | reached == reached:
            break
        reached = reached | more
    wanted = {instead.get(name, name) for name in reached}
    return [pin for pin in known if pin.name in wanted and _is_for(system, pin, set(instead.values()))]


def _is_for(system: str, pin: Pin, chosen: set[str]) -> bool:
    """Tell whether a pin is meant for the Python of a system."""
    return pin.name in chosen or not any(words in pin.marker for words in _NOT_FOR[system])


def requirements(wanted: list[Pin]) -> str:
    """Give a requirements file for pip with every hash of these pins."""
    lines = []
    for pin in wanted:
        lines.append(" \\\n    ".join([f"{pin.name}=={pin.version}", *(f"--hash={one}" for one in pin.hashes)]))
    return "\n".join(lines) + "\n"
