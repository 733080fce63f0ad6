"""Which input method reaches the windows on Linux, and the variables that let it.

The Qt of this program brings one bridge to input methods, for ibus. fcitx5 answers on the same bridge through its
ibus front end; a bridge for fcitx itself is not there, so a desktop that asks for it gets ibus instead.
"""

import importlib.util
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

PLUGIN = "Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so"
_KNOWN = {"ibus-daemon": "ibus", "fcitx5": "fcitx5", "fcitx": "fcitx"}
_PROCESSES = Path("/proc")
_MACHINE_IDS = (Path("/var/lib/dbus/machine-id"), Path("/etc/machine-id"))


def variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Give the variables to set before Qt starts, so that Chinese can be typed whatever the desktop asks for."""
    if sys.platform != "linux" or not has_screen(environment):
        return {}
    asked = environment.get("QT_IM_MODULES") or environment.get("QT_IM_MODULE") or ""
    if asked and not asked.startswith(("fcitx", "xim")):
        return {}
    if not asked and environment.get("WAYLAND_DISPLAY"):
        return {}  # the desktop itself hands the keys over
    return {"QT_IM_MODULE": "ibus", "QT_IM_MODULES": "ibus"}


def has_screen(environment: Mapping[str, str]) -> bool:
    """Tell whether windows can be shown to a person."""
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def has_plugin() -> bool:
    """Tell whether the installed Qt brings its bridge to ibus."""
    found = importlib.util.find_spec("PySide6")
    return found is not None and any(
        (Path(place) / PLUGIN).exists() for place in found.submodule_search_locations or ()
    )


def reached(environment: Mapping[str, str]) -> str | None:
    """Give the program that answers on Qt's bridge, ``ibus`` or ``fcitx5`` (or its process name), else None."""
    lines = _lines(address_file(environment))
    address = environment.get("IBUS_ADDRESS") or lines.get("IBUS_ADDRESS", "")
    if not address or not _answers(address):
        return None
    name = _process_name(lines.get("IBUS_DAEMON_PID", ""))
    return _KNOWN.get(name, name or "ibus")


def running(processes: Path = _PROCESSES) -> str | None:
    """Give the input method that runs on this machine, whether it reaches our windows or not."""
    names = {_process_name(place.name, processes) for place in processes.glob("[0-9]*")}
    return next((known for process, known in _KNOWN.items() if process in names), None)


def address_file(environment: Mapping[str, str]) -> Path:
    """Give the file in which ibus, or fcitx5 for it, says where it listens; by the rules of Qt's plug-in."""
    given = environment.get("IBUS_ADDRESS_FILE")
    if given:
        return Path(given)
    config = environment.get("XDG_CONFIG_HOME") or f"{environment.get('HOME', '')}/.config"
    wayland = environment.get("WAYLAND_DISPLAY")
    host, _, number = environment.get("DISPLAY", ":0").partition(":")
    screen = wayland or number.partition(".")[0]
    return Path(config) / "ibus" / "bus" / f"{_machine_id()}-{'unix' if wayland else host or 'unix'}-{screen}"


def _machine_id() -> str:
    return next((place.read_text("ascii").strip() for place in _MACHINE_IDS if place.exists()), "")


def _lines(file: Path) -> dict[str, str]:
    """Read ``NAME=value`` lines; nothing where the file is missing or no text."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return {name: value for name, equals, value in (line.partition("=") for line in lines) if equals}


def _answers(address: str) -> bool:
    """Tell whether something listens at a D-Bus address of the form ``unix:path=…`` or ``unix:abstract=…``."""
    kind, _, rest = address.partition(":")
    parts = dict(part.partition("=")[::2] for part in rest.split(","))
    place = parts.get("path") or "\0" + parts.get("abstract", "")
    if kind != "unix" or place == "\0":
        return False
    with socket.socket(socket.AF_UNIX) as tried:
        try:
            tried.connect(place)
        except (OSError, ValueError):
            return False
    return True


def _process_name(process_id: str, processes: Path = _PROCESSES) -> str:
    if not process_id.isdecimal():
        return ""
    try:
        return (processes / process_id / "comm").read_text("utf-8", "replace").strip()
    except OSError:
        return ""
