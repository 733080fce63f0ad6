"""Where a page that was read belongs, and what the officer has to say about it. In the store's lane. No Qt."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain import told
from app.domain.draft import Slot
from app.domain.form_code import OURS
from app.domain.told import Told
from app.errors import Refused
from app.services import filing, placing
from app.services.filing import Doubt as PaperDoubt
from app.services.placing import Doubt, Home, Spot
from ui.filing.sheet import Sheet

if TYPE_CHECKING:
    from app.services.desk import Desk

# What is in the way of a page, beside the codes of `Refused`: the name of its question.
BAD, OVERRULE, OTHER_HOME, NO_HOME, TAKEN = "bad_picture", "overrule", "other_home", "no_home", "taken"
CHOOSE = "choose"
SIGN, CHECK = "sign", "check"


def sort(desk: "Desk", about: str, sheet: Sheet, last_front: str) -> tuple[Sheet, str]:
    """Give a page with its place, and what is asked about it: a question's name, `SIGN`, `CHECK`, `CHOOSE`, or "".

    `about` is the id of the case on the desk, `last_front` the member whose card's front came just before.
    """
    reading = sheet.reading
    if reading is None:
        return sheet, sheet.refused
    if reading.quality.verdict == "bad" and not sheet.overruled and (sheet.codes or reading.kind != "other" or about):
        return sheet, BAD
    home = placing.home_of(desk, about) if about else None
    if _is_ours(sheet) or (home is None and reading.kind in {"own_form", "other"}):
        return _paper_of_ours(desk, sheet)
    return _other_page(desk, replace(sheet, spot=placing.place(desk, home, reading, last_front)))


def news(spot: Spot, sheet: Sheet) -> tuple[Told, ...]:
    """Give what a page says of a person; empty where it goes into an accepted case, which only a correction changes."""
    if spot.home.draft is None or sheet.reading is None:
        return ()
    read = {name: (one.value, not one.is_doubtful) for name, one in sheet.reading.fields.items()}
    return told.told(spot.home.draft, spot.slot, spot.home.member(spot.member), read)


def asked_about(spot: Spot, sheet: Sheet) -> str:
    """Give what is asked about a page whose place is known: `CHECK` where it says something new, `TAKEN`, or ""."""
    if any(one.is_news for one in news(spot, sheet)):
        return CHECK
    case = spot.home.case
    if case and case.closed:
        return PaperDoubt.CLOSED.value
    one_each = spot.slot in set(Slot) and Slot(spot.slot).is_one_for_each
    kept = case and any((one.slot, one.member) == (spot.slot, spot.member) for one in case.filed)
    return TAKEN if kept and one_each else ""


def unknown(sheet: Sheet, spot: Spot) -> Sheet:
    """Give a page as one of which nobody knows what it is."""
    return replace(sheet, spot=replace(spot, slot=Slot.OTHER.value, doubt=Doubt.WHAT))


def _is_ours(sheet: Sheet) -> bool:
    return any(code.startswith(OURS) for code in sheet.codes)


def _paper_of_ours(desk: "Desk", sheet: Sheet) -> tuple[Sheet, str]:
    try:
        place = filing.find(desk, sheet.codes)
    except Refused as refused:
        return replace(sheet, facts=dict(refused.facts)), refused.code
    sheet = replace(sheet, place=place)
    return sheet, place.doubt.value or (SIGN if place.signer else "")


def _other_page(desk: "Desk", sheet: Sheet) -> tuple[Sheet, str]:
    spot = sheet.spot
    if spot is None or spot.doubt is Doubt.NO_HOME:
        return sheet, NO_HOME
    if not sheet.stays and (spot.is_new_person or spot.doubt is Doubt.WHOSE):
        other = _at_home_elsewhere(desk, spot)
        if other:
            return replace(sheet, spot=other), OTHER_HOME
    return sheet, CHOOSE if spot.doubt else asked_about(spot, sheet)


def _at_home_elsewhere(desk: "Desk", spot: Spot) -> Spot | None:
    """The page of somebody of another case lies in this pile."""
    home: Home | None = placing.home_by_number(desk, placing.number_on(spot.told))
    if home is None or home.id == spot.home.id:
        return None
    return Spot(home, spot.slot, placing.whose(home.members, spot.told), told=spot.told)
