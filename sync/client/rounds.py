"""How the last rounds went: times, codes, bytes, counts. Nothing of what was sent, so that anybody may read it."""

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final

from app.durable import write_whole

FILE: Final = "rounds.jsonl"
_MOST, _MOST_BYTES = 200, 64 * 2**10


@dataclass(frozen=True, slots=True)
class Traffic:
    """What went over a line since the program began: requests, and bytes each way with headers, without TLS."""

    requests: int = 0
    up: int = 0
    down: int = 0

    def since(self, before: "Traffic") -> "Traffic":
        """Give what went since a moment before."""
        return Traffic(self.requests - before.requests, self.up - before.up, self.down - before.down)


@dataclass(frozen=True, slots=True)
class Round:
    """One round: when it began (stored form of time), how long, what went, how it ended, and what waits after it.

    `code` is that of the error that ended it, empty for a good end; `told` are those that it went on with. `ahead_s`
    is how far the county's clock is ahead of ours; None where it was not told.
    """

    at: str
    seconds: float
    requests: int
    up: int
    down: int
    code: str
    told: tuple[str, ...]
    entries: int
    blobs: int
    ahead_s: int | None


def keep(folder: Path, done: Round) -> None:
    """Write a round behind those before it; the oldest are forgotten. Unavailable store.* where the disk says no."""
    line = json.dumps(asdict(done)).encode("ascii") + b"\n"
    folder.mkdir(parents=True, exist_ok=True)
    lines = [*_lines(folder)[-_MOST + 1 :], line]
    write_whole(folder / FILE, b"".join(lines)[-_MOST_BYTES:])


def kept(folder: Path) -> tuple[dict[str, Any], ...]:
    """Give the rounds that were written, the oldest first; lines that are none are passed over."""
    found = []
    for line in _lines(folder):
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if isinstance(value, dict) and value.keys() == {field.name for field in fields(Round)}:
            found.append(value)
    return tuple(found)


def _lines(folder: Path) -> list[bytes]:
    try:
        return (folder / FILE).read_bytes().splitlines(keepends=True)
    except OSError:
        return []
