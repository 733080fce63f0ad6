"""What the county has told of the officers of this office, as far as it arrived here."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from app import clock
from app.domain.duties import WITHOUT_GRANT, Act, holds
from app.domain.granting import Word, may_hand_on, open_grants, standing_on, with_delegated
from app.domain.officer import Delegated, Grant, Role, Standing
from app.journal.entry import Entry
from app.journal.officer import delegated_of, word_of, words

if TYPE_CHECKING:
    from app.store import Store

COUNTY_KEYS: Final = "county_keys"  # setting: kid to the key as the county told it at enrolment


class GrantBook:
    """Looked up anew at each question, since a word of the county may arrive at any moment.

    `slot_roles` gives the role that each officer's key names: it counts while the county has told nothing.
    """

    def __init__(self, store: "Store", scope: str, slot_roles: Callable[[], Mapping[str, str]]) -> None:
        self._store, self._scope, self._slot_roles = store, scope, slot_roles
        self._known: dict[tuple[str, ...], Word | None] = {}  # what an entry says, by its hash and the county's keys

    def standing(self, officer: str, now: datetime) -> Standing:
        """Give under what an officer acts, where this PC's clock says `now`."""
        day = self.day(now)
        standing = standing_on(self._words(officer), self._scope, day, self._without(officer))
        return replace(with_delegated(standing, self.handed_on(officer), day), officer=officer)

    def instead_of(self, officer: str, act: Act, day: str) -> str:
        """Give the name of whom an officer stood in for with an act on an ISO day; empty where the duty was their own.

        A word that was taken back later changes nothing of what was done under it.
        """
        granted = [word for word in self._words(officer) if isinstance(word, Grant)]
        standing = with_delegated(standing_on(granted, self._scope, day, ()), self.handed_on(officer, ever=True), day)
        others = dict(standing.stands_in)
        if holds([role for role in standing.roles if role not in others], act):
            return ""
        return next((name for role, name in others.items() if holds((role,), act)), "")

    def grant_of(self, officer: str, role: str, now: datetime) -> str:
        """Give the hash of the newest grant by which an officer holds a role now; empty where none does."""
        day = self.day(now)
        held = open_grants(self._words(officer), self._scope)
        fit = [grant.hash for grant in held if role in grant.roles and grant.valid_from <= day <= grant.valid_to]
        return fit[-1] if fit else ""

    def day(self, now: datetime) -> str:
        """Give the ISO day that counts for grants."""
        return clock.local_date(self._store.trusted_time(now)).isoformat()

    def handed_on(self, officer: str, *, ever: bool = False) -> tuple[Delegated, ...]:
        """Give what leaders handed on to an officer, oldest first; `ever`: also those whose own word ended."""
        stored = self._store.entries(f"officer:{officer}")
        bodies = ((item.entry, delegated_of(item.entry)) for item in stored)
        return tuple(body for entry, body in bodies if body and self._is_believed(entry, body, ever=ever))

    def _without(self, officer: str) -> tuple[str, ...]:
        """Give what counts of whom the county has told nothing: what the key says, and of a window a little more."""
        role = self._slot_roles().get(officer, Role.WINDOW.value)
        return WITHOUT_GRANT if role == Role.WINDOW else (role,)

    def _is_believed(self, entry: Entry, body: Delegated, *, ever: bool) -> bool:
        """Believe a leader of this office whose own grant, named in the entry, was not taken back."""
        if entry.scope != self._scope or body.by == body.officer:
            return False
        told = self._words(body.by)
        held = [word for word in told if isinstance(word, Grant)] if ever else open_grants(told, self._scope)
        return any(grant.hash == entry.grant and may_hand_on(grant, self._scope) for grant in held)

    def _words(self, officer: str) -> tuple[Word, ...]:
        """Give the county's words about an officer; whether one is signed is looked at once."""
        keys = county_keys(self._store)
        return words(self._store.entries(f"officer:{officer}"), lambda entry: self._word(entry, keys))

    def _word(self, entry: Entry, keys: Mapping[str, str]) -> Word | None:
        known = (entry.hash, str(entry.body is None), *sorted(keys.values()))
        if known not in self._known:
            self._known[known] = word_of(entry, keys)
        return self._known[known]


def county_keys(store: "Store") -> dict[str, str]:
    """Give the county's public keys by `kid`."""
    return {kid: str(key["public_key"]) for kid, key in (store.setting(COUNTY_KEYS) or {}).items()}
