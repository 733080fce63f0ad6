"""What holds where several servers share a PostgreSQL: one order, nothing lost, trouble that passes."""

import copy
import itertools
import random
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import func, insert, make_url, select

from app.errors import Refused, Unavailable
from sync.county import engines, schema
from sync.county.bulk import insert_many, select_in
from sync.county.database import Database
from sync.county.embedded import County
from sync.county.site import open_site
from sync.county.verify import verify
from tests.county.postgres import Postgres
from tests.county.writes import Busy, add, count

Servers = list[County]


@pytest.fixture
def url(postgres: Postgres) -> Iterator[str]:
    address = postgres.new()
    yield address
    postgres.take_back(address)


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def servers(url: str, tmp_path: Path) -> Iterator[Servers]:
    """Three servers with a pool of connections and a writer each, as three processes have them."""
    running = [County(tmp_path / "county", database=url).start() for _ in range(3)]
    yield running
    for server in running:
        server.stop()


def raw(url: str) -> "psycopg.Connection[Any]":
    """Give a connection beside the program."""
    address = make_url(url)
    return psycopg.connect(host=str(address.query["host"]), user="postgres", dbname=address.database, autocommit=True)


def test_what_several_servers_take_at_once_has_one_order_without_a_gap(servers: Servers, make_window: Any) -> None:
    windows = [make_window(f"51172500{number}", at=servers[0]) for number in range(4)]
    for window in windows:
        for _ in range(30):
            window.append()

    def push_in_pieces(window: Any) -> list[int]:
        answers = []
        for at in range(0, 30, 3):
            window.url = random.choice(servers).url
            answers.append(window.push(window.chain[at : at + 3]).json())
        return [order for answer in answers for _, order in answer["orders"]]

    with ThreadPoolExecutor(4) as pool:
        orders = list(pool.map(push_in_pieces, windows))

    assert sorted(itertools.chain(*orders)) == list(range(1, 121))
    assert all(of_one == sorted(of_one) for of_one in orders)
    assert verify(servers[2].site).broken == ()


def test_a_reader_at_one_server_skips_nothing_that_others_take(servers: Servers, make_window: Any) -> None:
    writers = [make_window("511725001", at=server) for server in servers]
    reader, seen = make_window("511725001", at=servers[0]), list[int]()
    for writer in writers:
        for _ in range(15):
            writer.append()

    def read_on() -> None:
        after = 0
        while len(seen) < 45:
            for line in reader.pull(after, limit=7):
                after = line["order"]
                seen.append(after)

    reading = threading.Thread(target=read_on)
    reading.start()
    with ThreadPoolExecutor(3) as pool:
        for at in range(15):
            list(pool.map(lambda writer, at=at: writer.push(writer.chain[at : at + 1]), writers))
    reading.join(30)

    assert seen == list(range(1, 46))


def test_the_same_push_to_two_servers_at_once_is_stored_once(servers: Servers, make_window: Any) -> None:
    window = make_window("511725001", at=servers[0])
    for _ in range(50):
        window.append()

    def push_to(server: County) -> Any:
        twin = copy.copy(window)
        twin.url = server.url
        return twin.push()

    with ThreadPoolExecutor(3) as pool:
        answers = [answer.json() for answer in pool.map(push_to, servers)]

    assert [answer["orders"] for answer in answers] == [[[seq, seq] for seq in range(1, 51)]] * 3


def test_a_subject_that_no_index_could_hold_is_taken_like_any_other(servers: Servers, make_window: Any) -> None:
    window = make_window("511725001", at=servers[0])
    subject = "".join(random.choices("abcdefghijklmnopqrstuvwxyz_", k=6_000)) + ":1"
    for _ in range(2):
        window.append(subject=subject)

    assert window.push().json()["orders"] == [[1, 1], [2, 2]]
    assert window.pull()[1]["entry"]["subject"] == subject
    assert verify(servers[0].site).broken == ()


def test_a_document_that_one_server_took_is_given_by_another(servers: Servers, make_window: Any) -> None:
    window = make_window("511725001", at=servers[0])
    sha256 = window.upload(b"picture")

    window.url = servers[1].url

    assert window.blob(sha256).content == b"picture"


def test_a_push_that_postgresql_dies_under_is_busy_and_taken_whole_afterwards(
    postgres: Postgres, servers: Servers, make_window: Any, problem_of: Any
) -> None:
    window = make_window("511725001", at=servers[0])
    for _ in range(20):
        window.append()
    busy = Busy(servers[0].site.database)
    with ThreadPoolExecutor(1) as pool:
        pushing = pool.submit(window.push)
        postgres.crash()
        busy.let_go()
        answer = pushing.result()
    postgres.start()

    assert problem_of(answer) == (503, "busy")
    assert int(answer.headers["retry-after"]) > 0
    assert isinstance(busy.done.exception(), Unavailable)
    assert window.push().json()["acked_seq"] == 20
    assert servers[1].entries(window.id) == window.chain
    assert verify(servers[0].site).broken == ()


