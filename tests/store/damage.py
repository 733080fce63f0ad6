"""Damage as it would come from outside the program, by its own key."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from app.store.engine import Database
from tests.store import township


def rewrite_line(path: Path, entry_hash: str, change: Callable[[bytes], bytes]) -> None:
    """Change the line of an entry in place."""
    with contextlib.closing(Database(path, township.KEY).connect()) as connection:
        (line,) = connection.execute("SELECT line FROM entry WHERE hash = ?", (entry_hash,)).fetchone()
        connection.execute("UPDATE entry SET line = ? WHERE hash = ?", (change(line), entry_hash))


def run(path: Path, statement: str, *values: object) -> None:
    """Run a statement on the database."""
    with contextlib.closing(Database(path, township.KEY).connect()) as connection:
        connection.execute(statement, values)
