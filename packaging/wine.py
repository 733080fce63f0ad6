"""Windows programs on Linux: Wine, in a folder of its own that is thrown away."""

from __future__ import annotations

import subprocess
from pathlib import Path

import places

_PATIENCE_S = 900
# Wine would offer to fetch a browser and .NET for itself, and show what was in memory when a program falls.
# Where wine_lacks has put a library of C, that is the one.
_NO_MORE = "mscoree,mshtml,winedbg.exe=;ucrtbase=n,b"


class Wine:
    """A Wine prefix: its drive C and what runs in it."""

    def __init__(self, prefix: Path) -> None:
        self.prefix = prefix
        self.drive = prefix / "drive_c"

    def begin(self, windows: str = "win10") -> None:
        """Make the prefix anew, as this release of Windows."""
        places.fresh(self.prefix)
        self.run("wineboot", "--init")
        self.run("winecfg", "/v", windows)
        self.wait()

    def run(
        self, *line: str | Path, more: dict[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end; a path of Linux is given as Windows calls it."""
        words = [windows_path(word) if isinstance(word, Path) else word for word in line]
        return subprocess.run(
            ["wine", *words], env=self.environment(more), cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", errors="replace", timeout=_PATIENCE_S, check=False,
        )  # fmt: skip

    def start(self, *line: str | Path, more: dict[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a Windows program and go on."""
        words = [windows_path(word) if isinstance(word, Path) else word for word in line]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(["wine", *words], env=self.environment(more), stdin=quiet, stdout=quiet, stderr=quiet)

    def wait(self) -> None:
        """Wait until all of its programs have ended and the registry is on the disk."""
        subprocess.run(["wineserver", "--wait"], env=self.environment(), timeout=_PATIENCE_S, check=False)

    def kill(self) -> None:
        """End all of its programs at once, as a power cut would."""
        subprocess.run(["wineserver", "--kill=9"], env=self.environment(), check=False)
        self.wait()

    def value(self, key: str, name: str) -> str:
        """Give a value of the registry as text, empty where there is none."""
        said = self.run("reg", "query", key, "/v", name).stdout
        found = [line.split(None, 2) for line in said.splitlines() if line.strip().startswith(name)]
        return found[0][2].strip() if found and len(found[0]) > 2 else ""  # noqa: PLR2004 - name, type, value

    def environment(self, more: dict[str, str] | None = None) -> dict[str, str]:
        """Give the variables for Wine: this prefix, no complaints, no screen."""
        settings = {"WINEPREFIX": str(self.prefix), "WINEARCH": "win64", "WINEDEBUG": "-all"}
        given = {**places.clean(), **settings, "WINEDLLOVERRIDES": _NO_MORE, **(more or {})}
        return {name: value for name, value in given.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}


def windows_path(path: Path) -> str:
    """Give a path of Linux as Windows programs under Wine call it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")
