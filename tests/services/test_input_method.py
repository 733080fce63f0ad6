"""Which input method reaches the windows: the rules of Qt's bridge to ibus, with real sockets."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services import input_method

X11 = {"DISPLAY": ":0", "HOME": "/home/zhang"}


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "bus"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(place))
        server.listen()
        yield place


def said(tmp_path: Path, address: str, process_id: int) -> dict[str, str]:
    file = tmp_path / "address"
    file.write_text(f"# made by ibus\nIBUS_ADDRESS={address}\nIBUS_DAEMON_PID={process_id}\n", "utf-8")
    return {**X11, "IBUS_ADDRESS_FILE": str(file)}


@pytest.mark.parametrize("asked", [{}, {"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "fcitx5"}, {"QT_IM_MODULE": "xim"}])
def test_a_desktop_that_asks_for_a_bridge_that_is_not_there_gets_ibus(asked: dict[str, str]) -> None:
    assert input_method.variables({**X11, **asked}) == {"QT_IM_MODULE": "ibus", "QT_IM_MODULES": "ibus"}


def test_a_list_that_begins_with_fcitx_gets_ibus_too() -> None:
    asked = {**X11, "QT_IM_MODULE": "ibus", "QT_IM_MODULES": "fcitx;ibus"}
    assert input_method.variables(asked)["QT_IM_MODULES"] == "ibus"


@pytest.mark.parametrize("asked", ["ibus", "compose", "qtvirtualkeyboard", "wayland;ibus"])
def test_a_bridge_that_is_there_is_left_alone(asked: str) -> None:
    assert input_method.variables({**X11, "QT_IM_MODULE": asked}) == {}


def test_a_wayland_desktop_hands_the_keys_over_itself() -> None:
    assert input_method.variables({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}) == {}


def test_without_a_screen_nothing_is_set() -> None:
    assert input_method.variables({"QT_IM_MODULE": "fcitx"}) == {}


@pytest.mark.parametrize(
    ("environment", "ending"),
    [
        ({"DISPLAY": ":0"}, "-unix-0"),
        ({"DISPLAY": ":12.1"}, "-unix-12"),
        ({"DISPLAY": "desk:3"}, "-desk-3"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "-unix-wayland-0"),
    ],
)
def test_the_address_file_is_named_after_machine_and_screen(environment: dict[str, str], ending: str) -> None:
    file = input_method.address_file({"HOME": "/home/zhang", **environment})
    assert file.parent == Path("/home/zhang/.config/ibus/bus")
    assert file.name.endswith(ending)


def test_the_place_for_settings_may_be_elsewhere() -> None:
    file = input_method.address_file({**X11, "XDG_CONFIG_HOME": "/elsewhere"})
    assert file.parent == Path("/elsewhere/ibus/bus")


def test_who_listens_is_found_by_the_process_that_wrote_the_file(tmp_path: Path, listening: Path) -> None:
    environment = said(tmp_path, f"unix:path={listening},guid=1", os.getpid())
    own_name = Path("/proc/self/comm").read_text("utf-8").strip()
    assert input_method.reached(environment) == own_name


def test_a_writer_that_is_gone_leaves_ibus_as_the_best_guess(tmp_path: Path, listening: Path) -> None:
    assert input_method.reached(said(tmp_path, f"unix:path={listening}", 2**22 + 1)) == "ibus"


def test_an_address_in_the_environment_rules(tmp_path: Path, listening: Path) -> None:
    environment = said(tmp_path, "unix:path=/nowhere", os.getpid()) | {"IBUS_ADDRESS": f"unix:path={listening}"}
    assert input_method.reached(environment) is not None


def test_a_listener_in_the_abstract_name_space_is_found(tmp_path: Path) -> None:
    name = f"yimen-test-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0" + name)
        server.listen()
        assert input_method.reached(said(tmp_path, f"unix:abstract={name},guid=1", 0)) == "ibus"


@pytest.mark.parametrize(
    "address",
    ["unix:path=/nowhere/bus", "unix:path=", "tcp:host=localhost,port=1", "nonsense", "unix:path=" + "x" * 200],
)
def test_an_address_where_nobody_listens_reaches_nothing(tmp_path: Path, address: str) -> None:
    assert input_method.reached(said(tmp_path, address, os.getpid())) is None


def test_a_writer_without_a_number_leaves_ibus_as_the_best_guess(tmp_path: Path, listening: Path) -> None:
    environment = said(tmp_path, f"unix:path={listening}", 0)
    Path(environment["IBUS_ADDRESS_FILE"]).write_text(f"IBUS_ADDRESS=unix:path={listening}\n", "utf-8")
    assert input_method.reached(environment) == "ibus"


def test_no_file_means_that_nothing_is_reached(tmp_path: Path) -> None:
    assert input_method.reached({**X11, "HOME": str(tmp_path)}) is None


def test_a_file_that_is_no_text_means_that_nothing_is_reached(tmp_path: Path) -> None:
    file = tmp_path / "address"
    file.write_bytes(b"\xff\xfe\x00")
    assert input_method.reached({**X11, "IBUS_ADDRESS_FILE": str(file)}) is None


def test_the_installed_qt_brings_the_bridge_to_ibus() -> None:
    assert input_method.has_plugin()


@pytest.mark.parametrize(
    ("processes", "found"),
    [
        (["systemd", "fcitx5"], "fcitx5"),
        (["fcitx"], "fcitx"),
        (["ibus-daemon", "bash"], "ibus"),
        (["fcitx5", "ibus-daemon"], "ibus"),
        (["bash"], None),
    ],
)
def test_what_runs_is_found_by_its_process(tmp_path: Path, processes: list[str], found: str | None) -> None:
    for number, name in enumerate(processes, 1):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "comm").write_text(f"{name}\n", "utf-8")
    (tmp_path / "99").mkdir()  # ended while we looked
    assert input_method.running(tmp_path) == found
