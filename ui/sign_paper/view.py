"""What the page of a paper with several signers shows, in one value. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import resources
from app.domain.case import Case
from app.domain.paper_signed import MAY_DECLINE, PaperSigned, capacity, turn
from app.domain.signable import likely
from ui.sign.view import NOW, SIGNED, STORING, Box, Sheet, SignerRow, SignView
from ui.steps.spec import word

if TYPE_CHECKING:
    from app.services.paper_signing import SignedPaper

WAITS, DECLINED = "waits", "declined"


@dataclass(frozen=True, slots=True)
class PaperView(SignView):
    """The page: the rows are places of the paper. `signer` is who signs now, as typed.

    `declining` is a `Way` while it is noted that somebody does not sign, `reason` and `present` what was typed of it.
    `void` says that earlier signatures count no more, `can_decline` that the paper says what is done without one.
    """

    title: str = ""
    whose: str = ""
    void: str = ""
    signer: str = ""
    declining: str = ""
    reason: str = ""
    present: str = ""
    can_decline: bool = False


def say(name: str, /, **facts: object) -> str:
    """Give a text of this page."""
    return resources.text("sign_paper", name, **facts)


def rows(paper: "SignedPaper", case: Case, storing: str = "") -> tuple[SignerRow, ...]:
    """Give a row for each place that is signed or may be now: of those that nobody waits for the next one."""
    signed = {mark.place: mark for mark in paper.marks}
    open_kinds, found = set[str](), list[SignerRow]()
    for place in paper.places:
        kind = capacity(place)
        if place in signed or place in paper.awaits:
            found.append(_row(paper, case, place, signed.get(place), storing))
        elif kind not in open_kinds:
            open_kinds.add(kind)
            found.append(_row(paper, case, place, None, storing))
    return tuple(found)


def count_text(paper: "SignedPaper") -> str:
    """Give how many have signed, or said that they do not, and how many must still."""
    signed = len(paper.marks)
    return (
        say("count.signed", missing=len(paper.awaits), signed=signed)
        if paper.awaits
        else say("count.done", signed=signed)
    )


def missing_text(paper: "SignedPaper") -> str:
    """Give who must still sign; the first line is strong."""
    if not paper.awaits:
        return f"**{say('missing.all')}**\n{say('missing.all_say')}"
    names = say("missing.join").join(place_word(paper, place) for place in paper.awaits)
    return f"**{say('missing.title', count=len(paper.awaits))}**\n{say('missing.names', names=names)}"


def sheets(sha256: str, pages: int) -> tuple[Sheet, ...]:
    """Give the pages of the paper as it is now."""
    return tuple(Sheet(sha256, page, page + 1) for page in range(pages))


def box(paper: "SignedPaper", place: str) -> Box:
    """Give where a place is."""
    field = paper.field(place)
    return Box(field.left, field.top, field.width, field.height, field.page)


def may_decline(paper: "SignedPaper", place: str) -> bool:
    """Tell whether the paper says what is done when nobody signs there."""
    return (paper.name, capacity(place)) in MAY_DECLINE


def place_word(paper: "SignedPaper", place: str) -> str:
    """Give what a place is called; with its number where there are several of the kind."""
    kind, _, number = place.partition(":")
    several = sum(capacity(one) == kind for one in paper.places) > 1
    name = word("place", kind)
    return say("numbered", place=name, number=number) if several else name


def next_place(known: Iterable[SignerRow], paper: "SignedPaper", after: str) -> int:
    """Give the row of who must sign next; else stay where one was."""
    places = [row.member for row in known]
    for place in paper.awaits:
        return places.index(place)
    return places.index(after) if after in places else 0


def _row(paper: "SignedPaper", case: Case, place: str, mark: PaperSigned | None, storing: str) -> SignerRow:
    name = place_word(paper, place)
    if mark is None and place not in paper.awaits:
        name = say("optional", place=name)
    state, note = _state(paper, case, place, mark)
    if place == storing:
        state, note = STORING, say("note.storing")
    return SignerRow(place, name, note, state, away=False, may_be_later=False)


def _state(paper: "SignedPaper", case: Case, place: str, mark: PaperSigned | None) -> tuple[str, str]:
    if mark is None:
        waits = any(turn(one) < turn(place) for one in paper.awaits)
        return (WAITS, say("note.soon")) if waits else (NOW, likely(case, place) or say("note.now"))
    way = word("signed_by", mark.way)
    if mark.is_declined:
        return DECLINED, say("note.declined", name=mark.name, way=way, reason=mark.reason)
    return SIGNED, say("note.signed", name=mark.name, way=way)
