"""The county's database: many readers, and one writer thread that commits for all who wait at the moment."""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DataError, DBAPIError, IntegrityError, SQLAlchemyError

from app.errors import Refused, Unavailable
from sync.county import engines, migrate, schema
from sync.county.cause import called, of_log

T = TypeVar("T")
COUNTY: Final = 1  # a server keeps one county; a province gives each its own number
_MAX_GROUP: Final = 64  # transactions that share one commit
_OWN_FAULTS: Final = (IntegrityError, DataError)  # of the job that made them; all else is the world's
_log = logging.getLogger(__name__)
_Job = tuple[Callable[[Connection], Any], Future[Any]]


class Database:
    """Reads run in the caller's thread on a snapshot; writes run one after the other in one thread."""

    def __init__(self, url: str) -> None:
        with _opening():
            self._url = make_url(url)
            self._readers, self._writers = engines.readers(self._url), engines.writers(self._url)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False
        self.committed: Callable[[], object] = lambda: None

    @property
    def path(self) -> Path | None:
        """The SQLite file, or None where the database is another."""
        return Path(self._url.database or "") if self._url.get_backend_name() == "sqlite" else None

    def create(self) -> None:
        """Make or migrate the tables; Unavailable when the database cannot be opened, is newer, or may lose work."""
        with _translated():
            with self._readers.begin() as connection:
                if self.path is None:
                    _check_durable(connection)
                version = migrate.version_of(connection)
            if version == schema.VERSION:
                return
            with self._writers.begin() as connection:  # another process may have been first: it is asked again
                migrate.bring_up(connection)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database; nothing may be written on it."""
        with _translated(), self._readers.begin() as connection:
            try:
                yield connection
            finally:
                if self._closed:
                    connection.detach()  # nobody would close what comes back into a pool that was let go

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
                # A newer program may have migrated the database while this one serves.
                migrate.check_known(connection.execute(select(schema.county.c.schema_version)).scalar() or 0)
                outcomes = [(future, *_attempt(connection, work)) for work, future in group]
        except BaseException as error:  # noqa: BLE001 - whoever waits must hear of any failure of the commit
            outcomes = [(future, None, error) for _, future in group]
            _log.warning("commit failed: %s", of_log(error))
        for future, result, failure in outcomes:
            future.set_exception(failure) if failure else future.set_result(result)
        self.committed()


def _attempt(connection: Connection, work: Callable[[Connection], T]) -> tuple[T | None, BaseException | None]:
    savepoint = connection.begin_nested()
    try:
        result = work(connection)
    except Exception as error:
        if isinstance(error, DBAPIError) and not isinstance(error, _OWN_FAULTS):
            raise  # the world failed (disk full, connection lost): the whole transaction is in doubt
        savepoint.rollback()
        return None, error
    savepoint.commit()
    return result, None


def _check_durable(connection: Connection) -> None:
    """Refuse a server that may forget what it has acknowledged: Unavailable county.database_unsafe."""
    for setting in ("fsync", "full_page_writes"):
        if connection.exec_driver_sql(f"SHOW {setting}").scalar() != "on":
            raise Unavailable("county.database_unsafe", setting=setting)


@contextmanager
def _opening() -> Iterator[None]:
    """Refuse an address that names no database which this program speaks to: Refused county.database_url."""
    try:
        yield
    except (ArgumentError, ImportError) as error:
        raise Refused("county.database_url") from error


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise Unavailable("county.database", reason=called(error)) from error
