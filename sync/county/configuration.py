"""What an installed server is told once: the file that ``YIMEN_COUNTY_CONFIG`` names; no command repeats it."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from app.errors import Refused

VARIABLE: Final = "YIMEN_COUNTY_CONFIG"
# Table and key of the file, the kind of value, and the argument of a command that it stands for.
_KEYS: Final[Mapping[tuple[str, str], tuple[type, str]]] = {
    ("county", "data"): (Path, "data"),
    ("county", "database"): (str, "database"),
    ("county", "blobs"): (str, "blobs"),
    ("serve", "host"): (str, "host"),
    ("serve", "port"): (int, "port"),
    ("serve", "tls_cert"): (Path, "tls_cert"),
    ("serve", "tls_key"): (Path, "tls_key"),
    ("serve", "log"): (Path, "log"),
    ("serve", "metrics_token"): (Path, "metrics_token"),
}
_SERVING: Final = frozenset(name for (table, _), (_, name) in _KEYS.items() if table == "serve")


def usual(command: str, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Give what stands for a command's arguments where it does not say them; Refused county.configuration."""
    path = environment.get(VARIABLE, "")
    if not path or not Path(path).exists():
        return {}
    found = read(Path(path))
    return {name: value for name, value in found.items() if command == "serve" or name not in _SERVING}


def read(path: Path) -> dict[str, Any]:
    """Give what a file says, by the names of arguments; Refused county.configuration with what is wrong in it."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise Refused("county.configuration", file=str(path), what=error.strerror or "") from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise Refused("county.configuration", file=str(path), what=str(error)) from error
    return dict(_one(path, table, key, value) for table, keys in tables.items() for key, value in _pairs(keys))


def _pairs(keys: object) -> list[tuple[str, object]]:
    return list(keys.items()) if isinstance(keys, dict) else [("", keys)]


def _one(path: Path, table: str, key: str, value: object) -> tuple[str, Any]:
    kind, name = _KEYS.get((table, key), (None, ""))
    written = str if kind is Path else kind
    if kind is None or type(value) is not written:
        raise Refused("county.configuration", file=str(path), what=f"{table}.{key}".rstrip("."))
    return name, Path(str(value)) if kind is Path else value
