"""The one door: makes the environment from the lock file, then runs a command in it.

    python3 run.py demo [--headless] [--json]     a training township, ready to click
    python3 run.py test [--full] [PYTEST ...]     all checks, then the tests
    python3 run.py check                          format, lint, types, imports
    python3 run.py bench [NAME ...]               measurements
    python3 run.py window                         the window program
    python3 run.py county X ...                   the county server's commands
    python3 run.py package NAME                   a package: window, fonts, county, windows (as root)
    python3 run.py try NAME                       it in fresh systems: window, county, upgrades, windows (as root)
    python3 run.py X ...                          every other command of the program

Standard library only. Exit: 0 good, 1 a check or test failed, 2 wrong usage, 4 the machine lacks something.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
PACKAGES = ROOT / "packaging" / "system-packages.txt"
VENV = ROOT / ".venv"
STAMP = VENV / "made-from.txt"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
MISSING = 4
PIP = ("-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet")
APT = ("apt-get", "-y", "--no-install-recommends", "install")


def main(words: Sequence[str]) -> int:
    """Run the command in `words` and give its exit code."""
    check_python()
    if not words or words[0] in {"-h", "--help", "help"}:
        print(__doc__)
        return 0 if words else 2
    install_packages(missing_packages(sections(words)))
    try:
        with only_one_at_a_time():
            make_environment()
    except OSError as error:
        stop(f"the environment cannot be made: {error}. Is the disk full or read-only?")
    return run(list(words))


def check_python() -> None:
    """End with a clear sentence on a Python that the pinned Qt does not know."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        stop(
            f"Python 3.11, 3.12 or 3.13 is needed; this is {sys.version.split()[0]} ({sys.executable}).",
            "Start run.py with one of these, for example: python3.13 run.py demo",
        )


def say(sentence: str) -> None:
    """Tell the person at the terminal what is going on; standard output belongs to the command."""
    print(f"run.py: {sentence}", file=sys.stderr, flush=True)


def stop(*sentences: str) -> NoReturn:
    """End with `sentences`, one a line: this machine lacks something."""
    say("\n".join(sentences))
    raise SystemExit(MISSING)


# --- packages of the system ---------------------------------------------------------------------


def sections(words: Sequence[str]) -> set[str]:
    """Name the sections of system-packages.txt that a command needs."""
    command = words[0]
    if command in {"check", "county"}:
        return {"every"}
    if command in {"package", "try"}:
        return {"every", "windows" if words[1:2] == ["windows"] else "package"}
    if command != "test":
        return {"every", "run"}
    return {"every", "run", "test"} | ({"full"} if "--full" in words else set())


def wanted_packages(text: str, wanted: set[str]) -> list[list[str]]:
    """Give the packages of the wanted sections, each as its names on different releases."""
    section, found = "", []
    for line in (raw.partition("#")[0].strip() for raw in text.splitlines()):
        if line.startswith("["):
            section = line.strip("[]")
        elif line and section in wanted:
            found.append([name.strip() for name in line.split("|")])
    return found


def missing_packages(wanted: set[str]) -> list[list[str]]:
    """Give what is wanted and neither installed nor a program on the path; nothing on systems without dpkg."""
    if not shutil.which("dpkg-query"):
        return []
    packages = wanted_packages(PACKAGES.read_text("utf-8"), wanted)
    packages.remove(["python3-venv"])
    if not importlib.util.find_spec("ensurepip"):
        packages.append([f"python3.{sys.version_info[1]}-venv"])
    names = [name for group in packages for name in group]
    installed = installed_packages(names)
    return [group for group in packages if not (installed.intersection(group) or any(map(shutil.which, group)))]


def installed_packages(names: list[str]) -> set[str]:
    """Give those of `names` that dpkg has installed whole."""
    query = ("dpkg-query", "--show", "--showformat", "${db:Status-Abbrev} ${Package}\n", *names)
    answer = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    return {line.split()[1] for line in answer.splitlines() if line.startswith("ii")}


def install_packages(missing: list[list[str]]) -> None:
    """Install by apt where that asks nothing; else print the one line that does it, and end."""
    if not missing:
        return
    rights = apt_rights()
    if rights is None:
        stop(
            "this machine lacks packages. Install them with this line, then start again:",
            f"sudo apt-get update && sudo {' '.join(APT)} {' '.join(offered(missing))}",
        )
    say("installing packages of the system …")
    subprocess.run((*rights, "apt-get", "-q", "update"), stdout=sys.stderr, check=False)
    line = (*rights, "env", "DEBIAN_FRONTEND=noninteractive", *APT, "-q", *offered(missing))
    if subprocess.run(line, stdout=sys.stderr, check=False).returncode:
        stop(
            "the packages could not be installed; apt-get says why above. Mend it and start again, or run:",
            " ".join(line),
        )


