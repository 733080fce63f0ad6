"""A county's own rule pack: values that lie over the program's. Read, checked, compared."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from app.domain.day import is_day
from app.domain.money import LARGEST_FEN
from app.errors import Refused
from app.rules.pack import Rule, find

ALWAYS = "0001-01-01"
LOCAL, UNCONFIRMED, STATUTE = "local", "unconfirmed", "statute"
_SHARED = {"effective_from", "effective_to", "source", "confidence"}
_HEAD = {"id", "source"}
_LEVELS = (STATUTE, LOCAL, UNCONFIRMED)
_OPEN = ("no", "yes", "open")
_AREA = {"urban_fen": int, "rural_fen": int}
_CLASSES = ("dibao", "dibao_bianyuan", "gangxing_zhichu")
Entry = dict[str, Any]
# What a county may set: programme, entry, key, and what its value is: a number, one of some words, a list of some
# words, or amounts by name.
SCHEMA: dict[str, dict[str, dict[str, Any]]] = {
    "dibao": {
        "standard": _AREA,
        "borderline": {"tenths": int},
        "amount": {"mode": ("shortfall", "tiers"), "rounding": ("fen", "jiao", "yuan_up")},
        "tier": {"urban": dict, "rural": dict},
        "fenlei_shibao": {"old_from": int, "old_fen": int, "minor_fen": int, "disabled_fen": int, "ill_fen": int},
        "tapering": {"months": int, "causes": [str]},
        "excluded": {"item": str, "counts": _OPEN},
        "deduction": {"kind": ("disability", "illness"), "applies": _OPEN},
    },
    "dibao_danren": {"household": {"classes": [_CLASSES]}, "standard": {"fen": int}},
    "gangxing_zhichu": {"ratio": {"percent": int}},
    "tekun": {
        "standard": _AREA,
        "care": {"full_fen": int, "half_fen": int, "none_fen": int},
        "excluded": {"item": str, "counts": _OPEN},
    },
    "linshi_jiuzhu": {"cap": {"fen_per_year": int}},
    "xiaoe_kuaijiu": {"limit": {"standards": int, "per": ("case", "person")}},
    "canji_shenghuo": {"standard": {"fen": int}, "household": {"widened": _OPEN}},
    "canji_huli": {"standard": {"fen": int, "second_fen": int, "wider_fen": int}, "disability": {"widened": _OPEN}},
    "guer": {"standard": {"fen": int}},
    "shishi_wuren_fuyang": {"standard": {"fen": int}},
    "place": {"disposable_income": {"urban_fen_per_year": int, "rural_fen_per_year": int}},
}
_FIGURES = ("standard", "cap", "tier")  # the county's figure takes the place of ours, and so does its source
# What stands alone, with nothing of the program's below it.
_WHOLE = (*_FIGURES, "fenlei_shibao", "excluded", "ratio", "care", "disposable_income")
_ALL_KEYS = ("excluded", "deduction", "ratio")  # entries that say nothing when a key is missing
SERIES = ("item", "kind")  # entries that differ in one of these are series of their own


@dataclass(frozen=True, slots=True)
class Local:
    """A pack that was checked: `entries` by programme and name, in the order of their dates."""

    id: str
    entries: dict[str, dict[str, tuple[Entry, ...]]]

    def find(self, programme: str, name: str, on: date, **which: str) -> Entry | None:
        """Give the county's entry that holds on a date, or None."""
        for entry in self.entries.get(programme, {}).get(name, ()):
            if _holds(entry, on.isoformat()) and all(entry.get(key) == wanted for key, wanted in which.items()):
                return entry
        return None


