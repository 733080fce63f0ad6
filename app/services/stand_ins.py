"""代班: the leader lets a colleague do another's duty for some days. What only the county gives is not handed on."""

from dataclasses import dataclass, replace

from app.domain import granting
from app.domain.duties import Act
from app.domain.officer import Delegated, Role
from app.errors import Refused
from app.services.desk import Desk
from app.services.duty import needs
from app.services.second import colleagues


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who does whose duty (`role`) until when; days are ISO and inclusive, an empty `from_on` is today."""

    officer: str
    role: str
    stands_for: str
    to_on: str
    reason: str
    from_on: str = ""


@needs(Act.DELEGATE)
def hand_on(desk: Desk, wanted: StandIn) -> Delegated:
    """Let a colleague stand in; Refused stand_in.nobody, stand_in.no_grant, and as `granting.delegate`."""
    if wanted.officer not in {slot.officer_id for slot in colleagues(desk)}:
        raise Refused("stand_in.nobody")
    if not desk.standing_of(wanted.officer).is_valid:
        raise Refused("stand_in.no_grant", name=desk.name_of(wanted.officer))
    return _write(desk, wanted, desk.name_of(wanted.stands_for))


@needs(Act.DELEGATE)
def take_back(desk: Desk, known: Delegated) -> Delegated:
    """End what was handed on, at once."""
    gone = StandIn(known.officer, known.role, known.stands_for, "", known.reason, known.from_on)
    return _write(desk, gone, known.stands_for_name)


@needs(Act.DELEGATE)
def standing_in(desk: Desk) -> tuple[Delegated, ...]:
    """Give what is handed on today or later, to whoever has a key of this window."""
    book, today = desk.book, desk.today().isoformat()
    if book is None:
        return ()
    found = [one for slot in colleagues(desk) for one in book.handed_on(slot.officer_id)]
    last = {(one.officer, one.role): one for one in found}
    return tuple(one for one in last.values() if one.to_on >= today)


def _write(desk: Desk, wanted: StandIn, stands_for_name: str) -> Delegated:
    """Write it under the grant that makes a leader of the officer: whoever reads it looks there."""
    grant = desk.book.grant_of(desk.author.officer, Role.LEADER.value, desk.now()) if desk.book else ""
    if not grant:
        raise Refused("duty.unknown")
    body = Delegated(
        officer=wanted.officer,
        name=desk.name_of(wanted.officer),
        role=wanted.role,
        stands_for=wanted.stands_for,
        stands_for_name=stands_for_name,
        from_on=wanted.from_on or desk.today().isoformat(),
        to_on=wanted.to_on,
        reason=wanted.reason.strip(),
        by=desk.author.officer,
    )
    with desk.store.work(replace(desk.author, grant=grant)) as work:
        work.append([granting.delegate(body)])
    return body
