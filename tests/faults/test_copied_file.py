"""Promise 9: a copied file shows nothing."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.faults.plain_text import PLANTED, WORDS, found_in
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


def test_nothing_that_a_window_leaves_behind_names_somebody(tmp_path: Path) -> None:
    """Titles, names of printed papers, Qt's settings, temporary files, logs, the report of the machine."""
    folder, temporary = tmp_path / "home", tmp_path / "home" / "tmp"
    temporary.mkdir(parents=True)
    places = {"HOME": folder, "XDG_CONFIG_HOME": folder / "config", "XDG_CACHE_HOME": folder / "cache"}
    places |= {"XDG_DATA_HOME": folder / "share", "TMPDIR": temporary}
    world = {**os.environ, **{name: str(place) for name, place in places.items()}}
    world |= {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-m", "tests.faults.plain_window", str(folder)], cwd=ROOT, env=world, check=True)
    assert found_in(folder) == []
    named = [path for path in folder.rglob("*") if any(word in path.name for word in WORDS)]
    assert {path.relative_to(folder).parts[0] for path in named} == {"outside"}, "the test's own folder, nothing else"
    assert "ValueError" in (folder / "window" / "log" / "yimen.log").read_text("utf-8")
    assert "一门" in (folder / "titles.txt").read_text("utf-8")
    assert (folder / "report.json").exists()
    settings = list((folder / "config").rglob("QtProject.conf"))
    assert settings, "Qt keeps settings of its own there: they were looked through"
