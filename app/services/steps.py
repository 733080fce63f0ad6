"""How every step of a case is written: the case is read, the rule asked, facts and pictures kept in one transaction."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from app.domain.case import Case
from app.domain.fact import BlobRef, Fact
from app.domain.sealed import SealedBlob
from app.domain.steps.procedure import Actor
from app.errors import Refused
from app.services.desk import Desk
from app.services.intake import Picture

if TYPE_CHECKING:
    from app.store import Work

Make = Callable[[Case], Fact | tuple[Fact, ...]]


def actor(desk: Desk) -> Actor:
    """Give who acts at this window."""
    return Actor(desk.author.officer, desk.officer_name, desk.roles)


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
        return write(work, case_id, make, pictures, sealed)


def take_all(desk: Desk, case_ids: Iterable[str], make: Make, sealed: tuple[SealedBlob, ...] = ()) -> tuple[Case, ...]:
    """Write the same step for several cases: all of them, or none when one is refused."""
    with desk.store.work(desk.author) as work:
        return tuple(write(work, case_id, make, (), sealed) for case_id in case_ids)


def write(
    work: "Work", case_id: str, make: Make, pictures: tuple[Picture, ...] = (), sealed: tuple[SealedBlob, ...] = ()
) -> Case:
    """Write a step inside a work that is open already."""
    case = work.case(case_id)
    if case is None:
        raise Refused("case.content_missing")
    made = make(case)
    for one in sealed:
        work.keep(one)
    work.append((made,) if isinstance(made, Fact) else made)
    for picture in pictures:
        work.take_from_tray(picture.taken)
    return work.case(case_id) or case
