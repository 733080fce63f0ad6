"""What stays out of a package: every line of the list names something, and no line names too much."""

import importlib.metadata
import re
import sysconfig
import tomllib
from pathlib import Path

import pytest

import left_out
import locked
from left_out import Rules, is_gone, unmatched

ROOT = Path(__file__).parents[2]
LIST = tomllib.loads(left_out.FILE.read_text("utf-8"))
# Of the package only, where the source tree has another build of the same thing, or pip has cleaned up after itself.
ELSEWHERE = ("share", "cv2/LICENSE-3RD-PARTY.txt.*", "bin", "**/*.c", "**/*.hpp", "*.dist-info/direct_url.json")


@pytest.mark.parametrize(
    ("pattern", "name", "is_named"),
    [
        ("a/b", "a/b", True),
        ("a/b", "a/b/c/d.py", True),
        ("a/b", "a/bc", False),
        ("a/*.so", "a/b.so", True),
        ("a/*.so", "a/b/c.so", False),
        ("**/tests", "tests/x.py", True),
        ("**/tests", "a/b/tests/x.py", True),
        ("**/tests", "a/contests/x.py", False),
        ("*.dist-info/RECORD", "a-1.0.dist-info/RECORD", True),
        ("a+b.so", "a+b.so", True),
        ("a.so", "aXso", False),
    ],
)
def test_a_pattern_names_files_and_whole_folders(pattern: str, name: str, *, is_named: bool) -> None:
    assert is_gone(name, Rules((pattern,), ())) is is_named


def test_what_is_kept_stays_in_a_folder_that_goes(tmp_path: Path) -> None:
    for name in ("qt/kept/one.so", "qt/two.so", "qt/deep/three.so", "other.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    left_out.remove(tmp_path, Rules(("qt",), ("qt/kept",)))
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert left == ["other.py", "qt", "qt/kept", "qt/kept/one.so"]


def test_patterns_that_name_nothing_are_told() -> None:
    assert unmatched(("a", "b/*.py"), ["a/x", "b/c/d.py"]) == ["b/*.py"]


def test_every_line_for_wheels_names_something_in_the_locked_packages() -> None:
    rules = left_out.rules("lib")
    site = Path(sysconfig.get_path("platlib"))
    wanted = {pin.name for pin in locked.of("window")}
    files = [
        file.as_posix()
        for found in importlib.metadata.distributions(path=[str(site)])
        if (found.name or "").lower().replace("_", "-") in wanted | {"opencv-python"}
        for file in found.files or []
    ]
    assert set(unmatched(rules.gone, files)) - set(ELSEWHERE) == set()
    assert unmatched((*rules.kept, *left_out.stripped()), files) == []


def test_every_line_for_our_code_names_something() -> None:
    tops = [ROOT / top for top in ("app", "ui", "sync", "resources")]
    listed = [path.relative_to(ROOT).as_posix() for top in tops for path in top.rglob("*") if path.is_file()]
    for part in ("code", "county-code"):
        assert unmatched(left_out.rules(part).gone, listed) == []


def test_every_line_has_its_reason() -> None:
    reasons = [
        reason
        for part in (*LIST["requirements"].values(), *map(LIST.get, ("python", "lib", "code", "county-code")))
        for reason in [*part["gone"].values(), *part.get("kept", {}).values()]
    ]
    assert [reason for reason in reasons if len(reason) < 4] == []


def test_all_of_qt_that_the_program_imports_stays() -> None:
    used = {
        name
        for path in (ROOT / "ui").rglob("*.py")
        for name in re.findall(r"PySide6\.(Qt\w+)", path.read_text("utf-8"))
    }
    by = left_out.rules("lib")
    assert [name for name in sorted(used) if is_gone(f"PySide6/{name}.abi3.so", by)] == []


def test_why_a_part_is_there_is_said_of_parts_that_are_there() -> None:
    assert set(LIST["why"]) - {pin.name for pin in locked.of("window")} == set()
