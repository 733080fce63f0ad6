"""Killed anywhere: the side that installs ends its work with the next run, IT's repository stays whole."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from sync.updates import making, repository
from sync.updates.candidate import Told, candidate
from sync.updates.fetching import fetch
from sync.updates.handing import hand_over
from sync.updates.install import Side, run
from sync.updates.offer import named
from sync.updates.outcome import read_outcomes
from sync.updates.source import Folder
from tests.updates.office import PASSPHRASE, PLATFORM, Machine, Office
from tests.updates.requests import System, a_side, request_of

KILLED: Final = 9
WRITES: Final = ("fsync", "replace", "rename", "unlink", "rmdir", "mkdir")


def killed_at(nth: int, work: Callable[[], object]) -> bool:
    """Do the work in a process of its own that dies right before its nth change of the disk; tell whether it did."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
    left = [nth]

    def dying(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **more: Any) -> Any:
            left[0] -= 1
            if not left[0]:
                os._exit(KILLED)
            return real(*words, **more)

        return call

    code = 1
    try:
        for name in WRITES:
            setattr(os, name, dying(getattr(os, name)))
        work()
        code = 0
    finally:
        os._exit(code)


def all_deaths(work: Callable[[], object], after: Callable[[], None]) -> int:
    """Kill the work before each of its changes in turn, with `after` each time; give how often it could be killed."""
    nth = 1
    while killed_at(nth, work):
        after()
        nth += 1
    return nth - 1


class DiskSystem(System):
    """A system whose version is what its disk says; installing is two writes, and may be killed between them."""

    def __init__(self, place: Path) -> None:
        super().__init__()
        self.place = place
        self.place.write_text("0.1.0", "utf-8")

    def install(self, package: Path) -> None:
        """Install as a system does."""
        with self.place.with_suffix(".new").open("wb") as file:
            file.write(package.read_bytes())
            os.fsync(file.fileno())
        found = named(package.name)
        assert found is not None
        self.place.write_text(found[1], "utf-8")

    def installed(self) -> str:
        """Give what is installed."""
        return self.place.read_text("utf-8")


@pytest.fixture
def system(tmp_path: Path) -> DiskSystem:
    return DiskSystem(tmp_path / "system")


def begun(tmp_path: Path, office: Office, system: DiskSystem) -> Side:
    """Give a side that installs, with one request waiting and nothing done before."""
    side = a_side(tmp_path, office, system)
    system.place.write_text("0.1.0", "utf-8")
    for place in (side.state, side.incoming):
        for one in sorted(place.rglob("*"), reverse=True):
            one.rmdir() if one.is_dir() else one.unlink()
    request_of(office.folder, side.incoming)
    return side


def test_the_installing_side_killed_anywhere_installs_with_the_next_run(
    tmp_path: Path, office: Office, system: DiskSystem
) -> None:
    whole = office.program("0.2.0").read_bytes()
    side = begun(tmp_path, office, system)

    def after() -> None:
        run(side)
        assert system.installed() == "0.2.0"
        assert system.place.with_suffix(".new").read_bytes() == whole
        assert [one.code for one in read_outcomes(side.state)] in (["installed"], ["installed", "installed"])
        assert list(side.incoming.iterdir()) == []
        assert not (side.state / "work").exists()
        begun(tmp_path, office, system)

    assert all_deaths(lambda: run(side), after) >= 20


def test_what_hands_over_killed_anywhere_leaves_no_half_request(
    tmp_path: Path, office: Office, machine: Machine, system: DiskSystem
) -> None:
    package = office.program("0.2.0")
    lists = machine.look(office.folder).lists
    side = a_side(tmp_path, office, system)
    died: list[bool] = []

    def after() -> None:
        died.append(any(one.name.startswith("request-") for one in side.incoming.iterdir()))
        assert [one.code for one in run(side)] in ([], ["installed"])
        system.place.write_text("0.1.0", "utf-8")

    assert all_deaths(lambda: hand_over(package, lists, side.incoming), after) >= 5
    assert True not in died[:-1]


def test_what_fetches_killed_anywhere_fetches_whole_the_next_time(office: Office, machine: Machine) -> None:
    whole = office.program("0.2.0").read_bytes()

    def work() -> Path:
        offer = machine.look(office.folder).program("0.1.0", PLATFORM)
        assert offer is not None
        return fetch(Folder(office.folder), offer, machine.updates)

    def after() -> None:
        assert work().read_bytes() == whole
        for one in sorted(machine.updates.rglob("*"), reverse=True):
            one.rmdir() if one.is_dir() else one.unlink()

    assert all_deaths(work, after) >= 8


@pytest.mark.parametrize("act", ["add", "withdraw", "change a key"])
def test_it_killed_anywhere_has_a_whole_repository(act: str, office: Office, machine: Machine, tmp_path: Path) -> None:
    """Windows see what was before or what is new, and IT goes on from there."""
    office.program("0.2.0")
    machine.look(office.folder)

    def work() -> None:
        held = office.opened()
        at_hand = office.at_hand
        offered = [one.version for one in held.offers]
        if act == "change a key":
            at_hand = making.change_key(held, at_hand, office.key_name("timestamp"), PASSPHRASE, office.now)
        else:
            making.add(held, [candidate(_next(tmp_path, offered[-1]), Told())])
        if act == "withdraw":
            making.withdraw(held, [held.offers[0].path])
        repository.publish(held, at_hand, office.now, changed=act != "change a key")
        making.clear(held)

    def after() -> None:
        held = office.opened()  # what was begun is ended here
        office.reload()
        assert making.broken(held) == ()
        assert machine.look(office.folder).program("0.1.0", PLATFORM) is not None

    assert all_deaths(work, after) >= 10


def _next(place: Path, version: str) -> Path:
    file = place / f"yimen_0.{int(version.split('.')[1]) + 1}.0_amd64.deb"
    file.write_bytes(b"!<arch>\n" + version.encode() * 100)
    return file
