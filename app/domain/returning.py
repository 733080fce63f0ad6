"""与上次一样: a household that was here before is taken over from its last acceptance, but for what is asked anew."""

from collections.abc import Callable
from dataclasses import replace

from app.domain.case import Accepted
from app.domain.draft import Draft, Question
from app.domain.household import Member
from app.domain.person import Identity


def as_last_time(draft: Draft, last: Accepted, new_id: Callable[[], str]) -> Draft:
    """Give the draft with telephone, home, people, money and answers of the last acceptance.

    The applicant keeps what was read or typed today. Whether kin works at the township is asked anew each time.
    """
    before, *others = last.members
    ids = {before.id: draft.applicant.id} | {member.id: new_id() for member in others}
    members = (_applicant(draft, before), *(replace(member, id=ids[member.id]) for member in others))
    remembered = {code: reply for code, reply in last.replies.items() if code != Question.NEAR_RELATIVE}
    return replace(
        draft,
        household=last.household,
        members=members,
        phone=last.phone,
        phone_owner=last.phone_owner,
        village=last.village,
        group=last.group,
        same_as_hukou=last.same_as_hukou,
        residence=last.residence,
        incomes=tuple(replace(one, id=new_id(), member=ids.get(one.member, one.member)) for one in last.incomes),
        expenses=last.expenses,
        replies=remembered | draft.replies,
        troubles=last.troubles,
    )


def _applicant(draft: Draft, before: Member) -> Member:
    now = draft.applicant
    return replace(before, id=now.id, relation=now.relation, identity=_identity(draft, now.identity, before.identity))


def _identity(draft: Draft, now: Identity, before: Identity) -> Identity:
    """Fill what is still empty; what a picture said with doubt is for the officer, not for memory."""
    pictures = (capture for capture in draft.captures if capture.member == draft.applicant.id)
    read = {name for capture in pictures for name, value in capture.read.items() if value}
    known = {name: getattr(before, name) for name in Identity.__slots__}
    return replace(now, **{name: value for name, value in known.items() if not getattr(now, name) and name not in read})
