"""Opening, closing, and what the world may do to a database."""

import multiprocessing
import shutil
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import Unavailable
from app.ids import uuid7
from app.services import intake
from app.services.desk import Desk
from app.sqlite import sqlite
from app.store import Store
from app.store.engine import OLDEST_SQLITE, Database
from app.store.errors import explained
from tests.store import township
from tests.store.damage import run
from tests.store.township import AUTHOR, KEY, note


def code_of(action: Callable[[], object]) -> str:
    with pytest.raises(Unavailable) as caught:
        action()
    return caught.value.code


def reopened(folder: Path, *, read_only: bool = False) -> Store:
    return Store.open(folder / "yimen.db", KEY, read_only=read_only)


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """The folder of an installation with one case, not open."""
    desk = township.desk_at(tmp_path)
    intake.accept(desk, township.application(desk, 1))
    desk.store.close()
    return tmp_path


def test_the_library_has_no_known_fault() -> None:
    assert tuple(map(int, sqlite.sqlite_version.split("."))) >= OLDEST_SQLITE


def test_every_connection_is_as_safe_as_decided(store: Store) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "cipher_memory_security": "1",
        "cipher_log_level": "NONE",
        "cipher_page_size": "4096",
        "temp_store": 0,  # the library is built to keep temporary tables in memory
    }
    with store.reading() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
    assert found == expected


def test_the_file_shows_nothing_of_what_is_in_it(closed: Path) -> None:
    content = (closed / "yimen.db").read_bytes()
    assert not content.startswith(b"SQLite")
    assert b"case.accepted" not in content
    assert township.DEVICE.id.encode() not in content


def test_a_second_writer_is_told_that_the_program_is_open(store: Store, tmp_path: Path) -> None:
    assert code_of(lambda: reopened(tmp_path)) == "store.in_use"
    store.close()
    reopened(tmp_path).close()


def hold(folder: Path, ready: "multiprocessing.connection.Connection") -> None:
    store = reopened(folder)
    ready.send(store.head()[0])
    ready.recv()
    store.close()


@pytest.fixture
def window(closed: Path) -> Iterator[Path]:
    """The folder of an installation that another process has open."""
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=hold, args=(closed, theirs))
    process.start()
    assert ours.recv() == 5
    yield closed
    ours.send("close")
    process.join()


def test_another_process_cannot_write_and_may_read(window: Path) -> None:
    assert code_of(lambda: reopened(window)) == "store.in_use"
    reader = reopened(window, read_only=True)
    assert len(reader.cases()) == 1
    assert code_of(lambda: reader.work().__enter__()) == "store.read_only"
    reader.close()


def test_a_reader_sees_what_is_written_beside_it(desk: Desk, tmp_path: Path) -> None:
    reader = reopened(tmp_path, read_only=True)
    assert reader.cases() == ()
    done = intake.accept(desk, township.application(desk, 1))
    assert [case.number for case in reader.cases()] == [done.number]
    reader.close()


def test_a_read_sees_one_state_throughout(desk: Desk) -> None:
    with desk.store.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM entry").scalar()
        intake.accept(desk, township.application(desk, 1))
        assert connection.exec_driver_sql("SELECT count(*) FROM entry").scalar() == before == 0


def test_threads_write_one_after_the_other(store: Store) -> None:
    def write() -> None:
        for _ in range(5):
            with store.work(AUTHOR) as work:
                work.append([note(uuid7(), "一")])

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [entry.seq for entry in store.outbox()] == list(range(1, 21))


def test_a_work_says_what_it_changed(desk: Desk) -> None:
    with desk.store.work(AUTHOR) as work:
        work.append([note(uuid7(), "一")])
    assert work.changed == {"journal", "queue", "cases"}
    with desk.store.work() as work:
        work.set_setting("printer", {"name": "HP"})
    assert work.changed == {"settings"}


def test_settings_hold_any_json_and_forget_on_none(store: Store) -> None:
    values: list[Any] = [{"a": [1, "二", None, True]}, "text", 5, [], False]
    for value in values:
        with store.work() as work:
            work.set_setting("x", value)
        assert store.setting("x") == value
    with store.work() as work:
        work.set_setting("x", None)
    assert store.setting("x") is None


