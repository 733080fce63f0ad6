"""The commands for whoever looks after the PC: the county's file, opening a window without a screen."""

import argparse
from typing import TYPE_CHECKING, Final

from app import machine
from app.errors import Refused
from app.machine import Machine
from resources import text
from ui.commands import data_folder
from ui.console import EXIT_OK, EXIT_REFUSED, give
from ui.key_commands import new_password

if TYPE_CHECKING:
    from pathlib import Path

_NAMES: Final = {"code": "code", "confirmer": "confirmer.question"}  # what has a name elsewhere among the texts


def config(options: argparse.Namespace) -> int:
    """Say what is wrong with the county's file, or what it says; without a file of the one that holds here."""
    named: Path | None = options.file
    try:
        said = machine.read(named) if named else machine.load()
    except Refused as refused:
        said = Machine(faults=(refused,))
    faults = [text("errors", f"refused.{fault.code}", **fault.facts) for fault in said.faults]
    values = {".".join(place): value for place, value in said.values.items()}
    give(options, {"ok": not faults, "values": values, "faults": faults}, lambda _document: _lines(values, faults))
    return EXIT_REFUSED if faults else EXIT_OK


def _lines(values: dict[str, object], faults: list[str]) -> list[str]:
    known = [text("cli", "config.value", key=key, value=value) for key, value in values.items()]
    return [*known, *(text("cli", "config.fault", said=said) for said in faults)] or [text("cli", "config.empty")]


def enrol(options: argparse.Namespace) -> int:
    """Open this PC's window for its first officer, as the pages of the first start do; the line need not be there."""
    from ui.gate import Installer  # noqa: PLC0415 - each command loads only its own part of the program
    from ui.setup.given import given  # noqa: PLC0415 - as above
    from ui.setup.view import Step, request_of, wrong_on  # noqa: PLC0415 - as above

    password = new_password()
    form = given().with_answers(
        code=options.code,
        address=options.server,
        town=options.town,
        office=options.name,
        confirmer=options.confirmer,
        officer=options.officer,
        password=password,
        again=password,
    )
    for step in Step:
        for name, said in wrong_on(step, form):
            raise Refused("enrol.lacks", field=text("setup", _NAMES.get(name, f"field.{name}")), said=said)
    data = data_folder(options)
    officer = Installer(data).set_up(request_of(form))
    give(options, {"ok": True, "officer": officer, "data": str(data)}, lambda said: [text("cli", "enrolled", **said)])
    return EXIT_OK
