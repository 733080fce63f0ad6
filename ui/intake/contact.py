"""Where an applicant can be reached and lives: what is guessed from the card, what looks odd. No Qt."""

import re
from dataclasses import dataclass, replace

import resources
from app.domain.draft import Draft

_PLACE = re.compile(
    r"(?:镇|乡|街道)(?P<village>[^镇乡]{1,12}?(?:村|社区|居委会))"
    r"(?:(?P<group>\d{1,3}|[一二三四五六七八九十]{1,3})(?:组|社))?"
)
_TOWN = re.compile(r"[县区市](?P<town>[^县区市省]{1,8}?(?:镇|乡|街道))")
_MOBILE = re.compile(r"1[3-9]\d{9}", re.ASCII)
_LANDLINE = re.compile(r"(?:0\d{2,3})?[2-9]\d{6,7}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ContactView:
    """The page: `from_card` names the fields that still say what the card says."""

    who: str
    phone: str
    phone_odd: str
    owner: str
    village: str
    group: str
    same: bool
    hukou: str
    residence: str
    from_card: tuple[str, ...]


def view(draft: Draft) -> ContactView:
    """Give the page for a draft."""
    guessed = place_in(draft.applicant.identity.address)
    said = (draft.village, draft.group)
    names = [name for name, now, then in zip(("village", "group"), said, guessed, strict=True) if now and now == then]
    return ContactView(
        who=draft.applicant.identity.name,
        phone=draft.phone,
        phone_odd="" if is_phone(draft.phone) else resources.text("intake", "contact.phone_odd"),
        owner=draft.phone_owner or resources.text("intake", "contact.own"),
        village=draft.village,
        group=draft.group,
        same=draft.same_as_hukou,
        hukou=draft.applicant.identity.address,
        residence=draft.residence,
        from_card=tuple(names),
    )


def place_in(address: str) -> tuple[str, str]:
    """Give village and group as an address names them, or empty texts."""
    found = _PLACE.search(address)
    return (found["village"], found["group"] or "") if found else ("", "")


def town_in(address: str) -> str:
    """Give the township that an address names, or an empty text."""
    found = _TOWN.search(address)
    return found["town"] if found else ""


def guessed(draft: Draft) -> Draft:
    """Give the draft with village and group from the card, where neither was said yet."""
    if draft.village or draft.group:
        return draft
    village, group = place_in(draft.applicant.identity.address)
    return replace(draft, village=village, group=group)


def tidy_phone(written: str) -> str:
    """Give a number as typed without spaces and hyphens, in plain digits."""
    return written.translate(str.maketrans("０１２３４５６７８９", "0123456789", " -\u3000—"))


def is_phone(number: str) -> bool:
    """Tell whether a number could be called in China; none at all is fine."""
    return not number or bool(_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number))
