"""The commands of the low-income register: a list brought in or only looked at, and the register written out."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from resources import text
from ui.commands import desk
from ui.console import EXIT_NOT_WELL, EXIT_OK, give

if TYPE_CHECKING:
    from app.domain.low_income_list import Changed, Preview
    from app.services.desk import Desk
    from app.services.low_income_import import Imported


def low_income(options: argparse.Namespace) -> int:
    """Import a list (only look with --dry-run), or export the register; exit code 1 where rows were kept out."""
    if options.action == "export":
        return _export(options)
    with desk(options) as opened:
        shown, done = _import(opened, options)
    give(options, _document(options.file, shown, done), _lines)
    return EXIT_NOT_WELL if shown.blocked else EXIT_OK


def _import(opened: "Desk", options: argparse.Namespace) -> "tuple[Preview, Imported | None]":
    from app.services import looking  # noqa: PLC0415 - each command loads only its own part
    from app.services import low_income_import as service  # noqa: PLC0415 - as above

    shown = service.preview(opened, service.read(opened, options.file))
    looking.listed(opened, "list:low_income_import", len(shown.missing) + len(shown.changed))
    leaving = [one.id for one in shown.missing] if options.remove_missing else []
    if options.dry_run or (shown.is_empty and not leaving):
        return shown, None
    return shown, service.write(opened, shown, options.file.name, leaving)


def _export(options: argparse.Namespace) -> int:
    from app.services.low_income import export  # noqa: PLC0415 - each command loads only its own part

    with desk(options) as opened:
        count = export(opened, options.file, options.reason, options.note)
    give(options, {"households": count, "file": str(options.file)}, _exported)
    return EXIT_OK


def _exported(found: dict[str, Any]) -> Iterator[str]:
    yield text("cli", "register.exported", **found)


def _document(file: Path, shown: "Preview", done: "Imported | None") -> dict[str, Any]:
    """Give the difference as JSON values: what is new, changed, missing and wrong, and what was written."""
    from ui.low_income.words import sentence_of  # noqa: PLC0415 - each command loads only its own part

    return {
        "file": file.name,
        "sheet": shown.sheet,
        "rows": shown.rows,
        "new": [{"row": one.row, "household": one.id or None, **asdict(one.listing)} for one in shown.new],
        "changed": [_change(one) for one in shown.changed],
        "same": shown.same,
        "missing": [{"household": one.id, **asdict(one.listing)} for one in shown.missing],
        "wrong": [asdict(one) | {"facts": dict(one.facts), "text": sentence_of(one)} for one in shown.wrong],
        "blocked": shown.blocked,
        "written": done is not None,
        "batch": done.batch if done else None,
        "removed": done.removed if done else 0,
    }


def _change(one: "Changed") -> dict[str, Any]:
    before, after = asdict(one.before), asdict(one.after)
    fields = {name: {"from": before[name], "to": after[name]} for name in one.fields}
    return {"row": one.row, "household": one.id, "name": one.before.name, "fields": fields}


def _lines(found: dict[str, Any]) -> Iterator[str]:
    counts = {name: len(found[name]) for name in ("new", "changed", "missing")}
    yield text("cli", "register.counts", same=found["same"], blocked=found["blocked"], **counts)
    for one in found["wrong"]:
        yield text("cli", "register.wrong", row=one["row"], text=one["text"])
    yield text("cli", "register.written" if found["written"] else "register.not_written")
