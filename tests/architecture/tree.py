"""The project's own files, read and parsed once for all tests of this folder."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PRODUCT = ("app", "sync", "ui", "resources")
_NOT_OURS = {".venv", ".git", ".build", "node_modules", "build", "dist"}
HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Give the project's files with these endings, relative to its folder."""
    return tuple(path.relative_to(ROOT) for path in _below(ROOT) if path.suffix in endings)


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield path
        elif path.is_dir() and not (path.name in _NOT_OURS or path.name.endswith((".egg-info", "cache__", "_cache"))):
            yield from _below(path)


def sources(*tops: str) -> tuple[Path, ...]:
    """Give the Python files below these top-level folders."""
    return tuple(path for path in files(".py") if path.parts[0] in tops)


@cache
def text(path: Path) -> str:
    """Give the text of a file."""
    return (ROOT / path).read_text("utf-8")


@cache
def tree(path: Path) -> ast.Module:
    """Give the syntax tree of a Python file."""
    return ast.parse(text(path), str(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Give all nodes of a Python file's syntax tree."""
    return tuple(ast.walk(tree(path)))


def toml(name: str) -> dict[str, Any]:
    """Give a TOML file as nested dicts."""
    return tomllib.loads(text(Path(name)))


def flat(nested: dict[str, Any], before: str = "") -> Iterator[str]:
    """Give the dotted names of all texts in nested dicts."""
    for name, value in nested.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"


@cache
def strings(path: Path) -> tuple[ast.Constant, ...]:
    """Give the string constants of a file that are not docstrings; parts of f-strings too."""
    docstrings = {id(node.value) for node in nodes(path) if isinstance(node, ast.Expr)}
    return tuple(
        node
        for node in nodes(path)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    )


def called(node: ast.Call) -> str:
    """Give the last part of the name that a call calls."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
