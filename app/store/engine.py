"""Connections to the encrypted database: key, pragmas, transactions, versions."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from app.errors import Unavailable
from app.sqlite import sqlite
from app.store.errors import world

OLDEST_SQLITE: Final = (3, 51, 3)  # the WAL-reset corruption fault was repaired in this version
# Set to True on a connection that is going to write, so that its transaction takes the write lock at once.
IMMEDIATE: Final = "yimen_immediate"
# All but the key; why each: docs/promises.md, "On the disk". Checkpoints of the WAL are `Store`'s own work.
_PRAGMAS: Final[tuple[str, ...]] = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "cipher_memory_security = ON",
    "wal_autocheckpoint = 0",
)
_KEPT_STATEMENTS: Final = 256
PAGE_BYTES: Final = 4096
_PAGE: Final = re.compile(r"page (\d+)")


@dataclass(frozen=True, slots=True)
class Database:
    """Where an encrypted database lies, its raw key, and whether it may only be read."""

    path: Path
    key: bytes = field(repr=False)
    read_only: bool = False

    def at(self, path: Path) -> "Database":
        """Give another database with the same key, such as a copy of this one."""
        return Database(path, self.key)

    def connect(self) -> Any:
        """Give a bare connection, opened with the key, in autocommit mode; the driver's errors where it fails."""
        address = f"{self.path.resolve().as_uri()}?mode={'ro' if self.read_only else 'rwc'}"
        connection = sqlite.connect(
            address, uri=True, isolation_level=None, check_same_thread=False, cached_statements=_KEPT_STATEMENTS
        )
        try:
            _unlock(connection, self.key)
            for pragma in _PRAGMAS[1 if self.read_only else 0 :]:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    def rekey(self, key: bytes) -> None:
        """Encrypt every page with another raw key, in one transaction; the driver's errors where it fails."""
        connection = self.connect()
        try:
            connection.execute(f"PRAGMA rekey = \"x'{key.hex()}'\"").fetchall()
        finally:
            connection.close()

    def opens(self) -> bool:
        """Tell whether this key opens the database."""
        try:
            self.connect().close()
        except sqlite.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) != sqlite.SQLITE_NOTADB:
                raise
            return False
        return True

    def engine(self) -> Engine:
        """Give an engine whose connections are those of `connect`; several threads may use it."""
        check_version()
        engine = create_engine(
            "sqlite://",
            module=sqlite,
            creator=self.connect,
            poolclass=QueuePool,
            hide_parameters=True,  # the text of an error goes into the log, and parameters are people
            pool_size=4,
            max_overflow=8,
            pool_use_lifo=True,  # the connection that was used last has the pages at hand, decrypted
        )
        event.listen(engine, "begin", _begin)
        return engine

    def first_look(self, engine: Engine) -> int:
        """Read the database for the first time and give its schema version, 0 for an empty one.

        Unavailable store.wrong_key when no page opens with this key, store.damaged (`pages`: which) when some do.
        """
        with world(self.path.parent):
            try:
                with engine.connect() as connection:
                    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
            except DBAPIError as error:
                if known := self._explained(getattr(error.orig, "sqlite_errorcode", 0)):
                    raise known from error
                raise

    def _explained(self, number: int) -> Unavailable | None:
        """Tell apart what SQLite gives one number to; None where it needs no telling."""
        if number in {sqlite.SQLITE_NOTADB, sqlite.SQLITE_CORRUPT}:
            pages = self._damaged_pages()
            with_no_page = len(pages) >= self.path.stat().st_size // PAGE_BYTES
            return Unavailable("store.wrong_key") if with_no_page else Unavailable("store.damaged", pages=pages)
        return None

    def _damaged_pages(self) -> tuple[int, ...]:
        connection = sqlite.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            _unlock(connection, self.key)
            return damaged_pages(connection)
        finally:
            connection.close()


def check_version() -> None:
    """Refuse a database library with a known fault: a bug of the installation, not of the world."""
    version = tuple(map(int, sqlite.sqlite_version.split(".")))
    if version < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {sqlite.sqlite_version} corrupts databases in WAL mode")


def versions() -> tuple[str, str]:
    """Give the versions of SQLite and SQLCipher that are in the library."""
    connection = sqlite.connect(":memory:")
    try:
        (cipher,) = connection.execute("PRAGMA cipher_version").fetchone()
    finally:
        connection.close()
    return sqlite.sqlite_version, str(cipher)


def damaged_pages(connection: Any) -> tuple[int, ...]:
    """Give the pages of the database file that were altered, by their authentication codes.

    Only to be trusted after a checkpoint: until then the file may lack what the WAL has.
    """
    found = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return tuple(int(number) for (words,) in found for number in _PAGE.findall(words))


def _begin(connection: Connection) -> None:
    """Begin for real: the driver by itself would leave reads outside of any transaction."""
    immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _unlock(connection: Any, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
