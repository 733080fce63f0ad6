"""Data of the program: texts, rules, fonts, icons, style. The only place that knows where it lies."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_HOME = Path(__file__).parent


def path(name: str) -> Path:
    """Give the place of the resource `name` (a relative path with forward slashes)."""
    return _HOME / name


def font(file: str) -> Path:
    """Give the place of a font of ours, which may be missing only for the rare characters.

    An installed program has those in a package of their own, beside all its versions.
    """
    own = path(f"fonts/{file}")
    return own if own.is_file() else _HOME.parent.parent.parent.parent / "fonts" / file


@cache
def texts(area: str) -> dict[str, Any]:
    """Give all Chinese texts of an area, as nested dicts; they must not be changed."""
    return tomllib.loads(path(f"texts/zh_CN/{area}.toml").read_text("utf-8"))


def read_ahead() -> None:
    """Read all texts, so that no page waits for its own when it is first opened."""
    for file in sorted(path("texts/zh_CN").glob("*.toml")):
        texts(file.stem)


def text(area: str, name: str, /, **facts: object) -> str:
    """Give the text `name` (dotted) of an area with `{fact}` places filled; KeyError where there is none."""
    found: Any = texts(area)
    for part in name.split("."):
        found = found[part]
    if not isinstance(found, str):
        raise KeyError(name)
    return found.format(**facts) if facts else found
