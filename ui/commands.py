"""What each command of `yimen` does. Each takes the parsed words and gives an exit code."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import machine, settings
from app.errors import Refused, Unavailable
from app.version import AGENT
from resources import text
from ui.console import EXIT_NOT_WELL, EXIT_OK, EXIT_REFUSED, EXIT_UNAVAILABLE, give

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.vault.keys import SlotInfo
    from sync.client.engine import Status

_TRAINING_NAME = "demo"  # who YIMEN_OFFICER means in a training store, whatever the made-up name is


def window(options: argparse.Namespace) -> int:
    """Open the window program."""
    from ui.main import run  # noqa: PLC0415 - each command loads only its own part of the program

    return run(data_folder(options))


def demo(options: argparse.Namespace) -> int:
    """Show a training township, or drive it through the main job without a screen."""
    if options.headless or not _has_screen():
        from ui.demo.headless import run_headless  # noqa: PLC0415 - each command loads only its own part of the program

        return run_headless(options)
    from ui.demo.training import run_training  # noqa: PLC0415 - each command loads only its own part of the program

    return run_training(getattr(options, "data", None))


def gallery(_options: argparse.Namespace) -> int:
    """Show every widget in every state."""
    from ui.main import run_gallery  # noqa: PLC0415 - each command loads only its own part of the program

    return run_gallery()


def read(options: argparse.Namespace) -> int:
    """Read pictures and print what they say; one that cannot be read is an entry with its error, and exit code 3."""
    from app.capture import read_pictures  # noqa: PLC0415 - each command loads only its own part of the program

    found = read_pictures(options.pictures, options.mat)
    give(options, found, _picture_lines)
    return EXIT_REFUSED if any("error" in one for one in found) else EXIT_OK


def doctor(options: argparse.Namespace) -> int:
    """Look whether this machine is fit for the window; --bundle writes a report for IT that names nobody."""
    from ui.checkup.look import look  # noqa: PLC0415 - each command loads only its own part of the program

    if options.bundle:
        from ui.machine_report import write  # noqa: PLC0415 - as above

        write(data_folder(options), options.bundle, look)
        give(options, {"file": str(options.bundle)}, lambda found: [text("cli", "reported", **found)])
        return EXIT_OK
    found = look(data_folder(options))
    give(options, found, lambda all_found: [f"{_SIGNS[one['state']]} {one['text']}" for one in all_found])
    return EXIT_NOT_WELL if any(one["state"] == "bad" for one in found) else EXIT_OK


def sync(options: argparse.Namespace) -> int:
    """Bring what waits to the county and fetch what is new, once."""
    from sync.client.calls import HttpCounty  # noqa: PLC0415 - each command loads only its own part of the program
    from sync.client.engine import run_once  # noqa: PLC0415 - each command loads only its own part of the program

    with desk(options) as opened:
        before = opened.store.pending()
        with closing(HttpCounty.of(opened.device(), AGENT, opened.now)) as county:
            status = run_once(opened.store, opened.vault, county, opened.now)
    report = {"ok": status.online, "before": asdict(before), **asdict(status)}
    give(options, report, lambda _report: [_sync_line(status)])
    return EXIT_OK if status.online else EXIT_UNAVAILABLE


def verify(options: argparse.Namespace) -> int:
    """Check chain, fold, read models and documents, and name what is not whole."""
    from app.services.verify import report_of  # noqa: PLC0415 - each command loads only its own part of the program
    from app.services.verify import verify as check  # noqa: PLC0415 - as above

    try:
        with desk(options, read_only=True) as opened:
            report = check(opened.store, opened.vault)
    except Unavailable as error:
        report = report_of(error)
    give(options, report.to_json(), lambda _found: report.lines())
    return EXIT_OK if report.ok else EXIT_NOT_WELL


def verify_pdf(options: argparse.Namespace) -> int:
    """Say what a signed PDF is worth; it needs no installation."""
    from ui.signed_pdf.command import verify_pdf as check  # noqa: PLC0415 - each command loads only its own part

    return check(options)


def backup(options: argparse.Namespace) -> int:
    """Write an encrypted, verified backup into one file, also while the window is open."""
    from app.services.backup import backup as save  # noqa: PLC0415 - each command loads only its own part of the program

    with desk(options, read_only=True) as opened:
        made = save(opened.store, opened.vault, options.file, full=options.full)
        settings.remember(opened.data, backed_up_at=opened.moment())
    give(options, made.to_json(), lambda found: [text("cli", "backed_up", **found)])
    return EXIT_OK


def rehearse(options: argparse.Namespace) -> int:
    """Try a backup of this installation: bring it back into a folder of its own, look at all of it, remove it."""
    from app.services.backups import rehearse as try_it  # noqa: PLC0415 - each command loads only its own part of the program

    with desk(options, read_only=True) as opened:
        done = try_it(opened, options.file)
    lines = [*done.report.lines(), *([text("cli", "needs_recovery")] if done.needs_recovery else [])]
    give(options, done.to_json(), lambda _found: lines)
    return EXIT_OK if done.ok else EXIT_NOT_WELL


def restore(options: argparse.Namespace) -> int:
    """Bring a backup back into an empty folder; on another PC with the county's recovery key."""
    from app.services.backup import restore as bring_back  # noqa: PLC0415 - each command loads only its own part of the program
    from app.services.recovering import identity_in  # noqa: PLC0415 - as above

    key = identity_in(options.recovery_key.read_text("utf-8")) if options.recovery_key else ""
    done = bring_back(options.file, data_folder(options), recovery_key=key)
    lines = [text("cli", "restored", **done.to_json())]
    if done.needs_recovery:
        lines.append(text("cli", "needs_recovery"))
    give(options, done.to_json(), lambda _found: lines)
    return EXIT_OK


