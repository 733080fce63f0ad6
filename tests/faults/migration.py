"""Kill a migration at its statements, one after the other, and look at what the next start makes of it.

`python -m tests.faults.migration KILLS FOLDER` spreads that many kills over all statements (0: one at each) and
prints one JSON document.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from app.sqlite import sqlite
from app.store import Store, schema
from app.store.engine import Database
from tests.store.township import KEY


@dataclass
class Watch:
    """Sees every statement of every connection; at the `fatal` one the process kills itself."""

    fatal: int = 0
    seen: int = 0

    def over(self, connect: Callable[[Database], Any]) -> Callable[[Database], Any]:
        """Give what stands in for `Database.connect`."""

        def watched(database: Database) -> Any:
            connection = connect(database)
            connection.set_trace_callback(self._look)
            return connection

        return watched

    def _look(self, _statement: str) -> None:
        self.seen += 1
        if self.seen == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)


OURS: dict[str, Any] = {"include_name": schema.is_described}


def make_and_die(home: Path, fatal: int) -> int:
    """Make a store in another process, which kills itself at its n-th statement; gives how the process ended."""
    child = os.fork()
    if not child:
        Database.connect = Watch(fatal).over(Database.connect)  # type: ignore[method-assign, assignment]  # only in this process
        Store.create(home / "yimen.db", KEY).close()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def statements(home: Path) -> int:
    """Count the statements of making a store, as the database sees them."""
    home.mkdir()
    watch, connect = Watch(), Database.connect
    Database.connect = watch.over(connect)  # type: ignore[method-assign, assignment]  # put back below
    Store.create(home / "yimen.db", KEY).close()
    Database.connect = connect  # type: ignore[method-assign]  # as it was
    return watch.seen


def faults_of(home: Path, fatal: int) -> list[str]:
    """Kill at one statement; give what is wrong then, and after the next start."""
    home.mkdir()
    ended = make_and_die(home, fatal)
    found = [] if ended == -signal.SIGKILL else [f"{fatal}: ended with {ended}"]
    if version_of(home / "yimen.db") not in {0, schema.VERSION}:
        found.append(f"{fatal}: half a version")
    store = Store.create(home / "yimen.db", KEY)
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts=OURS)
        if compare_metadata(context, schema.metadata):
            found.append(f"{fatal}: other tables")
    store.close()
    return found


def version_of(path: Path) -> int:
    """Give the schema version of a database that nothing of ours has opened."""
    if not path.stat().st_size:
        return 0
    connection = sqlite.connect(path)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(version)


if __name__ == "__main__":
    kills, where = int(sys.argv[1]), Path(sys.argv[2])
    count = statements(where / "counted")
    moments = range(1, count + 1) if not kills else range(count // (kills + 1), count, count // (kills + 1))
    faults = [fault for fatal in moments for fault in faults_of(where / str(fatal), fatal)]
    sys.stdout.write(json.dumps({"statements": count, "kills": len(moments), "faults": faults}))
