"""A newer program takes a store over on a copy; until somebody works in it, the older one finds its own again."""

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.errors import Unavailable
from app.store import Store, migrate, schema, upgrade
from app.store.engine import Database
from app.vault import Keyring
from tests.store import township

STORED = Path(__file__).parents[1] / "data" / "stores"
OLD = schema.VERSION - 1


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An installation as the program of the schema before left it."""
    return Path(shutil.copytree(STORED / f"v{OLD:04}", tmp_path / "data"))


@pytest.fixture
def key(home: Path) -> bytes:
    known = json.loads((home / "known.json").read_text("utf-8"))
    return Keyring(home).open(known["officer"], known["password"])


def version_of(home: Path, key: bytes) -> int:
    """Give the schema of the database as nothing of ours opens it."""
    with closing(Database(home / "yimen.db", key, read_only=True).connect()) as raw:
        (version,) = raw.execute("PRAGMA user_version").fetchone()
    return int(version)


def code_of(home: Path, key: bytes) -> str:
    """Give why the store does not open."""
    with pytest.raises(Unavailable) as caught:
        Store.open(home / "yimen.db", key)
    return caught.value.code


def names(home: Path) -> set[str]:
    return {path.name for path in home.iterdir() if "yimen.db" in path.name}


def program_of_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program be the one that knows the schema before."""
    monkeypatch.setattr(schema, "VERSION", OLD)


def test_the_database_of_before_waits_beside_the_new_one(home: Path, key: bytes) -> None:
    before = (home / "yimen.db").read_bytes()
    Store.open(home / "yimen.db", key).close()
    assert names(home) == {"yimen.db", f"yimen.db.v{OLD}"}
    assert (home / f"yimen.db.v{OLD}").read_bytes() == before
    assert version_of(home, key) == schema.VERSION


def test_the_program_of_before_finds_its_own_database_again(
    home: Path, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (home / "yimen.db").read_bytes()
    Store.open(home / "yimen.db", key).close()
    program_of_before(monkeypatch)
    Store.open(home / "yimen.db", key).close()
    assert (home / "yimen.db").read_bytes() == before
    assert names(home) == {"yimen.db"}
    assert version_of(home, key) == OLD


def test_after_somebody_worked_nobody_goes_back(
    home: Path, key: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    with closing((desk := township.desk_at(tmp_path / "elsewhere")).store):
        draft = township.application(desk, 7)
    with closing(Store.open(home / "yimen.db", key)) as store, store.work() as work:
        work.save_draft(draft)
    assert names(home) == {"yimen.db"}
    program_of_before(monkeypatch)
    assert code_of(home, key) == "store.newer"


def test_what_is_only_noted_about_the_pc_keeps_the_way_back(home: Path, key: bytes) -> None:
    with closing(Store.open(home / "yimen.db", key)) as store, store.work() as work:
        work.set_setting("printer", {"name": "针式"})
    assert f"yimen.db.v{OLD}" in names(home)


def test_a_program_that_is_well_gives_up_the_way_back(home: Path, key: bytes) -> None:
    with closing(Store.open(home / "yimen.db", key)) as store:
        store.stay()
        assert names(home) == {"yimen.db"}
        store.stay()


def test_what_has_the_old_key_does_not_stay_when_the_key_is_changed(home: Path, key: bytes) -> None:
    with closing(Store.open(home / "yimen.db", key)) as store:
        store.rekey(bytes(range(1, 33)))
    assert names(home) == {"yimen.db"}


def test_a_backup_program_leaves_the_way_back_alone(home: Path, key: bytes) -> None:
    Store.open(home / "yimen.db", key).close()
    with closing(Store.open(home / "yimen.db", key, read_only=True)) as store:
        store.stay()
    assert f"yimen.db.v{OLD}" in names(home)


def breaks(_config: object, _revision: str) -> None:
    raise Unavailable("store.disk_full")


def loses(database: Database) -> None:
    migrate._migrate(database)  # noqa: SLF001 - a migration with a fault
    with closing(database.connect()) as raw:
        raw.execute("DELETE FROM entry WHERE id = (SELECT max(id) FROM entry)")


def dangles(database: Database) -> None:
    migrate._migrate(database)  # noqa: SLF001 - a migration with a fault
    with closing(database.connect()) as raw:
        raw.execute("CREATE TABLE a (b TEXT REFERENCES entry (hash))")
        raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute("INSERT INTO a VALUES ('nobody')")


def spoils(database: Database) -> None:
    migrate._migrate(database)  # noqa: SLF001 - a disk with a fault
    with database.path.open("r+b") as file:
        file.seek(3 * 4096 + 100)
        file.write(b"\0" * 64)


@pytest.mark.parametrize("fault", [loses, dangles, spoils])
def test_a_copy_that_is_not_whole_afterwards_changes_nothing(
    home: Path, key: bytes, fault: Callable[[Database], None]
) -> None:
    before = (home / "yimen.db").read_bytes()
    with pytest.raises(Unavailable) as caught:
        upgrade.on_a_copy(Database(home / "yimen.db", key), OLD, fault)
    assert caught.value.code in {"upgrade.failed", "store.damaged"}
    assert (home / "yimen.db").read_bytes() == before
    assert names(home) == {"yimen.db"}


def test_a_migration_that_ends_midway_changes_nothing(home: Path, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (home / "yimen.db").read_bytes()
    monkeypatch.setattr("alembic.command.upgrade", breaks)
    assert code_of(home, key) == "store.disk_full"
    assert (home / "yimen.db").read_bytes() == before
    assert names(home) == {"yimen.db"}
    monkeypatch.undo()
    Store.open(home / "yimen.db", key).close()


def test_without_room_for_a_copy_nothing_is_begun(home: Path, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (home / "yimen.db").read_bytes()
    monkeypatch.setattr("shutil.disk_usage", lambda _folder: SimpleNamespace(free=60 * 2**20))
    assert code_of(home, key) == "upgrade.no_room"
    assert (home / "yimen.db").read_bytes() == before


def test_beside_a_program_that_reads_nothing_is_begun(home: Path, key: bytes) -> None:
    with closing(Database(home / "yimen.db", key).connect()) as reader:
        reader.execute("CREATE TABLE of_a_colleague (a)")  # so that the WAL has what the reader needs
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM entry").fetchone()
        with closing(Database(home / "yimen.db", key).connect()) as writer:
            writer.execute("CREATE TABLE of_another (a)")
        assert code_of(home, key) == "store.busy"
    assert names(home) == {"yimen.db"}
    assert version_of(home, key) == OLD


def test_a_disk_without_second_names_is_no_obstacle(home: Path, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (home / "yimen.db").read_bytes()

    def refused(_path: Path, _target: Path) -> None:
        raise OSError(1, "no second names here")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    Store.open(home / "yimen.db", key).close()
    assert (home / f"yimen.db.v{OLD}").read_bytes() == before
    assert names(home) == {"yimen.db", f"yimen.db.v{OLD}"}


def test_what_an_upgrade_left_that_was_cut_off_is_put_away(home: Path, key: bytes) -> None:
    (home / ".yimen.db.upgrading").write_bytes(b"half")
    (home / ".yimen.db.upgrading-wal").write_bytes(b"half")
    Store.open(home / "yimen.db", key).close()
    assert names(home) == {"yimen.db", f"yimen.db.v{OLD}"}


def test_a_database_of_an_unknown_program_is_left_alone(home: Path, key: bytes) -> None:
    with closing(Database(home / "yimen.db", key).connect()) as raw:
        raw.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    assert code_of(home, key) == "store.newer"
