"""The rule pack of a programme: every value with its dates, its source and how sure it is."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import resources
from app.errors import Refused


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated value of a pack: `values` as in the file, `confidence` is statute, local or unconfirmed."""

    name: str
    values: dict[str, Any]
    source: str
    confidence: str
    effective_from: str


def pack_id(programme: str) -> str:
    """Give the name and version of a programme's pack, which an accepted case records."""
    name: str = _pack(programme)["id"]
    return name


def rule(programme: str, name: str, on: date, **which: str) -> Rule:
    """Give the value of `name` that holds on a date (and fits `which`); Refused rules.missing when none does."""
    found = find(programme, name, on, **which)
    if found is None:
        raise Refused("rules.missing", rule=name, day=on.isoformat())
    return found


def find(programme: str, name: str, on: date, **which: str) -> Rule | None:
    """Give the value of `name` that holds on a date, or None; one without a key of `which` fits every value of it."""
    for values in reversed(_pack(programme).get(name, ())):
        if _holds(values, on) and all(values.get(key, wanted) == wanted for key, wanted in which.items()):
            return Rule(name, values, values["source"], values["confidence"], values["effective_from"])
    return None


def values_of(programme: str, name: str) -> tuple[dict[str, Any], ...]:
    """Give all values of `name` as they stand in the pack; they must not be changed."""
    return tuple(_pack(programme).get(name, ()))


def starts(programme: str, name: str) -> tuple[str, ...]:
    """Give the days on which values of `name` begin to hold."""
    return tuple(values["effective_from"] for values in _pack(programme).get(name, ()))


def first(programme: str, name: str) -> Rule:
    """Give the earliest value of `name`, whenever it began to hold."""
    values = min(_pack(programme)[name], key=_begins)
    return Rule(name, values, values["source"], values["confidence"], values["effective_from"])


def _begins(values: dict[str, Any]) -> str:
    return str(values["effective_from"])


def _holds(values: dict[str, Any], on: date) -> bool:
    day = on.isoformat()
    return bool(values["effective_from"] <= day and (not values["effective_to"] or day <= values["effective_to"]))


@cache
def _pack(programme: str) -> dict[str, Any]:
    place = resources.path(f"rules/{programme}.toml")
    if not (programme.isidentifier() and place.exists()):
        raise Refused("rules.unknown_programme", programme=programme)
    return tomllib.loads(place.read_text("utf-8"))
