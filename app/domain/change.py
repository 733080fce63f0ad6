"""家庭情况变化: what a household tells on its own account (社会救助法 46), with a receipt that protects it later."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain import day
from app.domain.fact import Fact, plain
from app.domain.visit import Visitor
from app.errors import Refused


class ChangeKind(StrEnum):
    """What has changed in the household."""

    BIRTH = "birth"
    MARRIAGE = "marriage"
    DIVORCE = "divorce"
    DEATH = "death"
    ILLNESS = "illness"
    WORK = "work"
    MOVED = "moved"
    INCOME = "income"
    PROPERTY = "property"
    CARD = "card"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reported:
    """The body of ``change.reported`` version 1: permanent. Dates are ISO; `cases` are the household's case ids.

    `person` is who is in need of aid, `about` whom the change is about (with `about_id_number` where it is known: who
    is said to be dead must not be known by name alone), `told_by` who says it and how related. `since` may be empty.
    """

    number: str
    received_on: str
    kinds: tuple[str, ...]
    since: str
    person: Visitor
    about: str
    told_by: str
    told_by_relation: str
    note: str
    office: str
    division: str
    handler: str
    cases: tuple[str, ...] = ()
    about_id_number: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """The folded state; `reported` is None when its content was erased or has not arrived."""

    id: str
    scope: str
    reported: Reported | None = None
    erased: int = 0
    needs_newer: bool = False


def reported(change_id: str, body: Reported) -> Fact:
    """Give the fact of a report; Refused change.nothing_said, change.in_future, change.nobody, day.unreadable."""
    if not tuple(map(ChangeKind, body.kinds)):
        raise Refused("change.nothing_said")
    day.check(body.since, body.received_on)
    if body.since > body.received_on:
        raise Refused("change.in_future")
    if not body.person.name.strip():
        raise Refused("change.nobody")
    return Fact(f"change:{change_id}", "change.reported", 1, plain(body))
