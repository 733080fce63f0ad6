"""How requests to install ended, for the program to read; written by the side that installs."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from app.durable import whole_file
from sync.reading import Members, NotProtocol, read_json

FILE: Final = "outcome.json"
INSTALLED: Final = "installed"
_KEPT: Final = 20
_MAX_BYTES: Final = 2**16


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a request ended: `code` is ``installed``, else that of a sentence among the errors; `at` in stored form."""

    request: str
    version: str
    code: str
    at: str

    @property
    def ok(self) -> bool:
        """Tell whether the version was installed."""
        return self.code == INSTALLED


def read_outcomes(state: Path) -> tuple[Outcome, ...]:
    """Give the last outcomes, oldest first; none where nothing was written, or nothing of that can be read."""
    try:
        with (state / FILE).open("rb") as file:
            found = Members(read_json(file.read(_MAX_BYTES))).items("outcomes")
        return tuple(_outcome(Members(one)) for one in found)
    except (OSError, NotProtocol):
        return ()


def _outcome(one: Members) -> Outcome:
    return Outcome(one.text("request"), one.text("version"), one.text("code"), one.text("at"))


def note(state: Path, outcome: Outcome) -> None:
    """Write an outcome behind the others, readable by everybody; Unavailable where the disk does not let it."""
    kept: list[Any] = [asdict(one) | {"ok": one.ok} for one in (*read_outcomes(state), outcome)][-_KEPT:]
    with whole_file(state / FILE) as file:
        if hasattr(os, "fchmod"):  # Windows inherits who may read from the folder
            os.fchmod(file.fileno(), 0o644)
        file.write(json.dumps({"outcomes": kept}, indent=1).encode("utf-8") + b"\n")
