"""`yimen-county updates`: the county's repository of updates, made and signed where the keys are at hand.

It needs no county server and no data folder: the repository may lie on the machine where IT signs, and on sticks.
"""

import argparse
import getpass
import os
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from app import clock
from app.errors import Refused
from resources import text
from sync.county.commands import Outcome

if TYPE_CHECKING:
    from sync.updates.keys import Keys
    from sync.updates.offer import Offer
    from sync.updates.repository import Repository

INIT, ADD, WITHDRAW, REFRESH, SHOW, RENEW, CHANGE = (
    "init",
    "add",
    "withdraw",
    "refresh",
    "show",
    "renew-root",
    "change-key",
)  # fmt: skip - a list of names
ACTS: Final = (INIT, ADD, WITHDRAW, REFRESH, SHOW, RENEW, CHANGE)
KINDS: Final = ("program", "rules", "calendar")
PLATFORMS: Final = ("linux-x86_64", "linux-aarch64", "windows-x86_64")
DAYS: Final = 60
_VARIABLE: Final = "YIMEN_UPDATES_PASSPHRASE"
_SOON_DAYS: Final = 14


def updates(options: argparse.Namespace) -> Outcome:
    """Begin, change, sign anew or show a repository."""
    if options.act == INIT:
        return _init(options)
    if options.act == SHOW:
        return _show(options)
    return _signed(options)


def _init(options: argparse.Namespace) -> Outcome:
    from sync.updates import making, places  # noqa: PLC0415 - TUF is loaded where it is used

    folder = _keys_folders(options)[0]
    making.begin(options.folder, folder, _passphrase(again=True), clock.now(), options.days)
    root = folder / places.ROOT_FILE
    told = {"folder": str(options.folder), "root": str(root), "fingerprint": making.fingerprint(root)}
    return Outcome(told, (text("county", "updates.begun", **told),))


def _signed(options: argparse.Namespace) -> Outcome:
    """Do what asks for keys, and sign."""
    from sync.updates import keys, making, repository  # noqa: PLC0415 - TUF is loaded where it is used

    folders, passphrase = _keys_folders(options), _passphrase()
    held = repository.open_repository(options.folder, folders[0])
    at_hand = keys.load_keys(folders, passphrase)
    now = clock.now()
    before = held.offers
    if options.act == CHANGE:
        at_hand = making.change_key(held, at_hand, _one_name(options), passphrase, now)
    else:
        _DOES[options.act](options, held, at_hand)
    repository.publish(held, at_hand, now, options.days, changed=held.offers != before)
    making.clear(held)
    return _shown(held, text("county", f"updates.done.{options.act.replace('-', '_')}"))


def _add(options: argparse.Namespace, held: "Repository", _keys: "Keys") -> None:
    from sync.updates import candidate, making  # noqa: PLC0415 - TUF is loaded where it is used

    if not options.files:
        raise Refused("update.no_file")
    told = candidate.Told(options.kind, options.version, options.platform, options.notes)
    making.add(held, [candidate.candidate(file, told) for file in options.files])


def _withdraw(options: argparse.Namespace, held: "Repository", _keys: "Keys") -> None:
    from sync.updates import making  # noqa: PLC0415 - TUF is loaded where it is used

    if not options.files:
        raise Refused("update.no_file")
    making.withdraw(held, [file.as_posix() for file in options.files])


def _refresh(_options: argparse.Namespace, _held: "Repository", _keys: "Keys") -> None:
    """Change nothing: what is published is dated anew."""


def _renew(_options: argparse.Namespace, held: "Repository", at_hand: "Keys") -> None:
    from sync.updates import making  # noqa: PLC0415 - TUF is loaded where it is used

    making.renew_root(held, at_hand, clock.now())


_DOES: Final[dict[str, Callable[[argparse.Namespace, "Repository", "Keys"], None]]] = {
    ADD: _add,
    WITHDRAW: _withdraw,
    REFRESH: _refresh,
    RENEW: _renew,
}


def _show(options: argparse.Namespace) -> Outcome:
    from sync.updates import repository  # noqa: PLC0415 - TUF is loaded where it is used

    keys = options.keys[0] if options.keys else None
    return _shown(repository.open_repository(options.folder, keys))


def _shown(held: "Repository", *before: str) -> Outcome:
    """Say what is offered, until when, and what is not whole; exit code 1 where windows would refuse it."""
    from sync.updates import making  # noqa: PLC0415 - TUF is loaded where it is used

    now, half = clock.now(), making.broken(held)
    until = {role: clock.local_date(moment).isoformat() for role, moment in held.until.items()}
    soon = [role for role, moment in held.until.items() if (moment - now).days < _SOON_DAYS]
    lines = [*before, *map(_line, held.offers)] + ([] if held.offers else [text("county", "updates.none")])
    lines.append(text("county", "updates.until", **until))
    lines += [text("county", "updates.soon")] if soon else []
    lines += [text("county", "updates.broken", name=name) for name in half]
    told: dict[str, Any] = {"offers": [asdict(one) for one in held.offers], "until": until, "broken": list(half)}
    return Outcome(told, tuple(lines), is_well=not half and all(moment > now for moment in held.until.values()))


def _line(one: "Offer") -> str:
    said = {"path": one.path, "version": one.version, "megabytes": f"{one.size_bytes / 2**20:.1f}", "notes": one.notes}
    return text("county", "updates.offer", **said)


def _one_name(options: argparse.Namespace) -> str:
    if len(options.files) != 1:
        raise Refused("update.no_such_key", name="")
    return str(options.files[0])


def _keys_folders(options: argparse.Namespace) -> list[Any]:
    if not options.keys:
        raise Refused("update.where_keys")
    return list(options.keys)


def _passphrase(*, again: bool = False) -> str:
    """Give the passphrase of the keys: of the environment for scripts, else typed; twice where it is a new one."""
    if given := os.environ.get(_VARIABLE):
        return given
    first = getpass.getpass(text("county", "updates.passphrase"))
    if again and first != getpass.getpass(text("county", "updates.passphrase_again")):
        raise Refused("update.passphrase_again")
    return first
