"""What IT should look at: kept until someone has."""

import logging
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from sync.county import schema

_log = logging.getLogger(__name__)


def record(connection: Connection, at: str, kind: str, device: str, detail: str) -> None:
    """Keep an incident, once however often it happens, and log it then.

    `detail` names numbers and hashes only, never a person.
    """
    table = schema.incident
    same = (table.c.kind == kind) & (table.c.device == device) & (table.c.detail == detail)
    if connection.execute(select(table.c.id).where(same)).first() is not None:
        return
    row = {"at": at, "kind": kind, "device": device, "detail": detail}
    connection.execute(insert(table).values(row))
    _log.warning("incident %s: device %s, %s", kind, device, detail)


def recorded(connection: Connection) -> Sequence[Row[Any]]:
    """Give all incidents, oldest first: `at`, `kind`, `device`, `detail`."""
    return connection.execute(select(schema.incident).order_by(schema.incident.c.id)).all()
