"""The words of `yimen` on the command line. Qt is imported only by commands that show windows."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from app.errors import Refused, Unavailable
from app.rules.due import Step
from resources import text
from ui import (
    bundle_commands,
    commands,
    evidence_commands,
    key_commands,
    machine_commands,
    register_commands,
    rule_commands,
    self_test,
    update_commands,
)
from ui.console import EXIT_NOT_WELL, complain, speak_utf8

_Arguments = tuple[tuple[tuple[str, ...], dict[str, Any]], ...]
_PICTURES: Final[_Arguments] = ((("pictures",), {"nargs": "+", "type": Path, "metavar": "PICTURE"}),)
_FILE: Final[_Arguments] = ((("file",), {"type": Path, "metavar": "FILE"}),)
_FLAG: Final[dict[str, Any]] = {"action": "store_true"}
_DUE: Final[_Arguments] = (
    (("programme",), {"metavar": "PROGRAMME"}),
    (("step",), {"choices": [step.value for step in Step], "metavar": "STEP"}),
    (("day",), {"type": date.fromisoformat, "metavar": "DATE"}),
    (("--confirmer",), {"choices": ("township", "county"), "default": ""}),
    (("--local",), {"type": Path, "metavar": "FILE"}),
)
_ASSESS: Final[_Arguments] = (
    *_FILE,
    (("--on",), {"type": date.fromisoformat, "metavar": "DATE"}),
    (("--local",), {"type": Path, "metavar": "FILE"}),
)
_REGISTER: Final[_Arguments] = (
    (("action",), {"choices": ("import", "export"), "metavar": "import|export"}),
    *_FILE,
    (("--dry-run",), _FLAG),
    (("--remove-missing",), _FLAG),
    (("--reason",), {"default": "", "metavar": "REASON"}),
    (("--note",), {"default": "", "metavar": "TEXT"}),
)
_RULES: Final[_Arguments] = (
    (("act",), {"choices": ("adopt",), "metavar": "adopt"}),
    *_FILE,
    (("--dry-run",), _FLAG),
)
_BUNDLE: Final[_Arguments] = (
    (("action",), {"choices": ("export", "import"), "metavar": "export|import"}),
    (("places",), {"nargs": "+", "type": Path, "metavar": "FILE"}),
    (("--part-size",), {"type": int, "default": 0, "metavar": "MB"}),
    (("--anew",), _FLAG),
)
_KEYS: Final[_Arguments] = (
    (("action",), {"choices": key_commands.ACTIONS, "metavar": "|".join(key_commands.ACTIONS)}),
    (("what",), {"nargs": "?", "default": "", "metavar": "NAME|FILE"}),
    (("--recovery-key",), {"type": Path, "metavar": "KEYFILE"}),
    (("--sheet",), {"nargs": "+", "type": Path, "default": (), "metavar": "PICTURE"}),
)
_VERIFY_PDF: Final[_Arguments] = (*_FILE, (("--trust",), {"action": "append", "type": Path, "metavar": "CERTIFICATE"}))
_EXPORT: Final[_Arguments] = (*_FILE, (("--reason",), {"required": True, "metavar": "TEXT"}))
_CONFIG: Final[_Arguments] = (
    (("act",), {"choices": ("check", "show"), "metavar": "check|show"}),
    (("file",), {"nargs": "?", "type": Path, "metavar": "FILE"}),
)
_ENROL: Final[_Arguments] = (
    (("--officer",), {"required": True, "metavar": "NAME"}),
    (("--code",), {"default": "", "metavar": "CODE"}),
    (("--server",), {"default": "", "metavar": "URL"}),
    (("--town",), {"default": "", "metavar": "TOWN"}),
    (("--name",), {"default": "", "metavar": "OFFICE"}),
    (("--confirmer",), {"choices": ("county", "township"), "default": ""}),
)
_UPDATES: Final[_Arguments] = (
    (("--source",), {"default": "", "metavar": "FOLDER|URL"}),
    (("--install",), _FLAG),
    (("--root",), {"type": Path, "metavar": "FILE"}),
    (("--incoming",), {"type": Path, "metavar": "DIR"}),
)
_COMMANDS: Final = {
    "demo": (commands.demo, ((("--headless",), _FLAG), (("--shots",), {"type": Path, "metavar": "DIR"}))),
    "gallery": (commands.gallery, ()),
    "read": (commands.read, (*_PICTURES, (("--mat",), {"type": Path, "metavar": "EMPTY"}))),
    "assess": (rule_commands.assess, _ASSESS),
    "due": (rule_commands.due, _DUE),
    "low-income": (register_commands.low_income, _REGISTER),
    "rules": (rule_commands.rules, _RULES),
    "sync": (commands.sync, ((("--once",), _FLAG),)),
    "bundle": (bundle_commands.bundle, _BUNDLE),
    "verify": (commands.verify, ()),
    "verify-pdf": (commands.verify_pdf, _VERIFY_PDF),
    "export-journal": (evidence_commands.export_journal, _EXPORT),
    "check-receipt": (evidence_commands.check_receipt, ((("code",), {"metavar": "CODE"}),)),
    "config": (machine_commands.config, _CONFIG),
    "enrol": (machine_commands.enrol, _ENROL),
    "doctor": (commands.doctor, ((("--bundle",), {"type": Path, "metavar": "FILE"}),)),
    "backup": (commands.backup, (*_FILE, (("--full",), _FLAG))),
    "rehearse": (commands.rehearse, _FILE),
    "keys": (key_commands.keys, _KEYS),
    "updates": (update_commands.updates, _UPDATES),
    "restore": (commands.restore, (*_FILE, (("--recovery-key",), {"type": Path, "metavar": "KEYFILE"}))),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 well, 1 not whole, 2 wrong usage, 3 refused, 4 unavailable."""
    speak_utf8()
    options = _parser().parse_args(argv)
    try:
        code: int = options.run(options)
    except (Refused, Unavailable) as error:
        return complain(options, error)
    except BrokenPipeError:  # who read our answer has gone; there is nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_NOT_WELL
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yimen", description=text("cli", "yimen"))
    parser.set_defaults(run=commands.window)
    parser.add_argument(
        "--self-test", dest="run", action="store_const", const=self_test.self_test, help=text("cli", "help.self_test")
    )
    _share(parser)
    words = parser.add_subparsers(metavar=text("cli", "command"))
    for name, (run, arguments) in _COMMANDS.items():
        said = text("cli", f"help.{name.replace('-', '_')}")
        command = words.add_parser(name, help=said, description=said)
        command.set_defaults(run=run)
        _share(command)
        for flags, settings in arguments:
            command.add_argument(*flags, **settings)
    return parser


def _share(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes; suppressed defaults let the words stand before or after the command."""
    parser.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help=text("cli", "data"))
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=text("cli", "json"))


if __name__ == "__main__":
    raise SystemExit(main())
