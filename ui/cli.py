"""The commands of `yimen`: the same services without a window. Qt is imported only by those that show one."""

import argparse
import getpass
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.errors import Refused, Unavailable
from resources import text

EXIT_OK, EXIT_NOT_WELL, EXIT_USAGE, EXIT_REFUSED, EXIT_UNAVAILABLE = 0, 1, 2, 3, 4


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 well, 1 found something wrong, 2 usage, 3 refused, 4 unavailable."""
    _speak_utf8()
    options = _parser().parse_args(argv)
    try:
        code: int = options.run(options)
    except Refused as refused:
        return _failed(options, "refused", refused, EXIT_REFUSED)
    except Unavailable as unavailable:
        return _failed(options, "unavailable", unavailable, EXIT_UNAVAILABLE)
    return code


def _speak_utf8() -> None:
    """Write UTF-8 whatever the console says of itself: a JSON document on stdout is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yimen", description=text("cli", "yimen"))
    parser.set_defaults(run=_window)
    _shared(parser)
    commands = parser.add_subparsers(metavar=text("cli", "command"))
    for name, (run, arguments) in _COMMANDS.items():
        command = commands.add_parser(name, help=text("cli", f"help.{name}"), description=text("cli", f"help.{name}"))
        command.set_defaults(run=run)
        _shared(command)
        for flags, settings in arguments:
            command.add_argument(*flags, **settings)
    return parser


def _shared(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes; the default is suppressed so that the words may stand before the command too."""
    parser.add_argument("--data", type=Path, default=argparse.SUPPRESS, help=text("cli", "data"))
    parser.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=text("cli", "json"))


def _failed(options: argparse.Namespace, kind: str, error: Refused | Unavailable, code: int) -> int:
    """Say what went wrong and what to do next: one JSON document on stdout, or one sentence on stderr."""
    sentence = text("errors", f"{kind}.{error.code}", **error.facts)
    if _as_json(options):
        _print_json({"ok": False, "error": {"kind": kind, "code": error.code, "text": sentence}})
    else:
        print(sentence, file=sys.stderr)  # noqa: T201 - the console is this command's window
    return code


def _as_json(options: argparse.Namespace) -> bool:
    return bool(getattr(options, "json", False))


def _data(options: argparse.Namespace) -> Path:
    """Give the folder of the installation: --data, or the platform's place for such data."""
    import platformdirs

    given: Path | None = getattr(options, "data", None)
    return given or Path(platformdirs.user_data_dir("yimen", appauthor=False))


def _print_json(document: object) -> None:
    print(json.dumps(document, ensure_ascii=False, indent=1))  # noqa: T201 - the console is this command's window


def _say(sentence: str) -> None:
    print(sentence)  # noqa: T201 - the console is this command's window


def _give(options: argparse.Namespace, document: Any, lines: Callable[[Any], Sequence[str]]) -> None:
    """Print a result as one JSON document, or as lines for people."""
    if _as_json(options):
        return _print_json(document)
    for line in lines(document):
        _say(line)
    return None
