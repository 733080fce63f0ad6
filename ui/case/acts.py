"""What can be done with a case now, and doing it. The names are those of the buttons."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import resources
from app.domain.case import Case
from app.domain.duties import Act
from app.domain.signable import signable
from app.services import afterwards
from app.services.afterwards import Ending
from app.services.intake import Picture
from ui.case.correcting import Dispute, together
from ui.jobs import Jobs
from ui.writing import Writing

if TYPE_CHECKING:
    from app.services.desk import Desk

CHANGES: Final = frozenset({"cases", "tasks", "outbox"})
KEYS: Final = {
    "correct": "1",
    "paper": "2",
    "note": "3",
    "hand_over": "4",
    "withdraw": "5",
    "end": "6",
    "settle": "7",
    "go_on": "Enter",
    "again": "Ctrl P",
    "copy_out": "F7",
    "more": "8",
    "assess": "9",
    "papers": "0",
    "seal": "F9",
    "sign": "F8",
}


# What each of them is; a step of `more` is asked for by itself.
ACTS: Final = {
    **dict.fromkeys(("correct", "paper", "note", "hand_over", "withdraw", "end", "settle", "copy_out"), Act.HANDLE),
    "go_on": Act.TAKE_IN,
    "again": Act.PRINT,
    "papers": Act.PRINT,
    "sign": Act.HANDLE,
    "more": Act.DECLARE,
    "assess": Act.SEE,
}


def possible(case: Case) -> tuple[str, ...]:
    """Give what can be done with a case where it stands, in the order of the page."""
    if case.progress.handed_over:
        return ()
    if case.accepted is None:
        return _before_acceptance(case)
    sign = ("sign",) if signable(case) else ()
    after = ("again", "copy_out", "correct", "paper", "note", "assess", *sign)
    if case.closed:
        return (*after, "papers")
    before = () if case.progress.is_decided else ("withdraw", "end")
    return (*after, "hand_over", *before, "more", "papers")


def _before_acceptance(case: Case) -> tuple[str, ...]:
    if case.registered is None:
        return ()
    told = ("again",) if case.supplement or case.not_accepted else ()
    more = ("more", "assess", "papers") if case.urgent else ()
    return (*told, "note") if case.closed else (*told, "go_on", "note", *more)


class CaseActs(Writing):
    """Writes what an officer does. `done(sentence)` when it is kept, `refused(sentence)` when it is not."""

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__(jobs)
        self._desk = desk

    def correct(self, case: Case, path: str, text: str, reason: str) -> None:
        """Correct a field, and what goes with it."""

        def job() -> Case:
            return afterwards.correct(self._desk, case.id, together(case, path, text, self._desk.today()), reason)

        self._run(job, "correct")

    def settle(self, case: Case, dispute: Dispute, *, other: bool) -> None:
        """Take one of two texts for every field that both wanted to write."""
        fields = dispute.stands | dispute.other if other else dispute.stands
        reason = resources.text("case", "dispute.took_other" if other else "dispute.took_standing")
        self._run(lambda: afterwards.correct(self._desk, case.id, fields, reason), "settle")

    def note(self, case: Case, text: str) -> None:
        """Write a note."""
        self._run(lambda: afterwards.note(self._desk, case.id, text), "note")

    def add_paper(self, case: Case, slot: str, member: str, picture: Picture) -> None:
        """File one more paper."""
        self._run(lambda: afterwards.add_paper(self._desk, case.id, slot, member, picture), "paper")

    def hand_over(self, case: Case, officer: str, reason: str) -> None:
        """Let a colleague go on."""
        self._run(lambda: afterwards.hand_over(self._desk, case.id, officer, reason), "hand_over")

    def withdraw(self, case: Case, by: str, paper: Picture, reason: str) -> None:
        """Take the application back, as the signed paper says."""
        self._run(lambda: afterwards.withdraw(self._desk, case.id, by, paper, reason), "withdraw")

    def end(self, case: Case, ending: Ending, second: tuple[str, str]) -> None:
        """End a case whose household cannot be reached, with a colleague's password."""
        self._run(lambda: afterwards.end(self._desk, case.id, ending, second), "end")

    def _run(self, job: Callable[[], Case], name: str) -> None:
        self._write(job, resources.text("case", f"done.{name}"), CHANGES)
