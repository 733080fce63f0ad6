"""The Windows package: what goes into it, how it is named and listed, what its binaries ask for."""

import marshal
import struct
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import left_out
import locked
import windows_dlls
import windows_launcher
import windows_python
import windows_setup
import windows_tree
import wine_lacks

ROOT = Path(__file__).parents[2]
HERE = ROOT / "packaging/windows"
TAG = sys.implementation.cache_tag


def made(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return folder


def test_windows_has_its_own_pins_and_none_of_linux() -> None:
    pins = {pin.name: pin for pin in locked.of("windows")}
    assert {"colorama", "tzdata", "numpy", "pyside6-essentials", "sqlcipher3"} <= set(pins)
    assert not any("sys_platform == 'linux'" in pin.marker or "< '3.12'" in pin.marker for pin in pins.values())
    assert len(locked.of("windows")) == len(pins)


def test_windows_has_all_that_linux_has() -> None:
    assert {pin.name for pin in locked.of("window")} - {pin.name for pin in locked.of("windows")} == set()


def test_the_python_of_windows_is_pinned_by_its_digest() -> None:
    lines = [line for line in windows_python.PIN.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) == 1
    assert " --hash=sha256:" in lines[0]


def test_windows_python_finds_lib_and_code_and_nothing_else() -> None:
    assert windows_python.PTH.split() == ["python313.zip", ".", "..\\lib", "..\\code"]


def test_every_line_of_the_windows_list_has_its_reason() -> None:
    listed = tomllib.loads(left_out.WINDOWS.read_text("utf-8"))
    reasons = [reason for part in listed.values() for kind in part.values() for reason in kind.values()]
    assert [reason for reason in reasons if len(reason) < 4] == []


@pytest.mark.parametrize(
    "name", ["oscrypto/_win/x.py", "PySide6/Qt6Core.dll", "PySide6/plugins/platforms/qwindows.dll"]
)
def test_what_windows_needs_stays(name: str) -> None:
    assert not left_out.is_gone(name, left_out.windows_rules("lib"))


@pytest.mark.parametrize("name", ["PySide6/Qt6Quick.dll", "PySide6/msvcp140.dll", "numpy/tests/x.py", "a/b.pyi"])
def test_what_windows_does_not_need_goes(name: str) -> None:
    assert left_out.is_gone(name, left_out.windows_rules("lib"))


def test_all_of_qt_that_the_program_imports_stays_on_windows() -> None:
    linux, windows = left_out.rules("lib").kept, left_out.windows_rules("lib").kept
    modules = {name.split("/")[1].split(".")[0] for name in linux if name.endswith(".abi3.so")}
    assert {name for name in modules if f"PySide6/{name}.pyd" not in windows} == set()


def test_the_setup_unpacks_like_files_together_and_says_last_that_all_is_there(tmp_path: Path) -> None:
    tree = made(tmp_path, "lib/b.pyc", "release.json", "python/a.dll", "lib/a$b.pyc", "lib/c/d.pyc", "a.dll")
    assert windows_tree.listing(tree).splitlines() == [
        'SetOutPath "$Part"', 'File "a.dll"', 'SetOutPath "$Part\\python"', 'File "python/a.dll"',
        'SetOutPath "$Part\\lib"', 'File "lib/a$$b.pyc"', 'File "lib/b.pyc"', 'SetOutPath "$Part\\lib\\c"',
        'File "lib/c/d.pyc"', 'SetOutPath "$Part"', 'File "release.json"',
    ]  # fmt: skip


def test_the_longest_names_are_known(tmp_path: Path) -> None:
    assert windows_tree.longest(made(tmp_path, "ab/cdef.txt", "abcd/e")) == (11, 4)


@pytest.mark.parametrize(("version", "numbers"), [("0.2.0", "0.2.0.0"), ("1", "1.0.0.0"), ("1.2.3.4.5", "1.2.3.4")])
def test_a_version_has_four_numbers_on_windows(version: str, numbers: str) -> None:
    assert windows_launcher.numbers(version) == numbers


def test_a_signature_never_shows_the_password(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(windows_launcher.P12, "/keys/our.p12")
    monkeypatch.setenv(windows_launcher.PASSWORD, "secret words")
    line = windows_launcher.line_to_sign(tmp_path / "a.exe", tmp_path / "b.exe", tmp_path / "password")
    assert "secret words" not in " ".join(line)
    assert "-ts" not in line


def test_the_script_is_told_all_that_it_asks_for(tmp_path: Path) -> None:
    given = windows_setup.definitions(made(tmp_path, "a/b"), "0.2.0", tmp_path, tmp_path, tmp_path)
    script = (HERE / "yimen.nsi").read_text("utf-8")
    assert [name for name in given if f"${{{name}}}" not in script + _included()] == []


def _included() -> str:
    return "".join(path.read_text("utf-8") for path in HERE.glob("*.nsh"))


def test_what_a_binary_asks_for_is_read_from_it(tmp_path: Path) -> None:
    made(tmp_path, "notes.txt")
    (tmp_path / "ours.dll").write_bytes(program("KERNEL32.dll", "python313.dll", "api-ms-win-crt-heap-l1-1-0.dll"))
    assert windows_dlls.imported((tmp_path / "ours.dll").read_bytes()) >= {"kernel32.dll", "python313.dll"}
    assert windows_dlls.lacking(tmp_path) == {"python313.dll": ["ours.dll"]}


def program(*libraries: str) -> bytes:
    """Give a smallest 64-bit program that asks for libraries."""
    table, names = b"", b""
    for name in libraries:
        table += struct.pack("<5I", 0, 0, 0, 0x1000 + 20 * (len(libraries) + 1) + len(names), 0)
        names += name.encode() + b"\0"
    body = table + bytes(20) + names
    directories = bytes(8) + struct.pack("<II", 0x1000, len(table)) + bytes(8 * 14)
    head = struct.pack("<4sHHIIIHH", b"PE\0\0", 0x8664, 1, 0, 0, 0, 112 + 128, 0) + bytes(112) + directories
    section = struct.pack("<8s4I", b".idata", len(body), 0x1000, len(body), 64 + len(head) + 40) + bytes(16)
    return bytes(60) + struct.pack("<I", 64) + head + section + body


def test_foreign_modules_are_compiled_in_place_of_their_source_and_ours_beside_it(tmp_path: Path) -> None:
    tree = tmp_path
    for name in ("lib/one.py", "lib/cv2/config.py", "code/two.py"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text("x = 1\n", "utf-8")
    subprocess.run((sys.executable, "-I", HERE / "compile.py", tree, "cv2"), check=True)
    assert sorted(path.name for path in tree.rglob("*") if path.is_file()) == sorted(
        ["config.py", f"config.{TAG}.pyc", "one.pyc", "two.py", f"two.{TAG}.pyc"]
    )
    content = (tree / "lib/one.pyc").read_bytes()
    assert content[4:8] == b"\1\0\0\0"  # by a hash that nobody compares
    assert marshal.loads(content[16:]).co_filename == "lib/one.py"  # noqa: S302 - just written by ourselves


def test_a_stand_in_hands_on_all_but_complex_numbers() -> None:
    lines = wine_lacks.definition(["cosh", "crealf", "cpowl"]).splitlines()
    assert lines == [
        "LIBRARY ucrtbase.dll",
        "EXPORTS",
        "  cosh = ucrtwine.cosh",
        "  crealf = our_crealf",
        "  cpowl = our_cpow",
    ]


def test_the_licences_of_a_wheel_are_gathered_in_one_file(tmp_path: Path) -> None:
    made(tmp_path, "a-1.dist-info/licenses/deep/LICENSE", "a-1.dist-info/licenses/NOTICE", "a-1.dist-info/METADATA")
    windows_tree.gather_licences(tmp_path)
    names = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert names == {"a-1.dist-info/METADATA", "a-1.dist-info/licenses.txt"}
    written = (tmp_path / "a-1.dist-info/licenses.txt").read_text("utf-8")
    assert written == "==== NOTICE ====\n\nx\n==== deep/LICENSE ====\n\nx"
