"""The side that installs: it believes nobody who can write to its incoming folder, and ends what was begun."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from app.errors import Refused, Unavailable
from app.version import VERSION
from sync.updates import install, installer, places, taking
from sync.updates.alone import alone
from sync.updates.handing import PACKAGE, hand_over, is_waiting
from sync.updates.install import Side, run
from sync.updates.outcome import FILE, INSTALLED, read_outcomes
from tests.updates.office import PLATFORM, Machine, Office
from tests.updates.requests import System, a_side, request_of


@pytest.fixture
def system() -> System:
    return System()


@pytest.fixture
def side(tmp_path: Path, office: Office, system: System) -> Side:
    office.program("0.2.0")
    return a_side(tmp_path, office, system)


def codes(side: Side) -> list[str]:
    return [one.code for one in run(side)]


def is_clean(side: Side) -> bool:
    return not list(side.incoming.iterdir()) and {one.name for one in side.state.iterdir()} <= {"lock", FILE, "seen"}


def test_what_a_window_hands_over_is_installed(side: Side, system: System, office: Office, machine: Machine) -> None:
    found = machine.look(office.folder)
    package = office.place / "yimen_0.2.0_amd64.deb"

    name = hand_over(package, found.lists, side.incoming)
    assert is_waiting(name, side.incoming)
    (ended,) = run(side)

    assert (ended.request, ended.version, ended.code) == (name, "0.2.0", INSTALLED)
    assert (system.given, system.version) == ([package.read_bytes()], "0.2.0")
    assert read_outcomes(side.state) == (ended,)
    assert (side.state / FILE).stat().st_mode & 0o777 == 0o644
    assert is_clean(side)
    assert not is_waiting(name, side.incoming)


def test_a_request_lies_there_whole_or_not_at_all(side: Side, machine: Machine, office: Office) -> None:
    found = machine.look(office.folder)

    with pytest.raises(Unavailable, match=r"store\.gone"):
        hand_over(office.place / "not there.deb", found.lists, side.incoming)

    assert list(side.incoming.iterdir()) == []


def test_a_machine_without_the_installing_side_says_so(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"update\.no_incoming"):
        hand_over(office.place / "x", {}, tmp_path / "none")


def test_nothing_to_do_does_nothing(side: Side) -> None:
    shutil.rmtree(side.incoming)
    assert run(side) == ()


@pytest.mark.parametrize("installed", ["0.2.0", "0.2.1", "0.10.0", "1.0"])
def test_what_is_not_newer_is_not_installed(installed: str, side: Side, system: System, office: Office) -> None:
    system.version = installed
    request_of(office.folder, side.incoming)

    assert (codes(side), system.given) == (["update.not_newer"], [])
    assert is_clean(side)


def test_a_program_for_other_machines_is_not_installed(side: Side, system: System, office: Office) -> None:
    office.program("0.9.0", "windows-x86_64")
    system.version = "0.2.0"
    request_of(office.folder, side.incoming)

    assert (codes(side), system.given) == (["update.not_newer"], [])


def test_an_older_request_after_a_newer_one_is_refused(side: Side, system: System, office: Office) -> None:
    old = office.copy("old")
    office.program("0.3.0")
    request_of(office.folder, side.incoming, "1")
    assert codes(side) == [INSTALLED]
    system.version = "0.1.0"  # even if that version is taken off by hand, what was seen tells

    request_of(old, side.incoming, "2")

    assert (codes(side), len(system.given)) == (["update.rollback"], 1)


def test_the_same_request_twice_is_installed_once(side: Side, system: System, office: Office) -> None:
    request_of(office.folder, side.incoming, "1")
    run(side)
    request_of(office.folder, side.incoming, "1")
    request_of(office.folder, side.incoming, "2")

    assert (codes(side), len(system.given)) == (["update.not_newer"], 1)
    assert read_outcomes(side.state)[0].ok


def test_other_packages_than_the_signed_one_are_refused(side: Side, system: System, office: Office) -> None:
    whole = (office.place / "yimen_0.2.0_amd64.deb").read_bytes()
    for number, content in enumerate([whole[:-1], whole + b"!", whole[:-1] + b"!", b"", whole * 3]):
        other = office.place / "other"
        other.write_bytes(content)
        request_of(office.folder, side.incoming, str(number), package=other)

    assert codes(side) == ["update.altered"] * 5
    assert system.given == []
    assert is_clean(side)


def a_link(request: Path) -> None:
    (request / PACKAGE).rename(request.parent.parent / "elsewhere")
    (request / PACKAGE).symlink_to(request.parent.parent / "elsewhere")


def a_pipe(request: Path) -> None:
    (request / PACKAGE).unlink()
    os.mkfifo(request / PACKAGE)


def a_folder(request: Path) -> None:
    (request / PACKAGE).unlink()
    (request / PACKAGE).mkdir()


def no_package(request: Path) -> None:
    (request / PACKAGE).unlink()


def a_linked_list(request: Path) -> None:
    (request / "timestamp.json").unlink()
    (request / "timestamp.json").symlink_to("/etc/passwd")


def a_piped_list(request: Path) -> None:
    (request / "timestamp.json").unlink()
    os.mkfifo(request / "timestamp.json")


def a_huge_list(request: Path) -> None:
    os.truncate(request / "timestamp.json", 2**40)


def a_huge_package(request: Path) -> None:
    os.truncate(request / PACKAGE, 2**40)


def a_linked_request(request: Path) -> None:
    request.rename(request.parent.parent / "elsewhere")
    request.symlink_to(request.parent.parent / "elsewhere")


def a_file_of_a_request(request: Path) -> None:
    shutil.rmtree(request)
    request.write_bytes(b"x")


def many_lists(request: Path) -> None:
    for number in range(200):
        (request / f"{number + 10}.root.json").write_bytes(b"{}")


def an_empty_request(request: Path) -> None:
    shutil.rmtree(request)
    request.mkdir()


SPOILERS: tuple[tuple[Callable[[Path], None], str], ...] = (
    (a_link, "update.request"),
    (a_pipe, "update.request"),
    (a_folder, "update.request"),
    (no_package, "update.request"),
    (a_linked_list, "update.request"),
    (a_piped_list, "update.request"),
    (a_huge_list, "update.request"),
    (a_huge_package, "update.altered"),
    (a_linked_request, "update.request"),
    (a_file_of_a_request, "update.request"),
    (many_lists, "update.request"),
    (an_empty_request, "update.request"),
)


@pytest.mark.parametrize(("spoil", "code"), SPOILERS, ids=[spoil.__name__ for spoil, _ in SPOILERS])
def test_a_request_that_is_none_is_refused_and_put_away(
    spoil: Callable[[Path], None], code: str, side: Side, system: System, office: Office
) -> None:
    spoil(request_of(office.folder, side.incoming))

    assert (codes(side), system.given) == ([code], [])
    assert is_clean(side)


def test_what_a_link_leads_to_is_left_alone(side: Side, office: Office, tmp_path: Path) -> None:
    a_linked_request(request_of(office.folder, side.incoming))
    run(side)
    assert sorted(one.name for one in (tmp_path / "elsewhere").iterdir())[-1] == "timestamp.json"


def test_folders_in_folders_thousands_deep_keep_nobody_from_updates(side: Side, office: Office) -> None:
    deep = request_of(office.folder, side.incoming, "0") / PACKAGE
    deep.unlink()
    handle = os.open(deep.parent, os.O_RDONLY)
    for _ in range(1_500):
        os.mkdir("d", dir_fd=handle)
        inner = os.open("d", os.O_RDONLY, dir_fd=handle)
        os.close(handle)
        handle = inner
    os.close(handle)
    request_of(office.folder, side.incoming, "1")

    ended = codes(side)
    left = taking.waiting(side.incoming)
    subprocess.run(["rm", "-rf", side.incoming], check=True)  # Python cannot, nor could pytest

    assert (ended, left) == (["update.request", INSTALLED], [])


def test_a_package_that_changes_between_the_look_and_the_installing_changes_nothing(
    side: Side, system: System, office: Office, tmp_path: Path
) -> None:
    request, whole = request_of(office.folder, side.incoming), (office.place / "yimen_0.2.0_amd64.deb").read_bytes()
    handle = os.open(request / PACKAGE, os.O_RDWR)  # the one who made it still holds it

    def change_then_install(package: Path) -> None:
        os.pwrite(handle, b"evil", 100)
        system.install(package)

    assert codes(a_side(tmp_path, office, system, install=change_then_install)) == [INSTALLED]
    assert system.given == [whole]
    os.close(handle)


def test_a_package_that_grows_while_it_is_copied_is_refused(
    side: Side, office: Office, machine: Machine, tmp_path: Path
) -> None:
    offer = machine.look(office.folder).program("0.1.0", PLATFORM)
    assert offer is not None
    request = request_of(office.folder, side.incoming)
    with (request / PACKAGE).open("ab") as file:
        file.write(b"more")

    with pytest.raises(Refused, match=r"update\.altered"):
        taking.copy_package(request, offer, tmp_path / "copy")


def test_drafts_are_left_until_they_are_a_day_old(side: Side) -> None:
    for name, age in ((".draft-new", 60), (".draft-old", 90_000), ("something", 90_000)):
        place = side.incoming / name
        place.mkdir()
        os.utime(place, (1_000_000 - age, 1_000_000 - age))

    taking.sweep(side.incoming, 1_000_000)

    assert sorted(one.name for one in side.incoming.iterdir()) == [".draft-new", "something"]


def test_a_machine_that_installs_something_else_is_tried_again(
    side: Side, system: System, office: Office, tmp_path: Path
) -> None:
    def busy(_package: Path) -> None:
        raise Unavailable("update.busy")

    request_of(office.folder, side.incoming)
    for _ in range(5):
        with pytest.raises(Unavailable, match=r"update\.busy"):
            run(a_side(tmp_path, office, system, install=busy))

    assert codes(side) == [INSTALLED]
    assert is_clean(side)


def test_an_installer_that_fails_is_told_and_tried_no_more(
    side: Side, system: System, office: Office, tmp_path: Path
) -> None:
    def fail(_package: Path) -> None:
        raise Refused("update.failed", exit=1, said="no")

    request_of(office.folder, side.incoming)

    assert codes(a_side(tmp_path, office, system, install=fail)) == ["update.failed"]
    assert run(side) == ()
    assert is_clean(side)


def test_a_package_with_another_version_inside_is_told(side: Side, office: Office, tmp_path: Path) -> None:
    request_of(office.folder, side.incoming)
    idle = System()
    assert codes(a_side(tmp_path, office, idle, install=lambda _package: None)) == ["update.other_version"]


def test_a_machine_without_a_root_believes_nothing(side: Side, system: System, office: Office) -> None:
    request_of(office.folder, side.incoming, "1")
    side.root.unlink()
    assert codes(side) == ["update.no_root"]
    request_of(office.folder, side.incoming, "2")
    side.root.write_bytes(b"{}")
    assert (codes(side), system.given) == (["update.bad_root"], [])


def test_nothing_is_loaded_once_the_installer_runs(side: Side, system: System, office: Office, tmp_path: Path) -> None:
    """It may take this very program's files away."""
    loaded: set[str] = set()

    def look_then_install(package: Path) -> None:
        loaded.update(sys.modules)
        system.install(package)

    request_of(office.folder, side.incoming)
    run(a_side(tmp_path, office, system, install=look_then_install))

    assert set(sys.modules) - loaded == set()


