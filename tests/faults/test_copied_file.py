"""Promise 9: a copied file shows nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.faults.plain_text import PLANTED, found_in
from tests.faults.program import ROOT


def test_no_file_that_the_program_wrote_shows_a_person_a_word_or_a_key(tmp_path: Path) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    world = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    window = [sys.executable, "-m", "tests.faults.plain_text", str(tmp_path)]
    done = subprocess.run(window, cwd=ROOT, env=world, check=False)
    assert done.returncode == -signal.SIGSEGV
    assert found_in(tmp_path) == []
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"data", "tmp", "safe.yimen", "log.txt", "crash.txt"}
    assert "Segmentation fault" in (tmp_path / "crash.txt").read_text()
    assert "IntegrityError" in (tmp_path / "log.txt").read_text()
    assert {path.name for path in (tmp_path / "data").iterdir()} >= {"yimen.db", "yimen.db-wal", "blobs", "keys.json"}


def test_the_search_would_find_them(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "plain.db") as plain:
        plain.execute("CREATE TABLE person (name TEXT, number TEXT)")
        plain.execute("INSERT INTO person VALUES (?, ?)", (PLANTED.name, PLANTED.id_number))
    plain.close()
    (tmp_path / "windows.txt").write_text(PLANTED.name, "utf-16")
    assert len(found_in(tmp_path)) >= 3
