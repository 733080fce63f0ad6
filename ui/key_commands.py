"""`yimen keys`: who can open this PC, new passwords, an officer who leaves, the county's way in. Without a window."""

import argparse
import getpass
import os
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from app.durable import disk, write_whole
from app.errors import Refused
from resources import text
from ui.commands import data_folder, desk
from ui.console import EXIT_OK, give

ACTIONS: Final = ("list", "password", "give", "remove", "sheet", "recover")
_LONGEST: Final = 2**20


def keys(options: argparse.Namespace) -> int:
    """Do one thing with the keys; new passwords come from YIMEN_NEW_PASSWORD, or are asked for."""
    return _DO[options.action](options)


def _list(options: argparse.Namespace) -> int:
    from app.vault import Keyring  # noqa: PLC0415 - each command loads only its own part of the program

    keyring = Keyring(data_folder(options))
    slot = keyring.recovery()
    found = {
        "officers": [asdict(one) | {"waits": one.waits} for one in keyring.officers()],
        "epoch": keyring.held().epoch.number,
        "recovery": slot.recipient if slot else "",
    }
    give(options, found, _lines)
    return EXIT_OK


def _password(options: argparse.Namespace) -> int:
    from app.services import officer_keys  # noqa: PLC0415 - as above

    with desk(options) as opened:
        officer_keys.change_password(opened, _own_password(), new_password())
    return _done(options, "password_done")


def _give(options: argparse.Namespace) -> int:
    from app.services import officer_keys  # noqa: PLC0415 - as above

    with desk(options) as opened:
        officer = _officer(data_folder(options), options.what)
        officer_keys.give_password(opened, _own_password(), officer, new_password())
    return _done(options, "give_done", name=options.what)


def _remove(options: argparse.Namespace) -> int:
    from app.services import officer_keys  # noqa: PLC0415 - as above

    with desk(options) as opened:
        officer_keys.remove(opened, _own_password(), _officer(data_folder(options), options.what))
    return _done(options, "remove_done", name=options.what)


def _sheet(options: argparse.Namespace) -> int:
    from app.services.key_paper import recovery_sheet  # noqa: PLC0415 - as above

    with desk(options, read_only=True) as opened:
        write_whole(Path(options.what), recovery_sheet(opened).pdf)
    return _done(options, "sheet_done", file=options.what)


def _recover(options: argparse.Namespace) -> int:
    from app.services import recovering  # noqa: PLC0415 - as above
    from app.vault import recovery_sheet  # noqa: PLC0415 - as above

    data = data_folder(options)
    identity = _read(options.recovery_key) if options.recovery_key else getpass.getpass(text("cli", "keys.key"))
    if options.sheet:
        sheet = recovery_sheet.joined(_parts(options.sheet))
        recovering.recover_by_sheet(data, sheet, identity, options.what, new_password())
    else:
        recovering.recover(data, identity, _officer(data, options.what), new_password())
    return _done(options, "recover_done", name=options.what)


def _parts(places: Sequence[Path]) -> list[str]:
    """Give what stands on a sheet: from texts as they are, from pictures by their codes."""
    texts = [_read(place) for place in places if place.suffix == ".txt"]
    pictures = [place for place in places if place.suffix != ".txt"]
    if pictures:
        from app.capture import read_pictures  # noqa: PLC0415 - as above

        for picture in read_pictures(pictures, None):
            texts += [code["text"] for item in picture.get("items") or [picture] for code in item.get("barcodes", ())]
    return texts


def _read(place: Path) -> str:
    with disk(), place.open("rb") as file:
        return file.read(_LONGEST).decode("utf-8", "replace")


def _officer(data: Path, wanted: str) -> str:
    """Find an officer by name or id; Refused unlock.unknown_officer."""
    from app.vault import Keyring  # noqa: PLC0415 - as above

    for slot in Keyring(data).officers():
        if wanted in (slot.name, slot.officer_id):
            return slot.officer_id
    raise Refused("unlock.unknown_officer")


def _own_password() -> str:
    return os.environ.get("YIMEN_PASSWORD") or getpass.getpass(text("cli", "password"))


def new_password() -> str:
    """Give a new password: what YIMEN_NEW_PASSWORD says, else what is typed twice."""
    given = os.environ.get("YIMEN_NEW_PASSWORD")
    if given is not None:
        return given
    typed = getpass.getpass(text("cli", "keys.new"))
    if typed != getpass.getpass(text("cli", "keys.again")):
        raise Refused("password.differs")
    return typed


def _done(options: argparse.Namespace, name: str, /, **facts: str) -> int:
    give(options, {"done": options.action, **facts}, lambda _found: [text("cli", f"keys.{name}", **facts)])
    return EXIT_OK


def _lines(found: Any) -> list[str]:
    lines = []
    for one in found["officers"]:
        how = one["token"] or text("cli", "keys.waits" if one["waits"] else "keys.password")
        lines.append(text("cli", "keys.line", name=one["name"], role=one["role"], how=how))
    name = "keys.recovery" if found["recovery"] else "keys.no_recovery"
    return [*lines, text("cli", name, recipient=found["recovery"])]


_DO: Final = {
    "list": _list,
    "password": _password,
    "give": _give,
    "remove": _remove,
    "sheet": _sheet,
    "recover": _recover,
}
