"""How every step of a case is written: the case is read, the rule asked, facts and pictures kept in one transaction."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from app.domain.case import Case
from app.domain.duties import KIN_ASKED
from app.domain.fact import BlobRef, Fact
from app.domain.sealed import SealedBlob
from app.domain.steps import handover
from app.domain.steps.procedure import Actor
from app.errors import Refused
from app.services.desk import Desk
from app.services.intake import Picture

if TYPE_CHECKING:
    from app.store import Work

# Days that may lie ahead. Every other day of a step is one on which something happened.
_MAY_LIE_AHEAD = frozenset(
    ("due_on", "valid_until_on", "event_to_on", "ends_on", "next_check_on", "notice_by_on", "next_on", "change_by_on")
)
Make = Callable[[Case], Fact | tuple[Fact, ...]]


def actor(desk: Desk) -> Actor:
    """Give who acts at this window."""
    return Actor(desk.author.officer, desk.officer_name, desk.standing().roles)


def seal(desk: Desk, pictures: Iterable[Picture]) -> tuple[SealedBlob, ...]:
    """Put pictures on the disk, to be named by a fact."""
    return tuple(desk.vault.put(picture.archive, picture.archive_type) for picture in pictures)


def refs(sealed: Iterable[SealedBlob]) -> tuple[BlobRef, ...]:
    """Give how a fact names what was sealed."""
    return tuple(one.ref for one in sealed)


def take(
    desk: Desk, case_id: str, make: Make, pictures: tuple[Picture, ...] = (), sealed: tuple[SealedBlob, ...] = ()
) -> Case:
    """Write the facts that `make` gives for a case, with its pictures; Refused as `make`, case.content_missing."""
    with desk.store.work(desk.author) as work:
        return write(desk, work, case_id, make, pictures, sealed)


def take_all(
    desk: Desk,
    case_ids: Iterable[str],
    make: Make,
    pictures: tuple[Picture, ...] = (),
    sealed: tuple[SealedBlob, ...] = (),
) -> tuple[Case, ...]:
    """Write the same step for several cases, with pictures of them all: all of it, or nothing when one is refused."""
    with desk.store.work(desk.author) as work:
        done = tuple(write(desk, work, case_id, make, (), sealed) for case_id in dict.fromkeys(case_ids))
        for picture in pictures:
            work.take_from_tray(picture.taken)
        return done


def write(
    desk: Desk,
    work: "Work",
    case_id: str,
    make: Make,
    pictures: tuple[Picture, ...] = (),
    sealed: tuple[SealedBlob, ...] = (),
) -> Case:
    """Write a step inside a work that is open already; Refused day.in_future for what has not happened yet.

    Refused move.elsewhere where another office goes on with the case, kin.withdraw for a near relative of the household
    who would look into it or decide.
    """
    case = work.case(case_id)
    if case is None:
        raise Refused("case.content_missing")
    handover.check_here(case)
    made = make(case)
    facts = (made,) if isinstance(made, Fact) else made
    for fact in facts:
        _check_kin(desk, case, fact)
        _check_happened(fact, desk.today().isoformat())
    for one in sealed:
        work.keep(one)
    work.append(facts)
    for picture in pictures:
        work.take_from_tray(picture.taken)
    return work.case(case_id) or case


def _check_kin(desk: Desk, case: Case, fact: Fact) -> None:
    """回避: who is a near relative of the household leaves this to others, whenever it became known."""
    if fact.kind in KIN_ASKED and case.progress.is_kin(desk.officer_name, desk.author.officer):
        raise Refused("kin.withdraw", name=desk.officer_name)


def _check_happened(fact: Fact, today: str) -> None:
    days = [str(text) for name, text in fact.body.items() if name.endswith("_on") and name not in _MAY_LIE_AHEAD]
    ahead = next((day for day in days if day > today), None)
    if ahead:
        raise Refused("day.in_future", day=ahead)
