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
_NOT_OURS = {".venv", ".git", "node_modules", "build", "dist"}
HAN = re.compile(r"[\u3400-\u9fff]")


@cache
def files(*endings: str) -> tuple[Path, ...]:
    """Give the project's files with these endings, relative to its folder."""
    found = (path.relative_to(ROOT) for path in sorted(ROOT.rglob("*")) if path.is_file())
    return tuple(path for path in found if path.suffix in endings and not _is_foreign(path))


def _is_foreign(path: Path) -> bool:
    return any(part in _NOT_OURS or part.endswith((".egg-info", "cache__", "_cache")) for part in path.parts)


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


def docstrings(module: ast.Module) -> set[int]:
    """Give the identities of the nodes that are docstrings, or strings that stand alone as one."""
    return {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}


def strings(path: Path) -> Iterator[ast.Constant]:
    """Give the string constants of a file that are not docstrings; parts of f-strings too."""
    module = tree(path)
    apart = docstrings(module)
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node


def called(node: ast.Call) -> str:
    """Give the last part of the name that a call calls."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""
