"""The line of a visit for which papers were taken: written once, when the page is left."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.visit import Outcome
from app.services import visits
from app.services.visits import Coming
from ui.filing.view import say
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.services.desk import Desk

_CHANGES = frozenset({"desk", "outbox"})


class VisitLine:
    """Knows who came; a paper that came by itself leaves no line."""

    def __init__(self, desk: "Desk", jobs: Jobs, coming: Coming | None) -> None:
        self._desk, self._jobs, self._coming = desk, jobs, coming

    @property
    def note(self) -> str:
        """Who came, for the head of the page; empty where nobody did."""
        who = self._coming.visitor.name if self._coming else ""
        return say("page.note_visit", name=who) if who else ""

    def close(self, case_id: str, papers: list[str]) -> None:
        """Write the line: filed with what came, or that they left; once is enough."""
        coming, self._coming = self._coming, None
        if coming is None:
            return
        outcome = Outcome.FILED if papers else Outcome.LEFT
        about = f"case:{case_id}" if case_id else ""
        note = say("missing.join").join(papers)
        self._jobs.run(
            lambda: visits.record(self._desk, self._known(coming, case_id), outcome, note=note, about=about),
            done=_nothing,
            changes=_CHANGES,
        )

    def _known(self, coming: Coming, case_id: str) -> Coming:
        """Let the papers say whom it was about, where nobody was named."""
        if coming.visitor.name or not case_id:
            return coming
        return replace(coming, visitor=visits.whom(self._desk, case_id))


def _nothing(_visit: str) -> None:
    """The register of the day reads it."""
