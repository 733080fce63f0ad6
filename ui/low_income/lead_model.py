"""One lead: looked at, and what came of it written down."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.draft import Draft
from app.domain.id_number import masked
from app.domain.lead import Found, Lead, LeadResult
from app.errors import Refused, Unavailable
from app.services import leads
from ui.jobs import Jobs
from ui.low_income.list_model import CHANGES
from ui.low_income.words import BETWEEN_LINES, day_of, part, say, word
from ui.problems import sentence

if TYPE_CHECKING:
    from app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class LeadView:
    """The page: `facts` as (label, text); `is_open` while nothing came of it, `case` what it became."""

    facts: tuple[tuple[str, str], ...] = ()
    state: str = ""
    is_open: bool = False
    case: str = ""
    reason: str = ""
    refused: str = ""
    busy: bool = False


class LeadModel(QObject):
    """`shown(LeadView)`; `done()` when it is settled; `begun(Draft)` an application begins with what is known."""

    shown = Signal(object)
    done = Signal()
    begun = Signal(object)

    def __init__(self, desk: "Desk", jobs: Jobs, lead: Lead) -> None:
        super().__init__()
        self._desk, self._jobs, self._lead = desk, jobs, lead
        self._view = _view(lead)

    @property
    def view(self) -> LeadView:
        """What the page shows now."""
        return self._view

    def set_reason(self, text: str) -> None:
        """Take why nothing comes of it."""
        self._change(reason=text, refused="")

    def apply(self) -> None:
        """Begin the application; the lead is settled when it is registered."""
        self._run(self._begin, self._is_begun)

    def no_need(self) -> None:
        """Nobody there needs anything, for the reason written."""
        self._settle(LeadResult.NO_NEED)

    def declined(self) -> None:
        """They do not want to apply."""
        self._settle(LeadResult.DECLINED)

    # --- within
    def _begin(self) -> Draft:
        return leads.begin(self._desk, self._lead)

    def _settle(self, result: LeadResult) -> None:
        desk, lead_id, reason = self._desk, self._lead.id, self._view.reason.strip()
        self._run(lambda: leads.settle(desk, lead_id, result, reason), self._is_settled)

    def _run(self, job: object, done: object) -> None:
        if not self._view.busy:
            self._change(busy=True, refused="")
            self._jobs.run(job, done, self._is_refused, changes=CHANGES)  # type: ignore[arg-type]  # both are functions

    def _is_begun(self, draft: Draft) -> None:
        self._change(busy=False)
        self.begun.emit(draft)

    def _is_settled(self, _lead: object) -> None:
        self.done.emit()

    def _is_refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            raise error
        self._change(busy=False, refused=sentence(error))

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]  # fields of LeadView by name
        self.shown.emit(self._view)


def _view(lead: Lead) -> LeadView:
    said, last = lead.found, lead.settled[-1] if lead.settled else None
    return LeadView(
        facts=_facts(said) if said else (),
        state=word("lead_state", lead.state),
        is_open=lead.state == "open" or any(not one.settled for one in lead.conflicts),
        case=last.case if last else "",
        reason=last.reason if last else "",
    )


def _facts(said: Found) -> tuple[tuple[str, str], ...]:
    label, who = part("lead_one"), said.person
    number = masked(who.id_number) if who.id_number else ""
    person = BETWEEN_LINES.join(filter(None, (who.name or say("lead.nameless"), number, who.village)))
    lines = (
        ("person", person),
        ("phone", who.phone),
        ("place", said.place),
        ("seen", said.seen),
        ("by", said.by),
        ("day", day_of(said.found_on)),
    )
    return tuple((label[name], text) for name, text in lines if text)