def read_local(written: bytes) -> Local:
    """Give the pack of a TOML file. Refused local.unreadable, or a code below local. with the place in the file."""
    try:
        tables = tomllib.loads(written.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Refused("local.unreadable") from error
    name = tables.get("id", LOCAL)
    source = tables.get("source", name)
    if not isinstance(name, str) or not isinstance(source, str):
        raise Refused("local.value", place="id, source")
    programmes = {programme: names for programme, names in tables.items() if programme not in _HEAD}
    return Local(name, {programme: _programme(programme, names, source) for programme, names in programmes.items()})


def found(local: Local | None, programme: str, name: str, on: date, **which: str) -> Rule | None:
    """Give the program's value for a date with the county's laid over it, key by key; None where neither has one.

    A county fills a rule, it makes none: where the program has a test that does not hold yet, there is none.
    """
    base = find(programme, name, on, **which)
    entry = local.find(programme, name, on, **which) if local else None
    if entry is None or (base is None and name not in _WHOLE):
        return base
    source = entry["source"] if base is None or name in _FIGURES else f"{base.source}；{entry['source']}"
    values = {**(base.values if base else {}), **entry}
    return Rule(name, values, source, entry["confidence"], entry["effective_from"])


def _programme(programme: str, names: Any, source: str) -> dict[str, tuple[Entry, ...]]:
    if programme not in SCHEMA:
        raise Refused("local.unknown", place=programme)
    if not isinstance(names, dict):
        raise Refused("local.value", place=programme)
    return {name: _series(f"{programme}.{name}", entries, source) for name, entries in names.items()}


def _series(place: str, entries: Any, source: str) -> tuple[Entry, ...]:
    programme, _, name = place.partition(".")
    if name not in SCHEMA[programme]:
        raise Refused("local.unknown", place=place)
    listed = entries if isinstance(entries, list) else [entries]
    checked = [_entry(place, entry, SCHEMA[programme][name], source, alone=len(listed) == 1) for entry in listed]
    ordered = sorted(checked, key=lambda entry: str(entry["effective_from"]))
    for key in {_key(entry) for entry in ordered}:
        _check_dates(place, [entry for entry in ordered if _key(entry) == key])
    return tuple(ordered)


def _key(entry: Entry) -> tuple[str, ...]:
    return tuple(str(entry.get(key, "")) for key in SERIES)


def _entry(place: str, entry: Any, keys: dict[str, Any], source: str, *, alone: bool) -> Entry:
    """Give one entry with its dates, source and confidence; a single one may go without dates: it always holds."""
    if not isinstance(entry, dict):
        raise Refused("local.value", place=place)
    start = {"effective_from": ALWAYS} if alone else {}
    given = {key: value.isoformat() if type(value) is date else value for key, value in entry.items()}
    whole = {**start, "effective_to": "", "source": source, "confidence": LOCAL, **given}
    strange = next((key for key in whole if key not in keys and key not in _SHARED), None)
    if strange is not None:
        raise Refused("local.unknown", place=f"{place}.{strange}")
    needed = keys if place.endswith(_ALL_KEYS) else ()
    lacking = next((key for key in needed if key not in whole), None)
    if lacking is not None or "effective_from" not in whole:
        raise Refused("local.lacks", place=place, key=lacking or "effective_from")
    for key, value in whole.items():
        if not (_is_shared(key, value) if key in _SHARED else _fits(value, keys[key])):
            raise Refused("local.value", place=f"{place}.{key}")
    return whole


def _is_shared(key: str, value: Any) -> bool:
    if key == "confidence":
        return value in _LEVELS
    if key == "source":
        return isinstance(value, str)
    return isinstance(value, str) and (is_day(value) or (key == "effective_to" and not value))


def _fits(value: Any, wanted: Any) -> bool:
    """Tell whether a value is what the schema wants: a number, words, a list or amounts by name."""
    if isinstance(wanted, list):
        return isinstance(value, list) and all(_fits(one, wanted[0]) for one in value)
    if isinstance(wanted, tuple):
        return isinstance(value, str) and value in wanted
    if wanted is dict:
        return isinstance(value, dict) and all(_fits(amount, int) for amount in value.values())
    if wanted is str:
        return isinstance(value, str)
    return type(value) is int and 0 <= value <= LARGEST_FEN


def _check_dates(place: str, series: list[Entry]) -> None:
    """Refuse a series with a period that ends before it begins, two that overlap, or a gap between two."""
    for entry in series:
        if entry["effective_to"] and entry["effective_to"] < entry["effective_from"]:
            raise Refused("local.backwards", place=place, day=entry["effective_from"])
    for before, after in pairwise(series):
        if not before["effective_to"] or before["effective_to"] >= after["effective_from"]:
            raise Refused("local.overlap", place=place, day=after["effective_from"])
        if date.fromisoformat(before["effective_to"]) + timedelta(days=1) != date.fromisoformat(
            after["effective_from"]
        ):
            raise Refused("local.gap", place=place, day=after["effective_from"])


def _holds(entry: Entry, day: str) -> bool:
    return bool(entry["effective_from"] <= day and (not entry["effective_to"] or day <= entry["effective_to"]))