def test_the_wrong_key_is_told_from_a_damaged_file(closed: Path) -> None:
    assert code_of(lambda: Store.open(closed / "yimen.db", bytes(32))) == "store.wrong_key"
    file = closed / "yimen.db"
    spoilt = bytearray(file.read_bytes())
    spoilt[100] ^= 1
    file.write_bytes(spoilt)
    assert code_of(lambda: reopened(closed)) == "store.damaged"


@pytest.mark.parametrize("content", [b"SQLite format 3\x00" + bytes(4080), b"x" * 9000, b"\x00" * 4096])
def test_a_file_that_is_no_database_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "yimen.db").write_bytes(content)
    assert code_of(lambda: reopened(tmp_path)) in {"store.wrong_key", "store.damaged"}


def test_what_could_not_be_opened_can_be_opened_after_it_is_put_right(closed: Path) -> None:
    whole = (closed / "yimen.db").read_bytes()
    (closed / "yimen.db").write_bytes(b"x" * len(whole))
    assert code_of(lambda: reopened(closed))
    (closed / "yimen.db").write_bytes(whole)
    reopened(closed).close()


def test_a_database_that_is_not_there_is_gone_and_not_made_anew(tmp_path: Path) -> None:
    assert code_of(lambda: reopened(tmp_path)) == "store.gone"
    assert not (tmp_path / "yimen.db").exists()


def test_a_database_of_a_newer_program_is_left_alone(closed: Path) -> None:
    run(closed / "yimen.db", "PRAGMA user_version = 99")
    assert code_of(lambda: reopened(closed)) == "store.newer"
    assert code_of(lambda: reopened(closed, read_only=True)) == "store.newer"


def test_a_database_that_was_moved_away_under_the_program_is_noticed(store: Store, tmp_path: Path) -> None:
    (tmp_path / "yimen.db").rename(tmp_path / "elsewhere.db")
    assert code_of(lambda: store.work().__enter__()) == "store.gone"
    shutil.copy(tmp_path / "elsewhere.db", tmp_path / "yimen.db")
    assert code_of(lambda: store.work().__enter__()) == "store.gone"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (sqlite.SQLITE_FULL, "store.disk_full"),
        (sqlite.SQLITE_READONLY, "store.read_only"),
        (sqlite.SQLITE_BUSY, "store.busy"),
        (sqlite.SQLITE_CORRUPT, "store.damaged"),
        (sqlite.SQLITE_IOERR, "store.io"),
        (10 | 2 << 8, "store.io"),
        (10 | 19 << 8, "store.disk_full"),
        (8 | 4 << 8, "store.gone"),
        (sqlite.SQLITE_CONSTRAINT, None),
        (sqlite.SQLITE_ERROR, None),
        (sqlite.SQLITE_MISUSE, None),
    ],
)
def test_the_worlds_errors_are_told_from_bugs(number: int, code: str | None) -> None:
    error = sqlite.OperationalError("said by the library")
    error.sqlite_errorcode = number
    found = explained(error)
    assert (found.code if found else None) == code


def test_a_bug_in_a_statement_travels_as_it_is(store: Store) -> None:
    with pytest.raises(Exception, match="no such table") as caught, store.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere")
    assert not isinstance(caught.value, Unavailable)


def test_a_long_wal_is_brought_into_the_database_by_a_work_nobody_waits_for(desk: Desk, tmp_path: Path) -> None:
    wal = tmp_path / "yimen.db-wal"
    for _ in range(8):
        with desk.store.work() as work:
            work.set_setting("ballast", "x" * 800_000)
    assert wal.stat().st_size < 5 * 2**20


def test_after_a_crash_the_wal_is_brought_into_the_database_at_start(desk: Desk, tmp_path: Path) -> None:
    done = intake.accept(desk, township.application(desk, 1))
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("yimen.db", "yimen.db-wal"):
        shutil.copy(tmp_path / name, crashed)
    store = reopened(crashed)
    assert (crashed / "yimen.db-wal").stat().st_size == 0
    assert store.cases()[0].number == done.number
    store.close()


def test_only_the_user_may_read_the_database(closed: Path) -> None:
    assert stat.S_IMODE((closed / "yimen.db").stat().st_mode) & 0o077 == 0


def test_a_database_can_be_named_by_any_path(tmp_path: Path) -> None:
    folder = tmp_path / "数据 100% #1?"
    folder.mkdir()
    store = township.open_store(folder)
    store.close()
    assert {path.name for path in folder.iterdir()} == {"yimen.db", "lock"}
    Database(folder / "yimen.db", KEY).connect().close()