@pytest.mark.slow
def test_whatever_postgresql_does_between_nothing_is_lost_and_nothing_double(
    postgres: Postgres, servers: Servers, make_window: Any
) -> None:
    windows = [make_window(f"51172500{number}", at=servers[number]) for number in range(3)]
    ended = threading.Event()

    def work(window: Any) -> int:
        """Push until all was taken; gives how often the county was busy."""
        refused = 0
        while not ended.is_set() or window.acked < len(window.chain):
            for _ in range(0 if ended.is_set() else 7):
                window.append()
            answer = window.push(window.chain[window.acked : window.acked + 500])  # as a window does: in batches
            assert answer.status_code in {200, 503}, answer.text
            refused += answer.status_code == 503
            window.acked = answer.json()["acked_seq"] if answer.status_code == 200 else window.acked
        return refused

    for window in windows:
        window.acked = 0
    with ThreadPoolExecutor(3) as pool:
        working = [pool.submit(work, window) for window in windows]
        for number in range(10):
            threading.Event().wait(0.3)
            (postgres.crash if number % 2 else postgres.stop)()
            postgres.start()
        ended.set()
        refused = sum(one.result() for one in working)

    assert refused > 0
    for window in windows:
        assert servers[0].entries(window.id) == window.chain
    assert verify(servers[0].site).broken == ()


@pytest.mark.slow
def test_who_holds_the_lock_too_long_is_not_waited_for(url: str, servers: Servers, make_window: Any) -> None:
    window = make_window("511725001", at=servers[0])
    window.append()
    with raw(url) as other, other.transaction():
        other.execute("SELECT pg_advisory_xact_lock(%s, %s)", engines.LOCK)
        assert window.push().status_code == 503

    assert window.push().status_code == 200


def test_a_server_that_may_forget_is_refused(postgres: Postgres, url: str, tmp_path: Path) -> None:
    postgres.tell("full_page_writes", "off")
    try:
        with pytest.raises(Unavailable) as refused:
            open_site(tmp_path / "county", database_url=url)
    finally:
        postgres.tell("full_page_writes", "on")

    assert refused.value.code == "county.database_unsafe"


def test_a_data_folder_with_other_keys_is_refused(servers: Servers, url: str, tmp_path: Path) -> None:
    assert servers
    with pytest.raises(Refused) as refused:
        open_site(tmp_path / "another", database_url=url)

    assert refused.value.code == "county.other_keys"
    assert not (tmp_path / "another" / "keys").exists()


@pytest.mark.parametrize("address", ["postgresql+nothing://x/y", "no address"])
def test_an_address_of_no_known_database_is_refused_with_a_sentence(address: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        open_site(tmp_path, database_url=address)

    assert refused.value.code == "county.database_url"


def test_a_server_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as refused:
        open_site(tmp_path, database_url=f"postgresql+psycopg://postgres@/county?host={tmp_path}")

    assert refused.value.code == "county.database"


def test_many_rows_at_once_arrive_as_they_were(database: Database) -> None:
    rows = [(1, f"{number:064x}", "t-7K3M9Q", "d\\\t\n,'", number % 2) for number in range(700)]

    database.write(lambda connection: insert_many(connection, schema.naming, rows)).result()

    with database.reading() as connection:
        assert sorted(tuple(row) for row in connection.execute(select(schema.naming))) == rows
        wanted = [row[1] for row in rows[::2]]
        found = select_in(connection, select(schema.naming.c.sha256), schema.naming.c.sha256, wanted)
        assert sorted(row.sha256 for row in found) == wanted


def test_rows_of_which_one_is_there_already_undo_only_their_own_write(database: Database) -> None:
    rows = [(1, "0" * 64, "t-7K3M9Q", "d", 0)] * 2
    busy = Busy(database)
    twice = database.write(lambda connection: insert_many(connection, schema.naming, rows))
    other = database.write(add("a"))
    busy.let_go()

    assert type(twice.exception()).__name__ == "IntegrityError"
    assert other.result() == 1
    assert count(database) == 1


def test_a_text_that_postgresql_cannot_hold_undoes_only_its_own_write(database: Database) -> None:
    busy = Busy(database)
    spoilt, other = database.write(add("a\0b")), database.write(add("a"))
    busy.let_go()

    assert type(spoilt.exception()).__name__ == "DataError"
    assert other.result() == 1


def test_nothing_may_be_written_on_a_reading_connection(database: Database) -> None:
    with pytest.raises(Unavailable), database.reading() as connection:
        connection.execute(insert(schema.blob_owner).values(sha256="0", device="d"))

    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(schema.blob_owner)).scalar() == 0