def test_the_command_runs_once_and_says_how_it_went(side: Side, office: Office) -> None:
    words = ["--incoming", str(side.incoming), "--state", str(side.state), "--root", str(side.root)]
    assert install.main(words) == 0
    request_of(office.folder, side.incoming, package=side.root)
    assert install.main(words) == 3
    with alone(side.state):
        assert install.main(words) == 4


def test_the_newest_whole_version_is_what_is_installed(tmp_path: Path) -> None:
    for version, release in (("0.9.0", '{"version": "0.9.0"}'), ("0.10.0", '{"version": "0.10.0"}'), ("1.0.0", "{")):
        tree = tmp_path / version
        tree.mkdir()
        (tree / places.RELEASE).write_text(release, "utf-8")
    (tmp_path / "2.0.0").mkdir()

    assert places.installed_version(tmp_path) == "0.10.0"
    assert places.installed_version(tmp_path / "none") == VERSION


def test_a_program_whose_tree_is_kept_by_now_still_finds_what_is_installed(tmp_path: Path) -> None:
    for place, version in (("kept", "0.1.0"), ("versions", "0.2.0")):
        (tmp_path / place / version / "code" / "sync" / "updates").mkdir(parents=True)
        (tmp_path / place / version / places.RELEASE).write_text(f'{{"version": "{version}"}}', "utf-8")
    (tmp_path / "versions" / "0.1.0").symlink_to("../kept/0.1.0")
    here = tmp_path / "versions" / "0.1.0" / "code" / "sync" / "updates" / "places.py"

    assert places.versions_folder(here) == tmp_path / "versions"
    assert places.installed_version(places.versions_folder(here)) == "0.2.0"
    assert places.versions_folder(tmp_path / "a" / "b" / "c" / "d.py") is None


