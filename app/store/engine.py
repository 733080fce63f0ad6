"""Connections to the encrypted database: key, pragmas, transactions, versions."""

import re
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from app.errors import Unavailable
from app.store.errors import world

OLDEST_SQLITE: Final = (3, 51, 3)  # the WAL-reset corruption fault was repaired in this version
# Set to True on a connection that is going to write, so that its transaction takes the write lock at once.
IMMEDIATE: Final = "yimen_immediate"
# All but the key; SECURITY decisions, in docs/security.md. Checkpoints of the WAL are `Store`'s own work.
_PRAGMAS: Final = (
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


def check_version() -> None:
    """Refuse a database library with a known fault: a bug of the installation, not of the world."""
    version = tuple(map(int, sqlcipher.sqlite_version.split(".")))
    if version < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {sqlcipher.sqlite_version} corrupts databases in WAL mode")


def versions() -> tuple[str, str]:
    """Give the versions of SQLite and of SQLCipher that are in use."""
    connection = sqlcipher.connect(":memory:")
    try:
        return sqlcipher.sqlite_version, connection.execute("PRAGMA cipher_version").fetchone()[0]
    finally:
        connection.close()


def connect(path: Path, key: bytes, *, read_only: bool = False) -> Any:
    """Give a bare connection to the database at `path`, opened with the raw key, in autocommit mode."""
    address = f"{path.resolve().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    connection = sqlcipher.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, cached_statements=_KEPT_STATEMENTS
    )
    try:
        _unlock(connection, key)
        for pragma in _PRAGMAS[1 if read_only else 0 :]:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def make_engine(path: Path, key: bytes, *, read_only: bool = False) -> Engine:
    """Give an engine whose connections are those of `connect`; several threads may use it."""
    check_version()
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key, read_only=read_only),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=8,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    """Begin for real: the driver by itself would leave reads outside of any transaction."""
    immediate = connection.get_execution_options().get(IMMEDIATE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def first_look(engine: Engine, path: Path, key: bytes) -> int:
    """Read the database for the first time and give its schema version, 0 for an empty one.

    Unavailable store.wrong_key when no page opens with this key, store.damaged when some do.
    """
    with world():
        try:
            with engine.connect() as connection:
                return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        except DBAPIError as error:
            if getattr(error.orig, "sqlite_errorcode", None) != sqlcipher.SQLITE_NOTADB:
                raise
            raise Unavailable(_why_unreadable(path, key)) from error


def damaged_pages(connection: Any) -> tuple[int, ...]:
    """Give the pages of the database file that were altered, by their authentication codes.

    Only to be trusted after a checkpoint: until then the file may lack what the WAL has.
    """
    found = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    return tuple(int(number) for (words,) in found for number in _PAGE.findall(words))


def _why_unreadable(path: Path, key: bytes) -> str:
    """Tell a wrong key from a damaged first page: with the right key the other pages verify."""
    connection = sqlcipher.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        _unlock(connection, key)
        bad = damaged_pages(connection)
    finally:
        connection.close()
    return "store.damaged" if len(bad) < path.stat().st_size // PAGE_BYTES else "store.wrong_key"


def _unlock(connection: Any, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
