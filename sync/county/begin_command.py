"""`yimen-county begin`: a county from nothing to where its first window can call; again changes nothing."""

import argparse
from pathlib import Path
from typing import Any, Final

from cryptography import x509

from app import clock
from app.durable import write_whole
from app.errors import Refused
from resources import text
from sync.county import certificates
from sync.county.commands import Outcome, opened
from sync.county.officer_command import new_password
from sync.county.officers import CountyRole, Officers
from sync.county.site import Site

FOR_WINDOWS: Final = "yimen.toml"
_RENEW_BEFORE_DAYS: Final = 60


def begin(options: argparse.Namespace) -> Outcome:
    """Make the county's keys, its server's certificate, the first account, and the file for the windows."""
    with opened(options, is_new=True) as site:
        done = {
            "certificate": _certified(site, options.host, options.out),
            "account": _first_account(site, options.name),
            "windows": _for_windows(options),
        }
    said = [text("county", f"begun.{step}{'' if new else '_there'}") for step, new in done.items()]
    facts = {"folder": str(options.out), "url": _url(options)}
    return Outcome({**facts, "made": done}, (*said, text("county", "begun.next", **facts)))


def _certified(site: Site, host: str, folder: Path) -> bool:
    """Issue a certificate unless there is one for this very host that is good for a while; tells whether it did."""
    if _is_good(folder / "server.pem", host):
        return False
    certificates.issue(site.keys, host, folder, clock.now())
    return True


def _is_good(file: Path, host: str) -> bool:
    try:
        held = x509.load_pem_x509_certificate(file.read_bytes())
        names = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, x509.ExtensionNotFound):
        return False
    left = held.not_valid_after_utc - clock.now()
    return host in {str(one.value) for one in names} and left.days > _RENEW_BEFORE_DAYS


def _first_account(site: Site, name: str) -> bool:
    officers = Officers(site)
    if any(not one.removed_at for one in officers.all()):
        return False
    if not name:
        raise Refused("officer.whose")
    officers.add(name, CountyRole.IT, new_password(), by=("", text("county", "at_the_server")))
    return True


def _for_windows(options: argparse.Namespace) -> bool:
    """Write what goes beside the installer to the windows; a file that is there may have been changed by hand."""
    file = options.out / FOR_WINDOWS
    if file.exists():
        return False
    write_whole(file, text("county", "begun.for_windows", url=_url(options)).strip().encode("utf-8") + b"\n")
    return True


def _url(options: argparse.Namespace) -> str:
    host = f"[{options.host}]" if ":" in options.host else options.host
    return f"https://{host}:{options.public_port}"


ARGUMENTS: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("--host", {"required": True, "help": text("county", "option.cert_host")}),
    ("--public-port", {"type": int, "default": 8470, "help": text("county", "option.public_port")}),
    ("--name", {"default": "", "help": text("county", "option.first_account")}),
    ("--out", {"type": Path, "required": True, "help": text("county", "option.begin_out")}),
)
