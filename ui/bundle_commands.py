"""The commands of sticks: what waits is written into files, and the county's answers are read."""

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.errors import Refused, Unavailable
from app.version import AGENT
from resources import text
from ui.commands import desk
from ui.console import EXIT_NOT_WELL, EXIT_OK, EXIT_REFUSED, EXIT_UNAVAILABLE, EXIT_USAGE, give

if TYPE_CHECKING:
    from sync.client.engine import Engine
    from sync.client.export import Exported

_MIB: Final = 2**20


def bundle(options: argparse.Namespace) -> int:
    """Export to one folder or file, or import files; exit code 1 where parts are left for another stick."""
    if options.action == "import":
        return _import(options)
    if len(options.places) != 1:
        give(options, {"ok": False}, lambda _none: [text("cli", "bundle.one_place")])
        return EXIT_USAGE
    return _export(options)


def _export(options: argparse.Namespace) -> int:
    from sync.bundle.file import MAX_FILE_BYTES  # noqa: PLC0415 - each command loads only its own part
    from sync.client.export import Target, Watch  # noqa: PLC0415 - as above
    from sync.client.steps import drive  # noqa: PLC0415 - as above

    limit = min(options.part_size * _MIB, MAX_FILE_BYTES) if options.part_size else MAX_FILE_BYTES
    target = Target.of(options.places[0], limit, anew=options.anew)
    with _engine(options) as engine:
        done = drive(engine.export(target, Watch()))
    is_whole = not (done.left or done.unreadable)
    give(options, {"ok": is_whole, **asdict(done)}, lambda _done: _exported(done))
    return EXIT_OK if is_whole else EXIT_NOT_WELL


def _exported(done: "Exported") -> Iterator[str]:
    yield from done.files
    yield text("cli", "bundle.exported", files=len(done.files), megabytes=f"{done.bytes / _MIB:.1f}", **_counts(done))
    if done.left:
        yield text("cli", "bundle.left", left=done.left, parts=done.parts)
    if done.unreadable:
        yield text("cli", "bundle.unreadable", count=len(done.unreadable))


def _counts(done: "Exported") -> dict[str, int]:
    return {"entries": done.entries, "blobs": done.blobs}


def _import(options: argparse.Namespace) -> int:
    with _engine(options) as engine:
        found = [_take(engine, file) for place in options.places for file in _answers(place)]
    code = max((one.pop("exit") for one in found), default=EXIT_OK)
    give(options, {"ok": code == EXIT_OK, "files": found}, _imported)
    return code


def _take(engine: "Engine", file: Path) -> dict[str, Any]:
    from sync.client.steps import drive  # noqa: PLC0415 - each command loads only its own part

    try:
        done = drive(engine.take_answer(file))
    except (Refused, Unavailable) as error:
        kind = "refused" if isinstance(error, Refused) else "unavailable"
        said = text("errors", f"{kind}.{error.code}", **error.facts)
        code = EXIT_REFUSED if kind == "refused" else EXIT_UNAVAILABLE
        return {"file": str(file), "ok": False, "code": error.code, "text": said, "exit": code}
    said = text("cli", "bundle.gap" if done.has_gap else "bundle.imported", **asdict(done))
    return {"file": str(file), "ok": not done.has_gap, "text": said, **asdict(done), "exit": int(done.has_gap)}


def _answers(place: Path) -> list[Path]:
    """Give the file that is named, or the answers in a folder that is named."""
    return sorted(place.glob("yimen-answer-*.age")) if place.is_dir() else [place]


def _imported(found: dict[str, Any]) -> Iterator[str]:
    for one in found["files"]:
        yield text("cli", "bundle.line", file=Path(one["file"]).name, said=one["text"])
    if not found["files"]:
        yield text("cli", "bundle.no_answer")


@contextmanager
def _engine(options: argparse.Namespace) -> Iterator["Engine"]:
    from sync.client.calls import HttpCounty  # noqa: PLC0415 - each command loads only its own part
    from sync.client.engine import Engine  # noqa: PLC0415 - as above

    with desk(options) as opened, closing(HttpCounty.of(opened.device(), AGENT, opened.now)) as county:
        yield Engine(opened.store, opened.vault, county, now=opened.now)
