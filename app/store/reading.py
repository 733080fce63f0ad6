"""Asking the store: one committed state for each question."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Connection, Engine

from app.store.engine import IMMEDIATE
from app.store.errors import world


class Reading:
    """The connections of a store. All methods raise Unavailable store.* when the disk does not answer."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._folder = folder

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state throughout the block; for modules that check the store itself."""
        with world(self._folder), self._transaction(immediate=False) as connection:
            yield connection

    @contextlib.contextmanager
    def _transaction(self, *, immediate: bool) -> Iterator[Connection]:
        with self._engine.connect().execution_options(**{IMMEDIATE: immediate}) as connection, connection.begin():
            yield connection
