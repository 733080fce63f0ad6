"""run.py: packages of the system, the environment, and the way into the program; with real environments."""

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(__file__).parents[2]
PROGRAM = "import json, os, sys; print(json.dumps([sys.argv[1:], os.getcwd(), sys.path[:1], dict(os.environ)]))"


def start(project: Path, *words: str, cwd: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of run.py with nothing of Debian in reach, so that no package is asked for."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("DISPLAY", "WAYLAND", "QT_"))
    }
    return subprocess.run(
        (sys.executable, str(project / "run.py"), *words),
        cwd=cwd or project,
        env=environment | {"PATH": "/nowhere"} | more,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a small project whose lock file asks for nothing, with its environment made."""
    folder = tmp_path_factory.mktemp("project with a blank")
    shutil.copy(ROOT / "run.py", folder)
    (folder / "requirements.lock").write_text("# nothing\n", "utf-8")
    (folder / "ui").mkdir()
    (folder / "ui" / "cli.py").write_text(PROGRAM, "utf-8")
    (folder / "sync" / "county").mkdir(parents=True)
    (folder / "sync" / "county" / "cli.py").write_text(PROGRAM, "utf-8")
    made = start(folder, "doctor")
    assert made.returncode == 0, made.stderr
    return folder


def test_a_command_is_handed_to_the_program_in_the_folder_of_the_user(project: Path, tmp_path: Path) -> None:
    done = start(project, "read", "--json", "证件.jpg", cwd=tmp_path)
    words, folder, _, environment = json.loads(done.stdout)
    assert words == ["read", "--json", "证件.jpg"]
    assert Path(folder) == tmp_path
    assert environment["QT_QPA_PLATFORM"] == "offscreen"
    assert environment["PYTHONUTF8"] == "1"


def test_a_folder_of_the_user_is_never_imported(project: Path, tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')", "utf-8")
    assert start(project, "read", cwd=tmp_path).returncode == 0


def test_county_commands_go_to_the_county(project: Path) -> None:
    assert json.loads(start(project, "county", "serve", "--port", "0").stdout)[0] == ["serve", "--port", "0"]


def test_the_window_is_the_program_without_a_command(project: Path) -> None:
    assert json.loads(start(project, "window", "--data", "x").stdout)[0] == ["--data", "x"]


def test_a_screen_is_used_where_there_is_one(project: Path) -> None:
    assert "QT_QPA_PLATFORM" not in json.loads(start(project, "demo", DISPLAY=":7").stdout)[3]


def test_a_second_start_makes_nothing(project: Path) -> None:
    made_at = (project / ".venv" / "made-from.txt").stat().st_mtime_ns
    assert start(project, "doctor").stderr == ""
    assert (project / ".venv" / "made-from.txt").stat().st_mtime_ns == made_at


def test_a_new_lock_file_is_installed_into_what_is_there(project: Path) -> None:
    rest = project / ".venv" / "rest"
    rest.touch()
    (project / "requirements.lock").write_text("# still nothing\n", "utf-8")
    assert "making the environment" in start(project, "doctor").stderr
    assert rest.exists()


def test_a_half_made_environment_is_made_anew(project: Path) -> None:
    rest = project / ".venv" / "rest"
    rest.touch()
    (project / ".venv" / "made-from.txt").unlink()
    (project / ".venv" / "bin" / "python").unlink()
    assert start(project, "doctor").returncode == 0
    assert not rest.exists()


def test_without_a_network_a_sentence_says_what_to_do(project: Path) -> None:
    lock = project / "requirements.lock"
    before, stamp = lock.read_text("utf-8"), project / ".venv" / "made-from.txt"
    stamped = stamp.read_text("utf-8")
    lock.write_text(f"six==1.17.0 --hash=sha256:{'0' * 64}\n", "utf-8")
    try:
        done = start(project, "doctor", PIP_NO_INDEX="1", PIP_FIND_LINKS="")
        assert not stamp.exists()
    finally:
        lock.write_text(before, "utf-8")
        stamp.write_text(stamped, "utf-8")
    assert done.returncode == 4
    assert "connect it" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_disk_that_cannot_be_written_is_explained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse() -> None:
        raise OSError(30, "Read-only file system", ".venv")

    monkeypatch.setattr(run, "missing_packages", lambda _: [])
    monkeypatch.setattr(run, "make_environment", refuse)
    with pytest.raises(SystemExit) as ended:
        run.main(["doctor"])
    assert ended.value.code == 4
    assert "Read-only file system" in capsys.readouterr().err


def test_no_command_shows_what_there_is(project: Path) -> None:
    assert start(project).returncode == 2
    assert "run.py demo" in start(project, "--help").stdout


@pytest.mark.parametrize("version", [(3, 9, 2), (3, 10, 14), (3, 14, 0)])
def test_another_python_is_refused_with_a_sentence(
    version: tuple[int, int, int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit) as ended:
        run.check_python()
    assert ended.value.code == 4
    assert "3.11, 3.12 or 3.13" in capsys.readouterr().err


def test_an_old_python_can_read_the_file_so_far_as_to_say_so() -> None:
    ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 8))


PACKAGES = (
    "[every]\npython3-venv\n[run]\nlibgl1 # drawing\nlibzbar0t64 | libzbar0\n"
    "[test]\nqpdf\n[package]\nbinutils\n[full]\nxvfb\n"
)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["check"], ["python3-venv"]),
        (["county", "serve"], ["python3-venv"]),
        (["package", "window"], ["python3-venv", "binutils"]),
        (["try", "window"], ["python3-venv", "binutils"]),
        (["demo", "--headless"], ["python3-venv", "libgl1", "libzbar0t64"]),
        (["read", "--full"], ["python3-venv", "libgl1", "libzbar0t64"]),
        (["test"], ["python3-venv", "libgl1", "libzbar0t64", "qpdf"]),
        (["test", "--full"], ["python3-venv", "libgl1", "libzbar0t64", "qpdf", "xvfb"]),
    ],
)
def test_a_command_asks_for_its_own_packages(words: list[str], wanted: list[str]) -> None:
    assert [group[0] for group in run.wanted_packages(PACKAGES, run.sections(words))] == wanted


@pytest.fixture
def debian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a folder of Debian's tools: libgl1 and libzbar0 are installed, apt offers libzbar0t64 and qpdf."""
    tools = {
        "dpkg-query": 'for name in "$@"; do case "$name" in libgl1|libzbar0) echo "ii  $name";; esac; done',
        "apt-cache": 'case "$2" in *t64|qpdf) echo "  Candidate: 1";; *) echo "  Candidate: (none)";; esac',
        "apt-get": f'echo "$@" >> {tmp_path}/asked',
        "env": 'shift; exec "$@"',
    }
    for name, script in tools.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "packages.txt").write_text(PACKAGES, "utf-8")
    monkeypatch.setattr(run, "PACKAGES", tmp_path / "packages.txt")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.usefixtures("debian")
