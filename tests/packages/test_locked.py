"""What the window package installs is what requirements.lock pins, less what a window never imports."""

import importlib.metadata
import re
import tomllib
from pathlib import Path

import pytest

import locked

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text("utf-8")
FIRST, SECOND = "sha256:" + "a" * 64, "sha256:" + "b" * 64
SMALL = f"""
outside==1.0 \\
    --hash={FIRST} \\
    --hash={SECOND}
    # via yimen (pyproject.toml)
inside==2.0 ; python_full_version < '3.12' \\
    --hash={FIRST}
    # via
    #   deeper
    #   outside
deeper==3.0 ; sys_platform == 'win32' \\
    --hash={FIRST}
    # via inside
tested==4.0 \\
    --hash={FIRST}
    # via yimen (pyproject.toml:test)
""".lstrip()


def names(pins: list[locked.Pin]) -> set[str]:
    return {pin.name for pin in pins}


def test_a_pin_has_its_version_its_hashes_and_who_asks_for_it() -> None:
    outside, inside, *_ = locked.pins(SMALL)
    assert outside == locked.Pin("outside", "1.0", "", (FIRST, SECOND), ("yimen (pyproject.toml)",))
    assert (inside.marker, inside.via) == ("python_full_version < '3.12'", ("deeper", "outside"))


def test_what_is_needed_is_followed_and_what_tests_need_is_not() -> None:
    assert names(locked.closure(locked.pins(SMALL), set(), {})) == {"outside", "inside"}


def test_what_is_left_out_brings_nothing() -> None:
    assert locked.closure(locked.pins(SMALL), {"outside"}, {}) == []


def test_every_pin_of_the_lock_is_read() -> None:
    heads = re.findall(r"(?m)^[a-z0-9][a-z0-9.-]*==\S+", LOCK)
    assert [f"{pin.name}=={pin.version}" for pin in locked.pins(LOCK)] == heads
    assert all(pin.hashes and pin.via for pin in locked.pins(LOCK))


def test_the_requirements_are_lines_of_the_lock_with_all_their_hashes() -> None:
    written = locked.requirements(locked.of("window"))
    lines = {line.rstrip(" \\").split(" ;")[0] for line in LOCK.splitlines()}
    assert [line for line in written.splitlines() if line.rstrip(" \\") not in lines] == []
    assert all(pin.hashes for pin in locked.of("window"))


@pytest.mark.parametrize("package", ["window", "county"])
def test_each_package_comes_once(package: str) -> None:
    chosen = [pin.name for pin in locked.of(package)]
    assert len(chosen) == len(set(chosen))


@pytest.mark.parametrize("package", ["window", "county"])
def test_what_is_left_out_is_in_the_lock(package: str) -> None:
    choices = tomllib.loads((ROOT / "packaging/left_out.toml").read_text("utf-8"))["requirements"][package]
    known, instead = names(locked.pins(LOCK)), choices.get("instead", {})
    assert {*choices["gone"], *instead, *instead.values()} - known == set()


def test_the_window_has_what_its_packages_ask_for() -> None:
    """The lock's comments are not the only witness: what the installed packages say of themselves is there too."""
    choices = tomllib.loads((ROOT / "packaging/left_out.toml").read_text("utf-8"))["requirements"]["window"]
    chosen, missing = names(locked.of("window")), set()
    for name in sorted(chosen - {*choices["instead"].values()}):
        for line in importlib.metadata.requires(name) or []:
            asked = re.split(r"[\s\[<>=!~;(]", line)[0].lower().replace("_", "-")
            if ";" not in line and choices["instead"].get(asked, asked) not in chosen:
                missing.add(asked)
    assert missing - {"opencv-python-headless", *choices["gone"]} == set()
