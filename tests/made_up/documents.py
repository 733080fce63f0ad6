"""Every made-up document by name: drawn by seed, with its true size and what a reader should say of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PIL import Image

from tests.made_up import disability, hukou, id_card, papers, permits
from tests.made_up.disability import Disabled
from tests.made_up.family import Family, Member, family
from tests.made_up.people import MadeUp, person


@dataclass(frozen=True)
class Drawn:
    """A drawn document (RGBA), how wide it is, the kind that a Reading should name, and the fields on it."""

    picture: Image.Image
    width_mm: float
    kind: str
    truth: dict[str, str] = field(default_factory=dict)


def draw(name: str, seed: int) -> Drawn:
    """Give the document `name` (see NAMES) of the made-up people of `seed`, always the same."""
    return _MAKERS[name](seed)


def id_front_truth(one: MadeUp) -> dict[str, str]:
    """Give what a reader should say of the front of this person's ID card."""
    return {
        "name": one.name,
        "sex": one.sex,
        "ethnic": one.ethnic,
        "birth": one.birth.isoformat(),
        "address": one.address,
        "id_number": one.id_number,
    }


def id_back_truth(one: MadeUp) -> dict[str, str]:
    """Give what a reader should say of the back of this person's ID card."""
    until = "long_term" if one.valid_to is None else one.valid_to.isoformat()
    return {"issuer": one.issuer, "valid_from": one.valid_from.isoformat(), "valid_to": until}


def hukou_page_truth(member: Member) -> dict[str, str]:
    """Give what a reader should say of a person's page; what is empty on it is left out."""
    one = member.person
    said = {
        "name": one.name,
        "relation": member.relation,
        "sex": one.sex,
        "ethnic": one.ethnic,
        "birth": one.birth.isoformat(),
        "id_number": one.id_number,
        "birth_place": member.birth_place,
        "native_place": member.native_place,
        "education": member.education,
        "marital": member.marital,
    }
    return {name: value for name, value in said.items() if value}


def hukou_head_truth(household: Family) -> dict[str, str]:
    """Give what a reader should say of a register's first page."""
    return {
        "household_kind": household.kind,
        "head_name": household.head.name,
        "household_number": household.number,
        "address": household.address,
    }


def disability_truth(holder: Disabled) -> dict[str, str]:
    """Give what a reader should say of a disability certificate."""
    return {
        "name": holder.person.name,
        "disability_number": holder.number,
        "disability_kind": str(holder.kind),
        "disability_grade": str(holder.grade),
        "id_number": holder.person.id_number,
    }


def _id_front(seed: int) -> Drawn:
    one = person(seed)
    return Drawn(id_card.front(one), 85.6, "id_front", id_front_truth(one))


def _id_back(seed: int) -> Drawn:
    one = person(seed)
    return Drawn(id_card.back(one), 85.6, "id_back", id_back_truth(one))


def _hukou_head(seed: int) -> Drawn:
    household = family(seed)
    return Drawn(hukou.head_page(household, seed), hukou.WIDTH_MM, "hukou_head", hukou_head_truth(household))


def _hukou_page(seed: int) -> Drawn:
    members = family(seed).members
    member = members[seed % len(members)]
    return Drawn(hukou.person_page(member, seed), hukou.WIDTH_MM, "hukou_page", hukou_page_truth(member))


def _disability_card(seed: int) -> Drawn:
    holder = disability.disabled(seed)
    return Drawn(disability.card(holder), disability.WIDTH_MM, "disability_card", disability_truth(holder))


def _disability_booklet(seed: int) -> Drawn:
    holder = disability.disabled(seed)
    return Drawn(disability.booklet(holder, seed), 85.0, "disability_card", disability_truth(holder))


def _other(make: Callable[[MadeUp], Image.Image]) -> Callable[[int], Drawn]:
    return lambda seed: Drawn(make(person(seed)), 85.6, "other")


def _own_form(seed: int) -> Drawn:
    return Drawn(papers.own_form(papers.payload(seed)), 210.0, "own_form")


_MAKERS: dict[str, Callable[[int], Drawn]] = {
    "id_front": _id_front,
    "id_back": _id_back,
    "hukou_head": _hukou_head,
    "hukou_page": _hukou_page,
    "hukou_notes": lambda _seed: Drawn(hukou.notes_page(), hukou.WIDTH_MM, "other"),
    "disability_card": _disability_card,
    "disability_booklet": _disability_booklet,
    "own_form": _own_form,
    "residence_permit": _other(permits.residence_permit),
    "hong_kong_permit_front": _other(permits.resident_permit_front),
    "hong_kong_permit_back": _other(permits.resident_permit_back),
    "taiwan_permit_front": _other(lambda one: permits.resident_permit_front(one, "台湾居民居住证")),
    "taiwan_permit_back": _other(lambda one: permits.resident_permit_back(one, "台湾居民居住证")),
    "bank_card": _other(permits.bank_card),
    "social_card": _other(permits.social_card),
}
NAMES = tuple(_MAKERS)
