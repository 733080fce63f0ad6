"""Certifying and sealing papers of one case: which paper, what it looks like, the passwords, what came of it."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.access import Purpose
from app.domain.case import Case
from app.domain.case_number import short
from app.errors import Refused, Unavailable
from app.forms.preview import PageImage, page_count, preview
from app.services import looking, seal_setup
from app.services.seal_setup import SealSetup
from ui.jobs import FREE, Jobs
from ui.printing import Paper, Printing
from ui.problems import sentence
from ui.sealing.view import SealingView, asked, paper_name, rows_of, say
from ui.sign.view import Sheet

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.sealing import Offer, Ready

CHANGES = frozenset({"cases", "tasks", "outbox"})


class SealingModel(QObject):
    """`shown(SealingView)`; `drawn(sha256, page, px, PageImage)`; `done(str)`; `back_asked(case)`, `setup_asked()`."""

    shown = Signal(object)
    drawn = Signal(str, int, int, object)
    done = Signal(str)
    back_asked = Signal(str)
    setup_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, printing: Printing, case: Case) -> None:
        super().__init__()
        self._desk, self._jobs, self.printing, self.case = desk, jobs, printing, case
        self._view = SealingView(whose=case.applicant, why=say("making"))
        self._setup, self._offers = SealSetup(), tuple["Offer", ...]()
        self._ready: Ready | None = None
        self._name, self._pdf = "", b""

    @property
    def view(self) -> SealingView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Read what is set up and what can be signed."""
        desk, case = self._desk, self.case

        def read() -> Any:
            from app.services import sealing  # noqa: PLC0415 - reportlab, which no start of the program needs

            return seal_setup.load(desk.data), sealing.offers(case)

        self._jobs.run(read, done=self._is_read)

    def choose(self, name: str) -> None:
        """Show a paper as it would be signed, or as it was."""
        if name == self._name and self._ready:
            return
        desk, case, self._name, self._ready = self._desk, self.case, name, None

        def make() -> Any:
            from app.services import sealing  # noqa: PLC0415 - as above

            made = sealing.ready(desk, case, name)
            looking.note(desk, f"case:{case.id}", Purpose.DOCUMENT)
            pdf = looking.document(desk, made.signed, f"case:{case.id}") if made.signed else made.pdf
            return name, made, pdf, page_count(pdf)

        self._jobs.run(make, done=self._is_made, failed=self._is_refused)

    def want(self, sha256: str, page: int, px: int) -> None:
        """Draw a page that came into view."""
        pdf = self._pdf
        self._jobs.run(
            lambda: (sha256, page, px, preview(pdf, page, px)), done=self._is_drawn, failed=_nothing, lane=FREE
        )

    def act(self, officer: str, seal: str) -> None:
        """Sign what is shown, or take back what the other program sealed."""
        ready, desk, case = self._ready, self._desk, self.case
        if ready is None:
            return
        waits = self._offer().state == "waits"
        word = "taken" if waits else "handed" if self._goes_out(ready) else "signed"
        self._show(replace(self._view, why=say("signing"), refused=""))

        def sign() -> Case:
            from app.services import sealing  # noqa: PLC0415 - as above

            if waits:
                return sealing.take_back(desk, case.id, ready.name)
            return sealing.sign(desk, case.id, ready, sealing.Secrets(officer, seal))

        self._jobs.run(sign, done=lambda after: self._is_done(after, word), failed=self._is_refused, changes=CHANGES)

    def hand_over(self) -> None:
        """Hand the certified paper over once more."""
        desk, case, name = self._desk, self.case, self._name

        def again() -> None:
            from app.services import sealing  # noqa: PLC0415 - as above

            sealing.hand_over(desk, case.id, name)

        self._jobs.run(again, done=lambda _none: self.done.emit(say("handed")), failed=self._is_refused)

    def print(self) -> None:
        """Print the paper as it is shown."""
        number = short(self.case.number) if self.case.number else ""
        name = " ".join(filter(None, (paper_name(self._name), number)))
        self.printing.print(Paper(name, self._pdf, f"case:{self.case.id}"))

    def _goes_out(self, ready: "Ready") -> bool:
        return ready.box is not None and self._setup.seal.kind == "folder"

    def _offer(self) -> "Offer":
        return next(one for one in self._offers if one.name == self._name)

    def _is_read(self, found: Any) -> None:
        self._setup, self._offers = found
        why = "" if self._setup.officer(self._desk.author.officer).is_set else say("why_unset")
        why = why if self._offers else say("why_none")
        self._show(replace(self._view, rows=rows_of(self._offers), why=why))
        if self._offers:
            self.choose(self._name or self._offers[0].name)

    def _is_made(self, found: Any) -> None:
        name, ready, self._pdf, pages = found
        if name != self._name:
            return
        self._ready = ready
        officer = self._desk.author.officer
        told = asked(self._offer(), ready, self._setup, officer)
        if not self._setup.officer(officer).is_set:
            told["why"] = say("why_unset")
        name_of_bytes = ready.signed.sha256 if ready.signed else ready.sha256
        sheets = tuple(Sheet(name_of_bytes, page, page + 1) for page in range(pages))
        self._show(SealingView(whose=self._view.whose, rows=rows_of(self._offers), sheets=sheets, **told))

    def _is_drawn(self, found: "tuple[str, int, int, PageImage]") -> None:
        self.drawn.emit(*found)

    def _is_done(self, after: Case, word: str) -> None:
        self.case, self._ready = after, None
        self.done.emit(say(word))
        self.start()

    def _is_refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self._show(replace(self._view, refused=sentence(error), why=""))

    def _show(self, view: SealingView) -> None:
        self._view = view
        self.shown.emit(view)


def _nothing(_error: BaseException) -> None:
    """A page that cannot be drawn stays white; what is wrong is said when it is signed."""
