"""What lies where, and words that must not be anywhere."""

import re
from pathlib import Path

from tests.architecture.tree import ROOT, files, text

TOP_LEVEL = {
    ".ci", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "app", "docs", "packaging",
    "pyproject.toml", "requirements.lock", "resources", "run.py", "sync", "tests", "ui",
}  # fmt: skip
MADE = {".git", ".venv", ".build", ".hypothesis", ".coverage", "node_modules", "__pycache__", "build", "dist"}
UNFINISHED = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X]|NotImplemented[E]rror)\b")


def test_the_top_level_is_what_it_should_be() -> None:
    there = {path.name for path in ROOT.iterdir() if path.name not in MADE and not path.name.endswith("_cache")}
    assert there == TOP_LEVEL


def test_packaging_does_not_shadow_the_package_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_tests_are_no_packages() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_nothing_unfinished_is_left() -> None:
    left = [f"{path}: {found[0]}" for path in files(".py", ".toml") if (found := UNFINISHED.search(text(path)))]
    assert left == []


def test_no_test_is_skipped_or_sleeps() -> None:
    lazy = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b|\btime\.sleep\(")
    assert [str(path) for path in files(".py") if path.parts[0] == "tests" and lazy.search(text(path))] == []


def test_no_layout_is_asked_for_its_items() -> None:
    """PySide keeps what `itemAt` gave, and gives it out for whatever Qt makes at the same place later."""
    asking = re.compile(r"\.item[A]t(Position)?\(")
    found = [str(path) for path in files(".py") if path.parts[0] in {"ui", "tests"} and asking.search(text(path))]
    assert found == []


def test_every_exception_to_a_rule_has_its_reason() -> None:
    silent = [
        f"{path}:{number} {line.strip()}"
        for path in files(".py")
        if path.parts[:2] != ("tests", "architecture")
        for number, line in enumerate(text(path).splitlines(), 1)
        if has_silent_exception(line)
    ]
    assert silent == []


def has_silent_exception(line: str) -> bool:
    comment = re.search(r"#\s*(noqa|type:\s*ignore|pragma: no cover)(.*)", line)
    if not comment or (comment[1] == "noqa" and not comment[2].startswith(":")):
        return bool(comment)
    return not re.search(r"[\])\w ](\s+-\s+|\s+#\s+)\w.{4}", comment[2])


def test_the_checks_of_exceptions_are_sharp() -> None:
    bad = ["x  # noqa", "x  # noqa: S101", "x  # type: ignore", "x  # type: ignore[arg-type]", "x  # noqa: A001 - no"]
    good = ["x  # noqa: S101 - pytest's assert", "x  # type: ignore[arg-type]  # the test's own names", "x = 1"]
    assert [line for line in bad if not has_silent_exception(line)] == []
    assert [line for line in good if has_silent_exception(line)] == []


def test_no_file_tells_of_the_machine_it_was_written_on() -> None:
    home = str(ROOT.parent)
    private = (
        re.compile(rf"{re.escape(home)}/|/[r]oot/|/home/\w+/\.cache")
        if len(ROOT.parts) > 2
        else re.compile(r"/[r]oot/")
    )
    told = [
        str(path)
        for path in files(".py", ".toml", ".md", ".txt", ".js", ".json", ".lock")
        if private.search(text(path))
    ]
    assert told == []


def test_the_lock_file_names_no_place_to_fetch_from() -> None:
    assert not re.search(r"https?://|--index-url|--extra-index|--find-links", text(Path("requirements.lock")))


def test_nothing_generated_is_kept() -> None:
    index = ROOT / ".git" / "index"  # git's list of files; its names stand in it as they are
    kept = index.read_bytes() if index.is_file() else b""
    assert re.findall(rb"__pycache__|\.pyc\b|node_modules/|_cache/|\.egg-info|\.venv/", kept) == []
