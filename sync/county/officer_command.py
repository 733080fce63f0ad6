"""`yimen-county officer`: accounts of the county's staff, opened and closed by whoever runs the server."""

import argparse
import getpass
import os
from typing import Any, Final

from app.errors import Refused
from resources import text
from sync.county.commands import Outcome, opened
from sync.county.officers import CountyOfficer, CountyRole, Officers

ADD, REMOVE, PASSWORD, ROLE = "add", "remove", "password", "role"
ACTS: Final = (ADD, REMOVE, PASSWORD, ROLE)
_VARIABLE: Final = "YIMEN_COUNTY_PASSWORD"


def officer(options: argparse.Namespace) -> Outcome:
    """List the officers, or open, close or mend an account."""
    with opened(options, is_new=True) as site:
        officers = Officers(site)
        if options.act is None:
            return _listed(officers.all())
        if not options.name:
            raise Refused("officer.whose")
        done = _done(officers, options)
    said = text("county", f"officer_done.{options.act}", **_said(done))
    return Outcome(_document(done), (said,))


def _done(officers: Officers, options: argparse.Namespace) -> CountyOfficer:
    by = ("", text("county", "at_the_server"))  # the console shows who runs the server as who did it
    if options.act == REMOVE:
        return officers.remove(options.name, by=by)
    if options.act == ADD:
        return officers.add(options.name, options.role or CountyRole.CASE_WORKER, new_password(), by=by)
    if options.act == ROLE:
        return officers.set_role(options.name, options.role, by=by)
    return officers.set_password(options.name, new_password(), by=by)


def new_password() -> str:
    """Give the password: of the environment for scripts, else typed twice; never of the command line, which others see.

    Refused officer.again.
    """
    if given := os.environ.get(_VARIABLE):
        return given
    first = getpass.getpass(text("county", "password"))
    if first != getpass.getpass(text("county", "password_again")):
        raise Refused("officer.again")
    return first


def _listed(found: tuple[CountyOfficer, ...]) -> Outcome:
    lines = tuple(text("county", "officer_gone" if one.removed_at else "officer", **_said(one)) for one in found)
    return Outcome([_document(one) for one in found], lines or (text("county", "no_officer"),))


def _said(one: CountyOfficer) -> dict[str, Any]:
    return {"name": one.name, "role": text("county", f"role.{one.role}")}


def _document(one: CountyOfficer) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "role": one.role.value, "removed_at": one.removed_at or None}
