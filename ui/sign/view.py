"""What the page of signatures shows, in one value. No Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import resources
from app.domain.acceptance import adults
from app.domain.course import SignedOnPaper
from app.domain.draft import Draft, Signature
from app.domain.household import Member
from app.forms.form import Form
from app.forms.signer import wards

_MOST_LETTERS = 40
SIGNED, NOW, LATER, STORING = "signed", "now", "later", "storing"


@dataclass(frozen=True, slots=True)
class SignerRow:
    """One adult: `state` is signed, now, later or storing; `note` who it is and where; `way` how one signs later.

    Without the applicant's own signature nothing can be accepted, so that one may not be later. `on_paper` is one that
    can be taken again: a page that was photographed.
    """

    member: str
    name: str
    note: str
    state: str
    away: bool
    may_be_later: bool
    way: str = ""
    on_paper: bool = False

    @property
    def may_press(self) -> bool:
        """Whether this one can press a thumb on paper now, or once more."""
        return self.state == NOW or self.on_paper


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page on the desk: a PDF by its SHA-256, which of its pages, and the number printed on it."""

    sha256: str
    page: int
    printed: int


@dataclass(frozen=True, slots=True)
class Box:
    """The field of the current signer, in mm from the top left of its sheet: the last one, or number `on`."""

    left: float
    top: float
    width: float
    height: float
    on: int = -1


@dataclass(frozen=True, slots=True)
class SignView:
    """The page: who signs, the paper of the current one, whether the field is lit, what may be pressed."""

    rows: tuple[SignerRow, ...] = ()
    at: int = 0
    count: str = ""
    sheets: tuple[Sheet, ...] = ()
    of_pages: int = 0
    box: Box | None = None
    pen: bool = False
    has_ink: bool = False
    seen: str = ""
    refused: str = ""
    missing: str = ""
    complete: bool = False

    @property
    def current(self) -> SignerRow | None:
        """The signer in work; None before there is a form."""
        return self.rows[self.at] if self.rows else None


def rows(draft: Draft, today: date, storing: str = "") -> tuple[SignerRow, ...]:
    """Give the adults in signing order, the applicant first."""
    signed: dict[str, Signature | SignedOnPaper] = {mark.member: mark for mark in draft.paper_signatures}
    signed |= {mark.member: mark for mark in draft.signatures}
    return tuple(_row(draft, member, today, signed.get(member.id), storing) for member in adults(draft, today))


def count_text(shown: Iterable[SignerRow]) -> str:
    """Give how many adults there are and how many have signed."""
    states = [row.state for row in shown]
    return say("column.count", adults=len(states), signed=states.count(SIGNED))


def missing_text(draft: Draft, shown: Iterable[SignerRow]) -> str:
    """Give who has still to sign and whether acceptance can go on; the first line is strong."""
    open_rows = [row for row in shown if row.state not in {SIGNED, STORING}]
    if not open_rows:
        return f"**{say('missing.all')}**\n{say('missing.all_say')}"
    names = _names([_who(draft.member(row.member), row) for row in open_rows])
    last = "missing.applicant" if open_rows[0].member == draft.applicant.id else "missing.can_accept"
    title = say("missing.title", count=len(open_rows))
    return f"**{title}**\n{say('missing.names', names=names)}\n{say(last)}"


def sheets(application: Form, own: Form) -> tuple[Sheet, ...]:
    """Give the pages that a signer is shown: the whole application, then the signer's own page."""
    return tuple(
        Sheet(form.sha256, page, form.first_page + page) for form in (application, own) for page in range(form.pages)
    )


def box(own: Form, member: str) -> Box | None:
    """Give where a member signs; None on a form without such a place."""
    for one in own.fields:
        if one.member == member:
            return Box(one.left, one.top, one.width, one.height)
    return None


def say(name: str, /, **facts: object) -> str:
    """Give a text of this page."""
    return resources.text("sign", name, **facts)


def _row(draft: Draft, member: Member, today: date, mark: Signature | SignedOnPaper | None, storing: str) -> SignerRow:
    way = draft.sign_later.get(member.id, "")
    state = SIGNED if mark else STORING if member.id == storing else LATER if way else NOW
    relation = resources.text("codes", f"relation.{member.relation}") if member.relation else ""
    if mark:
        note = _signed_note(relation, mark, today)
    elif state == STORING:
        note = say("column.storing", relation=relation)
    else:
        minors = [ward.identity.name for ward in wards(draft, member, today)]
        note = _place_note(relation, member, minors)
    other = member.id != draft.applicant.id
    on_paper = isinstance(mark, SignedOnPaper)
    return SignerRow(member.id, member.identity.name, note, state, bool(member.away), other, way, on_paper)


def _signed_note(relation: str, mark: Signature | SignedOnPaper, today: date) -> str:
    thumb = isinstance(mark, SignedOnPaper) and mark.thumb
    if mark.signed_on == today.isoformat():
        return say("column.just_pressed" if thumb else "column.just_signed", relation=relation)
    name = "pressed_on" if thumb else "on_paper" if isinstance(mark, SignedOnPaper) else "signed_on"
    day = date.fromisoformat(mark.signed_on)
    return say(
        f"column.{name}", relation=relation, day=resources.text("shell", "when.day", month=day.month, day=day.day)
    )


def _place_note(relation: str, member: Member, minors: list[str]) -> str:
    parts = [relation]
    if member.away:
        reason = resources.text("codes", f"away.{member.away}")
        name = "column.away" if member.away_place else "column.away_only"
        parts = [say(name, relation=relation, place=member.away_place, reason=reason)]
    if minors:
        parts.append(say("column.guardian", minors=say("missing.join").join(minors)))
    return say("column.join").join(part for part in parts if part)


def _names(names: list[str]) -> str:
    """Give the names as far as a few lines hold them: all of them stand in the list above."""
    shown = names[:1]
    for name in names[1:]:
        if len("".join([*shown, name])) > _MOST_LETTERS:
            break
        shown.append(name)
    text = say("missing.join").join(shown)
    return text if len(shown) == len(names) else say("missing.more", names=text, count=len(names))


def _who(member: Member, row: SignerRow) -> str:
    """Give a name with why its owner has not signed, as far as that is known."""
    why = member.away_place or (resources.text("codes", f"away.{member.away}") if member.away else "")
    why = why or (say(f"way.{row.way}") if row.way else "")
    name = row.name or resources.text("intake", "people.nameless")
    return say("missing.name", name=name, why=why) if why else name
