"""The county's database: many readers, and one writer thread that commits for all who wait at the moment."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from app.errors import Unavailable
from sync.county import console_schema, schema

T = TypeVar("T")
COUNTY: Final = 1  # a server keeps one county; a province gives each its own number
_MAX_GROUP: Final = 64  # transactions that share one commit
_BUSY_MS: Final = 5_000
_log = logging.getLogger(__name__)
_Job = tuple[Callable[[Connection], Any], Future[Any]]


class Database:
    """Reads run in the caller's thread on a snapshot; writes run one after the other in one thread."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._readers = _engine(self._url.render_as_string(hide_password=False), "BEGIN")
        self._writers = _engine(self._url.render_as_string(hide_password=False), "BEGIN IMMEDIATE")
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self.committed: Callable[[], object] = lambda: None

    @property
    def path(self) -> Path | None:
        """The SQLite file, or None where the database is another."""
        return Path(self._url.database or "") if self._url.get_backend_name() == "sqlite" else None

    def create(self) -> None:
        """Make the tables that are missing; Unavailable when the database cannot be opened or is newer."""
        with _translated(), self._writers.begin() as connection:
            console_schema.metadata.create_all(connection)  # with those of `schema`, which it adds to
            found = connection.execute(select(schema.county.c.schema_version)).scalar()
        if found is not None and found > schema.VERSION:
            raise Unavailable("county.database_newer", found=found, known=schema.VERSION)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database; nothing may be written on it."""
        with _translated(), self._readers.begin() as connection:
            yield connection

    def write(self, work: Callable[[Connection], T]) -> "Future[T]":
        """Run `work` in the writer thread; the future is done only after its commit, or holds its error."""
        if self._closed:
            raise Unavailable("county.closing")
        if self._thread is None:
            self._thread = threading.Thread(target=self._serve, name="county-writer", daemon=True)
            self._thread.start()
        future: Future[T] = Future()
        self._jobs.put((work, future))
        return future

    def close(self) -> None:
        """Finish the writes that wait, then let go of the database."""
        self._closed = True
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
        self._readers.dispose()
        self._writers.dispose()

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            group, last = [job], False
            while len(group) < _MAX_GROUP and not self._jobs.empty():
                if (more := self._jobs.get()) is None:
                    last = True
                    break
                group.append(more)
            self._commit(group)
            if last:
                return

    def _commit(self, group: list[_Job]) -> None:
        """Run a group in one transaction; one job's error undoes only that job, a failed commit all of them."""
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with _translated(), self._writers.begin() as connection:
                if self.path is None:  # other processes write too: this row is the one lock of the county
                    connection.execute(select(schema.county.c.id).with_for_update())
                outcomes = [(future, *_attempt(connection, work)) for work, future in group]
        except BaseException as error:  # noqa: BLE001 - whoever waits must hear of any failure of the commit
            outcomes = [(future, None, error) for _, future in group]
            _log.warning("commit failed: %s", type(error).__name__)
        for future, result, failure in outcomes:
            future.set_exception(failure) if failure else future.set_result(result)
        self.committed()


def _attempt(connection: Connection, work: Callable[[Connection], T]) -> tuple[T | None, BaseException | None]:
    savepoint = connection.begin_nested()
    try:
        result = work(connection)
    except Exception as error:
        if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
            raise  # the world failed (disk full, connection lost): the whole transaction is in doubt
        savepoint.rollback()
        return None, error
    savepoint.commit()
    return result, None


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise Unavailable("county.database", reason=type(error).__name__) from error


def _engine(url: str, begin: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = _sqlite(make_url(url).database or "")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _sqlite(path: str) -> Engine:
    from app.sqlite import sqlite  # noqa: PLC0415 - a county on PostgreSQL does not need it

    def connect() -> Any:
        connection = sqlite.connect(path, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_BUSY_MS}"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return create_engine("sqlite://", module=sqlite, creator=connect, poolclass=QueuePool, pool_size=8, max_overflow=32)
