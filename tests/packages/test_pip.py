"""The plain way: `pip install .` brings all that both programs need to run from anywhere."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as pip installs it, from the files that git knows; what it asks for is here already."""
    home = tmp_path_factory.mktemp("pip")
    packed = subprocess.run(("git", "archive", "HEAD"), cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(home / "source", filter="data")
    line = (sys.executable, "-m", "pip", "--quiet", "install", "--no-deps", "--target", home / "lib", home / "source")
    subprocess.run(line, check=True)
    shutil.rmtree(home / "source")
    return home / "lib"


def run(installed: Path, *words: str) -> dict[str, Any]:
    variables = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}
    variables["YIMEN_COUNTY_PASSWORD"] = "练习用的密码一二三四五"
    line = (sys.executable, "-P", "-m", *words, "--json")
    done = subprocess.run(line, cwd=installed.parent, env=variables, stdout=subprocess.PIPE, check=False)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_window_program_passes_its_self_test(installed: Path) -> None:
    found = run(installed, "ui.cli", "--self-test")
    assert [one for one in found["checks"] if not one["ok"]] == []


def test_a_county_begins(installed: Path, tmp_path: Path) -> None:
    words = ("begin", "--data", str(tmp_path / "data"), "--out", str(tmp_path / "out"), "--host", "10.1.2.3")
    found = run(installed, "sync.county.cli", *words, "--name", "周敏")
    assert found["made"] == {"certificate": True, "account": True, "windows": True}


def test_both_commands_are_there(installed: Path) -> None:
    assert {path.name for path in (installed / "bin").iterdir()} >= {"yimen", "yimen-county"}
