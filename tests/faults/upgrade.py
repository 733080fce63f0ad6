"""A newer program takes a store over, and is cut off: killed at any call, or with the power gone.

`python -m tests.faults.upgrade kill COUNT SCHEMA FOLDER` and `... power IMAGES SEED FOLDER` print one JSON document;
COUNT 0 kills at every call. `... work FOLDER` is the program that upgrades.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.services.verify import verify
from app.sqlite import sqlite
from app.store import Store, schema
from app.store.engine import Database
from app.vault import BlobVault, Keyring
from tests.faults.disk_model import Disk, calls
from tests.faults.program import ROOT
from tests.store.township import KEY

STORED = ROOT / "tests" / "data" / "stores"
NEWEST = schema.VERSION
WATCHED = "openat,write,pwrite64,fsync,fdatasync,ftruncate,unlink,rename,link,linkat"
# What Python does to files, by the names of its audit events; SQLite's own calls are met at its statements.
_EVENTS = frozenset({"open", "os.rename", "os.remove", "os.link", "os.chmod", "sqlite3.connect"})
_OURS = "yimen.db"
_OLDEST_TABLES = ("entry", "draft", "blob", "checkpoint")


@dataclass
class Steps:
    """Counts what the program does; at the `fatal` one the process kills itself."""

    fatal: int = 0
    seen: int = 0

    def watch(self) -> None:
        """See every statement of every connection, and every call on a file of the store."""
        connect = Database.connect

        def watched(database: Database) -> Any:
            connection = connect(database)
            connection.set_trace_callback(self._step)
            return connection

        Database.connect = watched  # type: ignore[method-assign, assignment]  # only in a process that ends with it
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _EVENTS and _OURS in str(arguments):
            self._step(event)

    def _step(self, _what: str) -> None:
        self.seen += 1
        if self.seen == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)


def prepare(home: Path, version: int = NEWEST - 1) -> dict[str, Any]:
    """Put a stored installation of an older schema at `home`, under a key that is at hand; gives what it has."""
    shutil.copytree(STORED / f"v{version:04}", home)
    known = json.loads((home / "known.json").read_text("utf-8"))
    Database(home / _OURS, Keyring(home).open(known["officer"], known["password"])).rekey(KEY)
    _leave_a_wal(home)
    return rows(home)


def _leave_a_wal(home: Path) -> None:
    """Let another program write and end without closing: what it wrote is in the WAL only."""
    if not os.fork():
        connection = Database(home / _OURS, KEY).connect()
        connection.execute("INSERT INTO setting VALUES ('of a colleague', '1')")
        connection.execute("UPDATE setting SET value = '2' WHERE name = 'of a colleague'")
        os._exit(0)
    os.wait()


def rows(home: Path) -> dict[str, Any]:
    """Give the version of the database and how much it has, read by nothing of ours, in a copy."""
    copy = home.parent / "looked at"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for path in home.glob(f"{_OURS}*"):
        shutil.copy(path, copy)
    with closing(sqlite.connect(copy / _OURS)) as raw:
        raw.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        (version,) = raw.execute("PRAGMA user_version").fetchone()
        counts = {table: raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _OLDEST_TABLES}  # noqa: S608 - names from above
    return {"version": version, "counts": counts}


def faults_of(home: Path, before: dict[str, Any]) -> list[str]:
    """Give what is wrong with an upgrade that was cut off: now, and after the next start."""
    found = []
    left = rows(home)
    if left["version"] not in {before["version"], NEWEST} or left["counts"] != before["counts"]:
        found.append(f"cut off: {left}")
    with closing(Store.open(home / _OURS, KEY)) as store:
        found += map(str, verify(store, BlobVault(home / "blobs")).findings)
    if rows(home) != {"version": NEWEST, "counts": before["counts"]}:
        found.append(f"after the next start: {rows(home)}")
    return found + _gone_back(home, before)


def _gone_back(home: Path, before: dict[str, Any]) -> list[str]:
    """Let the program of before look after its own database."""
    schema.VERSION = before["version"]  # type: ignore[misc]  # the program of before, for as long as this takes
    try:
        kept = (home / f"{_OURS}.v{schema.VERSION}").exists()
        if kept:
            Store.open(home / _OURS, KEY).close()
    finally:
        schema.VERSION = NEWEST  # type: ignore[misc]  # as it was
    return [] if kept and rows(home) == before else [f"no way back: {kept} {rows(home)}"]


def kill(count: int, version: int, folder: Path) -> dict[str, Any]:
    """Kill at `count` calls spread over all of them, 0: at each."""
    before = prepare(folder / "pattern", version)
    counted = shutil.copytree(folder / "pattern", folder / "counted")
    read, write = os.pipe()
    if not os.fork():
        steps = Steps()
        steps.watch()
        Store.open(counted / _OURS, KEY).close()
        os.write(write, str(steps.seen).encode())
        os._exit(0)
    os.wait()
    total = int(os.read(read, 100))
    moments = range(1, total + 1) if not count else sorted({1 + (total - 1) * n // count for n in range(count)})
    faults = [
        fault for moment in moments for fault in _killed(folder / str(moment), folder / "pattern", before, moment)
    ]
    return {"calls": total, "kills": len(moments), "faults": faults[:20]}


def _killed(home: Path, pattern: Path, before: dict[str, Any], moment: int) -> list[str]:
    shutil.copytree(pattern, home)
    child = os.fork()
    if not child:
        Steps(moment).watch()
        Store.open(home / _OURS, KEY).close()
        os._exit(0)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    found = faults_of(home, before) if ended == -signal.SIGKILL else [f"ended with {ended}"]
    shutil.rmtree(home)
    return [f"{moment}: {fault}" for fault in found]


def power(images: int, chance: random.Random, folder: Path) -> dict[str, Any]:
    """Cut the power at random calls of one upgrade, at half where names change, and look at what is left."""
    home = folder / "data"
    before = prepare(home)
    files = {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    log = folder / "strace.log"
    command = ["strace", "--seccomp-bpf", "-f", "-y", "-xx", "-s", "10000000", "-e", f"trace={WATCHED}", "-o", str(log)]
    subprocess.run([*command, sys.executable, "-m", "tests.faults.upgrade", "work", str(home)], cwd=ROOT, check=True)
    told = list(calls(log, folder))
    turns = [at for at, call in enumerate(told, start=1) if call.kind in {"link", "move", "remove"}]
    faults: list[str] = []
    for number in range(images):
        disk = Disk(files)
        for call in told[: chance.choice(turns) if number % 2 else chance.randint(1, len(told))]:
            disk.hear(call)
        shutil.rmtree(home)
        for name, content in disk.after_a_power_cut(chance).items():
            if not name.endswith("-shm"):
                Path(name).parent.mkdir(parents=True, exist_ok=True)
                Path(name).write_bytes(content)
        faults += [f"image {number}: {fault}" for fault in _looked_at(home, before)]
    return {"calls": len(told), "images": images, "faults": faults[:20]}


def _looked_at(home: Path, before: dict[str, Any]) -> list[str]:
    try:
        return faults_of(home, before)
    except Exception as error:  # noqa: BLE001 - whatever it is, this image cannot be worked with
        return [f"{type(error).__name__} {error}"]


if __name__ == "__main__":
    what, *words = sys.argv[1:]
    if what == "work":
        Store.open(Path(words[0]) / _OURS, KEY).close()
    else:
        count, number, where = int(words[0]), int(words[1]), Path(words[2])
        told = kill(count, number, where) if what == "kill" else power(count, random.Random(number), where)
        sys.stdout.write(json.dumps(told))
