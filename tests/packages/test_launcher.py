"""The launcher starts the newest whole version, goes back after two failed starts, keeps foreign Python out."""

import os
import subprocess
from pathlib import Path

import pytest

LAUNCHER = Path(__file__).parents[2] / "packaging/linux/yimen"
SAYS = '#!/bin/sh\necho "$0|$*|${YIMEN_WENT_BACK-}|${PYTHONPATH-}${PYTHONHOME-}|$PYTHONSAFEPATH$PYTHONNOUSERSITE"\n'


class Machine:
    """A folder with versions whose Python only says how it was called."""

    def __init__(self, folder: Path) -> None:
        self.opt, self.home = folder / "opt", folder / "user"
        self.opt.mkdir()
        self.home.mkdir()
        self.program = self.opt / "yimen"
        self.program.write_text(LAUNCHER.read_text("utf-8").replace("home=/opt/yimen", f"home={self.opt}"), "utf-8")
        self.starts = self.home / ".local/state/yimen/starts"

    def has(self, place: str, *, is_whole: bool = True) -> None:
        python = self.opt / place / "python/bin/python3"
        python.parent.mkdir(parents=True)
        python.write_text(SAYS, "utf-8")
        python.chmod(0o755)
        if is_whole:
            (self.opt / place / "release.json").write_text("{}", "utf-8")

    def start(self, *words: str, **more: str) -> list[str]:
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), **more}
        line = ("sh", str(self.program), *words)
        done = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
        assert done.stderr == "" or done.returncode == 4
        return [str(done.returncode)] if done.returncode else done.stdout.strip().split("|")

    def started(self, *words: str, **more: str) -> str:
        place = Path(self.start(*words, **more)[0])
        return place.relative_to(self.opt).parts[0] + "/" + place.relative_to(self.opt).parts[1]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.mark.parametrize(
    ("older", "newer"), [("0.2.0", "0.10.0"), ("0.9", "1"), ("1.0", "1.0.1"), ("0.2.0", "0.2.1~try")]
)
def test_the_newest_is_started(machine: Machine, older: str, newer: str) -> None:
    machine.has(f"versions/{newer}")
    machine.has(f"versions/{older}")
    assert machine.started() == f"versions/{newer}"


def test_a_version_that_is_not_whole_is_not_started(machine: Machine) -> None:
    machine.has("versions/0.1.0")
    machine.has("versions/0.2.0", is_whole=False)
    assert machine.started() == "versions/0.1.0"


def test_a_way_left_for_a_running_program_is_not_started(machine: Machine) -> None:
    machine.has("versions/0.1.0")
    machine.has("kept/0.9.0")
    (machine.opt / "versions/0.9.0").symlink_to("../kept/0.9.0")
    assert machine.started() == "versions/0.1.0"


def test_with_nothing_whole_a_sentence_is_said(machine: Machine) -> None:
    assert machine.start() == ["4"]


def test_with_no_whole_version_the_kept_one_is_started(machine: Machine) -> None:
    machine.has("versions/0.2.0", is_whole=False)
    machine.has("kept/0.1.0")
    assert machine.started("doctor") == "kept/0.1.0"


def test_the_third_start_after_two_that_failed_is_of_the_version_before(machine: Machine) -> None:
    machine.has("versions/0.2.0")
    machine.has("kept/0.1.0")
    assert [machine.started() for _ in range(3)] == ["versions/0.2.0", "versions/0.2.0", "kept/0.1.0"]
    assert machine.start()[2] == "0.2.0"
    assert machine.starts.read_text("utf-8") == "0.2.0 2\n"


def test_a_program_that_was_well_is_started_again(machine: Machine) -> None:
    machine.has("versions/0.2.0")
    machine.has("kept/0.1.0")
    for _ in range(4):
        assert machine.started() == "versions/0.2.0"
        machine.starts.unlink()


def test_without_an_older_version_the_newest_is_tried_on(machine: Machine) -> None:
    machine.has("versions/0.2.0")
    machine.has("kept/0.3.0")
    assert {machine.started() for _ in range(4)} == {"versions/0.2.0"}


def test_a_new_version_is_counted_anew(machine: Machine) -> None:
    machine.starts.parent.mkdir(parents=True)
    machine.starts.write_text("0.2.0 7\n", "utf-8")
    machine.has("versions/0.3.0")
    machine.has("kept/0.2.0")
    assert machine.started() == "versions/0.3.0"
    assert machine.starts.read_text("utf-8") == "0.3.0 1\n"


@pytest.mark.parametrize("text", ["", "0.2.0", "0.2.0 many", "0.2.0 99999999999999999999", "\x00\x00", "0.2.0 2 9"])
def test_a_count_that_cannot_be_read_stops_nobody(machine: Machine, text: str) -> None:
    machine.starts.parent.mkdir(parents=True)
    machine.starts.write_text(text, "utf-8")
    machine.has("versions/0.2.0")
    assert machine.started() == "versions/0.2.0"


def test_a_home_that_cannot_be_written_stops_nobody(machine: Machine) -> None:
    machine.has("versions/0.2.0")
    assert machine.started(XDG_STATE_HOME="/proc/nowhere") == "versions/0.2.0"


@pytest.mark.parametrize("words", [("doctor",), ("demo", "--headless"), ("sync", "--data", "here")])
def test_commands_are_not_counted_and_never_go_back(machine: Machine, words: tuple[str, ...]) -> None:
    machine.has("versions/0.2.0")
    machine.has("kept/0.1.0")
    assert {machine.started(*words) for _ in range(4)} == {"versions/0.2.0"}
    assert not machine.starts.exists()


@pytest.mark.parametrize("words", [(), ("--data", "a folder"), ("--data=here",)])
def test_the_window_is_counted(machine: Machine, words: tuple[str, ...]) -> None:
    machine.has("versions/0.2.0")
    machine.start(*words)
    assert machine.starts.read_text("utf-8") == "0.2.0 1\n"


def test_the_words_and_a_clean_python_reach_the_program(machine: Machine) -> None:
    machine.has("versions/0.2.0")
    said = machine.start("read", "a b.jpg", PYTHONPATH="/foreign", PYTHONHOME="/foreign", YIMEN_WENT_BACK="9")
    assert said[1:] == ["-P -m ui.cli read a b.jpg", "", "", "11"]
