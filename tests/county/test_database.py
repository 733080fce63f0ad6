import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, func, insert, select, update

from app.errors import Unavailable
from sync.county import schema
from sync.county.database import Database
from sync.county.embedded import County
from sync.county.site import open_site
from tests.county.writes import Busy, add, count


def opened(url: str, folder: Path) -> Database:
    database = Database(url or f"sqlite:///{folder / 'county.db'}")
    database.create()
    return database


@pytest.fixture
def database(tmp_path: Path, database_url: str) -> Iterator[Database]:
    database = opened(database_url, tmp_path)
    yield database
    database.close()


def test_writes_that_wait_together_share_a_commit(database: Database) -> None:
    commits: list[int] = []
    event.listen(database._writers, "commit", lambda _: commits.append(1))  # noqa: SLF001 - commits are counted

    busy = Busy(database)
    rest = [database.write(add("a")) for _ in range(30)]
    busy.let_go()
    assert busy.done.result()
    assert [future.result() for future in rest] == [1] * 30

    assert len(commits) == 2
    assert count(database) == 30


def test_an_error_undoes_only_the_write_that_made_it(database: Database) -> None:
    busy = Busy(database)

    def spoil(connection: Connection) -> None:
        add("spoilt")(connection)
        raise KeyError("mine")

    before, spoilt, after = database.write(add("a")), database.write(spoil), database.write(add("b"))
    busy.let_go()

    assert (before.result(), after.result()) == (1, 1)
    with pytest.raises(KeyError):
        spoilt.result()
    assert count(database) == 2


def test_a_row_that_is_there_already_undoes_only_its_own_write(database: Database) -> None:
    row = {"sha256": "0", "device": "d"}
    twice = [database.write(lambda c: c.execute(insert(schema.blob_owner).values(row))) for _ in range(2)]

    assert twice[0].exception() is None
    assert twice[1].exception() is not None
    assert database.write(add("a")).result() == 1


def test_a_reader_sees_one_state_while_a_writer_goes_on(database: Database) -> None:
    with database.reading() as connection:
        query = select(func.count()).select_from(schema.incident)
        before = connection.execute(query).scalar()
        assert database.write(add("a")).result() == 1
        assert connection.execute(query).scalar() == before


def test_a_closed_database_takes_nothing_more(tmp_path: Path, database_url: str) -> None:
    database = opened(database_url, tmp_path)
    pending = [database.write(add("a")) for _ in range(10)]
    database.close()

    assert [future.result() for future in pending] == [1] * 10
    with pytest.raises(Unavailable) as closed:
        database.write(add("b"))
    assert closed.value.code == "county.closing"


def test_a_database_of_a_newer_program_is_refused(county_of_own: County, database_url: str) -> None:
    newer = update(schema.county).values(schema_version=schema.VERSION + 1)
    county_of_own.site.database.write(lambda connection: connection.execute(newer).rowcount).result()
    data = county_of_own.site.data
    county_of_own.stop()

    with pytest.raises(Unavailable) as refused:
        open_site(data, database_url=database_url)

    assert refused.value.code == "county.database_newer"


def test_two_programs_may_found_the_same_county_at_once(tmp_path: Path, database_url: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        sites = list(pool.map(lambda folder: open_site(folder, database_url=database_url), [tmp_path] * 6))

    devices = set()
    for site in sites:
        with site.database.reading() as connection:
            devices.add(connection.execute(select(schema.county.c.device)).scalar_one())
    assert len({site.keys.kid for site in sites}) == len(devices) == 1
    for site in sites:
        site.close()


def test_windows_that_push_at_once_get_orders_without_gap_or_repetition(
    county_of_own: County, make_window: Any
) -> None:
    windows = [make_window(f"51172500{number}", at=county_of_own) for number in range(5)]
    for window in windows:
        for _ in range(40):
            window.append()

    def push_in_pieces(window: Any) -> list[int]:
        answers = [window.push(window.chain[at : at + 4]).json() for at in range(0, 40, 4)]
        return [order for answer in answers for _, order in answer["orders"]]

    with ThreadPoolExecutor(5) as pool:
        orders = list(pool.map(push_in_pieces, windows))

    assert sorted(order for of_one in orders for order in of_one) == list(range(1, 201))
    for of_one in orders:
        assert of_one == sorted(of_one)


def test_a_reader_with_a_cursor_never_skips_an_entry(county_of_own: County, make_window: Any) -> None:
    writers = [make_window("511725001", at=county_of_own) for _ in range(3)]
    reader, done, seen = make_window("511725001", at=county_of_own), threading.Event(), list[int]()
    for writer in writers:
        for _ in range(20):
            writer.append()

    def read_on() -> None:
        after = 0
        while len(seen) < 60 and not (done.is_set() and not reader.pull(after)):
            for line in reader.pull(after, limit=7):
                after = line["order"]
                seen.append(after)

    reading = threading.Thread(target=read_on)
    reading.start()
    with ThreadPoolExecutor(3) as pool:
        for piece in range(20):
            list(pool.map(lambda writer, at=piece: writer.push(writer.chain[at : at + 1]), writers))
    done.set()
    reading.join()

    assert seen == list(range(1, 61))
