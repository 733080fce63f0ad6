"""What of a case can be corrected, and what goes with a correction. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import resources
from app.domain import id_number
from app.domain.case import Case, Conflict
from app.domain.day import check
from app.journal.fold import Stored

_OF_PERSON: Final = ("name", "id_number", "birth", "address")
_OF_HOUSEHOLD: Final = ("phone", "phone_owner", "village", "group", "residence")


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A text that can be corrected: its dotted path, its name, and what it says now."""

    path: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Two texts of one field, of which one has to be taken."""

    label: str
    stands: str
    other: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A correction that lost against another one: both ways to settle it, and what each says."""

    choices: tuple[Choice, ...]
    stands: dict[str, str]
    other: dict[str, str]
    reason: str


def fields_of(case: Case) -> tuple[FieldLine, ...]:
    """Give what can be corrected, the people first."""
    if case.accepted is None:
        return ()
    members = [f"members.{one.id}.identity.{name}" for one in case.accepted.members for name in _OF_PERSON]
    return tuple(FieldLine(path, label_of(case, path), case.text_at(path) or "") for path in (*members, *_OF_HOUSEHOLD))


def label_of(case: Case, path: str) -> str:
    """Give a field's name as it is said: whose, and what."""
    words, (*way, last) = resources.texts("case")["field"], path.split(".")
    what = str(words.get(last, last))
    people = case.accepted.members if case.accepted else ()
    whose = next((one.identity.name for one in people if one.id in way), "")
    return resources.text("case", "field_of", name=whose, field=what) if whose else what


def together(case: Case, path: str, text: str, today: date) -> dict[str, str]:
    """Give all fields that a new text changes: an id number carries birth and sex with it.

    Refused id_number.*, day.unreadable.
    """
    text, (way, _, last) = text.strip(), path.rpartition(".")
    if last == "birth":
        check(text)
    if last != "id_number" or not text:
        return {path: text}
    number = id_number.parse(text, today)
    with_it = {f"{way}.birth": number.birth.isoformat(), f"{way}.sex": number.sex.value}
    return {path: number.text} | {name: said for name, said in with_it.items() if case.text_at(name) != said}


def disputes(case: Case, entries: tuple[Stored, ...]) -> tuple[Dispute, ...]:
    """Give the corrections that wait for somebody to choose between two texts (ADR 0007)."""
    bodies = {one.entry.hash: one.entry.body or {} for one in entries}
    open_ones = [one for one in case.conflicts if not one.settled and one.kind == "case.corrected"]
    return tuple(_dispute(case, one, bodies.get(one.entry, {})) for one in open_ones)


def _dispute(case: Case, conflict: Conflict, lost: Mapping[str, object]) -> Dispute:
    said = lost.get("fields")
    other = {path: str(text) for path, text in said.items()} if isinstance(said, dict) else {}
    stands = {path: case.text_at(path) or "" for path in conflict.fields}
    choices = tuple(Choice(label_of(case, path), stands[path], other.get(path, "")) for path in conflict.fields)
    return Dispute(choices, stands, other, str(lost.get("reason", "")))
