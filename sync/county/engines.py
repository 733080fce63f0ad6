"""How a county's database is opened: SQLite in a file, or PostgreSQL; each for readers and for the one writer."""

from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

_BUSY_MS: Final = 5_000  # as long as a writer of another process may keep us waiting
_FROZEN_S: Final = 30  # a process that stands still with the lock in its hand loses it after this time
_READERS: Final = 8
# "yimen" and the county's number: one lock that every writer of a county takes, in whichever process.
LOCK: Final = (0x79696D65, 1)
# One word to the server instead of four. What was acknowledged is on its disk, whatever the administrator thinks.
_BEGIN_POSTGRESQL: Final = (
    f"SET LOCAL lock_timeout = '{_BUSY_MS}ms';"
    f"SET LOCAL idle_in_transaction_session_timeout = '{_FROZEN_S}s';"
    "SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') = 'off';"
    f"SELECT pg_advisory_xact_lock({LOCK[0]}, {LOCK[1]})"
)
# A server that is gone must be noticed within seconds, not when TCP gives up.
_LINE: Final[dict[str, Any]] = {"connect_timeout": 5, "keepalives_idle": 10, "keepalives_interval": 5}


def readers(url: URL) -> Engine:
    """Give an engine whose transactions see one state of the database from their first look to their last."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url.database or "", "BEGIN")
    return create_engine(
        url,
        isolation_level="REPEATABLE READ",
        connect_args=_LINE,
        pool_pre_ping=True,
        pool_size=_READERS,
        max_overflow=_READERS,
        pool_timeout=10,
        execution_options={"postgresql_readonly": True},
    )


def writers(url: URL) -> Engine:
    """Give an engine whose transactions run one after the other, in all processes that write to this county."""
    if url.get_backend_name() == "sqlite":
        return _sqlite(url.database or "", "BEGIN IMMEDIATE")
    engine = create_engine(url, connect_args=_LINE, pool_pre_ping=True, pool_size=1, max_overflow=1)
    _begin_with(engine, _BEGIN_POSTGRESQL)
    return engine


def _begin_with(engine: Engine, words: str) -> None:
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(words)


def _sqlite(path: str, begin: str) -> Engine:
    from app.sqlite import sqlite  # noqa: PLC0415 - a county on PostgreSQL does not need it

    def connect() -> Any:
        connection = sqlite.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine(
        "sqlite://", module=sqlite, creator=connect, poolclass=QueuePool, pool_size=_READERS, max_overflow=32
    )
    _begin_with(engine, begin)
    return engine
