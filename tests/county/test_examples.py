"""What docs/ shows to those who write against a county is run here as it stands there."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sync.county.embedded import County
from sync.county.openapi import document

DOCS = Path(__file__).parents[2] / "docs"
PICTURE = b"\xff\xd8 made-up picture" * 40_000


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "picture.jpg"
    file.write_bytes(PICTURE)
    return file


def test_the_example_client_speaks_the_protocol_by_the_page_alone(county_of_own: County, picture: Path) -> None:
    code = county_of_own.enrol_code("511725001").code
    words = [sys.executable, str(DOCS / "examples" / "client.py"), county_of_own.url, code, str(picture)]

    done = subprocess.run(words, capture_output=True, check=True, timeout=60)

    told = json.loads(done.stdout)
    (entry,) = county_of_own.entries(told["device"])
    assert (told["acked_seq"], told["pulled"], entry.kind) == (1, 1, "case.document_filed")
    assert entry.body == {"document": {"sha256": told["blob"], "size": len(PICTURE), "media_type": "image/jpeg"}}
    assert county_of_own.blob(told["blob"]) == PICTURE


def test_the_example_client_is_short_and_knows_nothing_of_our_code() -> None:
    source = (DOCS / "examples" / "client.py").read_text("utf-8")

    assert len(source.splitlines()) <= 100
    assert re.findall(r"^(?:from|import) (?:app|sync|tests|ui)\b", source, re.MULTILINE) == []


@pytest.fixture
def by_hand(county_of_own: County, picture: Path) -> Path:
    """Run every example of the page in one shell; the folder in which it has worked."""
    page = (DOCS / "protocol.md").read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 7
    surroundings = {"PATH": "/usr/bin:/bin", "URL": county_of_own.url}
    surroundings["CODE"] = county_of_own.enrol_code("511725001").code
    script = "set -euo pipefail\n" + "".join(blocks)
    done = subprocess.run(
        ["bash", "-c", script], cwd=picture.parent, env=surroundings, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr.decode()
    return picture.parent


def loaded(folder: Path, name: str) -> Any:
    return json.loads((folder / name).read_text("utf-8"))


def test_every_curl_of_the_page_does_what_the_page_says(by_hand: Path, county_of_own: County) -> None:
    device = loaded(by_hand, "enrolled.json")["device"]
    (entry,) = county_of_own.entries(device)
    assert (entry.kind, entry.body) == ("case.note_added", {"note": "by hand"})
    assert county_of_own.blob(hashlib.sha256(PICTURE).hexdigest()) == PICTURE
    assert loaded(by_hand, "me.json")["acked_seq"] == 0
    assert loaded(by_hand, "pushed.json")["orders"] == [[1, 1]]
    assert loaded(by_hand, "pulled.ndjson")["entry"]["hash"] == entry.hash
    assert loaded(by_hand, "own.ndjson")["order"] == 1
    assert f"upload-offset: {len(PICTURE)}" in (by_hand / "offset").read_text("ascii").lower()
    assert " 200 " in (by_hand / "has").read_text("ascii")
    assert (by_hand / "part").read_bytes() == PICTURE[:10]
    assert "yimen-head: 1" in (by_hand / "head").read_text("ascii").lower()
    assert (by_hand / "events").read_text("ascii").startswith("event: head\nid: 1\n")
    assert loaded(by_hand, "health.json")["status"] == "ok"
    assert "yimen_newest_order 1.0" in (by_hand / "metrics").read_text("utf-8")
    assert loaded(by_hand, "openapi.json") == document()
