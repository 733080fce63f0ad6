"""The households of one cadre, read from the store each time the page is shown."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Unavailable
from app.services import looking, village
from app.services.village import Household
from ui.batch import view
from ui.batch.view import BatchView
from ui.jobs import FREE, Jobs
from ui.press import Press
from ui.printing import Paper, Printing
from ui.problems import Problems, sentence

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk

LIST: Final = "list:batch"


class BatchModel(QObject):
    """Shows what a cadre brought. `shown(BatchView)`; leaves by `taken_in(Draft)`, `draft_asked`, `case_asked`,
    `back_asked`; `focus_asked()` when the cadre's name is missing.
    """

    shown = Signal(object)
    focus_asked = Signal()
    taken_in = Signal(object)
    draft_asked = Signal(str)
    case_asked = Signal(str)
    back_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, problems: Problems) -> None:
        super().__init__()
        self._desk, self._jobs, self._problems = desk, jobs, problems
        self.printing, self.press = printing, Press(jobs, printing)
        self._households: tuple[Household, ...] = ()
        self._view = BatchView()
        self.press.went.connect(self._went)
        self.press.stopped.connect(self._stopped)

    @property
    def desk(self) -> "Desk":
        """The desk of the officer who takes."""
        return self._desk

    @property
    def view(self) -> BatchView:
        """What the page shows now."""
        return self._view

    def write(self, **typed: str) -> None:
        """Take who brings (`cadre`) and from where (`village`); another cadre has other households."""
        self._change(**typed, wrong="")
        if "cadre" in typed:
            self.read()

    def read(self) -> None:
        """Read what was brought today."""
        cadre = self._view.cadre
        self._jobs.run(lambda: _brought(self._desk, cadre), done=self._is_read)

    def take_next(self) -> None:
        """Begin the next household."""
        told = self._view
        if not told.cadre.strip():
            self._change(wrong=view.say("page.no_cadre"))
            self.focus_asked.emit()
            return
        self.taken_in.emit(village.begin(self._desk, told.cadre, told.village))

    def open(self, household: str) -> None:
        """Go on with a household, or look at its case."""
        one = next((one for one in self._households if one.id == household), None)
        if one:
            (self.case_asked if one.number else self.draft_asked).emit(one.id)

    def print(self) -> None:
        """Print the list that the cadre signs."""
        if not self._households:
            self._change(wrong=view.say("page.nothing"))
        elif not self.press.busy:
            self._jobs.run(self._made, done=self._is_made, failed=self._stopped, lane=FREE)

    def choose_none(self) -> None:
        """No printer was chosen."""
        self.press.give_up()
        self._change(said=view.say("page.unsent"))

    def _made(self) -> "Form":
        from app.forms.handover_list import Brought  # noqa: PLC0415 - reportlab, which no start of the program needs
        from app.services.papers import handover_list  # noqa: PLC0415 - as above

        told = tuple(
            Brought(one.applicant or view.say("row.nameless"), one.village, one.papers, one.number, view.lacks(one))
            for one in self._households
        )
        return handover_list(self._desk, self._view.cadre.strip(), self._view.village.strip(), told)

    def _is_made(self, form: "Form") -> None:
        name = view.say("page.paper", day=self._desk.today().isoformat())
        paper = Paper(name, form.pdf, LIST, 2, len(self._households))
        self.press.print((lambda: paper,))

    def _went(self) -> None:
        self._change(said=view.say("page.said"))

    def _stopped(self, error: BaseException) -> None:
        self.press.give_up()
        if isinstance(error, Refused | Unavailable):
            self._change(wrong=sentence(error))
        else:
            self._problems.show(error)

    def _is_read(self, households: tuple[Household, ...]) -> None:
        self._households = households
        place = self._view.village or next((one.village for one in households if one.village), "")
        self._change(rows=view.rows(households), title=view.title(households), village=place)

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]  # fields of BatchView by name
        self.shown.emit(self._view)


def _brought(desk: "Desk", cadre: str) -> tuple[Household, ...]:
    found = village.brought(desk, cadre)
    looking.listed(desk, LIST, len(found))
    return found
