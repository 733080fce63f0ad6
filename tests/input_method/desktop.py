"""A desktop of its own for one test: X server, session bus, input method, keys as a person presses them."""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from app.services import input_method
from resources import path

ROOT = Path(__file__).parents[2]
PATIENCE_S = 30
FCITX5_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""


class Desktop:
    """Programs started here see one X screen, one session bus and a home folder that is thrown away."""

    def __init__(self, home: Path, running: contextlib.ExitStack) -> None:
        self.home = home
        self.input_method = ""
        self._running = running
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("QT_", "IBUS", "XDG_", "GTK_", "WAYLAND", "DBUS_", "DISPLAY", "XMODIFIERS"))
        }
        self.environment |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(home / "run"), "LANG": "C.UTF-8"}
        self.environment |= {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
        (home / "run").mkdir(mode=0o700)

    def start(self, *line: str) -> subprocess.Popen[str]:
        """Start a program; it and its children end with the test."""
        with (self.home / f"{Path(line[0]).name}.log").open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                line,
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                start_new_session=True,
            )
        self._running.callback(end, process)
        return process

    def run(self, *line: str) -> str:
        """Run a program to its end and give what it printed."""
        done = subprocess.run(
            line, env=self.environment, capture_output=True, text=True, check=True, timeout=PATIENCE_S
        )
        return done.stdout

    def type(self, keys: str) -> None:
        """Type letters, as fast as a practised person."""
        self.run("xdotool", "type", "--delay", "40", keys)

    def press(self, *keys: str) -> None:
        """Press keys by their X names, one after the other."""
        self.run("xdotool", "key", "--delay", "40", *keys)

    def shoot(self, name: str) -> None:
        """Keep a picture of the screen where YIMEN_SHOTS says, if it says so."""
        place = os.environ.get("YIMEN_SHOTS")
        if place:
            self.run("import", "-window", "root", str(Path(place) / f"{name}.png"))


class Window:
    """A window of ours in a process of its own that prints the text of its field at every change."""

    def __init__(self, desktop: Desktop, *line: str) -> None:
        self._desktop = desktop
        self._said: queue.Queue[str] = queue.Queue()
        self.process = desktop.start(sys.executable, *line)
        threading.Thread(target=self._listen, daemon=True).start()
        self.hear("ready")
        wait_for(self._focused)

    def hear(self, expected: str) -> None:
        """Wait until the window says `expected`."""
        while (said := self._said.get(timeout=PATIENCE_S)) != expected:
            assert said != "ended", (self._desktop.home / "python.log").read_text("utf-8")

    def text(self) -> str:
        """Ask the window for its field's text: the keys Ctrl+F12 make it tell."""
        while not self._said.empty():
            self._said.get()
        self._desktop.press("ctrl+F12")
        return self._said.get(timeout=PATIENCE_S).removeprefix("text ")

    def _focused(self) -> bool:
        with contextlib.suppress(subprocess.CalledProcessError):
            found = self._desktop.run("xdotool", "search", "--onlyvisible", "--pid", str(self.process.pid)).split()
            self._desktop.run("xdotool", "windowfocus", "--sync", found[-1])
            return True
        return False

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            self._said.put(line.rstrip("\n"))
        self._said.put("ended")


def end(process: subprocess.Popen[str]) -> None:
    """End a program that a test started, and what that one started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(5)
    if process.stdout:
        process.stdout.close()


def wait_for(done: Callable[[], bool]) -> None:
    """Ask again until `done`; a test that waits in vain fails."""
    last = time.monotonic() + PATIENCE_S
    while not done():
        assert time.monotonic() < last, "waited in vain"
        threading.Event().wait(0.1)


@contextlib.contextmanager
def desktop(home: Path) -> Iterator[Desktop]:
    """Give a screen of 1366×768 with a session bus, and end all that was started on it."""
    with contextlib.ExitStack() as running:
        made = Desktop(home, running)
        read, write = os.pipe()
        server = subprocess.Popen(
            ("Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"),
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            text=True,
        )
        running.callback(end, server)
        os.close(write)
        with os.fdopen(read) as told:
            made.environment["DISPLAY"] = f":{told.readline().strip()}"
        bus = made.start("dbus-daemon", "--session", "--nofork", "--print-address=1")
        made.environment["DBUS_SESSION_BUS_ADDRESS"] = (bus.stdout.readline() if bus.stdout else "").strip()
        yield made


def start(desk: Desktop, name: str) -> None:
    """Start an input method, ``ibus`` or ``fcitx5``, with our list of rare names for it."""
    desk.input_method = name
    {"ibus": _start_ibus, "fcitx5": _start_fcitx5}[name](desk, path(f"input_method/{name}.txt"))


def _start_ibus(desk: Desktop, words: Path) -> None:
    schema = "com.github.libpinyin.ibus-libpinyin.libpinyin"
    desk.run("gsettings", "set", "org.freedesktop.ibus.general", "preload-engines", "['libpinyin']")
    desk.run("gsettings", "set", schema, "lookup-table-page-size", "9")
    desk.start("ibus-daemon", "--replace")

    def chosen() -> bool:
        with contextlib.suppress(subprocess.CalledProcessError):
            return desk.run("ibus", "engine").strip() == "libpinyin"
        return False

    wait_for(chosen)
    desk.run("gsettings", "set", schema, "import-dictionary", str(words))


def _start_fcitx5(desk: Desktop, words: Path) -> None:
    settings = desk.home / ".config" / "fcitx5"
    learned = desk.home / ".local" / "share" / "fcitx5" / "pinyin" / "dictionaries"
    for folder in (settings, learned):
        folder.mkdir(parents=True)
    (settings / "profile").write_text(FCITX5_PROFILE, "utf-8")
    desk.run("libime_pinyindict", str(words), str(learned / "rare_names.dict"))
    desk.start("fcitx5")
    wait_for(lambda: input_method.reached(desk.environment) == "fcitx5")
