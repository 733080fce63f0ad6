"""The part of the desk where every visit begins: it asks why, and sees to it that a line is left."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.domain.visit import Outcome, Reason
from app.services import intake, visits
from app.services.visits import Coming
from ui.visit.ask_model import AskModel
from ui.visit.ask_window import AskPage
from ui.visit.model import CHANGES, Handed, VisitModel
from ui.visit.window import VisitPage

if TYPE_CHECKING:
    from app.domain.case import Case
    from app.domain.draft import Draft
    from ui.desk_pages import DeskPages

_ASK: Final = "ask"


class VisitPart(QObject):
    """Claims ``visit``, ``apply`` and ``ask``; a reason that nobody has claimed is asked for in words as well."""

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__()
        self._pages = pages
        self._handed: Handed | None = None
        self._asking: AskModel | None = None
        self._looking: Coming | None = None
        pages.route("visit", self.open)
        pages.route("apply", self.apply)
        pages.route(_ASK, self.ask)
        pages.intake_ended.connect(self._intake_ended)
        pages.intake_gave_way.connect(self._intake_gave_way)
        pages.case_shown.connect(self._looked_at)
        pages.went.connect(self._went)

    def open(self) -> None:
        """Ask why somebody comes."""
        pages = self._pages
        pages.leave_intake()
        self._leave_asking()
        self._looking = None
        handed, self._handed = self._handed, None
        model = VisitModel(pages.desk, pages.frame.jobs, handed)
        model.chosen.connect(self._chosen)
        model.back_asked.connect(self._go_home)
        model.register_asked.connect(lambda: pages.go("register"))
        page = VisitPage(model)
        model.setParent(page)
        pages.show("visit", page)
        model.start()

    def apply(self, coming: Coming | None = None) -> None:
        """Take an application in, of who stands here or of another."""
        known = coming or Coming(Reason.APPLY.value)
        draft = intake.begin(self._pages.desk)
        self._pages.take_in(replace(draft, agent=known.agent, source=known.source))

    def ask(self, coming: Coming | None = None) -> None:
        """Take down in words who came, what was asked or told, and what was answered."""
        pages = self._pages
        self._leave_asking()
        model = AskModel(pages.desk, pages.frame.jobs, coming or Coming(Reason.ASK.value))
        model.refer_asked.connect(self._refer)
        model.done.connect(pages.show_home)
        model.back_asked.connect(lambda: pages.go("visit"))
        page = AskPage(model, can_refer=pages.has("referral"))
        model.setParent(page)
        self._asking = model
        pages.show(_ASK, page)

    def _chosen(self, coming: Coming) -> None:
        if coming.reason == Reason.PROGRESS and self._pages.has("find") and not self._pages.has("progress"):
            self._looking = coming
            self._hand("find", coming, tells=False)
        else:
            self._hand(coming.reason if self._pages.has(coming.reason) else _ASK, coming)

    def _hand(self, name: str, coming: Coming, *, tells: bool = True) -> None:
        """Let another page go on with who came (if it `tells` who), and remember that a line is to be left."""
        desk = self._pages.desk
        self._handed = Handed(coming, desk.moment(), desk.author.officer)
        self._pages.go(name, *((coming,) if tells else ()))

    def _go_home(self) -> None:
        self._looking = None
        self._pages.show_home()

    def _looked_at(self, case: "Case") -> None:
        """Who came to ask how far it is was found: that is the line."""
        coming, self._looking = self._looking, None
        if coming:
            pages, known = self._pages, replace(coming, visitor=visits.visitor_of(case), case=case.id)
            pages.frame.jobs.run(
                lambda: visits.record(pages.desk, known, Outcome.ANSWERED), done=_nothing, changes=CHANGES
            )

    def _went(self, name: str, _facts: object) -> None:
        """Whatever is done next, what was typed about a question is kept, and who was looked for is not mixed up."""
        if name not in {_ASK, "referral"}:
            self._leave_asking()
        if name != "find":
            self._looking = None

    def _leave_asking(self) -> None:
        if self._asking is not None:
            self._asking.keep()
            self._asking = None

    def _refer(self, coming: Coming) -> None:
        self._hand("referral", coming)

    def _intake_ended(self, draft: "Draft") -> None:
        desk = self._pages.desk
        self._pages.frame.jobs.run(lambda: visits.record_application(desk, draft), done=_nothing, changes=CHANGES)

    def _intake_gave_way(self, draft: "Draft", other: str) -> None:
        desk = self._pages.desk
        self._pages.frame.jobs.run(
            lambda: visits.give_way(desk, draft, other), done=_nothing, changes=CHANGES | {"drafts"}
        )


def _nothing(_result: object) -> None:
    """The line is read when a page shows it."""
