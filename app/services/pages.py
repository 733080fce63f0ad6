"""Pages that go into an application in the making: with what an officer let stand of them, and back again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from msgspec.json import encode

from app.domain.draft import Capture, Draft, Slot
from app.domain.duties import Act
from app.domain.household import Member
from app.domain.told import with_told
from app.domain.tray import Taken
from app.errors import Refused
from app.ids import uuid7
from app.services import intake
from app.services.desk import Desk
from app.services.duty import needs
from app.services.intake import Picture


@dataclass(frozen=True, slots=True)
class Put:
    """A page that was put into a draft: the draft before and after, which picture it is, and its place in the tray."""

    before: Draft
    after: Draft
    capture: str
    taken: Taken | None = None


@needs(Act.TAKE_IN)
def put(desk: Desk, draft_id: str, spot: tuple[str, str], picture: Picture, values: Mapping[str, str]) -> Put:
    """Put a page into a draft, in one transaction with what it says; `spot` is (slot, member).

    Without a member, or with one who is gone meanwhile, a page of a person brings that person into the household,
    and any other paper is the whole household's. Refused case.content_missing where the draft has become a case.
    """
    slot, member_id = spot
    sealed = intake.sealed_of(desk, picture)
    with desk.store.work(desk.author) as work:
        before = _draft(desk, draft_id)
        member = _member(before, slot, member_id)
        capture = intake.capture_of(desk, slot, member.id if member else "", picture, (sealed[0].ref, sealed[1].ref))
        after = intake.with_capture(before.with_member(with_told(member, values)) if member else before, capture)
        taken = next((one for one in desk.store.tray() if one.id == picture.taken), None)
        work.save_draft(after, sealed)
        work.take_from_tray(picture.taken)
    return Put(before, after, capture.id, taken)


@needs(Act.TAKE_IN)
def take_back(desk: Desk, done: Put) -> Draft:
    """Undo a page: all is as before where nothing else has happened since, else its picture goes.

    A picture that it replaced is there again, and the page lies in the tray again if it came from there.
    """
    with desk.store.work(desk.author) as work:
        now = _draft(desk, done.after.id)
        after = done.before if encode(now) == encode(done.after) else _without(now, done)
        work.save_draft(after)
        if done.taken:
            work.put_in_tray(done.taken, desk.store.sealed(done.taken.original.sha256))
    return after


def _member(draft: Draft, slot: str, member_id: str) -> Member | None:
    known = next((one for one in draft.members if one.id == member_id), None)
    return known or (Member(id=member_id or uuid7()) if Slot(slot).is_one_for_each else None)


def _without(now: Draft, done: Put) -> Draft:
    replaced = tuple(one for one in done.before.captures if one not in done.after.captures)
    if all(one.id != done.capture for one in now.captures):
        taken_out = (one for one in replaced if one.id == done.capture and not _has_another(now, one))
        return replace(now, captures=(*now.captures, *taken_out))
    pieces = [replaced if one.id == done.capture else (one,) for one in now.captures]
    return replace(now, captures=tuple(one for piece in pieces for one in piece))


def _has_another(now: Draft, page: Capture) -> bool:
    """Whether a later picture stands in the place of a page of which a person has one."""
    places = {(one.slot, one.member) for one in now.captures}
    return Slot(page.slot).is_one_for_each and (page.slot, page.member) in places


@needs(Act.TAKE_IN)
def change(desk: Desk, draft_id: str, edit: Callable[[Draft], Draft]) -> Draft:
    """Give the draft as `edit` makes it, kept; Refused case.content_missing where there is none any more."""
    with desk.store.work(desk.author) as work:
        after = edit(_draft(desk, draft_id))
        work.save_draft(after)
    return after


def _draft(desk: Desk, draft_id: str) -> Draft:
    draft = next((one for one in desk.store.drafts() if one.id == draft_id), None)
    if draft is None:
        raise Refused("case.content_missing")
    return draft


@needs(Act.TAKE_IN)
def cut(desk: Desk, draft_id: str, capture_id: str, archive: tuple[bytes, str], edit: Mapping[str, Any]) -> Draft:
    """Put another archive picture (bytes, media type) in the place of a page's, with how it was cut."""
    sealed = desk.vault.put(*archive)
    with desk.store.work(desk.author) as work:
        now = _draft(desk, draft_id)
        captures = tuple(
            replace(one, archive=sealed.ref, edit=dict(edit)) if one.id == capture_id else one for one in now.captures
        )
        after = replace(now, captures=captures)
        work.save_draft(after, (sealed,))
    return after


@needs(Act.TAKE_IN)
def remove(desk: Desk, draft_id: str, capture_id: str) -> Put:
    """Take a page out of a draft; `take_back` of what this gives brings it back."""
    with desk.store.work(desk.author) as work:
        before = _draft(desk, draft_id)
        after = replace(before, captures=tuple(one for one in before.captures if one.id != capture_id))
        work.save_draft(after)
    return Put(before, after, capture_id)


@needs(Act.TAKE_IN)
def move(desk: Desk, draft_id: str, capture_id: str, places: int) -> Draft:
    """Let a page stand some places earlier (below 0) or later among the pages of its draft."""

    def moved(now: Draft) -> Draft:
        order = [one.id for one in now.captures]
        if capture_id not in order:
            return now
        page = next(one for one in now.captures if one.id == capture_id)
        others = [one for one in now.captures if one.id != capture_id]
        at = min(max(0, order.index(capture_id) + places), len(others))
        return replace(now, captures=(*others[:at], page, *others[at:]))

    return change(desk, draft_id, moved)
