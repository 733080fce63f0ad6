"""The papers of one application as a list: what lies here, what is still wanted, what may come, what comes later."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from app.domain.acceptance import adults
from app.domain.case import Case
from app.domain.course import DocumentKind
from app.domain.draft import Draft, Slot
from app.domain.household import Member

SIGNED: Final = "signed"  # in the place of a slot: the page that a member signs


class Need(StrEnum):
    """How much a line matters: one identity document and the signatures are all that is ever asked for (一证一书)."""

    WANTED = "wanted"
    OFFERED = "offered"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a slot (or `SIGNED`) of one member, and the ids of the pictures that fill it.

    `verdict` is that of the last picture; `overruled` says why an officer kept a bad one.
    """

    slot: str
    member: str
    need: str = Need.OFFERED.value
    pictures: tuple[str, ...] = ()
    verdict: str = ""
    overruled: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing lies here yet."""
        return not self.pictures


# In the order of their keys: what a page may be that no machine knows. A card of a bank is asked for by nobody
# before money is paid, so it stands last and only in a case.
NAMED: Final = (
    Slot.ID_FRONT,
    Slot.ID_BACK,
    Slot.HUKOU_HEAD,
    Slot.HUKOU_PAGE,
    Slot.DISABILITY_CARD,
    Slot.RESIDENCE_PERMIT,
    Slot.HK_MACAO_TAIWAN,
    Slot.EXPENSE,
    Slot.OTHER,
)
NAMED_IN_CASE: Final = (*NAMED[:-1], Slot.BANK_CARD, Slot.OTHER)
_SIDES: Final = {
    DocumentKind.ID_CARD.value: (Slot.ID_FRONT, Slot.ID_BACK),
    DocumentKind.HUKOU.value: (Slot.HUKOU_HEAD, Slot.HUKOU_PAGE),
    DocumentKind.NONE.value: (),
}


def sides(draft: Draft, member: str) -> tuple[Slot, ...]:
    """Give the sides of a member's document that are pictured, none to two; others than the applicant have cards."""
    kind = draft.document if member == draft.applicant.id else DocumentKind.ID_CARD.value
    return _SIDES.get(kind, (Slot.DOCUMENT,))


def of_draft(draft: Draft, today: date) -> tuple[Line, ...]:
    """Give the list of an application in the making, in the order in which the papers are taken."""
    applicant = draft.applicant.id
    asked = [Line(slot.value, applicant, _need(slot)) for slot in sides(draft, applicant)]
    booklet = [Line(Slot.HUKOU_HEAD.value, applicant)]
    booklet += [Line(Slot.HUKOU_PAGE.value, member.id) for member in draft.members]
    known = {(line.slot, line.member) for line in (*asked, *booklet)}
    others = [(one.slot, one.member) for one in draft.captures if (one.slot, one.member) not in known]
    lines = [*asked, *(line for line in booklet if (line.slot, line.member) not in {(a.slot, a.member) for a in asked})]
    lines += [Line(*place) for place in dict.fromkeys(others)]
    return (*(_with_pictures(line, draft) for line in lines), *_signatures(draft, adults(draft, today)))


def of_case(case: Case) -> tuple[Line, ...]:
    """Give what lies in an accepted case, and who has still to sign."""
    filled: dict[tuple[str, str], Line] = {}
    for one in case.filed:
        before = filled.get((one.slot, one.member), Line(one.slot, one.member))
        pictures = (*before.pictures, one.document.sha256)
        filled[one.slot, one.member] = Line(one.slot, one.member, before.need, pictures, one.verdict, one.overruled)
    signed = [Line(SIGNED, mark.member, Need.WANTED.value, (mark.signed.sha256,)) for mark in case.signed]
    inked = [
        Line(SIGNED, mark.member, Need.WANTED.value, tuple(page.sha256 for page in mark.pages))
        for mark in case.signed_on_paper
    ]
    waiting = [Line(SIGNED, member.id, Need.LATER.value) for member in case.missing_signers()]
    return (*filled.values(), *signed, *inked, *waiting)


def pages_missing(codes: Iterable[tuple[str, str, int, int]]) -> dict[tuple[str, str], tuple[int, ...]]:
    """Give, for each set of pages begun, the numbers of those that are not here.

    A code is (paper, edition, page, pages); the answer is by (paper, edition).
    """
    found: dict[tuple[str, str], set[int]] = {}
    sizes: dict[tuple[str, str], int] = {}
    for paper, edition, page, pages in codes:
        found.setdefault((paper, edition), set()).add(page)
        sizes[paper, edition] = pages
    lacking = {key: tuple(sorted(set(range(1, sizes[key] + 1)) - have)) for key, have in found.items()}
    return {key: pages for key, pages in lacking.items() if pages}


def _need(slot: Slot) -> str:
    """The back of a card is taken where it lies here, and asked of nobody who brought a booklet or a copy."""
    return Need.OFFERED.value if slot is Slot.ID_BACK else Need.WANTED.value


def _with_pictures(line: Line, draft: Draft) -> Line:
    taken = [one for one in draft.captures if (one.slot, one.member) == (line.slot, line.member)]
    if not taken:
        return line
    last = taken[-1]
    return Line(line.slot, line.member, line.need, tuple(one.id for one in taken), last.verdict, last.overruled)


def _signatures(draft: Draft, signers: Iterable[Member]) -> list[Line]:
    marks = {mark.member: tuple(page.sha256 for page in mark.pages) for mark in draft.paper_signatures}
    marks |= {mark.member: (mark.signed.sha256,) for mark in draft.signatures}
    lines = []
    for member in signers:
        later = member.id in draft.sign_later or bool(member.away)
        need = Need.LATER.value if later else Need.WANTED.value
        lines.append(Line(SIGNED, member.id, need, marks.get(member.id, ())))
    return lines