def apt_rights() -> tuple[str, ...] | None:
    """Give the words before apt-get that let it install without a question, or None."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ()
    sudo = shutil.which("sudo")
    if sudo and subprocess.run((sudo, "-n", "true"), capture_output=True, check=False).returncode == 0:
        return (sudo, "-n")
    return None


def offered(groups: list[list[str]]) -> list[str]:
    """Give for each group the first name that this release offers, else its last."""
    return [next(filter(is_offered, group), group[-1]) for group in groups]


def is_offered(name: str) -> bool:
    """Tell whether apt can install a package of this very name."""
    if not shutil.which("apt-cache"):
        return False
    shown = subprocess.run(("apt-cache", "policy", name), capture_output=True, text=True, check=False)
    return "Candidate:" in shown.stdout and "Candidate: (none)" not in shown.stdout


# --- the environment ----------------------------------------------------------------------------


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Let a second run.py wait while the first one makes the environment."""
    with LOCK.open("rb") as held:
        hold(held)
        yield


def hold(held: IO[bytes]) -> None:
    """Lock an open file until it is closed. Windows has no such lock without a byte range: it goes on."""
    if not WINDOWS:
        import fcntl  # noqa: PLC0415 - does not exist on Windows

        fcntl.flock(held, fcntl.LOCK_EX)


def make_environment() -> None:
    """Make `.venv` what the lock file says; nothing is done where the stamp says that it is."""
    stamp = stamp_text()
    before = STAMP.read_text("utf-8") if STAMP.exists() else ""
    if before == stamp and PYTHON.exists():
        return
    say("making the environment .venv from requirements.lock; the first time takes some minutes …")
    STAMP.unlink(missing_ok=True)
    # Only the lock changed: what is there is kept. Anything else, also a half-made one, starts anew.
    if not (before and before.splitlines()[1:] == stamp.splitlines()[1:] and PYTHON.exists()):
        new_environment()
    install_locked()
    STAMP.write_text(stamp, "utf-8")


def stamp_text() -> str:
    """Say in text what the environment is made from: lock file, Python, place."""
    return f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()}\n{sys.version}\n{VENV}\n"


def new_environment() -> None:
    """Make an empty environment in place of whatever is there."""
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    shutil.rmtree(VENV, ignore_errors=True)
    python3 = getattr(sys, "_base_executable", sys.executable)  # not the one that has just been removed
    if subprocess.run((python3, "-m", "venv", "--clear", str(VENV)), stdout=sys.stderr, check=False).returncode:
        stop(f"{python3} cannot make a virtual environment in {VENV}; see above. Is the disk full or read-only?")


def install_locked() -> None:
    """Install exactly what the lock file names, each file checked against its hash."""
    line = (str(PYTHON), *PIP, "install", "--no-deps", "--require-hashes", "--only-binary=:all:", "-r", str(LOCK))
    if subprocess.run(line, stdout=sys.stderr, check=False).returncode:
        stop(
            "the packages of requirements.lock could not be installed; pip says why above.",
            "Without a network: connect it, or set PIP_INDEX_URL to a mirror that is reachable, and start again.",
        )


# --- the command --------------------------------------------------------------------------------


def run(words: list[str]) -> int:
    """Run a command in the environment."""
    command, rest = words[0], words[1:]
    if command == "check":
        return check()
    if command == "test":
        return max(check(), test(rest))
    if command == "bench":
        return python("tests/bench", *rest)
    if command in {"package", "try"}:
        return python("packaging/make.py", *words)
    if command == "county":
        return become("-m", "sync.county.cli", *rest)
    return become("-m", "ui.cli", *(rest if command == "window" else words))


def check() -> int:
    """Look at format, lint, types and imports; give 1 if any of them complains."""
    codes = [
        python("-m", "ruff", "format", "--check", "--quiet", "."),
        python("-m", "ruff", "check", "--quiet", "."),
        python("-m", "mypy"),
        python("-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-logo"),
    ]
    return int(any(codes))


def test(words: list[str]) -> int:
    """Run the tests: the quick ones, or with --full all that need no device; coverage only of a whole run."""
    full = "--full" in words
    others = [word for word in words if word != "--full"]
    profile = {"HYPOTHESIS_PROFILE": "nightly"} if full else {}
    marks = "not device" if full else "not slow and not device"
    workers = str(min(max(os.cpu_count() or 1, 2), 8) + 1)  # many a test waits for a process or the disk
    whole = () if others else ("--cov", "--cov-report=term-missing:skip-covered")
    patience = ("-o", "faulthandler_timeout=3600") if full else ()  # thousands of kills take more than two minutes
    line = ("-m", "pytest", "-m", marks, "-n", workers, "--durations=20", *patience, *whole, *others)
    return int(bool(python(*line, **profile)))


def python(*line: str, **more: str) -> int:
    """Run the environment's Python in the project's folder and give its exit code."""
    return subprocess.run((str(PYTHON), *line), cwd=ROOT, env=environment(**more), check=False).returncode


def become(*line: str) -> int:
    """Become the environment's Python, in the folder where the user is; the current folder is never imported."""
    whole = (str(PYTHON), "-P", *line)
    if not WINDOWS:
        os.execve(PYTHON, whole, environment())  # noqa: S606 - there is no shell and none is wanted
    return subprocess.run(whole, env=environment(), check=False).returncode


def environment(**more: str) -> dict[str, str]:
    """Give the variables of a command: our folder is imported, text is UTF-8, no screen means offscreen."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **more}
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # the tests start hundreds of processes: each would compile anew
    if not WINDOWS and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    return variables


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        raise SystemExit(main(sys.argv[1:]))
    raise SystemExit(130)
