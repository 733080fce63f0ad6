"""Steps of a trial in a root: each says in a line how it went; what a failed one said is shown."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import roots

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

_LAST_LINES = 30


class Failed(Exception):
    """A step did not go as it should; it has been told."""


class Trial:
    """A root in which steps are made, as root or as its ordinary user; `net` is its network, where it has its own."""

    def __init__(self, name: str, folder: Path, user: str, net: str = "") -> None:
        self._name, self._folder, self._user = name, folder, user
        self._before = ("ip", "netns", "exec", net) if net else ()

    def step(self, what: str, *line: str, may_be: tuple[int, ...] = (0,)) -> str:
        """Run a command as root and give what it said; Failed when it ends with another code."""
        began = time.monotonic()
        done = roots.tried_inside(self._folder, *line, before=self._before)
        return self._told(what, done, began, is_well=done.returncode in may_be)

    def refused(self, what: str, word: str, *line: str) -> None:
        """Run a command that must fail and say `word`."""
        began = time.monotonic()
        done = roots.tried_inside(self._folder, *line, before=self._before)
        self._told(what, done, began, is_well=done.returncode != 0 and word in done.stdout)

    def as_user(self, what: str, script: str, may_be: tuple[int, ...] = (0,)) -> str:
        """Run a script as the ordinary user, in a session of its own as after a log-in, without a screen."""
        settings = "export QT_QPA_PLATFORM=offscreen LC_ALL=C.UTF-8; cd; "
        return self.step(what, "su", "-", self._user, "-c", settings + script, may_be=may_be)

    def expect(self, what: str, is_so: bool) -> None:  # noqa: FBT001 - the one thing that is asked
        """Say whether something is as it should be; Failed when it is not."""
        self._say(what, is_so, 0.0)
        if not is_so:
            raise Failed

    def _told(self, what: str, done: subprocess.CompletedProcess[str], began: float, *, is_well: bool) -> str:
        self._say(what, is_well, time.monotonic() - began)
        said = done.stdout
        if not is_well:
            print(f"    code {done.returncode}\n    " + "\n    ".join(said.splitlines()[-_LAST_LINES:]), flush=True)
            raise Failed
        return said

    def _say(self, what: str, is_well: bool, seconds: float) -> None:  # noqa: FBT001 - the one thing that is said
        print(f"{'✓' if is_well else '▲'} {self._name}: {what} ({seconds:.1f} s)", flush=True)
