"""Pages that go into an application in the making: with what an officer let stand of them, and back again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.domain.draft import Draft
from app.domain.household import Member
from app.domain.told import with_told
from app.errors import Refused
from app.ids import uuid7
from app.services import intake
from app.services.desk import Desk
from app.services.intake import Picture


@dataclass(frozen=True, slots=True)
class Put:
    """A page that was put into a draft: the draft before and after, and which picture it is."""

    before: Draft
    after: Draft
    capture: str


def put(desk: Desk, draft_id: str, spot: tuple[str, str], picture: Picture, values: Mapping[str, str]) -> Put:
    """Put a page into a draft, in one transaction with what it says; `spot` is (slot, member).

    Without a member the page brings a new person into the household. Refused case.content_missing where the draft
    has become a case meanwhile.
    """
    slot, member_id = spot
    original, archive = intake.sealed_of(desk, picture)
    with desk.store.work(desk.author) as work:
        before = _draft(desk, draft_id)
        member = next((one for one in before.members if one.id == member_id), None) or Member(id=uuid7())
        capture = intake.capture_of(desk, slot, member.id, picture, (original.ref, archive.ref))
        after = before.with_member(with_told(member, values)) if values or not member_id else before
        after = intake.with_capture(after, capture)
        work.save_draft(after, (original, archive))
        work.take_from_tray(picture.taken)
    return Put(before, after, capture.id)


def take_back(desk: Desk, done: Put) -> Draft:
    """Undo a page: all is as before where nothing else has happened since, else only its picture goes."""

    def without(now: Draft) -> Draft:
        if now == done.after:
            return done.before
        return replace(now, captures=tuple(one for one in now.captures if one.id != done.capture))

    return change(desk, done.after.id, without)


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
