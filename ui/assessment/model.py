"""The assessment of one household, kept fresh, and its paper."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.domain.case import Case
from app.domain.case_number import short
from app.domain.draft import Draft
from app.domain.visit import Reason, Visitor
from app.errors import Refused, Unavailable
from app.services import assessing, visits
from app.services.assessing import Assessed
from app.services.visits import Coming
from ui.assessment.view import AssessView, asked_of, view
from ui.jobs import Jobs
from ui.printing import Paper, Printed, Printing
from ui.problems import sentence

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk

CONCERNS = frozenset({"cases", "journal"})


class AssessModel(QObject):
    """`shown(AssessView)`; `back_asked()`, `rules_asked()`; `refer_asked(Coming, field)` for a referral to be made.

    `printing` asks for a printer the first time; the page that is looked at answers.
    """

    shown = Signal(object)
    back_asked = Signal()
    rules_asked = Signal()
    refer_asked = Signal(object, str)

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, about: Draft | Case) -> None:
        super().__init__()
        self.printing, self.about = printing, about
        self._desk, self._jobs, self._view = desk, jobs, AssessView()
        self._assessed: Assessed | None = None
        self._paper: Paper | None = None
        jobs.changed.connect(self._changed)
        printing.printed.connect(self._is_printed)
        printing.failed.connect(self._is_not_printed)

    @property
    def view(self) -> AssessView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Reckon with what the store knows now."""
        desk, about = self._desk, self.about
        self._jobs.run(lambda: _read(desk, about), done=self._is_read, failed=self._is_refused)

    def refer(self, key: str) -> None:
        """Ask for a referral to what a row names."""
        if self._assessed is None:
            return
        opened = self._assessed.found.opened
        field, need = asked_of(opened[int(key)], self._assessed)
        self.refer_asked.emit(Coming(Reason.APPLY.value, _visitor(self.about), note=need, case=self.about.id), field)

    def print_it(self) -> None:
        """Print the paper for the file."""
        if self._assessed is None:
            return
        from app.services.assessment_paper import assessment_report  # noqa: PLC0415 - reportlab, which no start of the program needs

        desk, assessed, number = self._desk, self._assessed, _number(self.about)
        self._say(_text("making"))
        self._jobs.run(lambda: assessment_report(desk, assessed, number), done=self._is_made, failed=self._is_not_made)

    def _changed(self, kinds: frozenset[str]) -> None:
        if kinds & CONCERNS:
            self.start()

    def _is_read(self, assessed: Assessed) -> None:
        self._assessed = assessed
        self._show(replace(view(assessed), said=self._view.said))

    def _is_refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self._assessed = None
        self._show(AssessView(refused=sentence(error)))

    def _is_made(self, form: "Form") -> None:
        number = _number(self.about)
        name = _text("name", number=short(number) if number else "").strip()
        self._paper = Paper(name, form.pdf, f"case:{self.about.id}")
        self._say(_text("sending"))
        self.printing.print(self._paper)

    def _is_printed(self, out: Printed) -> None:
        """Only papers of this page: the printer is shared."""
        if out.paper is self._paper:
            self._paper = None
            self._say(_text("saved", file=out.file.name) if out.file else _text("printed"))

    def _is_not_printed(self, error: BaseException) -> None:
        if self._paper:
            self._is_not_made(error)

    def _is_not_made(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            raise error
        self._paper = None
        self._say(sentence(error))

    def _say(self, said: str) -> None:
        self._show(replace(self._view, said=said))

    def _show(self, shown: AssessView) -> None:
        self._view = shown
        self.shown.emit(shown)


def _read(desk: "Desk", about: Draft | Case) -> Assessed:
    if isinstance(about, Draft):
        return assessing.of_draft(desk, about)
    return assessing.of_case(desk, desk.store.case(about.id) or about)


def _visitor(about: Draft | Case) -> Visitor:
    return visits.visitor_of_draft(about) if isinstance(about, Draft) else visits.visitor_of(about)


def _number(about: Draft | Case) -> str:
    return "" if isinstance(about, Draft) else about.number


def _text(name: str, /, **facts: object) -> str:
    return resources.text("assessment", f"paper.{name}", **facts)
