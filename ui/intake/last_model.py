"""与上次一样: what this household said last time, on one page, and taken over by one key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

import resources
from app.domain import id_number
from app.domain.draft import Draft
from app.errors import Refused
from app.services import looking, returning
from app.services.returning import LastTime
from ui.intake import last_view
from ui.intake.draft_keeper import DraftKeeper
from ui.intake.side import SideModel, SideView
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.services.desk import Desk


class LastModel(SideModel):
    """Looks for the last acceptance whenever the applicant's number changes; `found()` when there is one or none."""

    found = Signal()
    taken = Signal()

    def __init__(self, keeper: DraftKeeper, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._keeper, self._desk, self._jobs = keeper, desk, jobs
        self._number, self._last = "", None
        keeper.changed.connect(self.look)

    _last: LastTime | None

    @property
    def known(self) -> bool:
        """Whether this applicant was here before."""
        return self._last is not None

    @property
    def view(self) -> SideView:
        """What the page shows now."""
        if self._last is None:
            return SideView(_say("title"))
        last = self._last.accepted
        return SideView(
            title=_say("title"),
            note=_say("note", day=last_view.day(last.accepted_on), number=last.number),
            lead=_say("lead"),
            lines=last_view.lines(last, self._desk.today()),
            verb=_say("verb"),
        )

    def look(self, draft: Draft) -> None:
        """Look again where the applicant's good number is another than before."""
        number = draft.applicant.identity.id_number
        if number == self._number:
            return
        self._number, self._last = number, None
        try:
            id_number.parse(number, self._desk.today())
        except Refused:
            self.found.emit()
            return
        self._jobs.run(lambda: _last_time(self._desk, draft), done=lambda last: self._is_found(number, last))

    def finish(self) -> None:
        """Take it over."""
        last = self._last
        if last is not None:
            self._keeper.change(lambda draft: returning.taken_over(draft, last))
            self.taken.emit()

    def _is_found(self, number: str, last: LastTime | None) -> None:
        if number == self._number:
            self._last = last
            self.found.emit()


def _last_time(desk: "Desk", draft: Draft) -> LastTime | None:
    """Give what was said last time; who looks at it looks at that case."""
    last = returning.last_time(desk, draft)
    return looking.seen(desk, f"case:{last.case}", last) if last else None


def _say(name: str, /, **facts: object) -> str:
    return resources.text("intake_side", f"last.{name}", **facts)
