"""An act of the journal in plain words: when, who, what, about whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import resources
from app import clock
from app.domain.access import Export, Purpose
from app.domain.case_number import short
from app.journal import moving, step_words
from app.journal.entry import Entry
from app.journal.fold import Stored
from app.services.desk import Desk
from app.vault.keys import Keyring

if TYPE_CHECKING:
    from app.domain.case import Case

_CASE: Final = "case"
_SHORT_ID: Final = 4


@dataclass(frozen=True, slots=True)
class ActInWords:
    """One act: `day` and `time` of the window's clock, `what` in a word or two, `text` in a few; `case` an id or empty.

    `at` and `hash` are its place in the order of time.
    """

    at: str
    hash: str
    day: str
    time: str
    who: str
    what: str
    about: str
    text: str
    case: str = ""


class ActWords:
    """Tells acts; knows each officer and case after the first time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._names = {slot.officer_id: slot.name for slot in Keyring(desk.data).officers()}
        for one in desk.store.entries_of_type("officer"):
            body = one.entry.body or {}
            self._names.setdefault(str(body.get("officer", "")), str(body.get("name", "")))
        self._abouts: dict[str, str] = {}
        self._cases: dict[str, Case | None] = {}

    def name(self, officer: str, body: Mapping[str, Any] | None = None) -> str:
        """Give an officer's name; of somebody whom nobody here knows the end of the id."""
        known = self._names.get(officer) or str((body or {}).get("by", ""))
        return known or _say("stranger", end=officer[-_SHORT_ID:])

    def officers(self) -> tuple[tuple[str, str], ...]:
        """Give (id, name) of all who wrote something that is held here, by name."""
        found = ((officer, self.name(officer)) for officer in self._desk.store.actors() if officer)
        return tuple(sorted(found, key=lambda one: one[::-1]))

    def tell(self, stored: Stored) -> ActInWords:
        """Give an act in words."""
        entry, body = stored.entry, stored.entry.body or {}
        moment = clock.parse(entry.at).astimezone(clock.SHANGHAI)
        _, actor = moving.told(entry)
        whose = str(body.get("subject", "")) if entry.kind.startswith("access.") else entry.subject
        kind, _, name = whose.partition(":")
        return ActInWords(
            entry.at,
            entry.hash,
            moment.date().isoformat(),
            f"{moment:%H:%M}",
            self.name(actor, body),
            what_word(entry.kind),
            self.about(whose),
            _say("erased") if entry.erased else self._text(entry, body),
            name if kind == _CASE else "",
        )

    def about(self, subject: str) -> str:
        """Say what a subject is: a case by its applicant and number, all else by its kind."""
        if subject not in self._abouts:
            self._abouts[subject] = self._about(*subject.partition(":")[::2])
        return self._abouts[subject]

    def _about(self, kind: str, name: str) -> str:
        found = self._desk.store.case_summary(name) if kind == _CASE else None
        if found is None:
            return str(_words("subject").get(kind, ""))
        return " ".join(filter(None, (found.applicant, short(found.number) if found.number else "")))

    def _text(self, entry: Entry, body: Mapping[str, Any]) -> str:
        kind, _, name = entry.subject.partition(":")
        if entry.kind == "access.looked":
            return purpose_word(str(body.get("purpose", "")))
        if entry.kind == "access.exported":
            return _say("exported", what=export_word(str(body.get("what", ""))), reason=body.get("reason", ""))
        if kind != _CASE:
            return _plain(body)
        if name not in self._cases:
            self._cases[name] = self._desk.store.case(name)
        case = self._cases[name]
        try:
            return (step_words.said(case, entry.kind, body) if case else None) or _plain(body)
        except (KeyError, TypeError, ValueError, AttributeError):  # a body of a newer program
            return _plain(body)


def what_word(kind: str) -> str:
    """Give the word for a kind of entry; a kind of a newer program for itself."""
    code = kind.replace(".", "_")
    return str(_words("kind").get(code) or resources.texts("case")["event"].get(code) or kind)


def purpose_word(purpose: str) -> str:
    """Say what a look was for."""
    known = purpose in {one.value for one in Purpose}
    return str(_words("purpose")[purpose]) if known else purpose


def export_word(what: str) -> str:
    """Say what was taken out."""
    known = what in {one.value for one in Export}
    return str(_words("export_of")[what]) if known else what


def _plain(body: Mapping[str, Any]) -> str:
    """Give what a body says itself, by the names that texts have."""
    people = (body.get(name) for name in ("person", "listing", "visitor", "who"))
    found = [one.get("name", "") for one in people if isinstance(one, Mapping)]
    found += [body.get(name, "") for name in ("text", "note", "reason", "facts", "basis", "number", "title", "name")]
    return " ".join(dict.fromkeys(one for one in found if isinstance(one, str) and one))


def _words(table: str) -> dict[str, str]:
    found: dict[str, str] = resources.texts("inspect")[table]
    return found


def _say(name: str, /, **facts: object) -> str:
    return resources.text("inspect", name, **facts)
