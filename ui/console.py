"""What a command prints: one JSON document for machines, or lines for people."""

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from typing import Any, Final

from app.errors import Refused, Unavailable
from resources import text

EXIT_OK: Final = 0
EXIT_NOT_WELL: Final = 1
EXIT_USAGE: Final = 2
EXIT_REFUSED: Final = 3
EXIT_UNAVAILABLE: Final = 4


def speak_utf8() -> None:
    """Write UTF-8 whatever the console says of itself: a JSON document on stdout is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def as_json(options: argparse.Namespace) -> bool:
    """Tell whether --json was given, before or after the command."""
    return bool(getattr(options, "json", False))


def give(options: argparse.Namespace, document: Any, lines: Callable[[Any], Iterable[str]]) -> None:
    """Print a result as one JSON document, or as lines for people."""
    if as_json(options):
        say(json.dumps(document, ensure_ascii=False, indent=1))
        return
    for line in lines(document):
        say(line)


def say(line: str) -> None:
    """Print one line for people, at once."""
    print(line, flush=True)  # noqa: T201 - the console is this command's window


def complain(options: argparse.Namespace, error: Refused | Unavailable) -> int:
    """Say what went wrong and what to do next, and give the exit code: JSON on stdout, or a sentence on stderr."""
    kind = "refused" if isinstance(error, Refused) else "unavailable"
    sentence = text("errors", f"{kind}.{error.code}", **error.facts)
    if as_json(options):
        told = {"kind": kind, "code": error.code, "text": sentence}
        say(json.dumps({"ok": False, "error": told}, ensure_ascii=False))
    else:
        print(sentence, file=sys.stderr)  # noqa: T201 - the console is this command's window
    return EXIT_REFUSED if kind == "refused" else EXIT_UNAVAILABLE
