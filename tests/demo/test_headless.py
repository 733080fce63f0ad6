import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PLANTED = (
    "王德贵", "王建军", "511725195003121238", "511725197808254571", "1950-03-12", "13800001234", "青龙村", "种地 3 亩",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-16-le", "gb18030")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Path]:
    """The report of one run, and the folder in which all that it wrote lies."""
    home = tmp_path_factory.mktemp("demo")
    (home / "tmp").mkdir()
    environment = {**os.environ, "TMPDIR": str(home / "tmp"), "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}
    words = ["demo", "--headless", "--json", "--data", str(home / "data"), "--shots", str(home / "shots")]
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", *words], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return json.loads(done.stdout), home


def test_the_county_has_the_case_complete_and_unaltered(demo: tuple[dict[str, Any], Path]) -> None:
    report, _ = demo

    assert set(report) == {"ok", "steps", "case", "device", "county", "screenshots"}
    assert report["ok"] is True
    assert report["county"] == {"entries": 7, "blobs": 6, "complete": True, "equal": True}
    assert report["device"] == {"entries": 7, "blobs": 6, "pending": 0}
    assert report["case"]["number"].startswith("511725123-")
    assert report["case"]["state"] == "accepted"
    assert all(step["ok"] and step["ms"] >= 0 for step in report["steps"])


def test_every_window_is_on_a_screenshot_in_both_sizes(demo: tuple[dict[str, Any], Path]) -> None:
    report, home = demo

    shown = {Path(file).stem.split("-", 1)[1] for file in report["screenshots"]}
    pages = {"unlock", "home", "intake-card", "intake-household", "sign-ink", "accepted", "case", "sync-offline"}
    assert {f"{page}-{width}" for page in pages for width in (1366, 1920)} <= shown
    assert all(Path(file).stat().st_size > 10_000 for file in report["screenshots"])
    assert len(list((home / "shots").iterdir())) == len(report["screenshots"])


def test_nothing_that_the_program_wrote_shows_a_name_or_a_number(demo: tuple[dict[str, Any], Path]) -> None:
    _, home = demo
    wanted = {word.encode(encoding): word for word in PLANTED for encoding in ENCODINGS}
    written = [place for place in home.rglob("*") if place.is_file() and "shots" not in place.parts]

    hits = [(place.name, word) for place in written for code, word in wanted.items() if code in place.read_bytes()]

    assert hits == []
    assert {"yimen.db", "keys.json", "yimen.log"} <= {place.name for place in written}


def test_the_search_would_find_what_is_written_in_the_clear(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("王德贵", "gb18030")

    assert "王德贵".encode("gb18030") in (tmp_path / "plain").read_bytes()


def test_the_training_store_is_kept_whole(demo: tuple[dict[str, Any], Path]) -> None:
    _, home = demo
    environment = {**os.environ, "YIMEN_OFFICER": "demo", "YIMEN_PASSWORD": "demo"}

    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "verify", "--json", "--data", str(home / "data")],
        cwd=ROOT, env=environment, capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert json.loads(done.stdout)["ok"] is True
