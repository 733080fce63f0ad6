"""Every released schema still opens, and the newest is what the program thinks it is."""

import json
import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from app.errors import Unavailable
from app.services.verify import verify
from app.store import Store, schema
from app.store.engine import Database
from app.vault import BlobVault, Keyring
from tests.store import township
from tests.store.damage import run
from tests.store.township import KEY

STORED = Path(__file__).parents[1] / "data" / "stores"
RELEASES = sorted(folder.name for folder in STORED.iterdir())


def unlocked(folder: Path) -> tuple[Path, bytes, dict[str, Any]]:
    """Give database, key and what is known of a stored installation."""
    known = json.loads((folder / "known.json").read_text("utf-8"))
    key = Keyring(folder).open(known["officer"], known["password"])
    return folder / "yimen.db", key, known


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of an installation as a released program left it."""
    return Path(shutil.copytree(STORED / request.param, tmp_path / request.param))


def test_there_is_a_stored_installation_of_every_released_schema() -> None:
    assert [f"v{number:04}" for number in range(1, schema.VERSION + 1)] == RELEASES


def test_a_stored_installation_opens_and_is_whole(release: Path) -> None:
    path, key, known = unlocked(release)
    store = Store.open(path, key)
    report = verify(store, BlobVault(release / "blobs"))
    assert report.findings == ()
    assert [case.number for case in store.cases()] == known["numbers"]
    assert [draft.applicant.identity.name for draft in store.drafts()] == known["drafts"]
    assert [task.kind for task in store.tasks()] == known["tasks"]
    assert [store.pending().entries, store.pending().blobs] == known["pending"]
    assert all(store.setting(name) for name in known["settings"])
    store.close()


def test_a_new_store_has_the_tables_that_the_program_uses(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, schema.metadata) == []
        assert connection.exec_driver_sql("PRAGMA user_version").scalar() == schema.VERSION


def test_a_stored_installation_ends_with_the_tables_that_the_program_uses(release: Path) -> None:
    path, key, _ = unlocked(release)
    store = Store.open(path, key)
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    store.close()


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


def statements_of_a_migration(folder: Path) -> int:
    """Count the steps of a migration from nothing, as the database sees them."""
    folder.mkdir()
    watch = Watch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "connect", watch.over(Database.connect))
        Store.create(folder / "yimen.db", KEY).close()
    return watch.seen


def migrate_and_die(folder: Path, fatal: int) -> bool:
    """Make a store in another process, which kills itself at its n-th statement; True when it was killed."""
    child = os.fork()
    if not child:
        Database.connect = Watch(fatal).over(Database.connect)  # type: ignore[method-assign, assignment]  # only in this process
        Store.create(folder / "yimen.db", KEY).close()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def kill_a_migration(folder: Path, fatal: int) -> None:
    """Kill a migration at its n-th statement, and look at what the next start makes of it."""
    folder.mkdir()
    assert migrate_and_die(folder, fatal), fatal
    assert version_of(folder / "yimen.db") in {0, schema.VERSION}
    store = Store.create(folder / "yimen.db", KEY)
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == [], fatal
    store.close()


def test_a_migration_killed_midway_is_done_wholly_by_the_next_start(tmp_path: Path) -> None:
    count = statements_of_a_migration(tmp_path / "counted")
    assert count > 40
    for fatal in (count // 5, count // 2, count - 3):
        kill_a_migration(tmp_path / str(fatal), fatal)


@pytest.mark.slow
def test_a_migration_killed_at_any_statement_is_done_wholly_by_the_next_start(tmp_path: Path) -> None:
    for fatal in range(1, statements_of_a_migration(tmp_path / "counted") + 1):
        kill_a_migration(tmp_path / str(fatal), fatal)


def version_of(path: Path) -> int:
    return int(asked(path, "PRAGMA user_version")[0][0]) if path.stat().st_size else 0


def asked(path: Path, question: str) -> list[tuple[int]]:
    connection = sqlcipher.connect(path)
    connection.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
    rows: list[tuple[int]] = connection.execute(question).fetchall()
    connection.close()
    return rows


def test_a_store_without_the_newest_tables_is_not_only_read(tmp_path: Path) -> None:
    township.open_store(tmp_path).close()
    run(tmp_path / "yimen.db", "PRAGMA user_version = 0")
    with pytest.raises(Unavailable) as caught:
        Store.open(tmp_path / "yimen.db", KEY, read_only=True)
    assert caught.value.code == "store.older"
