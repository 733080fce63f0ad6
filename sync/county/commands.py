"""What each command of `yimen-county` does: it opens the county, does one thing, and says what came of it."""

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import update

from app import clock
from app.errors import Refused, Unavailable
from resources import text
from sync.county import backup, certificates, logs, schema
from sync.county.api import Api
from sync.county.cause import called
from sync.county.confirming import Confirming
from sync.county.database import COUNTY
from sync.county.elsewhere import Watching
from sync.county.enrolment import Enrolment
from sync.county.grants import Grants, Wanted
from sync.county.ledger import Ledger
from sync.county.server import Address, listen, make_server
from sync.county.site import Site, has_county, open_site
from sync.county.verify import verify as verify_site

_MOST_CODES = 100
_log = logging.getLogger(__name__)
_MOST_FILES = 65_536


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command says: one JSON document, or the same in lines; None when it has spoken already.

    `exit` is the exit code where it is another than that of `is_well`.
    """

    document: Any
    lines: tuple[str, ...] = ()
    is_well: bool = True
    exit: int | None = None


@contextmanager
def opened(options: argparse.Namespace, *, is_new: bool = False) -> Iterator[Site]:
    """Open the county of a command and close it again; Refused county.absent where none was begun, unless `is_new`."""
    if not is_new and not has_county(options.data):
        raise Refused("county.absent")
    site = open_site(options.data, database_url=options.database, blobs=options.blobs)
    try:
        yield site
    finally:
        site.close()


def serve(options: argparse.Namespace, started: Callable[[str], None]) -> Outcome:
    """Serve until SIGTERM or Ctrl+C; `started` is told the address once requests are taken."""
    _allow_many_files()
    address = Address(options.host, options.port, options.tls_cert, options.tls_key)
    with logs.written(options.log), opened(options, is_new=True) as site:
        if options.min_client:
            set_min_client(site, options.min_client)
        server = make_server(Api(site, metrics_token=_secret(options.metrics_token)), address)
        if not site.store.is_well():
            _log.warning("the store of documents does not answer; entries are taken all the same")
        listener = listen(address)
        scheme = "https" if address.certificate else "http"
        host = f"[{address.host}]" if ":" in address.host else address.host
        started(f"{scheme}://{host}:{listener.getsockname()[1]}")
        # The server hands a signal on after it has ended: it must not kill what still has to be closed.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)
        watching = Watching(site)
        try:
            server.run(sockets=[listener])
        finally:
            watching.close()
    return Outcome(None)


def _allow_many_files() -> None:
    """Raise this process's limit of open files as far as it may: every connection is one."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has no such module

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, most), hard))


def enrol_code(options: argparse.Namespace) -> Outcome:
    """Make one code, or a list of them; and keep who confirms for the office, where that is said."""
    if options.count is not None and not 1 <= options.count <= _MOST_CODES:
        raise Refused("county.count", most=_MOST_CODES)
    with opened(options, is_new=True) as site:
        enrolment, confirming = Enrolment(site), Confirming(site, Ledger(site))
        made = [asdict(enrolment.new_code(options.office, options.name)) for _ in range(options.count or 1)]
        if options.confirmer:
            confirming.name(options.office, options.confirmer, getattr(options, "from"), options.basis)
        confirmer = confirming.known(options.office)
    lines = [text("county", "code", **code) for code in made]
    lines.append(text("county", f"confirmer.{confirmer or 'unknown'}"))
    return Outcome(made if options.count is not None else made[0], tuple(lines))


def grant(options: argparse.Namespace) -> Outcome:
    """Let an officer act for an office, or take that back."""
    with opened(options) as site:
        grants = Grants(site, Ledger(site))
        if options.revoke:
            ended = grants.revoke(options.office, options.officer, options.reason)
            document = {"officer": ended.officer, "hash": ended.entry.hash, "order": ended.order}
            return Outcome(document, (text("county", "grant_revoked", officer=ended.officer),))
        given = grants.grant(
            Wanted(options.office, options.name, options.role, options.officer, options.days, getattr(options, "for"))
        )
    body = dict(given.entry.body or {})
    document = {"officer": given.officer, "hash": given.entry.hash, "order": given.order}
    document |= {name: body[name] for name in ("name", "roles", "scope", "valid_from", "valid_to")}
    document |= {name: body[name] for name in ("for", "for_name") if name in body}
    return Outcome(document, (text("county", "granted", **body),))


def revoke(options: argparse.Namespace) -> Outcome:
    """Shut a device out."""
    with opened(options) as site:
        at = Enrolment(site).revoke(options.device)
    return Outcome({"device": options.device, "revoked_at": at}, (text("county", "revoked"),))


def release(options: argparse.Namespace) -> Outcome:
    """Give a withheld entry its order."""
    with opened(options) as site:
        ledger = Ledger(site)
        work = site.database.write(lambda connection: ledger.release(connection, options.device, options.seq))
        order = work.result()
    if order is None:
        raise Refused("county.not_withheld")
    document = {"device": options.device, "seq": options.seq, "order": order}
    return Outcome(document, (text("county", "released", order=order),))


def verify(options: argparse.Namespace) -> Outcome:
    """Read everything again."""
    with opened(options) as site:
        found = verify_site(site)
    broken = tuple(text("county", "broken", **asdict(one)) for one in found.broken)
    whole = text("county", "whole", entries=found.entries, blobs=found.blobs)
    unnamed = tuple(text("county", "unnamed", name=name) for name in found.unnamed)
    return Outcome(found.to_dict(), (*(broken or (whole,)), *unnamed), is_well=not broken)


def back_up(options: argparse.Namespace) -> Outcome:
    """Copy the county into a folder."""
    with opened(options) as site:
        copied = backup.back_up(site, options.target)
    lines = [text("county", "copied", folder=copied.folder, blobs=copied.blobs, megabytes=copied.bytes // 10**6)]
    if copied.missing:
        lines.append(text("county", "missing", count=len(copied.missing)))
    return Outcome({"ok": not copied.missing} | asdict(copied), tuple(lines), is_well=not copied.missing)


def restore(options: argparse.Namespace) -> Outcome:
    """Make a county of a backup."""
    epoch = backup.restore(options.target, options.data, database_url=options.database, blobs=options.blobs)
    return Outcome({"server_epoch": epoch}, (text("county", "restored", epoch=epoch),))


def certificate(options: argparse.Namespace) -> Outcome:
    """Issue a certificate for the server's address."""
    with opened(options, is_new=True) as site:
        made, key = certificates.issue(site.keys, options.host, options.out, clock.now())
    document = {"certificate": str(made), "key": str(key)}
    return Outcome(document, (text("county", "issued", **document),))


def set_min_client(site: Site, version: str) -> None:
    """Keep which version of the window program is the least that is still good."""
    table = schema.county
    change = update(table).where(table.c.id == COUNTY).values(min_client=version)
    site.database.write(lambda connection: connection.execute(change).rowcount).result()


def _secret(path: Path | None) -> str:
    if path is None:
        return ""
    try:
        return path.read_text("utf-8").strip()
    except OSError as error:
        raise Unavailable("county.folder", reason=called(error)) from error
