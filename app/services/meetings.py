"""集体研究 and what the leader then decides, over many cases at once."""

from collections.abc import Generator, Iterable
from dataclasses import dataclass

from app.domain import duties
from app.domain.case import Case
from app.domain.duties import Act
from app.domain.steps.decision import Agreed
from app.domain.steps.procedure import Actor, may_decide
from app.errors import Refused, Unavailable
from app.rules.procedure import procedure_of
from app.services import decision_steps
from app.services.boards import decide_from
from app.services.decision_steps import Reasons
from app.services.desk import Desk
from app.services.duty import needs
from app.services.local_rules import countys
from app.vault.keys import Keyring, SlotInfo

_DECIDER = "decider"


@dataclass(frozen=True, slots=True)
class Item:
    """A case that waits for its decision: by when, and from which ISO day it may be made (empty: at once)."""

    case: Case
    village: str
    due_on: str
    decide_from: str = ""

    @property
    def said(self) -> str:
        """What a meeting said (`Agreed`); empty where none did yet, or it was put off."""
        held = self.case.progress.deliberated
        return held.result if held and held.result != Agreed.LATER else ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """`ready` may go before a meeting today, `agreed` were there and wait for the leader; `hanging` still run."""

    ready: tuple[Item, ...] = ()
    agreed: tuple[Item, ...] = ()
    hanging: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirming:
    """What became of many confirmations: the cases that were confirmed, and why which ones were not."""

    done: tuple[Case, ...]
    refused: tuple[tuple[Case, Refused], ...]


@needs(Act.SEE)
def waiting(desk: Desk) -> Generator[None, None, Waiting]:
    """Give what waits for a decision of this office, the nearest due first, in slices."""
    items = []
    today = desk.today().isoformat()
    for todo in desk.store.todos(desk.today(), "decide", countys(desk)):
        case = desk.store.case(todo.case_id) if todo.turn == _DECIDER else None
        if case:
            items.append(Item(case, todo.village, todo.due_on, _from(case)))
        yield
    ripe = [one for one in items if one.decide_from <= today]
    return Waiting(
        ready=tuple(one for one in ripe if not one.said),
        agreed=tuple(one for one in ripe if one.said),
        hanging=tuple(one for one in items if one.decide_from > today),
    )


@needs(Act.SEE)
def confirm_all(desk: Desk, case_ids: Iterable[str]) -> Generator[None, None, Confirming]:
    """Confirm one case after the other: what a guard refuses stands apart and stops no other, in slices.

    Unavailable store.* ends it; what was confirmed before stays confirmed.
    """
    done, refused = list[Case](), list[tuple[Case, Refused]]()
    for case_id in case_ids:
        case = desk.store.case(case_id)
        try:
            done.append(decision_steps.confirm(desk, case_id))
        except Refused as error:
            refused += [(case, error)] if case else []
        yield
    return Confirming(tuple(done), tuple(refused))


@needs(Act.DECIDE)
def refuse(desk: Desk, case_id: str, reasons: Reasons) -> Case:
    """Refuse one case; Refused as `decision_steps.not_confirm`."""
    return decision_steps.not_confirm(desk, case_id, reasons)


@needs(Act.SEE)
def deciders(desk: Desk, case: Case) -> tuple[str, ...]:
    """Give the names of the officers with a key here who may decide a case, apart from who is at the desk."""
    return tuple(one.name for one in _others(desk) if _may(desk, case, one))


def _others(desk: Desk) -> tuple[SlotInfo, ...]:
    try:
        return tuple(one for one in Keyring(desk.data).officers() if one.officer_id != desk.author.officer)
    except Unavailable:
        return ()


def _may(desk: Desk, case: Case, one: SlotInfo) -> bool:
    standing = desk.standing_of(one.officer_id)
    if not duties.may(standing, Act.DECIDE):
        return False
    try:
        may_decide(case, Actor(one.officer_id, one.name, standing.roles), procedure_of(case))
    except Refused:
        return False
    return True


def _from(case: Case) -> str:
    hangs = case.progress.notice
    return decide_from(hangs.ends_on) if hangs and procedure_of(case).notice else ""
