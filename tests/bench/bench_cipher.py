"""Promise 25: encryption is not felt. The same work on an encrypted and a plain store, by turns, in CPU time.

Bar: a commit and a point query at most twice as dear. `sql_…` are the bare statements below the store.
"""

import contextlib
import secrets
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.ids import uuid7
from app.services import intake
from app.services.desk import Desk
from app.sqlite import sqlite
from app.store import Store, engine
from app.store.engine import Database
from tests.store import township

TURNS = 15
ROWS, COMMITS, QUERIES, ROWS_PER_COMMIT = 50_000, 40, 500, 12
Measure = Callable[[Any], float]


def run(turns: int = TURNS) -> dict[str, float | str]:
    """Measure and give CPU times in microseconds and their ratios."""
    with tempfile.TemporaryDirectory() as folder, plain_beside_encrypted():
        home = Path(folder)
        return stores(home, turns) | _statements(home, turns)


def stores(home: Path, turns: int) -> dict[str, float | str]:
    """Measure what an officer's acts cost the processor in either store."""
    cipher, plain = _desk(home / "cipher"), _desk(home / "plain")
    figures = _by_turns("commit", _works, (cipher, plain), turns) | _by_turns(
        "point_query", _look_ups, (cipher, plain), turns
    )
    cipher.store.close()
    plain.store.close()
    return figures


@contextlib.contextmanager
def plain_beside_encrypted() -> Iterator[None]:
    """Let databases in folders called ``plain`` be plain, with all the other settings of the store."""
    encrypted = Database.connect

    def connect(database: Database) -> Any:
        return _plain(database.path) if database.path.parent.name == "plain" else encrypted(database)

    Database.connect = connect  # type: ignore[method-assign, assignment]  # put back below
    try:
        yield
    finally:
        Database.connect = encrypted  # type: ignore[method-assign]  # as it was


def _by_turns(name: str, measure: Measure, both: tuple[Any, Any], turns: int) -> dict[str, float | str]:
    times = [(measure(both[0]), measure(both[1])) for _ in range(turns)]
    return {
        f"{name}_cipher_us": round(statistics.median(one for one, _ in times), 1),
        f"{name}_plain_us": round(statistics.median(other for _, other in times), 1),
        f"{name}_ratio": round(statistics.median(one / other for one, other in times), 2),
    }


def _desk(data: Path) -> Desk:
    data.mkdir()
    store = Store.create(data / "yimen.db", township.KEY, township.morning)
    desk = township.desk_of(data, township.enrolled(store))
    for seed in range(10):
        intake.accept(desk, township.application(desk, seed, pictures=1, size=300))
    return desk


def _works(desk: Desk) -> float:
    def commit() -> None:
        case_id = uuid7()
        with desk.store.work(desk.author) as work:
            work.append([township.note(case_id, "记一笔" * 60) for _ in range(5)])

    return _cpu_us(commit, COMMITS)


def _look_ups(desk: Desk) -> float:
    numbers = [case.id_number for case in desk.store.cases()]
    return _cpu_us(lambda: desk.store.find_person(secrets.choice(numbers)), QUERIES)


def _statements(home: Path, turns: int) -> dict[str, float | str]:
    both = _table(home / "cipher" / "rows.db"), _table(home / "plain" / "rows.db")
    figures = _by_turns("sql_commit", _commits, both, turns) | _by_turns("sql_point_query", _queries, both, turns)
    for connection in both:
        connection.close()
    return figures


def _table(path: Path) -> Any:
    """Give a database of 50,000 people."""
    connection = Database(path, township.KEY).connect()
    connection.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, number TEXT, name TEXT, rest TEXT)")
    connection.execute("CREATE UNIQUE INDEX person_number ON person (number)")
    connection.execute("BEGIN")
    people = ((f"{number:018}", f"某{number}", "x" * 300) for number in range(ROWS))
    connection.executemany("INSERT INTO person (number, name, rest) VALUES (?, ?, ?)", people)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return connection


def _plain(path: Path) -> Any:
    connection = sqlite.connect(path, isolation_level=None, check_same_thread=False, cached_statements=256)
    for pragma in engine._PRAGMAS:  # noqa: SLF001 - the same settings, without the cipher's
        if not pragma.startswith("cipher"):
            connection.execute(f"PRAGMA {pragma}")
    return connection


def _commits(connection: Any) -> float:
    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for _ in range(ROWS_PER_COMMIT):
            row = (secrets.token_hex(9), "某人", "x" * 600)
            connection.execute("INSERT INTO person (number, name, rest) VALUES (?, ?, ?)", row)
        connection.execute("COMMIT")

    spent = _cpu_us(commit, COMMITS)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return spent


def _queries(connection: Any) -> float:
    def query() -> None:
        number = f"{secrets.randbelow(ROWS):018}"
        connection.execute("SELECT name, rest FROM person WHERE number = ?", (number,)).fetchall()

    return _cpu_us(query, QUERIES)


def _cpu_us(action: Callable[[], object], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        action()
    return (time.process_time() - start) / times * 1e6
