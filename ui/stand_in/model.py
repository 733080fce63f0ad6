"""Lets a colleague stand in, and takes it back; what is typed is read, what is refused said."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import resources
from app.domain.officer import DELEGABLE, Delegated, Role
from app.domain.typed_day import read_day
from app.errors import Refused
from app.services import second, stand_ins
from app.services.stand_ins import StandIn
from ui import rights, when
from ui.jobs import Jobs
from ui.problems import sentence
from ui.writing import Writing

if TYPE_CHECKING:
    from app.services.desk import Desk

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class People:
    """Who may stand in, for whom, and what is handed on now."""

    colleagues: Choices
    everybody: Choices
    now: tuple[Delegated, ...]


def people(desk: "Desk") -> People:
    """Give who works at this window; Refused duty.role for who is no leader."""
    colleagues = tuple((slot.officer_id, slot.name) for slot in second.colleagues(desk))
    mine = (desk.author.officer, desk.officer_name)
    return People(colleagues, (mine, *colleagues), stand_ins.standing_in(desk))


def roles() -> Choices:
    """Give the duties that an office may hand on, in their order."""
    return tuple((role.value, rights.names((role.value,))) for role in Role if role in DELEGABLE)


def said_of(one: Delegated) -> str:
    """Say who stands in for whom, with what, until when."""
    facts = {"name": one.name, "other": one.stands_for_name, "role": rights.names((one.role,))}
    return say("now.line", **facts, day=when.day(date.fromisoformat(one.to_on)))


def say(name: str, /, **facts: object) -> str:
    """Give a text of this part."""
    return resources.text("stand_in", name, **facts)


class StandInModel(Writing):
    """`done(sentence)` when it is written, `refused(sentence)` when it is not."""

    def __init__(self, desk: "Desk", jobs: Jobs, found: People) -> None:
        super().__init__(jobs)
        self._desk, self.found = desk, found

    def hand_on(self, officer: str, role: str, stands_for: str, until: str, reason: str) -> None:
        """Let a colleague stand in to a day, as typed."""
        day = read_day(until, self._desk.today(), ahead=True)
        if day is None:
            self.refused.emit(sentence(Refused("day.unreadable", day=until)))
            return
        wanted = StandIn(officer, role, stands_for, day.isoformat(), reason)
        self._run(lambda: stand_ins.hand_on(self._desk, wanted), "give.done")

    def take_back(self, nth: int) -> None:
        """End what is handed on, by its place."""
        known = self.found.now[nth]
        self._run(lambda: stand_ins.take_back(self._desk, known), "now.done")

    def _run(self, job: Callable[[], object], said: str) -> None:
        self._write(job, say(said), frozenset({"journal", "outbox"}))
