"""What follows on a day from the county's words about an officer, and from what a leader handed on."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.domain import day
from app.domain.fact import Fact, plain
from app.domain.officer import (
    ALONE,
    DELEGABLE,
    MOST_DAYS,
    Delegated,
    Grant,
    GrantState,
    Revoked,
    Role,
    Standing,
    roles_of,
)
from app.errors import Refused

Word = Grant | Revoked


def open_grants(words: Iterable[Word], scope: str) -> tuple[Grant, ...]:
    """Give the grants of an office that were not taken back since, oldest first."""
    found: list[Grant] = []
    for word in words:
        if word.scope != scope:
            continue
        if isinstance(word, Revoked):
            found.clear()
        else:
            found.append(word)
    return tuple(found)


def standing_on(words: Sequence[Word], scope: str, on: str, without: tuple[str, ...]) -> Standing:
    """Give under what an officer acts on an ISO day; `without` are the roles of whom the county told nothing of.

    Of several grants that hold the newest says the officer's own roles; each for a colleague on leave adds its own.
    """
    held = open_grants(words, scope)
    valid = [grant for grant in held if grant.valid_from <= on <= grant.valid_to]
    if valid:
        return _valid(valid, on)
    past = [grant for grant in held if grant.valid_to < on and not grant.stands_for]
    if past:
        last = past[-1]
        return Standing(roles_of(last.roles), GrantState.EXPIRED, last.valid_to)
    here = [word for word in words if word.scope == scope]
    if here and isinstance(here[-1], Revoked):
        return Standing((), GrantState.REVOKED, here[-1].revoked_on)
    return Standing(without, GrantState.UNKNOWN)


def _valid(valid: Sequence[Grant], on: str) -> Standing:
    own = [grant for grant in valid if not grant.stands_for]
    roles = own[-1].roles if own else ()
    named = own[-1] if own else valid[-1]
    others = {role: grant.stands_for_name for grant in valid if grant.stands_for for role in grant.roles}
    stands_in = tuple((role, name) for role, name in others.items() if role not in roles)
    left = (date.fromisoformat(named.valid_to) - date.fromisoformat(on)).days
    return Standing(
        roles_of((*roles, *others)), GrantState.VALID, named.valid_to, left, stands_in=stands_in, grant=named.hash
    )


def with_delegated(standing: Standing, handed_on: Iterable[Delegated], on: str) -> Standing:
    """Give the standing with the duties that the leader handed on for the day: who has no word of the county gets none.

    The last word about a duty counts.
    """
    if not standing.is_valid or ALONE & set(standing.roles):
        return standing
    last = {one.role: one for one in handed_on if is_fit(one)}
    new = {one.role: one.stands_for_name for one in last.values() if one.from_on <= on <= one.to_on}
    more = tuple((role, name) for role, name in new.items() if role not in standing.roles)
    roles = roles_of((*standing.roles, *(role for role, _ in more)))
    return Standing(
        roles, standing.state, standing.until, standing.days_left, (*standing.stands_in, *more), standing.grant
    )


def is_fit(body: Delegated) -> bool:
    """Tell whether an office may hand on that duty for so long."""
    if body.role not in {role.value for role in DELEGABLE}:
        return False
    if not body.to_on:
        return True
    try:
        days = (date.fromisoformat(body.to_on) - date.fromisoformat(body.from_on)).days + 1
    except ValueError:
        return False
    return 1 <= days <= MOST_DAYS


def delegate(body: Delegated) -> Fact:
    """Give the fact that a duty was handed on, or is no longer.

    Refused stand_in.role, stand_in.self, stand_in.reason, stand_in.days, day.unreadable.
    """
    if body.role not in {role.value for role in DELEGABLE}:
        raise Refused("stand_in.role")
    if body.officer in (body.by, body.stands_for):
        raise Refused("stand_in.self")
    if not (body.reason and body.stands_for_name):
        raise Refused("stand_in.reason")
    day.need(body.from_on)
    day.check(body.to_on)
    if not is_fit(body):
        raise Refused("stand_in.days", most=MOST_DAYS)
    return Fact(f"officer:{body.officer}", "officer.delegated", 1, plain(body))


def may_hand_on(grant: Grant, scope: str) -> bool:
    """Tell whether a grant is one under which duties may be handed on: a leader's own."""
    return grant.scope == scope and Role.LEADER in grant.roles and not (ALONE & set(grant.roles))
