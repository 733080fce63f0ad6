"""Which papers of a case can be signed on the screen: what is filled in by hand is signed by hand."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from app.domain.form_code import Paper
from app.domain.paper_signed import SURVEY
from app.domain.programme import Programme

if TYPE_CHECKING:
    from app.domain.case import Case


def signable(case: "Case") -> tuple[str, ...]:
    """Give the names of the papers on which all that is signed for is printed, in the order of the steps."""
    if case.accepted is None or case.needs_newer or case.progress.handed_over:
        return ()
    return tuple(name for name, ready in _READY.items() if ready(case))


def heard(case: "Case") -> tuple[str, ...]:
    """Give the names of those whose words the record of neighbours has."""
    return tuple(one.who for visit in case.progress.visits for one in visit.heard if one.content)


def likely(case: "Case", place: str) -> str:
    """Give the name of who will sign at a place, as far as the steps tell it; empty where they do not."""
    who, _, number = place.partition(":")
    names = _LIKELY[who](case) if who in _LIKELY else ()
    return names[int(number) - 1] if int(number) <= len(names) else ""


def _team(case: "Case") -> tuple[str, ...]:
    visits = case.progress.visits
    return tuple(one.name for one in visits[-1].investigators) if visits else ()


def _present(case: "Case") -> tuple[str, ...]:
    """Give who of the household was there, as far as they are named."""
    visits = case.progress.visits
    names = {one.identity.name for one in case.members}
    return tuple(name for name in visits[-1].present if name in names) if visits else ()


def _is_surveyed(case: "Case") -> bool:
    visits = case.progress.visits
    return bool(visits) and visits[-1].on_screen and not case.progress.is_decided and not case.closed


def _is_answered(case: "Case") -> bool:
    last = case.progress.objections[-1:]
    return any(of.name and of.id == one.objection for of in last for one in case.progress.settled)


def _is_delivered(case: "Case") -> bool:
    """Tell whether it is told how the newest letter was delivered."""
    progress = case.progress
    letters = [(Paper.CONFIRMATION, progress.confirmed.decided_on)] if progress.confirmed else []
    letters += [(Paper.NOT_CONFIRMED, progress.not_confirmed.decided_on)] if progress.not_confirmed else []
    letters += [(Paper.AID_CHANGE, one.decided_on) for one in progress.changes]
    return any(
        one.paper == paper and one.delivered_on >= made_on
        for paper, made_on in letters[-1:]
        for one in progress.deliveries
    )


def _is_in_aid(case: "Case") -> bool:
    return case.progress.confirmed is not None and not case.progress.stopped


_LIKELY: Final[dict[str, Callable[["Case"], tuple[str, ...]]]] = {
    "investigator": _team,
    "member": _present,
    "neighbour": heard,
    "person": lambda case: (case.applicant,),
    "recipient": lambda case: tuple(one.recipient for one in case.progress.deliveries[-1:]),
    "objector": lambda case: tuple(one.name for one in case.progress.objections[-1:]),
    "assessor": lambda case: tuple(name for one in case.progress.assessed[-1:] for name in one.assessors),
    "chair": lambda case: tuple(one.chair for one in case.progress.appraisals[-1:]),
    "recorder": lambda case: tuple(one.recorder for one in case.progress.appraisals[-1:]),
}
_READY: Final[dict[str, Callable[["Case"], bool]]] = {
    SURVEY: _is_surveyed,
    "testimony": lambda case: bool(heard(case)),
    "appraisal": lambda case: bool(case.progress.appraisals),
    "objection": _is_answered,
    "delivery": _is_delivered,
    "self_care": lambda case: case.programme == Programme.TEKUN and bool(case.members and case.progress.assessed),
    "hearing": lambda case: _is_in_aid(case) and case.progress.hearing is not None,
    "recheck_record": lambda case: case.progress.confirmed is not None and case.progress.rechecked is not None,
}
