"""How a page is written to where it belongs, and taken back. No Qt; what is made here runs in the store's lane."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from app.domain.course import SignedOnPaper
from app.services import afterwards, filing, pages
from app.services.pages import Put
from ui.filing.pending import Filed
from ui.filing.sheet import Sheet

if TYPE_CHECKING:
    from app.services.desk import Desk


def filed(desk: "Desk", sheet: Sheet, mark: SignedOnPaper | None, values: Mapping[str, str]) -> Filed | None:
    """Give how a page with a place is filed: `mark` is the signature on it, `values` what it says of a person."""
    picture, place, spot = sheet.kept_picture, sheet.place, sheet.spot
    if place:
        return Filed(sheet.key, lambda: filing.keep(desk, place, mark, picture), code=place.written)
    if spot is None:
        return None
    slot, member = spot.slot, spot.member
    if spot.home.draft:
        draft_id, said = spot.home.draft.id, dict(values)
        return Filed(
            sheet.key,
            lambda: pages.put(desk, draft_id, (slot, member), picture, said),
            unwrite=lambda done: take_back(desk, done),
        )
    case_id = spot.home.id
    return Filed(sheet.key, lambda: afterwards.add_paper(desk, case_id, slot, member, picture))


def take_back(desk: "Desk", done: object) -> None:
    """Take back what writing gave, where that can be."""
    if isinstance(done, Put):
        pages.take_back(desk, done)
