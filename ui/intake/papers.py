"""What an intake prints: pages to be signed elsewhere, what is lacking."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import resources
from app.services import receipt
from ui.jobs import FREE, Jobs
from ui.printing import Paper, Printing
from ui.problems import Problems

if TYPE_CHECKING:
    from app.domain.case import Case
    from app.domain.draft import Draft
    from app.forms.form import Form
    from app.services.desk import Desk


class Papers:
    """Prints beside the window, and writes down that a paper of a case was printed; without a printer, nothing."""

    def __init__(self, desk: "Desk", jobs: Jobs, problems: Problems, printing: Printing | None) -> None:
        self._desk, self._jobs, self._problems, self._printing = desk, jobs, problems, printing

    @property
    def can_print(self) -> bool:
        """Whether papers may be offered."""
        return self._printing is not None

    def print_form(self, draft: "Draft", form: "Form | None") -> None:
        """Print the page of a signer, to be signed elsewhere."""
        if form:
            self._print("page", draft.id, form)

    def take_along(self, draft: "Draft", form: "Form") -> None:
        """Print a page that goes by post or with the village, where that asks nothing; else Ctrl P does."""
        if self._printing and self._printing.is_ready:
            self.print_form(draft, form)

    def print_of(self, case: "Case") -> None:
        """Print what came of an application before acceptance: what is lacking, or why it is not taken in."""
        name = "refusal" if case.not_accepted else "supplement"

        def made() -> "Form":
            from app.services import papers  # noqa: PLC0415 - reportlab, which no page needs

            return (
                papers.refusal_notice(self._desk, case)
                if case.not_accepted
                else papers.supplement_notice(self._desk, case)
            )

        self._make(name, case.id, made)

    def print_mandate(self, draft: "Draft") -> None:
        """Print the paper with which the applicant lets another come."""

        def made() -> "Form":
            from app.services import papers  # noqa: PLC0415 - as above

            return papers.mandate(self._desk, draft)

        if self._printing is not None:
            case_id = draft.id
            self._jobs.run(
                made, done=lambda form: self._print("mandate", case_id, form), failed=self._failed, lane=FREE
            )

    def _make(self, name: str, case_id: str, make: Callable[[], "Form"]) -> None:
        if self._printing is not None:
            self._jobs.run(make, done=lambda form: self._is_made(name, case_id, form), failed=self._failed, lane=FREE)

    def _is_made(self, name: str, case_id: str, form: "Form") -> None:
        self._print(name, case_id, form)
        self._jobs.run(
            lambda: receipt.note_printed(self._desk, case_id, form, 1), done=lambda _: None, failed=self._failed
        )

    def _print(self, name: str, case_id: str, form: "Form") -> None:
        if self._printing is not None:
            said = resources.text("intake_side", f"paper.{name}", day=self._desk.today().isoformat())
            self._printing.print(Paper(said, form.pdf, f"case:{case_id}"))

    def _failed(self, error: BaseException) -> None:
        """What was written down stands; the paper can be asked for again."""
        self._problems.show(error)
