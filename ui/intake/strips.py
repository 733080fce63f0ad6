"""The amber strips over a step, one at a time: somebody else's case, or an address in another township."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.domain.draft import Draft
from app.domain.visit import Reason, Visitor
from app.services.visits import Coming
from ui.intake import contact, steps
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.duplicate_watch import DuplicateWatch
from ui.intake.steps import Step
from ui.intake.view import Notice
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.services.desk import Desk


_ASKED_ON = (Step.CARD, Step.CONTACT)


class Strips(QObject):
    """`changed()` when another strip is shown; `open_asked(Duplicate)` and `refer_asked(Coming)` lead away."""

    changed = Signal()
    open_asked = Signal(object)
    refer_asked = Signal(object)

    def __init__(self, keeper: DraftKeeper, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._keeper, self._office = keeper, desk.office.name
        self._settled: set[str] = set()
        self._watch = DuplicateWatch(keeper, desk, jobs)
        self._watch.found.connect(self.changed)
        self._watch.open_asked.connect(self.open_asked)

    def look(self, draft: Draft) -> None:
        """Look for the household elsewhere."""
        self._watch.look(draft)

    def notice(self) -> Notice | None:
        """Give the strip that is shown now."""
        return self._watch.notice() or self._elsewhere()

    def answer(self, nth: int) -> None:
        """Take an answer to the strip that is shown now."""
        if self._watch.notice():
            self._watch.answer(nth)
        elif town := self._town():
            self._answer_town(town, nth)

    def give_reason(self, reason: str) -> None:
        """Write why there are two."""
        self._watch.give_reason(reason)

    def _answer_town(self, town: str, nth: int) -> None:
        if nth:
            self._settled.add(town)
            self.changed.emit()
        else:
            self.refer_asked.emit(_coming(self._keeper.draft, town))

    def _town(self) -> str:
        """Give the township of the applicant's address where it is another than this one; empty once it was settled."""
        town = contact.town_in(self._keeper.draft.applicant.identity.address)
        is_late = steps.stored(self._keeper.draft.step) not in _ASKED_ON
        return "" if is_late or town in self._settled or town in self._office else town

    def _elsewhere(self) -> Notice | None:
        """An old card names old places: it is asked once and never stops anything."""
        town = self._town()
        if not town:
            return None
        say = resources.texts("intake")["elsewhere"]
        return Notice(
            say["said"].format(town=town), icon="map-pin", answers=tuple((v, key) for v, key in say["answers"])
        )


def _coming(draft: Draft, town: str) -> Coming:
    who = draft.applicant.identity
    note = resources.text("intake", "elsewhere.note", town=town)
    visitor = Visitor(who.name, who.id_number, draft.phone, draft.village, draft.group)
    return Coming(Reason.APPLY.value, visitor, draft.agent, draft.source, note, draft.id)
