"""A new referral: takes what is asked of which department, and sends it on with the line of the visit."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

import resources
from app.domain.referral import Referral
from app.domain.typed_day import read_day
from app.domain.visit import Outcome, Reason
from app.services import referrals, visits
from app.services.referrals import Asking
from app.services.visits import Coming
from ui.jobs import Jobs
from ui.person.matter_model import MatterModel
from ui.person.model import WhoModel
from ui.person.who import long_day
from ui.referral.view import ReferralView, departments, usual_due, word

if TYPE_CHECKING:
    from app.services.desk import Desk

_PLACES = {"referral.nobody": "name", "referral.no_need": "need", "referral.no_receiver": "to"}
CHANGES = frozenset({"desk", "outbox"})


class ReferralModel(MatterModel):
    """`shown(ReferralView)`; `made(Referral)` when it is written down, `left()` when the person does not go on."""

    made = Signal(object)
    left = Signal()

    _view: ReferralView

    def __init__(self, desk: "Desk", jobs: Jobs, who: WhoModel, coming: Coming | None) -> None:
        came = coming or Coming(Reason.APPLY.value)
        super().__init__(desk, jobs, who, ReferralView(need=came.note), _PLACES)
        self._coming = came
        due, self.due_note = usual_due(desk.today())
        self._own_to = False
        self.set_due(due)
        who.begin(self._coming.visitor, self._coming.agent)

    @property
    def view(self) -> ReferralView:
        """What the page shows now."""
        return self._view

    def set_field(self, codes: tuple[str, ...]) -> None:
        """Take what is asked for; its department is proposed unless the officer wrote one."""
        field = codes[0] if codes else ""
        offered = departments(field, self.today) if field else ()
        to = self._view.to if self._own_to or not offered else offered[0]
        self._change(field=field, offered=offered, to=to, refused="")

    def set_to(self, text: str) -> None:
        """Take the department."""
        self._own_to = bool(text.strip()) and text.strip() not in self._view.offered
        self._change(to=text.strip(), refused="")

    def set_need(self, text: str) -> None:
        """Take what help is needed."""
        self._change(need=text, refused="")

    def set_due(self, text: str) -> None:
        """Take the day by which an answer is awaited, as typed."""
        found = read_day(text, self.today, ahead=True)
        wrong = resources.text("person", "day.unreadable") if text.strip() and found is None else ""
        self._change(due=text, due_said=long_day(found, self.today) if found else "", due_wrong=wrong)

    def make(self) -> None:
        """Send it on, once all is there."""
        view, (place, lack) = self._view, self._lack()
        if lack or view.busy:
            self._stop(place, lack)
            return
        due = read_day(view.due, self.today, ahead=True)
        asking = Asking(self.who.visitor, view.field, view.to, view.need.strip(), due, self._case())
        desk, coming = self._desk, self._present()
        self._change(busy=True, refused="")
        self._jobs.run(
            lambda: _write(desk, asking, coming), done=self._is_written, failed=self._is_refused, changes=CHANGES
        )

    def leave(self) -> None:
        """The person goes without it: only the line of the visit stays."""
        desk, coming = self._desk, self._present()
        self._jobs.run(lambda: visits.record(desk, coming, Outcome.LEFT), done=self._has_left, changes=CHANGES)

    # --- within
    def _lack(self) -> tuple[str, str]:
        view, who = self._view, self.who.view
        due = read_day(view.due, self.today, ahead=True)
        checks = (
            (bool(who.doubts), "".join(who.doubts[:1]), resources.text("person", "who.open")),
            (bool(who.wrong), "id_number", who.wrong),
            (not view.field, "what", _text("lack.field")),
            (due is None, "due", view.due_wrong or _text("lack.due")),
            (due is not None and due < self.today, "due", _text("lack.due_past")),
        )
        return next(((place, said) for is_missing, place, said in checks if is_missing), ("", ""))

    def _present(self) -> Coming:
        return replace(self._coming, visitor=self.who.visitor, agent=self.who.agent)

    def _case(self) -> str:
        """Give the person's case that is under way, which the referral belongs to."""
        going = ("registered", "awaiting_supplement", "accepted")
        return next((one.case_id for one in self.who.view.known.cases if one.state in going), "")

    def _is_written(self, referral: Referral) -> None:
        self.made.emit(referral)

    def _has_left(self, _visit: str) -> None:
        self.left.emit()


def _write(desk: "Desk", asking: Asking, coming: Coming) -> Referral:
    referral = referrals.make(desk, asking)
    note = _text("visit_note", field=word("field", asking.field), to=asking.to)
    visits.record(desk, coming, Outcome.REFERRED, note=note, about=f"referral:{referral.id}")
    return referral


def _text(name: str, /, **facts: object) -> str:
    return resources.text("referral", name, **facts)
