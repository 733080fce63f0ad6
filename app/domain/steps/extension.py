"""More time for a case (DB57 22): only for a reason that is written down, once, to the day that the rule gives."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain import day
from app.domain.fact import Fact, plain
from app.domain.steps.procedure import undecided
from app.errors import Refused

if TYPE_CHECKING:
    from app.domain.case import Case


class Reason(StrEnum):
    """Why more time is needed: the cases that the rule names, and its 等, which wants words."""

    OBJECTION = "objection"
    LIVES_ELSEWHERE = "lives_elsewhere"
    APPLIED_ELSEWHERE = "applied_elsewhere"
    HARD_TO_LOOK_INTO = "hard_to_look_into"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Extended:
    """The body of ``case.extended`` version 1: permanent. `reason` is a `Reason`, `due_on` the new last day."""

    extended_on: str
    reason: str
    due_on: str
    by: str
    note: str = ""


def extend(case: "Case", body: Extended) -> Fact:
    """Give the fact of an extension; Refused extension.second, extension.no_words, extension.not_longer."""
    accepted = undecided(case)
    day.need(body.extended_on, body.due_on)
    if case.progress.extended:
        raise Refused("extension.second", day=case.progress.extended.due_on)
    if Reason(body.reason) is Reason.OTHER and not body.note.strip():
        raise Refused("extension.no_words")
    if body.due_on <= accepted.due_on:
        raise Refused("extension.not_longer")
    return Fact(f"case:{case.id}", "case.extended", 1, plain(body))
