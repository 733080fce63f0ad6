"""What a page says of a person, beside what is known: nothing of it enters the household before an officer saw it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from app.domain import hukou_relation
from app.domain.draft import Draft, Slot
from app.domain.household import Health, Member, Relation

_OF_SLOT: Final = {
    Slot.ID_FRONT.value: ("name", "sex", "ethnic", "birth", "id_number", "address"),
    Slot.ID_BACK.value: ("issuer", "valid_from", "valid_to"),
    Slot.HUKOU_PAGE.value: ("name", "relation", "sex", "ethnic", "birth", "id_number"),
    Slot.DISABILITY_CARD.value: ("name", "disability_kind", "disability_grade"),
}
_NUMBERS: Final = {"disability_kind": frozenset("1234567"), "disability_grade": frozenset("1234")}


@dataclass(frozen=True, slots=True)
class Told:
    """One field that a page speaks of: as the machine read it, how sure that is, and what is known so far.

    `read` of a relation is the one to the applicant (a `Relation` code), as far as it follows from the booklet.
    """

    name: str
    read: str
    is_sure: bool
    known: str = ""

    @property
    def is_news(self) -> bool:
        """Whether an officer has to look: the page says something else than what is known, or cannot be read."""
        return self.read != self.known if self.is_sure else not self.known

    @property
    def is_doubt(self) -> bool:
        """Whether the value has to be looked at by itself: unsure, or against what is known."""
        return self.is_news and (not self.is_sure or bool(self.known))


def told(draft: Draft, slot: str, member: Member | None, read: Mapping[str, tuple[str, bool]]) -> tuple[Told, ...]:
    """Give what a page in this slot says; `read` has (value, whether it is sure) by field. No member: a new person."""
    names = _OF_SLOT.get(slot, ())
    return tuple(_told(draft, name, member, read) for name in names)


def known_of(member: Member | None, name: str) -> str:
    """Give a field of a member as text; empty where nobody knows it."""
    if member is None:
        return ""
    value = getattr(member if _is_own(name) else member.identity, name)
    return str(value) if value else ""


def with_told(member: Member, values: Mapping[str, str]) -> Member:
    """Give the member with fields as an officer let them stand; empty ones change nothing."""
    said = {name: value for name, value in values.items() if value}
    own = {name: int(value) if name in _NUMBERS else value for name, value in said.items() if _is_own(name)}
    if own.keys() & _NUMBERS:
        own["health"] = Health.DISABLED.value
    identity = replace(member.identity, **{name: value for name, value in said.items() if not _is_own(name)})
    return replace(member, identity=identity, **own)  # type: ignore[arg-type]  # fields of Member by name


def _told(draft: Draft, name: str, member: Member | None, read: Mapping[str, tuple[str, bool]]) -> Told:
    value, sure = read.get(name, ("", False))
    if name == "relation":
        value, sure = _relation(draft, member, read)
    if name in _NUMBERS and value not in _NUMBERS[name]:
        value = ""
    return Told(name, value, sure and bool(value), known_of(member, name))


def _relation(draft: Draft, member: Member | None, read: Mapping[str, tuple[str, bool]]) -> tuple[str, bool]:
    """Give the relation to the applicant, as sure as what it follows from; a second head is of another booklet."""
    applicant = draft.applicant.id
    if member is not None and member.id == applicant:
        return Relation.SELF.value, True
    printed, sure = read.get("relation", ("", False))
    sex, is_sex_sure = read.get("sex", ("", False))
    pages = {one.member: one.read for one in draft.captures if one.slot == Slot.HUKOU_PAGE}
    this = {"relation": printed, "sex": sex}
    heads = [page for page in (pages | {member.id if member else "": this}).values() if _is_head(page)]
    if len(heads) > 1:
        return "", False
    own = pages.get(applicant, {}).get("relation", "")
    found = hukou_relation.to_applicant(printed, sex, own, heads[0].get("sex", "") if heads else "")
    if found:
        return found.value, sure and is_sex_sure
    # Without the applicant's own page, and while no head is known, that is most likely the applicant: a guess to be
    # looked at.
    guess = None if own or heads else hukou_relation.parsed(printed)
    return (guess.value if guess else "", False)


def _is_head(page: Mapping[str, str]) -> bool:
    return hukou_relation.parsed(page.get("relation", "")) is Relation.SELF


def _is_own(name: str) -> bool:
    return name in _NUMBERS or name == "relation"
