"""Writes of all kinds for a county's database."""

import threading
from typing import Any

from sqlalchemy import Connection, func, insert, select

from sync.county import schema
from sync.county.database import Database


class Busy:
    """A write that keeps the writer busy until it is let go."""

    def __init__(self, database: Database) -> None:
        self._begun, self._gate = threading.Event(), threading.Event()
        self.done = database.write(self._wait)
        assert self._begun.wait(10)

    def _wait(self, _: Connection) -> bool:
        self._begun.set()
        return self._gate.wait(10)

    def let_go(self) -> None:
        self._gate.set()


def add(kind: str) -> Any:
    row = {"at": "", "kind": kind, "device": "", "detail": ""}

    def write(connection: Connection) -> int:
        connection.execute(insert(schema.incident).values(row))
        return 1

    return write


def count(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(schema.incident)).scalar_one())
