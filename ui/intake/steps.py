"""The steps of an intake, and on which of them a finding is put right. No Qt."""

from enum import StrEnum

from app.domain.acceptance import LOOK, STOP, Finding


class Step(StrEnum):
    """Where an officer is; stored in the draft, so that a killed program comes back there."""

    CARD = "card"
    CONTACT = "contact"
    HOUSEHOLD = "household"
    QUESTIONS = "questions"
    SIGN = "sign"


ORDER = tuple(Step)
_BY_PLACE = {
    "members": Step.HOUSEHOLD,
    "captures": Step.CARD,
    "phone": Step.CONTACT,
    "village": Step.CONTACT,
    "residence": Step.CONTACT,
    "incomes": Step.HOUSEHOLD,
    "replies": Step.QUESTIONS,
    "troubles": Step.QUESTIONS,
    "expenses": Step.QUESTIONS,
    "signatures": Step.SIGN,
    "form": Step.SIGN,
    "complete_on": Step.SIGN,
}


def stored(step: str) -> Step:
    """Give the step of a stored text; the first one for texts of other programs."""
    return Step(step) if step in set(Step) else Step.CARD


def after(step: Step) -> Step | None:
    """Give the step after, or None after the last."""
    place = ORDER.index(step) + 1
    return ORDER[place] if place < len(ORDER) else None


def before(step: Step) -> Step | None:
    """Give the step before, or None before the first."""
    place = ORDER.index(step)
    return ORDER[place - 1] if place else None


def step_of(place: str) -> Step:
    """Give the step on which a finding at `place` is put right."""
    head, *rest = place.split(".")
    if head == "members" and rest[:1] == ["0"]:
        return Step.CARD
    return _BY_PLACE.get(head, Step.CARD)


def stops(findings: tuple[Finding, ...], step: Step | None = None) -> tuple[Finding, ...]:
    """Give what stops acceptance, on one step or on all, in the order of the steps."""
    found = [one for one in findings if one.level == STOP and step in (None, step_of(one.place))]
    return tuple(sorted(found, key=lambda one: ORDER.index(step_of(one.place))))


def looks(findings: tuple[Finding, ...], step: Step) -> tuple[Finding, ...]:
    """Give what deserves a look on a step."""
    return tuple(one for one in findings if one.level == LOOK and step_of(one.place) is step)
