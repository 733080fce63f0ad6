"""Limits that keep a file and a function within one look."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import PRODUCT, files, nodes, sources, text

FILE_LINES, WINDOW_LINES, FUNCTION_LINES = 300, 200, 30
STORY_LINES, SUITE_LINES = (
    60,
    400,
)  # a test may tell one story from beginning to end; the tests of a subject stay together
# Functions here are lists to be read from top to bottom; cutting them up would hide what they say.
LISTS = {
    "app/store/migrations/versions": "tables as a release had them, column by column",
    "tests/made_up": "people and households, field by field",
}
BANNED_STEMS = {"helper", "helpers", "util", "utils", "manager", "managers", "common", "misc", "base", "core", "stuff"}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count from `def` to the end, less the docstring."""
    first = node.body[0]
    docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    return lines - ((first.end_lineno or 0) - first.lineno + 1 if docstring else 0)


def test_no_file_is_longer_than_300_lines() -> None:
    long = {
        str(path): lines
        for path in files(".py")
        if (lines := len(text(path).splitlines())) > (SUITE_LINES if path.stem.startswith("test_") else FILE_LINES)
    }
    assert long == {}


def test_no_window_is_longer_than_200_lines() -> None:
    windows = [path for path in sources("ui") if path.stem.endswith(("window", "page"))]
    long = {str(path): len(text(path).splitlines()) for path in windows}
    assert {name: lines for name, lines in long.items() if lines > WINDOW_LINES} == {}


def test_no_function_is_longer_than_30_lines() -> None:
    long = [
        f"{path}:{node.lineno} {node.name} {body_lines(node)}"
        for path in files(".py")
        for node in functions(path)
        if body_lines(node) > (STORY_LINES if node.name.startswith("test_") else FUNCTION_LINES)
        if path.parent.as_posix() not in LISTS
    ]
    assert long == []


def test_most_functions_are_short() -> None:
    lengths = sorted(body_lines(node) for path in sources(*PRODUCT) for node in functions(path))
    assert lengths[len(lengths) // 2] <= 10


def test_a_file_is_named_after_its_subject() -> None:
    assert [str(path) for path in files(".py") if path.stem in BANNED_STEMS] == []
