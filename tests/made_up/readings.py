"""What a machine reads from pages of made-up people, without a picture: for tests of what is done with it."""

from collections.abc import Mapping
from dataclasses import asdict, replace

from app.capture.reading import Field, Quality, Reading
from app.domain.draft import Capture
from app.domain.fact import BlobRef
from app.domain.person import Identity

_BOX = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
_FRONT = ("name", "sex", "ethnic", "birth", "address", "id_number")
_BACK = ("issuer", "valid_from", "valid_to")
_PAGE = ("name", "sex", "ethnic", "birth", "id_number")


def reading(kind: str, said: Mapping[str, str], unsure: tuple[str, ...] = ()) -> Reading:
    """Give the reading of a page that says this; `unsure` names the fields that a machine could not be sure of."""
    fields = {name: Field(value, 0.4 if name in unsure else 0.98, _BOX) for name, value in said.items()}
    return Reading(width=856, height=540, page=_BOX, kind=kind, quality=Quality("ok"), fields=fields)


def front(holder: Identity, *, unsure: tuple[str, ...] = ()) -> Reading:
    """Give the reading of the front of somebody's card."""
    return reading("id_front", _of(holder, _FRONT), unsure)


def back(holder: Identity) -> Reading:
    """Give the reading of the back of somebody's card: nothing on it says whose it is."""
    return reading("id_back", _of(holder, _BACK))


def booklet_head(name: str) -> Reading:
    """Give the reading of the first page of the booklet of a household with this head."""
    return reading("hukou_head", {"head_name": name, "household_number": "511725001"})


def booklet_page(one: Identity, relation: str = "户主", *, unsure: tuple[str, ...] = ()) -> Reading:
    """Give the reading of somebody's page in a booklet."""
    return reading("hukou_page", page_of(one, relation), unsure)


def disability_card(holder: Identity, *, kind: str = "4", grade: str = "2") -> Reading:
    """Give the reading of a disability card: 18 characters of its number are its holder's."""
    number = f"{holder.id_number}{kind}{grade}"
    said = {"name": holder.name, "disability_number": number, "disability_kind": kind, "disability_grade": grade}
    return reading("disability_card", said)


def page_of(one: Identity, relation: str) -> dict[str, str]:
    """Give what somebody's page in a booklet says."""
    return {**_of(one, _PAGE), "relation": relation}


def sure_of(seen: Reading) -> dict[str, tuple[str, bool]]:
    """Give the fields of a reading as (value, whether it is sure)."""
    return {name: (one.value, not one.is_doubtful) for name, one in seen.fields.items()}


def captured(slot: str, member: str, said: Mapping[str, str] | None = None, *, nth: int = 0, **more: str) -> Capture:
    """Give a picture as a draft holds it, of which the machine read `said`; `nth` tells several apart."""
    ref = BlobRef(f"{nth:064x}", 9, "image/jpeg")
    made = Capture(f"{slot} {member} {nth}", slot, member, ref, ref, "camera", "ok", "2026-10-12T01:02:03.004Z")
    return replace(made, read=dict(said or {}), **more)  # type: ignore[arg-type]  # fields of Capture by name


def _of(one: Identity, names: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in asdict(one).items() if name in names and value}
