"""Taking down in words why somebody came: who, what was asked or told, what was answered."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

import resources
from app.domain.visit import Agent, Outcome, Visitor
from app.services import visits
from app.services.visits import Coming
from ui.jobs import Jobs
from ui.visit.model import CHANGES

if TYPE_CHECKING:
    from app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class AskView:
    """What the page shows: all texts as typed; `wrong` says what is still to be said about the question."""

    reason: str
    for_other: bool = False
    agent: str = ""
    relation: str = ""
    name: str = ""
    village: str = ""
    group: str = ""
    phone: str = ""
    asked: str = ""
    answered: str = ""
    wrong: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed at all."""
        said = (self.agent, self.relation, self.name, self.village, self.group, self.phone, self.asked, self.answered)
        return not any(one.strip() for one in said)


class AskModel(QObject):
    """`refer_asked(Coming)`: others are to answer; `done()`: the line is written; `back_asked()`: so it is, or nothing
    was said. `go_to(field)` puts the cursor where something is missing. Who leaves no name is nobody: the line says so.
    """

    shown = Signal(object)
    go_to = Signal(str)
    refer_asked = Signal(object)
    done = Signal()
    back_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, coming: Coming) -> None:
        super().__init__()
        self._desk, self._jobs, self._coming = desk, jobs, coming
        self._view, self._is_open = _begun(coming), True

    @property
    def view(self) -> AskView:
        """What the page shows now."""
        return self._view

    def say(self, field: str, text: str) -> None:
        """Take what was typed into a field of the view."""
        typed: dict[str, Any] = {field: text, "wrong": ""}
        self._view = replace(self._view, **typed)
        self.shown.emit(self._view)

    def finish(self) -> None:
        """Leave the line; without a word on what was asked the cursor goes there."""
        if self._says_enough():
            self.keep()
            self.done.emit()

    def refer(self) -> None:
        """Let others answer: the page that sends it on leaves the line."""
        if self._says_enough():
            self._is_open = False
            self.refer_asked.emit(self.coming())

    def go_back(self) -> None:
        """Leave; what was typed becomes a line, nothing typed becomes none."""
        self.keep()
        self.back_asked.emit()

    def keep(self) -> None:
        """Write what was typed down, once."""
        view, coming = self._view, self.coming()
        if not self._is_open or view.is_empty:
            return
        self._is_open = False
        outcome, note = Outcome.ANSWERED if view.answered.strip() else Outcome.NOTED, view.answered.strip()
        self._jobs.run(lambda: visits.record(self._desk, coming, outcome, note=note), done=_nothing, changes=CHANGES)

    def coming(self) -> Coming:
        """Give who came, as far as it was said."""
        view = self._view
        visitor = replace(
            self._coming.visitor,
            name=view.name.strip(),
            phone=view.phone.strip(),
            village=view.village.strip(),
            group=view.group.strip(),
        )
        agent = (
            replace(self._coming.agent, name=view.agent.strip(), relation=view.relation.strip())
            if (self._coming.agent)
            else None
        )
        return replace(self._coming, visitor=visitor, agent=agent, note=view.asked.strip())

    def _says_enough(self) -> bool:
        if self._view.asked.strip():
            return True
        self._view = replace(self._view, wrong=resources.text("visit", "words.asked_missing"))
        self.shown.emit(self._view)
        self.go_to.emit("asked")
        return False


def _begun(coming: Coming) -> AskView:
    known: Visitor = coming.visitor
    agent = coming.agent or Agent("")
    return AskView(
        reason=coming.reason,
        for_other=coming.agent is not None,
        agent=agent.name,
        relation=agent.relation,
        name=known.name,
        village=known.village,
        group=known.group,
        phone=known.phone,
        asked=coming.note,
    )


def _nothing(_result: object) -> None:
    """The line is read when a page shows it."""