def test_dpkg_ends_what_was_interrupted_and_asks_nothing() -> None:
    said: list[tuple[str, ...]] = []

    def note(words: Sequence[str]) -> tuple[int, str]:
        said.append(tuple(words))
        return 0, ""

    installer.install(Path("/x/yimen.deb"), note, "linux")
    installer.install(Path("/x/setup.exe"), note, "win32")

    assert said == [
        ("dpkg", "--configure", "-a", "--force-confold"),
        ("dpkg", "--force-confold", "--install", "/x/yimen.deb"),
        ("/x/setup.exe", "/S"),
    ]


def test_an_installer_that_is_locked_out_is_tried_later_and_any_other_failure_is_told() -> None:
    with pytest.raises(Unavailable, match=r"update\.busy"):
        installer.install(Path("/x"), lambda _words: (2, "dpkg: error: dpkg frontend lock is locked by"), "linux")
    with pytest.raises(Refused, match=r"update\.failed"):
        installer.install(Path("/x"), lambda _words: (1, "broken"), "linux")


def test_a_real_program_is_run_quietly() -> None:
    code, said = installer.run([sys.executable, "-c", "import os; print(os.environ['DEBIAN_FRONTEND']); exit(7)"])
    assert (code, said.strip()) == (7, "noninteractive")
    assert installer.run(["/no/such/program"])[0] == 1
