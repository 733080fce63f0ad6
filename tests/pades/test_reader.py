"""The process that reads PDFs of anybody: it answers, or what killed it is a broken file."""

import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from app.errors import Refused
from app.pades import reader
from app.pades.reader import check_file, check_pdf
from app.pades.report import Verdict
from tests.pades.authority import NOW
from tests.pades.conftest import People

ROOT = Path(__file__).parents[2]


def bomb(entries: int, unpacked: int) -> bytes:
    """A file whose list of objects unpacks to a thousand times its size."""
    packed = zlib.compress(b"\0" * unpacked, 9)
    head = b"<< /Type /XRef /W [1 8 1] /Size %d /Root 2 0 R /Filter /FlateDecode /Length %d >>" % (entries, len(packed))
    return b"%PDF-1.7\n1 0 obj\n" + head + b"\nstream\n" + packed + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


def test_the_process_says_what_the_check_says(people: People, sealed: bytes) -> None:
    report = check_pdf(sealed, [people.authority.pem], NOW)
    assert report.is_whole
    assert [one.field for one in report.signatures] == ["Officer", "Seal"]


def test_a_bomb_is_a_broken_file() -> None:
    assert check_pdf(bomb(1000, 2**24), (), NOW).verdict is Verdict.BROKEN


@pytest.mark.slow
def test_a_file_with_a_hundred_million_objects_is_given_up_in_time() -> None:
    assert check_pdf(bomb(99_999_999, 2**27), (), NOW).verdict is Verdict.BROKEN


def test_the_process_has_little_memory() -> None:
    greedy = "from app.pades.worker import limit; limit(); bytearray(600 * 2**20)"
    done = subprocess.run((sys.executable, "-c", greedy), cwd=ROOT, capture_output=True, text=True, check=False)
    assert "MemoryError" in done.stderr


def test_who_takes_too_long_is_ended_and_the_file_is_broken(sealed: bytes) -> None:
    assert check_pdf(sealed, (), NOW, timeout_s=0.01).verdict is Verdict.BROKEN


def test_a_file_that_is_too_large_or_gone_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match=r"verify_pdf\.missing"):
        check_file(tmp_path / "gone.pdf", (), NOW)
    monkeypatch.setattr(reader, "MOST_BYTES", 100)
    (tmp_path / "large.pdf").write_bytes(b"x" * 101)
    with pytest.raises(Refused, match=r"verify_pdf\.too_large"):
        check_file(tmp_path / "large.pdf", (), NOW)


def test_the_command_needs_no_installation_and_ends_well_only_where_all_is_whole(
    people: People, sealed: bytes, certified: bytes, tmp_path: Path
) -> None:
    root = tmp_path / "root.cer"
    root.write_bytes(people.authority.pem)
    for name, content in (("whole.pdf", sealed), ("unsealed.pdf", certified)):
        (tmp_path / name).write_bytes(content)

    good = said(tmp_path, "whole.pdf", "--trust", str(root), "--json")
    unsealed = said(tmp_path, "unsealed.pdf", "--trust", str(root))
    unknown = said(tmp_path, "whole.pdf")
    missing = said(tmp_path, "gone.pdf")

    assert good.returncode == 0
    found = json.loads(good.stdout)
    assert (found["ok"], found["verdict"], found["ink"]) == (True, "whole", "whole")
    assert found["signatures"][0]["holder"]["subject"].startswith("陈素华")
    assert unsealed.returncode == 1
    assert unsealed.stdout.startswith("经办人签了，章没有盖")
    assert "手写签名：和当时屏幕上的纸、笔迹一致。" in unsealed.stdout
    assert unknown.returncode == 1
    assert "还没有设认得的根证书" in unknown.stdout
    assert missing.returncode == 3


def said(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    line = (sys.executable, "-m", "ui.cli", "verify-pdf", *words[1:], "--data", str(folder / "nowhere"))
    line += (str(folder / words[0]),)
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
