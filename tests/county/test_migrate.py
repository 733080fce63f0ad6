"""A county's database of any release becomes one of this release, wholly or not at all."""

import itertools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, select, update
from sqlalchemy import text as sql

from app.errors import Unavailable
from sync.county import migrate, schema
from sync.county.database import Database
from sync.county.embedded import County
from sync.county.site import open_site
from sync.county.transfer import copy_in
from sync.county.verify import Found, verify
from tests.county.keep_release import DOCUMENT, LONG_SUBJECT, STORED

RELEASES = sorted(path.name for path in STORED.iterdir())
# A program of its own, which dies at its n-th word to the database.
DYING = """
import itertools, os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sync.county.database import Database

words = itertools.count(1)

@event.listens_for(Engine, "after_cursor_execute")
def die(*_):
    if next(words) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

Database(sys.argv[1]).create()
"""


@pytest.fixture(params=RELEASES)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A county as a release left it."""
    return Path(shutil.copytree(STORED / request.param, tmp_path / "county"))


def step_to(connection: Connection, revision: str) -> None:
    """Make the tables of an old release."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def unmarked(url: str, *more: str) -> None:
    """Make a database as a program left it that knew no migrations."""
    database = Database(url)

    def make(connection: Connection) -> None:
        step_to(connection, "0001")
        for statement in ("DROP TABLE alembic_version", *more):
            connection.execute(sql(statement))

    with database._writers.begin() as connection:  # noqa: SLF001 - what came before there was a version to look at
        make(connection)
    database.close()


def differences(database: Database) -> list[object]:
    with database.reading() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), schema.metadata))


def test_every_release_is_kept() -> None:
    assert f"v{schema.VERSION:04}" in RELEASES


def test_a_county_of_every_release_opens_whole_and_goes_on(stored: Path) -> None:
    with County(stored) as county:
        assert verify(county.site) == Found(entries=7, blobs=1, checkpoints=1, broken=())
        assert county.counts() == {"entries": 7, "ordered": 6, "withheld": 1, "blobs": 1, "devices": 1}
        with county.site.database.reading() as connection:
            blob = connection.execute(select(schema.blob.c.sha256)).scalar_one()
            row = connection.execute(select(schema.county)).one()
        assert (row.schema_version, row.kid) == (schema.VERSION, county.site.keys.kid)
        assert county.blob(blob) == DOCUMENT
        assert county.grant("511725001", "王芳").order == 7
    assert differences(Database(f"sqlite:///{stored / 'county.db'}")) == []


def test_the_subject_that_no_index_could_hold_is_one_subject_still(stored: Path) -> None:
    site = open_site(stored)
    with site.database.reading() as connection:
        table = schema.entry
        long = connection.execute(select(table).where(table.c.subject.startswith("long:"))).all()
        first = connection.execute(select(schema.subject).where(schema.subject.c.subject == long[0].subject)).one()
    site.close()

    assert len(long) == 2
    assert all(LONG_SUBJECT.encode() in bytes(row.line) for row in long)
    assert first.scope == long[0].scope


def test_a_new_database_has_the_tables_of_this_program(new_empty: Callable[[], str], tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path / 'county.db'}", new_empty()):
        database = Database(url)
        database.create()

        assert differences(database) == []
        with database.reading() as connection:
            assert migrate.version_of(connection) == schema.VERSION
        database.close()


def test_a_postgresql_of_a_program_without_migrations_compares_bytes_from_now_on(
    new_empty: Callable[[], str],
) -> None:
    url = new_empty()
    unmarked(url, 'ALTER TABLE entry ALTER COLUMN subject TYPE varchar(128) COLLATE "default"')

    database = Database(url)
    database.create()

    assert differences(database) == []
    foreign = sql(
        "SELECT count(*) FROM information_schema.columns WHERE table_schema = 'public' AND data_type = 'text'"
        " AND collation_name IS DISTINCT FROM 'C'"
    )
    with database.reading() as connection:
        assert connection.execute(foreign).scalar() == 0
    database.close()


@pytest.fixture
def oldest(tmp_path: Path) -> Callable[[], Path]:
    """Give a function that gives a copy of a county as the first release left it."""
    numbers = itertools.count(1)
    return lambda: Path(shutil.copytree(STORED / RELEASES[0], tmp_path / f"oldest{next(numbers)}"))


@pytest.mark.parametrize("word", [12, 22])
def test_a_migration_that_was_killed_is_made_wholly_at_the_next_start(oldest: Callable[[], Path], word: int) -> None:
    assert killed_and_opened(oldest(), word)


@pytest.mark.slow
def test_a_migration_killed_at_any_word_is_made_wholly_at_the_next_start(oldest: Callable[[], Path]) -> None:
    words = itertools.takewhile(lambda word: killed_and_opened(oldest(), word), itertools.count(1))

    assert len(list(words)) > 20


@pytest.mark.slow
def test_a_migration_of_postgresql_killed_at_any_word_is_made_wholly_at_the_next_start(
    new_empty: Callable[[], str],
) -> None:
    for word in range(1, 60, 6):
        unmarked(url := new_empty())
        died(url, word)
        database = Database(url)
        database.create()
        assert differences(database) == []
        database.close()


def killed_and_opened(folder: Path, word: int) -> bool:
    url = f"sqlite:///{folder / 'county.db'}"
    was_killed = died(url, word)
    site = open_site(folder)
    found = verify(site)
    site.close()
    assert found == Found(entries=7, blobs=1, checkpoints=1, broken=())
    assert differences(Database(url)) == []
    return was_killed


def died(url: str, word: int) -> bool:
    """Let a program migrate a database and kill it at a word; tell whether it came to that."""
    environment = os.environ | {"PYTHONPATH": str(Path(migrate.__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", DYING, url, str(word)], env=environment, check=False)
    return done.returncode != 0


def test_a_program_that_serves_while_a_newer_one_migrates_writes_no_more(county_of_own: County) -> None:
    newer = update(schema.county).values(schema_version=schema.VERSION + 1)
    county_of_own.site.database.write(lambda connection: connection.execute(newer)).result()

    with pytest.raises(Unavailable) as refused:
        county_of_own.enrol_code("511725001")

    assert refused.value.code == "county.database_newer"


def test_a_county_moves_from_sqlite_to_postgresql_with_all_its_rows(
    tmp_path: Path, new_empty: Callable[[], str]
) -> None:
    Path(shutil.copytree(STORED / RELEASES[0], tmp_path / "county"))
    database = Database(new_empty())
    database.create()
    database.write(lambda connection: copy_in(tmp_path / "county" / "county.db", connection)).result()
    source = Database(f"sqlite:///{tmp_path / 'county' / 'county.db'}")

    for table in schema.metadata.sorted_tables:
        columns = list(table.primary_key.columns)
        with source.reading() as old, database.reading() as new:
            rows = [connection.execute(select(table).order_by(*columns)).all() for connection in (old, new)]
        assert [tuple(row) for row in rows[0]] == [tuple(row) for row in rows[1]]
    database.close()
    source.close()
