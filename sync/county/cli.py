"""The commands of `yimen-county`, for the county's IT staff and for scripts."""

import argparse
import io
import json
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from app.domain.office import CONFIRMERS
from app.errors import Refused, Unavailable
from resources import text
from sync.county import (
    begin_command,
    bundle_command,
    commands,
    configuration,
    deciding_command,
    export_command,
    gone_command,
    moving_command,
    officer_command,
    updates_command,
)
from sync.county.grants import ROLES
from sync.county.officers import CountyRole

EXIT_OK: Final = 0
EXIT_NOT_WELL: Final = 1
EXIT_REFUSED: Final = 3
EXIT_UNAVAILABLE: Final = 4


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what runs, and the arguments that it takes beside the shared ones.

    One that is `apart` needs no county: of the shared arguments it takes only how to answer.
    """

    run: Callable[[argparse.Namespace], commands.Outcome]
    arguments: tuple[tuple[str, dict[str, Any]], ...]
    apart: bool = False


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code: 0 well, 1 something is broken, 2 usage, 3 refused, 4 unavailable."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # help and errors are Chinese whatever the console says of itself
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        options = _parser().parse_args(argv)
    except Refused as refused:  # what the server was told once is wrong
        return _failed(argparse.Namespace(json=False), "refused", refused, EXIT_REFUSED)
    try:
        outcome = options.command.run(options)
    except Refused as refused:
        return _failed(options, "refused", refused, EXIT_REFUSED)
    except Unavailable as unavailable:
        return _failed(options, "unavailable", unavailable, EXIT_UNAVAILABLE)
    if outcome.document is not None:
        _say(json.dumps(outcome.document, ensure_ascii=False, indent=1) if options.json else "\n".join(outcome.lines))
    usual = EXIT_OK if outcome.is_well else EXIT_NOT_WELL
    code: int = usual if outcome.exit is None else outcome.exit
    return code


def _failed(options: argparse.Namespace, kind: str, error: Refused | Unavailable, code: int) -> int:
    sentence = text("errors", f"{kind}.{error.code}", **error.facts)
    if options.json:
        document = {"ok": False, "error": {"kind": kind, "code": error.code, "text": sentence}}
        _say(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        print(sentence, file=sys.stderr)  # noqa: T201 - the console is this command's window
    return code


def _say(sentence: str) -> None:
    sys.stdout.buffer.write(sentence.encode("utf-8") + b"\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="yimen-county", description=text("county", "about"))
    named = parser.add_subparsers(metavar=text("county", "command"), required=True)
    for name, command in COMMANDS.items():
        sub = named.add_parser(name, help=text("county", f"help.{name}"), description=text("county", f"help.{name}"))
        sub.set_defaults(command=command)
        for flag, settings in (*(_ANSWER if command.apart else _SHARED), *command.arguments):
            sub.add_argument(flag, **settings)
        _hear(sub, name)
    return parser


def _hear(sub: argparse.ArgumentParser, name: str) -> None:
    """Let the file of an installed server stand for what the command line does not say."""
    known = configuration.usual(name)
    for argument in sub._actions:  # noqa: SLF001 - argparse has no other way to take back `required`
        if argument.dest in known:
            argument.required, argument.default = False, known[argument.dest]


def _option(name: str, **settings: Any) -> dict[str, Any]:
    return {"help": text("county", f"option.{name}")} | settings


def _serve(options: argparse.Namespace) -> commands.Outcome:
    return commands.serve(options, lambda url: _started(options, url))


def _started(options: argparse.Namespace, url: str) -> None:
    _say(json.dumps({"ok": True, "url": url}) if options.json else text("county", "listening", url=url))


_ANSWER: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("--json", {"action": "store_true", "help": text("county", "json")}),
)
_SHARED: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("--data", {"type": Path, "required": True, "help": text("county", "data")}),
    *_ANSWER,
    ("--database", {"default": "", "help": text("county", "database")}),
    ("--blobs", {"default": "", "help": text("county", "blobs")}),
)
_OFFICE: Final = ("--office", _option("office", required=True))
_DAY: Final[dict[str, Any]] = {"type": date.fromisoformat}
_UPDATES: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("act", _option("updates_act", choices=updates_command.ACTS)),
    ("folder", _option("updates_folder", type=Path, metavar="FOLDER")),
    ("files", _option("updates_files", nargs="*", type=Path, metavar="FILE")),
    ("--keys", _option("updates_keys", action="append", type=Path, default=[], metavar="FOLDER")),
    ("--kind", _option("updates_kind", choices=updates_command.KINDS, default="")),
    ("--version", _option("updates_version", default="")),
    ("--platform", _option("updates_platform", choices=updates_command.PLATFORMS, default="")),
    ("--notes", _option("updates_notes", default="")),
    ("--days", _option("updates_days", type=int, default=updates_command.DAYS)),
)
_DECIDE: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("act", _option("act", nargs="?", choices=(*deciding_command.ACTS, deciding_command.DRAW))),
    ("--case", _option("case", default="")),
    ("--office", _option("decide_office")),
    ("--by", _option("by")),
    ("--on", _option("on", **_DAY)),
    ("--number", _option("number", default="")),
    ("--qualified", _option("qualified", action="store_true", default=None)),
    ("--unqualified", _option("unqualified", action="store_false", dest="qualified")),
    ("--valid-until", _option("valid_until", **_DAY)),
    ("--doubt", _option("doubt", action="append", default=[])),
    ("--officer", _option("visitor", action="append", default=[])),
    ("--result", _option("result", default="")),
    ("--unsteady", _option("unsteady", action="store_true")),
    ("--facts", _option("facts", default="")),
    ("--article", _option("article", default="")),
    ("--other-aid", _option("other_aid", default="")),
    ("--yuan", _option("yuan", default="")),
    ("--reference", _option("reference", default="")),
    ("--confirmer", _option("confirmer", choices=CONFIRMERS, default="")),
    ("--basis", _option("basis", default="")),
    ("--month", _option("month", default="")),
    ("--seed", _option("seed", default="")),
)
COMMANDS: Final = {
    "serve": Command(
        _serve,
        (
            ("--port", _option("port", type=int, default=8470)),
            ("--host", _option("host", default="127.0.0.1")),
            ("--tls-cert", _option("tls_cert", type=Path)),
            ("--tls-key", _option("tls_key", type=Path)),
            ("--min-client", _option("min_client")),
            ("--log", _option("log", type=Path)),
            ("--metrics-token", _option("metrics_token", type=Path)),
        ),
    ),
    "begin": Command(begin_command.begin, begin_command.ARGUMENTS),
    "enrol-code": Command(
        commands.enrol_code,
        (
            _OFFICE,
            ("--name", _option("office_name", default="")),
            ("--count", _option("count", type=int)),
            ("--confirmer", _option("confirmer", choices=CONFIRMERS, default="")),
            ("--from", _option("confirmer_from", **_DAY)),
            ("--basis", _option("basis", default="")),
        ),
    ),
    "grant": Command(
        commands.grant,
        (
            _OFFICE,
            ("--name", _option("name", default="")),
            ("--role", _option("role", action="append", default=[], choices=ROLES)),
            ("--officer", _option("officer", default="")),
            ("--days", _option("days", type=int, default=30)),
            ("--for", _option("stands_for", default="")),
            ("--revoke", _option("revoke_grant", action="store_true")),
            ("--reason", _option("grant_reason", default="")),
        ),
    ),
    "decide": Command(deciding_command.decide, _DECIDE),
    "move": Command(
        moving_command.move,
        (
            ("--case", _option("case", default="")),
            ("--to", _option("move_to", default="")),
            ("--reason", _option("move_reason", default="")),
            ("--by", _option("by")),
            ("--after", _option("move_after", action="store_true")),
        ),
    ),
    "officer": Command(
        officer_command.officer,
        (
            ("act", _option("officer_act", nargs="?", choices=officer_command.ACTS)),
            ("--name", _option("name", default="")),
            (
                "--role",
                _option("county_role", choices=tuple(map(str, CountyRole)), default=""),
            ),
        ),
    ),
    "revoke": Command(commands.revoke, (("--device", _option("device", required=True)),)),
    "release": Command(
        commands.release,
        (("--device", _option("device", required=True)), ("--seq", _option("seq", type=int, required=True))),
    ),
    "import": Command(
        bundle_command.import_bundles,
        (
            ("files", _option("bundle_files", nargs="*", type=Path, metavar="FILE")),
            ("--answer", _option("bundle_answer", type=Path, metavar="FOLDER")),
            ("--release", _option("bundle_release", action="store_true")),
        ),
    ),
    "gone": Command(gone_command.confirm, (("--device", _option("gone_device", default="")),)),
    "export-journal": Command(
        export_command.export,
        (
            ("file", _option("export_file", type=Path)),
            ("--device", _option("device", required=True)),
            ("--reason", _option("export_reason", required=True)),
        ),
    ),
    "updates": Command(updates_command.updates, _UPDATES, apart=True),
    "verify": Command(commands.verify, ()),
    "backup": Command(commands.back_up, (("target", _option("target", type=Path)),)),
    "restore": Command(commands.restore, (("target", _option("target", type=Path)),)),
    "certificate": Command(
        commands.certificate,
        (("--host", _option("cert_host", required=True)), ("--out", _option("target", type=Path, required=True))),
    ),
}

if __name__ == "__main__":
    raise SystemExit(main())
