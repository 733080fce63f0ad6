"""One case to look at and to go on with: what happened, its papers, its receipt once more."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

import resources
from app.domain.case import Case, Filed
from app.domain.case_number import short
from app.domain.fact import BlobRef
from app.domain.household import Linked
from app.domain.officer import Standing
from app.domain.signable import signable
from app.forms.preview import PageImage, preview
from app.journal import moving
from app.journal.fold import Stored
from app.services import looking, seal_setup, second
from app.services.local_rules import countys
from ui.case.acts import CaseActs
from ui.case.copying import Copying
from ui.case.correcting import Dispute, FieldLine, disputes, fields_of
from ui.case.taker import PaperTaker, Pictures
from ui.case.view import CaseView, view
from ui.jobs import FREE, Jobs
from ui.printing import Paper, Printed, Printing

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk
    from app.vault.keys import SlotInfo
    from ui.fetching import Fetching

PREVIEW_PX = 1_240
SIGN_SURVEY = "sign_survey"
_Read = tuple[tuple[Stored, ...], dict[str, str], tuple[Linked, ...], Standing]


class CaseModel(QObject):
    """Shows one case. `shown(CaseView)`; `opened(bytes or PageImage)` a paper that was asked for.

    Leaves by `back_asked`, `go_on_asked(case_id)`, `copy_out_asked(case_id)`, `assess_asked()`,
    `seal_asked()`, `sign_asked(paper)` or `step_asked(name, about)`. `acts` writes.
    """

    shown = Signal(object)
    opened = Signal(object)
    back_asked = Signal()
    go_on_asked = Signal(str)
    copy_out_asked = Signal(str)
    step_asked = Signal(str, str)
    assess_asked = Signal()
    seal_asked = Signal()
    sign_asked = Signal(str)

    def __init__(
        self, desk: "Desk", jobs: Jobs, printing: Printing, case: Case, pictures: Pictures | None = None
    ) -> None:
        super().__init__()
        self._desk, self._jobs, self._case, self._pictures = desk, jobs, case, pictures
        self.printing, self.acts = printing, CaseActs(desk, jobs)
        self.acts.setParent(self)
        self._entries: tuple[Stored, ...] = ()
        self._names: dict[str, str] = {}
        self._links: tuple[Linked, ...] = ()
        self._standing = Standing(desk.roles)
        self._looked_at: BlobRef | None = None
        self.fetching: Fetching | None = None  # where there is a county to bring papers from
        self.copying = Copying(desk, jobs, pictures.reader, pictures.problems, printing) if pictures else None
        self._paper: Paper | None = None
        self._form: Form | None = None
        self._kind = ""
        printing.printed.connect(self._is_printed)
        jobs.changed.connect(self._reload)

    @property
    def view(self) -> CaseView:
        """What the page shows now."""
        told = self._case, self._entries, self._names
        return view(*told, self._desk.today(), countys(self._desk), self._links, self._standing)

    @property
    def _subject(self) -> str:
        return f"case:{self._case.id}"

    # --- what the sheets ask
    @property
    def case(self) -> Case:
        """The case as it is now."""
        return self._case

    @property
    def fields(self) -> tuple[FieldLine, ...]:
        """What can be corrected."""
        return fields_of(self._case)

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """What waits for somebody to choose between two texts."""
        return disputes(self._case, self._entries)

    @property
    def can_seal(self) -> bool:
        """Whether this officer signs papers here."""
        return seal_setup.load(self._desk.data).officer(self._desk.author.officer).is_set

    @property
    def colleagues(self) -> "tuple[SlotInfo, ...]":
        """Who else has a key of this window."""
        return second.colleagues(self._desk)

    @property
    def today(self) -> str:
        """The day at the window (ISO)."""
        return self._desk.today().isoformat()

    def taker(self) -> PaperTaker | None:
        """Give what takes a picture; None where nothing was given to take one with."""
        return PaperTaker(self._pictures, self._jobs) if self._pictures else None

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles of who looks."""
        return self._standing.roles

    # --- reading
    def start(self) -> None:
        """Read what happened, and who wrote it."""
        case, store = self._case, self._desk.store

        def read() -> _Read:
            entries = store.entries(f"case:{case.id}")
            actors = {moving.told(one.entry)[1] for one in entries}
            names = {actor: self._desk.name_of(actor) for actor in actors}
            return entries, names, store.household_links(case), self._desk.standing()

        self._jobs.run(read, done=self._has_entries)

    def look_at(self, nth: int) -> None:
        """Open the nth paper; a picture comes as bytes, a PDF as its first page; brought first where it is not here."""
        ref = self._looked_at = self.view.papers[nth].ref
        if self.fetching is None:
            self._read(ref)
        else:
            self.fetching.fetch(ref, lambda: self._read(ref), self._jobs.problem)

    def _read(self, ref: BlobRef) -> None:
        desk, subject = self._desk, self._subject
        self._jobs.run(lambda: looking.document(desk, ref, subject), done=lambda data: self._is_read(ref, data))

    @property
    def can_copy(self) -> bool:
        """Whether the paper that was opened is a picture of something that somebody brought."""
        return self.copying is not None and self._filed() is not None

    def print_copy(self) -> None:
        """Print a copy of the paper that was opened, marked all over with what it is for."""
        filed = self._filed()
        if self.copying and filed:
            self.copying.print(self._case, filed)

    def _filed(self) -> Filed | None:
        return next((one for one in self._case.filed if one.document == self._looked_at), None)

    def go_on(self) -> None:
        """Go on with what is only registered."""
        self.go_on_asked.emit(self._case.id)

    def take_step(self, key: str) -> None:
        """Do what is to be done, by its place in the list; what others do is only told."""
        todo = self.view.todos[int(key)]
        if todo.step == SIGN_SURVEY:
            self.sign_asked.emit("survey")
        elif todo.step:
            self.step_asked.emit(todo.step, todo.about)

    def copy_out(self) -> None:
        """Copy the case into the provincial platform."""
        self.copy_out_asked.emit(self._case.id)

    def _reload(self, kinds: frozenset[str]) -> None:
        if "cases" in kinds:
            case_id = self._case.id
            self._jobs.run(lambda: self._desk.store.case(case_id), done=self._has_case)

    def _has_case(self, case: Case | None) -> None:
        if case is not None:
            self._case = case
            self.start()

    def _has_entries(self, found: _Read) -> None:
        self._entries, self._names, self._links, self._standing = found
        self.shown.emit(self.view)

    def _is_read(self, ref: BlobRef, data: bytes) -> None:
        if ref.media_type == "application/pdf":
            self._jobs.run(lambda: preview(data, 0, PREVIEW_PX), done=self._is_drawn, lane=FREE)
        else:
            self.opened.emit(data)

    def _is_drawn(self, page: PageImage) -> None:
        self.opened.emit(page)

    # --- printing
    def print_again(self) -> None:
        """Print once more what the applicant was given: byte for byte the first one while nothing was corrected."""
        case = self._case
        name = "receipt" if case.accepted else "refusal" if case.not_accepted else "supplement"
        self._print(name)

    @property
    def papers(self) -> tuple[str, ...]:
        """The names of the papers of its steps that can be printed now."""
        from app.services.step_papers import printable  # noqa: PLC0415 - reportlab, which no start of the program needs

        return printable(self._case)

    @property
    def signable(self) -> tuple[str, ...]:
        """The names of the papers of its steps that can be signed on the screen now."""
        return signable(self._case)

    def print_step(self, name: str) -> None:
        """Print a paper of a step."""
        from app.services.step_papers import step_paper  # noqa: PLC0415 - as above

        desk, case, self._kind = self._desk, self._case, name
        self._jobs.run(lambda: step_paper(desk, case, name), done=self._is_made)

    def print_withdrawal(self) -> None:
        """Print the paper on which an applicant withdraws."""
        self._print("withdrawal")

    def _print(self, name: str) -> None:
        from ui.case.paper_made import MADE  # noqa: PLC0415 - reportlab, which no start of the program needs

        desk, case, self._kind = self._desk, self._case, name
        self._jobs.run(lambda: MADE[name](desk, case), done=self._is_made)

    def _is_made(self, form: "Form") -> None:
        number = short(self._case.number) if self._case.number else ""
        self._form = form
        self._paper = Paper(_paper_name(self._kind, number), form.pdf, self._subject)
        self.printing.print(self._paper)

    def _is_printed(self, out: Printed) -> None:
        if out.paper is not self._paper or self._form is None:
            return
        from app.services.receipt import note_printed  # noqa: PLC0415 - as above

        form = self._form
        self._paper = None
        self._jobs.run(
            lambda: note_printed(self._desk, self._case.id, form, out.paper.copies),
            done=_nothing,
            changes=frozenset({"cases", "outbox"}),
        )


def _paper_name(kind: str, number: str) -> str:
    """Give the name under which a paper is printed."""
    step: str = resources.texts("steps")["words"]["paper"].get(kind, "")
    if step:
        return resources.text("case", "paper_name.step", paper=step, number=number)
    return resources.text("case", f"paper_name.{kind}", number=number)


def _nothing(_result: object) -> None:
    """The record of the print comes back with the reload that it causes."""