def data_folder(options: argparse.Namespace) -> Path:
    """Give the folder of the installation: --data, what this PC's installer says, or the platform's place."""
    import platformdirs  # noqa: PLC0415 - each command loads only its own part of the program

    given: Path | None = getattr(options, "data", None)
    return given or machine.data_folder(Path(platformdirs.user_data_dir("yimen", appauthor=False)))


@contextmanager
def desk(options: argparse.Namespace, *, read_only: bool = False) -> Iterator["Desk"]:
    """Unlock the installation for the officer of YIMEN_OFFICER and YIMEN_PASSWORD, or who is asked for; close after."""
    from app.services import session  # noqa: PLC0415 - each command loads only its own part of the program

    data = data_folder(options)
    officer = _officer(data, session.officers(data))
    password = os.environ.get("YIMEN_PASSWORD") or getpass.getpass(text("cli", "password"))
    opened = session.unlock(data, officer, password, read_only=read_only)
    try:
        yield opened
    finally:
        opened.store.close()


def _officer(data: Path, slots: Sequence["SlotInfo"]) -> str:
    """Find the officer by name or id; where there is only one, nobody needs to say."""
    wanted = os.environ.get("YIMEN_OFFICER") or (_ask_officer(slots) if len(slots) > 1 else slots[0].name)
    if wanted == _TRAINING_NAME and (trainee := settings.load(data).trainee):
        return trainee
    for slot in slots:
        if wanted in (slot.name, slot.officer_id):
            return slot.officer_id
    raise Refused("unlock.unknown_officer")


def _ask_officer(slots: Sequence["SlotInfo"]) -> str:
    if not sys.stdin.isatty():
        return ""
    return input(text("cli", "officer", names="、".join(slot.name for slot in slots)))


def _has_screen() -> bool:
    if sys.platform == "win32":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _sync_line(status: "Status") -> str:
    """Say how a round ended, and what to do next when it did not end well."""
    if status.problem_code:
        return text("errors", f"unavailable.{status.problem_code}")
    return text("cli", "synced", entries=status.pending.entries, blobs=status.pending.blobs)


def _picture_lines(found: Any) -> Iterator[str]:
    for one in found:
        for item in one["items"] or [one]:
            yield f"{one['picture']}: {one.get('text') or _judged_line(item)}"
            for name, field in item["fields"].items():
                yield f"  {name}: {field['value']} ({field['confidence']:.2f})"


def _judged_line(item: Any) -> str:
    """Say what lies there, whether it can be used, and what to do where it cannot."""
    cause = item["quality"]["cause"]
    remedy = f": {text('capture', f'remedy.{cause}')}" if cause else ""
    codes = "".join(f"\n  {code['format']}: {code['text']}" for code in item["barcodes"])
    kind = text("capture", f"kind.{item['kind']}")
    return f"{kind} ({item['kind']}), {item['quality']['verdict']}{remedy}{codes}"


_SIGNS = {"ok": "✓", "warn": "◆", "bad": "▲"}
