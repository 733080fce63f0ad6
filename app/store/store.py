"""The encrypted store of one installation: reads, and the one way to write (`work`)."""

import contextlib
import hmac
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, Self

from sqlalchemy import Engine

from app import clock
from app.durable import disk
from app.errors import Unavailable
from app.sqlite import sqlite
from app.store import copy, migrate, pages, upgrade, upkeep
from app.store.copy import Copy
from app.store.engine import Database
from app.store.errors import explained, why_not_rekeyed, world
from app.store.lock import WriterLock
from app.store.reads import Reads
from app.store.values import Author
from app.store.work import Work

LOCK_NAME: Final = "lock"
# From this size on the WAL is brought into the database after a work, but not after an acceptance:
# that has one fsync only, until the WAL has grown to the second size.
_WAL_BYTES: Final = 4 * 2**20
_WAL_BYTES_AT_LATEST: Final = 32 * 2**20
# Areas in which somebody's work lies: after it nobody goes back to the database of before.
_WORK: Final = frozenset({"journal", "drafts", "documents", "tray", "device"})


class Store(Reads):
    """Threads may share a store: reads see the last committed state, works wait for each other."""

    def __init__(
        self, database: Database, engine: Engine, lock: WriterLock | None, now: Callable[[], datetime]
    ) -> None:
        super().__init__(engine, database.path.parent)
        self._database = database
        self._writer_lock = lock
        self._now = now
        self._place = _identity(database.path)
        self._lock = threading.RLock()
        self._working = False
        self._may_go_back = not database.read_only

    @classmethod
    def create(cls, path: Path, key: bytes, now: Callable[[], datetime] = clock.now) -> Self:
        """Make the database where there is none (or an empty one, left by a set-up that was cut off) and open it."""
        with disk():
            path.touch(mode=0o600)
        return cls._opened(Database(path, key), now)

    @classmethod
    def open(cls, path: Path, key: bytes, *, read_only: bool = False, now: Callable[[], datetime] = clock.now) -> Self:
        """Open the database with its data key and bring it to this program's schema.

        With `read_only` it also opens beside a running window, and `work` is not to be had.
        Unavailable store.gone, store.in_use, store.wrong_key, store.damaged, store.newer, store.older,
        store.read_only, store.disk_full, store.io, store.busy.
        """
        with disk():
            path.stat()
        return cls._opened(Database(path, key, read_only), now)

    def twin(self, path: Path) -> "Store":
        """Open a copy of this store with its key, and bring it to this program's schema. Errors as `open`."""
        with disk():
            path.stat()
        return Store._opened(self._database.at(path), self._now)

    @classmethod
    def _opened(cls, database: Database, now: Callable[[], datetime]) -> Self:
        lock = None if database.read_only else WriterLock(database.path.with_name(LOCK_NAME))
        engine = database.engine()
        try:
            migrate.bring_up(database, engine, database.first_look(engine))
            store = cls(database, engine, lock, now)
            if lock:
                store.settle()
        except BaseException:
            engine.dispose()
            if lock:
                lock.release()
            raise
        return store

    @property
    def path(self) -> Path:
        """Where the database lies."""
        return self._database.path

    @property
    def read_only(self) -> bool:
        """Whether this store was opened only to be read."""
        return self._writer_lock is None

    def close(self) -> None:
        """End all connections and let another process write."""
        with self._lock:
            self._engine.dispose()
            if self._writer_lock:
                self._writer_lock.release()

    @contextlib.contextmanager
    def work(self, author: Author | None = None) -> Iterator[Work]:
        """Give the one transaction of a use case: committed and on the disk when the block ends, else nothing is.

        Without an author nothing can be appended. Unavailable store.read_only, store.gone, store.disk_full,
        store.io, store.busy: nothing was changed.
        """
        if self.read_only:
            raise Unavailable("store.read_only")
        with self._lock:
            if self._working:
                raise RuntimeError("a work inside a work would wait for itself")
            self._check_place()
            self._working = True
            try:
                with world(self._folder), self._transaction(immediate=True) as connection:
                    work = Work(connection, author, self._now)
                    yield work
                    work.finish()
                    if work.changed & _WORK:
                        self.stay()
            finally:
                self._working = False
            self._tidy(is_urgent="journal" in work.changed)

    def stay(self) -> None:
        """Give up the way back to the program of before, when this one is well or somebody works; see `upgrade`."""
        if self._may_go_back:
            upgrade.stay(self.path)
            self._may_go_back = False

    def settle(self) -> bool:
        """Bring the WAL into the database file; False when a reader kept that from being complete. Waits for nobody."""
        with world(self._folder), contextlib.closing(self._database.connect()) as connection:
            connection.execute("PRAGMA busy_timeout = 0")
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def rekey(self, key: bytes) -> None:
        """Encrypt the whole database with another data key, in one transaction: killed at any point, one key opens it.

        Takes about a second for 100 MB, and as much room on the disk again while it lasts. Unavailable store.* where
        that is not to be had: the old key still opens it.
        """
        if self.read_only:
            raise Unavailable("store.read_only")
        with self._lock:
            if self._working:
                raise RuntimeError("a key is not changed in the midst of a work")
            self._check_place()
            self.stay()  # what waits beside it has the old key
            self._engine.dispose()
            renewed = Database(self._database.path, key)
            with world(self._folder):
                self._database.rekey(key)
                if not renewed.opens():  # SQLCipher keeps to itself what went wrong
                    raise why_not_rekeyed(self._database.path)
            self._database, self._engine = renewed, renewed.engine()
        with contextlib.suppress(Unavailable):
            self.settle()

    def has_key(self, key: bytes) -> bool:
        """Tell whether this is the data key of this store."""
        return hmac.compare_digest(self._database.key, key)

    def opens(self) -> bool:
        """Tell whether the database still opens with the key that this store has."""
        with world(self._folder):
            return self._database.opens()

    def look_at_file(self) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Give the pages of the database file that were altered, and the faults in its structure."""
        with contextlib.suppress(Unavailable):
            if not self.read_only:
                self.settle()  # until then the file may lack what the WAL has
        with contextlib.closing(self._database.connect()) as raw:  # damage spoils a connection for all later questions
            altered = pages.altered(raw, self._database.path)
            try:
                return altered, pages.structure_faults(raw)
            except sqlite.DatabaseError as error:
                if explained(error) is None:
                    raise
                return altered, (str(error),)

    def copy_to(self, path: Path, *, full: bool) -> Copy:
        """Make a consistent, checked copy of the database for a backup; see `app.store.copy`."""
        return copy.take(self._database, path, full=full)

    def rebuild(self, slice_s: float = 0.04) -> Iterator[tuple[int, int]]:
        """Put right the read models of all cases from their entries, in pieces of about `slice_s` seconds.

        Each step gives (cases done, cases in all); drive it to its end. What is right is only read.
        """
        return upkeep.rebuild(self, slice_s)

    def _check_place(self) -> None:
        """Refuse to write into a file that is no longer where the next start will look for it."""
        if _identity(self._database.path) != self._place:
            raise Unavailable("store.gone")

    def _tidy(self, *, is_urgent: bool) -> None:
        """Bring a long WAL into the database, when no officer waits for this very work."""
        with contextlib.suppress(OSError, Unavailable):
            size = self._database.path.with_name(f"{self._database.path.name}-wal").stat().st_size
            if size > (_WAL_BYTES_AT_LATEST if is_urgent else _WAL_BYTES):
                self.settle()


def _identity(path: Path) -> tuple[int, int]:
    """Give what tells a file from another one at the same place."""
    try:
        found = path.stat()
    except OSError as error:
        raise Unavailable("store.gone") from error
    return found.st_dev, found.st_ino
