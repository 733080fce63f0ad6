"""The intake: one draft, its steps, what is missing, and acceptance."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.draft import Draft, Question
from app.services import intake
from app.services.intake import Accepted, Duplicate
from ui.capture.model import CaptureModel
from ui.capture.shot import PictureReader, Shot
from ui.intake import assessment, steps, view
from ui.intake.accepting import Accepting
from ui.intake.assessment import AssessmentView
from ui.intake.beside import Beside
from ui.intake.card_model import CardModel
from ui.intake.contact_model import ContactModel
from ui.intake.draft_keeper import SAVED, DraftKeeper
from ui.intake.household_model import HouseholdModel
from ui.intake.papers import Papers
from ui.intake.questions_model import QuestionsModel
from ui.intake.side import Side
from ui.intake.signing_model import SigningModel
from ui.intake.steps import Step
from ui.intake.strips import Strips
from ui.intake.view import Gap, IntakeView, Notice
from ui.jobs import Jobs
from ui.printing import Printing
from ui.problems import Problems

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk

CHANGES_ON_SAVE = frozenset({"drafts"})


class IntakeModel(QObject):
    """Takes one application; without a draft it begins a new one. `shown(IntakeView)` after every change,
    `kept(bool)` says whether something is still on its way to the disk. Without `printing` no paper is offered.

    Leaves by `closed()`, `accepted(Accepted)`, `open_case(id)`, `open_draft(id)`, `assess()` for all that is open to
    the household; `refer(Coming)` tells that another township takes it. `go_to(place)` asks the page to put the cursor
    where something is missing.
    """

    shown = Signal(object)
    kept = Signal(bool)
    go_to = Signal(str)
    closed = Signal()
    accepted = Signal(object)
    open_case = Signal(str)
    open_draft = Signal(str)
    refer = Signal(object)
    assess = Signal()

    def __init__(
        self,
        desk: "Desk",
        jobs: Jobs,
        reader: PictureReader,
        problems: Problems,
        draft: Draft | None = None,
        equip: Callable[[], CaptureModel] | None = None,
        printing: Printing | None = None,
    ) -> None:  # fmt: skip - one line per thought
        super().__init__()
        self._desk, self._jobs, self._problems = desk, jobs, problems
        self.keeper = DraftKeeper(desk, jobs, problems, draft or intake.begin(desk))
        self.printing = printing
        self.capture = equip() if equip else CaptureModel(jobs, problems)
        self.card = CardModel(self.keeper, desk, jobs, reader, problems, self.capture)
        self.contact = ContactModel(self.keeper)
        self.household = HouseholdModel(self.keeper, desk)
        self.questions = QuestionsModel(self.keeper)
        self.signing = SigningModel(self.keeper, desk, jobs, problems, reader, equip)
        self.papers = Papers(desk, jobs, problems, printing)
        self.beside = Beside(self.keeper, desk, jobs, reader, problems, self.papers)
        self._accepting = Accepting(desk, jobs, problems)
        self.strips = Strips(self.keeper, desk, jobs)
        self._card_of, self._kept, self._refused = "", SAVED, ""
        self._listen()

    def _listen(self) -> None:
        self.keeper.changed.connect(self._redraw)
        self.keeper.kept.connect(self._set_kept)
        for part in (self.card, self.contact, self.household, self.questions):
            part.shown.connect(self._redraw)
        self.capture.taken.connect(self._take_picture)
        self.household.card_wanted.connect(self.open_card)
        self.signing.refused.connect(self._refuse)
        self.signing.taken_along.connect(self._take_along)
        self.strips.open_asked.connect(self._open_other)
        self.strips.refer_asked.connect(self.stop)
        self.strips.refer_asked.connect(self.refer)
        for changed in (self.strips.changed, self.beside.changed):
            changed.connect(self._redraw)
        self.beside.taken.connect(self._take_over)
        self.beside.accept_first.connect(self.accept)
        self.beside.left.connect(self.leave)
        self._accepting.done.connect(self._is_accepted)
        self._accepting.refused.connect(self._refuse)

    # --- what is shown
    @property
    def draft(self) -> Draft:
        """The draft as it is now."""
        return self.keeper.draft

    @property
    def step(self) -> Step:
        """The step in work."""
        return steps.stored(self.draft.step)

    @property
    def view(self) -> IntakeView:
        """The frame around the step in work."""
        at = steps.ORDER.index(self.step) + 1
        return IntakeView(
            step=self.step,
            card_of=self._card_of,
            at=at,
            done=frozenset(range(at)),
            kept=self._kept,
            here=self._gap_here(),
            whole=self._gap_of_all(),
            notice=Notice(self._refused, "danger", "ban") if self._refused else self.strips.notice(),
            accepting=self._accepting.busy,
            adding=self._adds,
            side=self.beside.sides.at,
            over=self.beside.sides.view,
            named=bool(self.draft.applicant.identity.name.strip()),
            registered=self.beside.course.case is not None,
            told=self.beside.course.is_told,
        )

    @property
    def _adds(self) -> bool:
        return self.step is Step.HOUSEHOLD and not self._card_of and self.household.is_adding

    def assessment(self) -> AssessmentView:
        """The side column as the draft is now."""
        return assessment.view(self.draft, self.keeper.reckoned, self._desk.today())

    def _gap_here(self) -> Gap:
        if self._card_of or self.step is Step.CARD:
            member = self._card_of or self.draft.applicant.id
            return view.gap_of_card(self.card.view_of(member), self.draft, self._desk.today())
        if self.step is Step.SIGN:
            return Gap()
        return view.gap_of_step(self.step, self.draft, self._desk.today())

    def _gap_of_all(self) -> Gap:
        today = self._desk.today()
        card = view.gap_of_card(self.card.view_of(self.draft.applicant.id), self.draft, today)
        return view.gap_of_all(card, self.draft, today)

    # --- steps
    def start(self) -> None:
        """Show the step where the draft stands; look for duplicates, for the last time, for what was written down."""
        self.card.open(self.draft.applicant.id)
        self.strips.look(self.draft)
        self.beside.start(self.draft)
        self._enter(self.step)
        self._redraw()

    def go_on(self) -> None:
        """Go to the next step, or to what is missing on this one."""
        gap, following = self._gap_here(), steps.after(self.step)
        if self.beside.go_on():
            return
        if gap.text:
            self.go_to.emit(gap.place)
        elif self._card_of:
            self._close_card()
        elif following:
            self._go(following)

    def go_back(self) -> None:
        """Go to the step before, or out of what lies over this one; from the first one leave, with the draft kept."""
        earlier = steps.before(self.step)
        if self.beside.go_back():
            return
        if self._adds:
            self.household.stop_adding()
        elif self._card_of:
            self._close_card()
        elif earlier:
            self._go(earlier)
        else:
            self.leave()

    def go_to_gap(self) -> None:
        """Go where the first missing thing is put right."""
        gap = self._gap_of_all()
        if gap.text:
            self._go(gap.step)
            self.beside.open(Side.DAY) if gap.place == "complete_on" else self.go_to.emit(gap.place)

    def go_to_sign(self) -> None:
        """Go to the signatures, or first to what is missing before them."""
        gap = self._gap_of_all()
        if gap.text and gap.step is not Step.SIGN:
            self.go_to_gap()
        else:
            self._go(Step.SIGN)

    def leave(self) -> None:
        """Leave with the draft kept, to go on later."""
        self.stop()
        self.closed.emit()

    def stop(self) -> None:
        """Keep the draft and let the camera go: another page takes over."""
        self.capture.stop()
        self.keeper.save()

    def open_card(self, member: str) -> None:
        """Show the card of a member over the household."""
        self._card_of = member
        self.card.open(member)
        self._redraw()

    def _close_card(self) -> None:
        member, self._card_of = self._card_of, ""
        self.card.open(self.draft.applicant.id)
        self.household.forget_blank(member)
        self._redraw()

    def _go(self, step: Step) -> None:
        if self._card_of:
            self._close_card()
        self.beside.sides.close()
        self._refused = ""
        self._enter(step)
        self.keeper.change(lambda draft: replace(draft, step=step.value))
        self._redraw()

    def _enter(self, step: Step) -> None:
        """Prepare what a step begins with."""
        if step is Step.CONTACT:
            self.contact.open()
        if step is Step.SIGN:
            self.signing.open()

    def _refuse(self, said: str) -> None:
        self._refused = said
        self._redraw()

    def _take_along(self, page: "Form") -> None:
        self.papers.take_along(self.draft, page)

    def _take_picture(self, shot: Shot) -> None:
        """A picture is of the card in work, unless a page over the step wants it."""
        if not self.beside.sides.take(shot):
            self.card.take(shot)

    # --- what is beside the steps
    def _open_other(self, one: Duplicate) -> None:
        self.stop()
        (self.open_draft if one.where == "draft" else self.open_case).emit(one.id)

    def _take_over(self) -> None:
        """What is asked each time comes next, and only that."""
        self._go(Step.QUESTIONS)
        self.go_to.emit(f"replies.{Question.NEAR_RELATIVE.value}")

    # --- acceptance
    def accept(self) -> None:
        """Accept, or go to what is missing."""
        if self._accepting.busy:
            return
        self.beside.sides.close()
        if self._gap_of_all().text:
            self.go_to_gap()
            return
        self._refused = ""
        self._accepting.run(self.draft)
        self._redraw()

    def _is_accepted(self, accepted: Accepted) -> None:
        self.keeper.close()
        self.accepted.emit(accepted)

    # --- within
    def _set_kept(self, kept: str) -> None:
        """The bar of the window shows this; the page itself stays as it is."""
        before, self._kept = self._kept, kept
        if kept == before:
            return
        self.kept.emit(kept != SAVED)
        if kept == SAVED:
            self._jobs.announce(CHANGES_ON_SAVE)

    def _redraw(self) -> None:
        self.shown.emit(self.view)
