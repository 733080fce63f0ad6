"""What a county's new pack changes: shown before anybody adopts it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.rules.county import Entry, Local, found
from app.rules.local import SCHEMA, SERIES
from app.rules.pack import starts

_Which = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is another from a day on; None where there was, or will be, none.

    `which` names the series where an entry has several: an item or a kind.
    """

    programme: str
    name: str
    which: str
    key: str
    since: str
    before: Any
    after: Any


def differences(old: Local | None, new: Local) -> tuple[Difference, ...]:
    """Give what a new pack changes against the one in force (or the program's values), value by value, by date."""
    series = dict.fromkeys((*_series(old), *_series(new)))
    return tuple(one for programme, name, which in series for one in _changes(programme, name, which, (old, new)))


def _series(local: Local | None) -> Iterator[tuple[str, str, _Which]]:
    for programme, names in (local.entries if local else {}).items():
        for name, entries in names.items():
            yield from (
                (programme, name, tuple((key, entry[key]) for key in SERIES if key in entry)) for entry in entries
            )


def _changes(programme: str, name: str, which: _Which, packs: tuple[Local | None, Local]) -> Iterator[Difference]:
    """Compare on every day on which a value of the series may change; what stays as it was is said once."""
    told: dict[str, tuple[Any, Any]] = {}
    days = {
        day
        for local in packs
        if local
        for entry in local.entries.get(programme, {}).get(name, ())
        for day in _turns(entry)
    }
    for day in sorted(days | set(starts(programme, name))):
        was, will = (found(local, programme, name, date.fromisoformat(day), **dict(which)) for local in packs)
        for key in SCHEMA[programme][name]:
            pair = (was.values.get(key) if was else None, will.values.get(key) if will else None)
            if pair[0] != pair[1] and told.get(key) != pair:
                yield Difference(programme, name, "".join(value for _key, value in which), key, day, *pair)
            told[key] = pair


def _turns(entry: Entry) -> tuple[str, ...]:
    """Give the days on which an entry begins and has ended."""
    end = entry["effective_to"]
    return (entry["effective_from"], *([(date.fromisoformat(end) + timedelta(days=1)).isoformat()] if end else []))
