"""A county's own rule pack: values that lie over the program's. Read, checked, compared."""

import tomllib
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from app.domain.day import is_day
from app.domain.money import LARGEST_FEN
from app.errors import Refused
from app.rules.county import STATUTE, UNCONFIRMED, Entry, Local
from app.rules.due import DUE, Step, Unit
from app.rules.pack import values_of

ALWAYS, _NEVER = "0001-01-01", "9999-12-31"
LOCAL = "local"
_SEVERAL = 2
_SHARED = {"effective_from", "effective_to", "source", "confidence"}
_HEAD = {"id", "source"}
_LEVELS = (STATUTE, LOCAL, UNCONFIRMED)
_OPEN = ("no", "yes", "open")
_DAYS = range(1_000)  # no period is longer: a date must come of it
_PERIOD = {
    "step": tuple(step.value for step in Step),
    "confirmer": ("township", "county"),
    "count": _DAYS,
    "unit": tuple(unit.value for unit in Unit),
    "rolls": bool,
}
_AREA = {"urban_fen": int, "rural_fen": int}
_CLASSES = ("dibao", "dibao_bianyuan", "gangxing_zhichu")
# What a county may set: programme, entry, key, and what its value is: a number, one of some words, a list of some
# words, or amounts by name.
SCHEMA: dict[str, dict[str, dict[str, Any]]] = {
    "dibao": {
        "due": _PERIOD,
        "standard": _AREA,
        "borderline": {"tenths": int},
        "amount": {"mode": ("shortfall", "tiers"), "rounding": ("fen", "jiao", "yuan_up")},
        "tier": {"urban": dict, "rural": dict},
        "fenlei_shibao": {"old_from": int, "old_fen": int, "minor_fen": int, "disabled_fen": int, "ill_fen": int},
        "tapering": {"months": int, "causes": [str]},
        "floor": {"per": ("kind", "person", "household")},
        "excluded": {"item": str, "counts": _OPEN},
        "deduction": {"kind": ("disability", "illness"), "applies": _OPEN},
    },
    "dibao_danren": {"household": {"classes": [_CLASSES]}, "standard": {"fen": int}},
    "dibao_bianyuan": {"due": _PERIOD},
    "gangxing_zhichu": {"due": _PERIOD, "ratio": {"percent": int}},
    "tekun": {
        "due": _PERIOD,
        "standard": _AREA,
        "care": {"full_fen": int, "half_fen": int, "none_fen": int},
        "excluded": {"item": str, "counts": _OPEN},
    },
    "linshi_jiuzhu": {"due": _PERIOD, "cap": {"fen_per_year": int}},
    "xiaoe_kuaijiu": {"due": _PERIOD, "limit": {"standards": int, "per": ("case", "person")}},
    "canji_shenghuo": {"due": _PERIOD, "standard": {"fen": int}, "household": {"widened": _OPEN}},
    "canji_huli": {
        "due": _PERIOD,
        "standard": {"fen": int, "second_fen": int, "wider_fen": int},
        "disability": {"widened": _OPEN},
    },
    "guer": {"due": _PERIOD, "standard": {"fen": int}},
    "shishi_wuren_fuyang": {"due": _PERIOD, "standard": {"fen": int}},
    "procedure": {"check_validity": {"months": _DAYS}, "objection": {"working_days": _DAYS}},
    "desk": {"referral": {"working_days": _DAYS}, "department": {"field": str, "names": [str]}},
    "remedy": {"remedy": {"review_office": str, "court": str}},
    "place": {"disposable_income": {"urban_fen_per_year": int, "rural_fen_per_year": int}},
}
# Entries that say nothing when one of these is missing.
_NEEDED: dict[str, tuple[str, ...]] = {
    "excluded": ("item", "counts"),
    "deduction": ("kind", "applies"),
    "ratio": ("percent",),
    "due": ("step", "count", "unit"),
    "department": ("field", "names"),
}
SERIES = ("item", "kind", "step", "confirmer", "field")  # entries that differ in one of these are series of their own


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


def together(packs: tuple[Local, ...]) -> Local | None:
    """Give several packs as one; Refused local.overlap, local.gap where they speak of the same value. None for none."""
    if len(packs) < _SEVERAL:
        return next(iter(packs), None)
    entries: dict[str, dict[str, tuple[Entry, ...]]] = {}
    for pack in packs:
        for programme, names in pack.entries.items():
            own = entries.setdefault(programme, {})
            for name, series in names.items():
                own[name] = _checked(f"{programme}.{name}", (*own.get(name, ()), *series))
    return Local("+".join(pack.id for pack in packs), entries)


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
    return _checked(place, checked)


def _checked(place: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Give a series in the order of its dates, which neither overlap nor leave a gap."""
    ordered = sorted(entries, key=lambda entry: str(entry["effective_from"]))
    for entry in ordered:
        _check_statute(place, entry)
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
    lacking = next((key for key in _NEEDED.get(place.rpartition(".")[2], ()) if key not in whole), None)
    if lacking is not None or "effective_from" not in whole:
        raise Refused("local.lacks", place=place, key=lacking or "effective_from")
    for key, value in whole.items():
        if not (_is_shared(key, value) if key in _SHARED else _fits(value, keys[key])):
            raise Refused("local.value", place=f"{place}.{key}")
    return whole


def _check_statute(place: str, entry: Entry) -> None:
    """Refuse a period that is longer, or counted otherwise, than the one that a statute sets for the same days."""
    if not place.endswith(f".{DUE}"):
        return
    for ours in values_of(place.partition(".")[0], DUE):
        same = all(key not in ours or entry.get(key, ours[key]) == ours[key] for key in ("step", "confirmer"))
        shorter = ours["unit"] == entry["unit"] and entry["count"] <= ours["count"]
        if same and ours["confidence"] == STATUTE and _meet(entry, ours) and not shorter:
            raise Refused("local.longer", place=place, step=entry["step"], source=ours["source"])


def _meet(one: Entry, other: Entry) -> bool:
    ends = (one["effective_to"] or _NEVER, other["effective_to"] or _NEVER)
    return bool(one["effective_from"] <= ends[1] and other["effective_from"] <= ends[0])


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
    if isinstance(wanted, range):
        return type(value) is int and value in wanted
    if wanted in {str, bool}:
        return type(value) is wanted
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
