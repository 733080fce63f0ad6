"""A county's own values, and how they lie over the program's."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.errors import Refused
from app.rules.pack import Rule, find

UNCONFIRMED, STATUTE = "unconfirmed", "statute"
Entry = dict[str, Any]
FIGURES = ("standard", "cap", "tier")  # the county's figure takes the place of ours, and so does its source
# What stands alone, with nothing of the program's below it.
WHOLE = (*FIGURES, "fenlei_shibao", "excluded", "ratio", "care", "disposable_income", "due")


@dataclass(frozen=True, slots=True)
class Local:
    """A pack that was checked: `entries` by programme and name, in the order of their dates."""

    id: str
    entries: dict[str, dict[str, tuple[Entry, ...]]]

    def find(self, programme: str, name: str, on: date, **which: str) -> Entry | None:
        """Give the county's entry that holds on a date, or None; of several that fit the one that names more."""
        best, fit = None, -1
        for entry in self.entries.get(programme, {}).get(name, ()):
            fits = all(entry.get(key, wanted) == wanted for key, wanted in which.items())
            named = sum(key in entry for key in which)
            if fits and named > fit and _holds(entry, on.isoformat()):
                best, fit = entry, named
        return best


def found(local: Local | None, programme: str, name: str, on: date, **which: str) -> Rule | None:
    """Give the program's value for a date with the county's laid over it, key by key; None where neither has one.

    A county fills a rule, it makes none: where the program has a test that does not hold yet, there is none.
    """
    base = find(programme, name, on, **which)
    entry = local.find(programme, name, on, **which) if local else None
    if entry is None or (base is None and name not in WHOLE):
        return base
    source = entry["source"] if base is None or name in FIGURES else f"{base.source}；{entry['source']}"
    values = {**(base.values if base else {}), **entry}
    return Rule(name, values, source, entry["confidence"], entry["effective_from"])


def held(local: Local | None, programme: str, name: str, on: date, **which: str) -> Rule:
    """Give the same; Refused rules.missing where neither has a value for the date."""
    rule = found(local, programme, name, on, **which)
    if rule is None:
        raise Refused("rules.missing", rule=name, day=on.isoformat())
    return rule


def _holds(entry: Entry, day: str) -> bool:
    return bool(entry["effective_from"] <= day and (not entry["effective_to"] or day <= entry["effective_to"]))
