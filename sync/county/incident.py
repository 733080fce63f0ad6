"""What IT should look at: kept until someone has."""

from sqlalchemy import Connection, insert

from sync.county import schema


def record(connection: Connection, at: str, kind: str, device: str, detail: str) -> None:
    """Keep an incident; `detail` names numbers and hashes only, never a person."""
    row = {"at": at, "kind": kind, "device": device, "detail": detail}
    connection.execute(insert(schema.incident).values(row))
