"""What holds for SQLite alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from app.errors import Unavailable
from sync.county.database import Database
from sync.county.site import open_site
from tests.county.writes import Busy, add, count


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'county.db'}")
    database.create()
    yield database
    database.close()


def test_a_database_keeps_its_promises_on_every_connection(database: Database) -> None:
    def pragmas(connection: Connection) -> list[Any]:
        names = ("journal_mode", "synchronous", "foreign_keys")
        return [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names]

    with database.reading() as connection:
        assert pragmas(connection) == ["wal", 2, 1]
    assert database.write(pragmas).result() == ["wal", 2, 1]


def test_the_sqlite_has_the_repaired_wal(database: Database) -> None:
    with database.reading() as connection:
        version = str(connection.exec_driver_sql("SELECT sqlite_version()").scalar())

    assert tuple(map(int, version.split("."))) >= (3, 51, 3)


def test_when_the_disk_refuses_everyone_who_waits_is_told_and_nothing_is_kept(database: Database) -> None:
    with database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limit = database.write(lambda c: c.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}").scalar())
    assert limit.result()
    busy = Busy(database)

    small, large = database.write(add("a")), database.write(add("x" * 100_000))
    busy.let_go()

    assert busy.done.result()
    for future in (small, large):
        error = future.exception()
        assert isinstance(error, Unavailable)
        assert error.code == "county.database"
    assert count(database) == 0
    assert database.write(add("a")).result() == 1


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "county.db").write_bytes(b"not a database" * 1_000)

    with pytest.raises(Unavailable) as refused:
        open_site(tmp_path)

    assert refused.value.code == "county.database"