def test_what_is_there_under_any_of_its_names_is_not_missing() -> None:
    assert run.missing_packages({"every", "run", "test"}) == [["qpdf"]]


def test_a_program_from_elsewhere_is_not_missing(debian: Path) -> None:
    (debian / "qpdf").write_text("#!/bin/sh\n", "utf-8")
    (debian / "qpdf").chmod(0o755)
    assert run.missing_packages({"every", "test"}) == []


@pytest.mark.usefixtures("debian")
def test_a_python_without_ensurepip_needs_its_own_venv_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert run.missing_packages({"every"}) == [[f"python3.{sys.version_info[1]}-venv"]]


@pytest.mark.usefixtures("debian")
def test_the_name_that_the_release_offers_is_taken() -> None:
    assert run.offered([["libzbar0", "libzbar0t64"], ["qpdf"], ["a", "b"]]) == ["libzbar0t64", "qpdf", "b"]


def test_root_installs_what_is_missing(debian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    run.install_packages([["qpdf"]])
    asked = (debian / "asked").read_text("utf-8").splitlines()
    assert asked == ["-q update", "-y --no-install-recommends install -q qpdf"]


def test_sudo_that_asks_nothing_installs_too(debian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (debian / "sudo").write_text('#!/bin/sh\nshift; [ "$1" = true ] || exec "$@"\n', "utf-8")
    (debian / "sudo").chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    run.install_packages([["qpdf"]])
    assert "install -q qpdf" in (debian / "asked").read_text("utf-8")


def test_anyone_else_is_given_the_one_line(
    debian: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (debian / "sudo").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    (debian / "sudo").chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as ended:
        run.install_packages([["qpdf"], ["libzbar0", "libzbar0t64"]])
    assert ended.value.code == 4
    last = capsys.readouterr().err.splitlines()[-1]
    assert last == "sudo apt-get update && sudo apt-get -y --no-install-recommends install qpdf libzbar0t64"
    assert not (debian / "asked").exists()


def test_an_installation_that_fails_is_explained(
    debian: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (debian / "apt-get").write_text("#!/bin/sh\nexit 100\n", "utf-8")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(SystemExit) as ended:
        run.install_packages([["qpdf"]])
    assert ended.value.code == 4
    assert "apt-get says why above" in capfd.readouterr().err


def test_nothing_missing_asks_nobody(debian: Path) -> None:
    run.install_packages([])
    assert not (debian / "asked").exists()
