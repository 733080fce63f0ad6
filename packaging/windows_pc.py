"""A PC with Windows, as far as Wine is one: what lies where, and steps that say in a line how they went."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

import wine_lacks
from trial import Failed
from wine import Wine, windows_path

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

ENTRY = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\Yimen"
_LAST_LINES = 25


class Pc:
    """A Wine prefix with 一门 on it, or soon."""

    def __init__(self, prefix: Path) -> None:
        self.wine = Wine(prefix)
        self.home = self.wine.drive / "Program Files" / "Yimen"
        self.kept = self.wine.drive / "ProgramData" / "Yimen"

    def begin(self, windows: str) -> None:
        """Make the PC anew, as this release of Windows, and give it what a real one has."""
        self.wine.begin(windows)
        wine_lacks.put(self.wine.drive / "windows" / "system32")

    def install(self, setup: Path, *more: str) -> int:
        """Run a setup program silently and give its exit code; `/D=` must stand last."""
        return self.wine.run(setup, "/S", *more).returncode

    def command(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command of the installed program."""
        return self.wine.run(self.home / "yimen-cli.exe", *words, more={"QT_QPA_PLATFORM": "offscreen"})

    def works(self) -> bool:
        """Tell whether the installed program runs a command."""
        return self.command("config", "show").returncode == 0

    def versions(self) -> list[str]:
        """Give the folders below versions, whatever they are."""
        folder = self.home / "versions"
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    def log(self) -> str:
        """Give what the installations have said."""
        file = self.kept / "install.log"
        return file.read_text("utf-8") if file.is_file() else ""

    def starts(self) -> Path:
        """Give the file in which this user's starts are counted."""
        return next((self.wine.drive / "users").glob("[!P]*")) / "AppData" / "Local" / "Yimen" / "starts"

    def uninstall(self, *more: str) -> None:
        """Run the uninstaller silently to its end: told where it stands, it does not go on in a copy of itself."""
        self.wine.run(self.home / "uninstall.exe", "/S", *more, f"_?={windows_path(self.home)}")
        self.wine.wait()

    def write(self, name: str, text: str) -> Path:
        """Write a file on drive C and give its place."""
        place = self.wine.drive / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
        return place


class Steps:
    """Says in a line how each step went; Failed when one did not go as it should."""

    def __init__(self, name: str) -> None:
        self._name, self._began = name, time.monotonic()

    def expect(self, what: str, is_so: bool, said: object = "") -> None:  # noqa: FBT001 - the one thing that is asked
        """Say whether something is as it should be, and what was seen where it is not."""
        now = time.monotonic()
        print(f"{'✓' if is_so else '▲'} {self._name}: {what} ({now - self._began:.1f} s)", flush=True)
        self._began = now
        if not is_so:
            print("    " + "\n    ".join(str(said).splitlines()[-_LAST_LINES:]), flush=True)
            raise Failed

    def same(self, what: str, seen: object, wanted: object) -> None:
        """Say whether what is seen is what is wanted."""
        self.expect(what, seen == wanted, f"seen {seen!r}, wanted {wanted!r}")


def thin(tree: Path, folder: Path) -> Path:
    """Give a copy of a release tree without what is large: enough for commands that open no window."""
    left = {
        "cv2", "numpy", "numpy.libs", "onnxruntime", "rapidocr", "PIL", "shapely", "shapely.libs", "lxml",
        "pypdfium2_raw", "reportlab", "fonts", "models", "training",
    }  # fmt: skip
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(tree, folder, ignore=lambda _place, names: left.intersection(names))
    return folder
