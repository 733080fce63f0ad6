"""What the applicant's screen shows now: it follows the officer's page, and goes blank when that is left."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.services.intake import Accepted
from ui.applicant import context as contexts
from ui.applicant.context import Context, Idle, Told
from ui.applicant.follow import RIGHT, WRONG, context_of
from ui.applicant.view import ApplicantView, view_for
from ui.intake.side import Side

if TYPE_CHECKING:
    from app.domain.draft import Draft
    from ui.desk_pages import DeskPages
    from ui.intake.model import IntakeModel
    from ui.intake.view import IntakeView
    from ui.sign.inking import InkModel
    from ui.sign_paper.model import PaperSignModel

_INTAKE, _ACCEPTED, _FIND, _SIGN_PAPER = "intake", "accepted", "find", "sign_paper"

# Pages that lie over a step: what is lacking is told to the applicant, refusals and dates are the office's own matter.
_TOLD_ON = frozenset({Side.LACKS, Side.RESULT})
_STAFF_ONLY = frozenset({Side.REFUSAL, Side.ENDING, Side.DAY, Side.RESULT})


class ApplicantModel(QObject):
    """Listens to the desk. `shown(ApplicantView)` whenever the page is another one, `answered(bool)` after 对 or 不对.

    `signing` is the model of the signatures while an intake is open.
    """

    shown = Signal(object)
    answered = Signal(bool)

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__()
        self._pages = pages
        self._intake: IntakeModel | None = None
        self._accepted: Accepted | None = None
        self._inking: PaperSignModel | None = None
        self._searches = False
        self._drawn: IntakeView | None = None  # what the officer has before the eyes
        self._told: Context | None = None
        self._answer: tuple[str, tuple[str, ...]] = ("", ())
        self._context: Context = self._idle()
        pages.frame.window.page_shown.connect(self._is_elsewhere)
        pages.went.connect(self._went)
        pages.inking.connect(self._inks)

    @property
    def context(self) -> Context:
        """What may be known now."""
        return self._context

    @property
    def view(self) -> ApplicantView:
        """What the screen shows now."""
        return view_for(self._context)

    @property
    def subject(self) -> str:
        """Whose data the screen shows, as the journal names them; empty while it shows nobody's."""
        if isinstance(self._context, contexts.OF_NOBODY):
            return ""
        if self._accepted and not self._intake:
            return f"case:{self._accepted.case.id}"
        if self._inking:
            return self._inking.subject
        return f"case:{self._intake.draft.id}" if self._intake else "list:screen"

    @property
    def signing(self) -> "InkModel[Any] | None":
        """Who takes the ink while somebody may sign."""
        if self._inking:
            return self._inking
        return self._intake.signing.sign if self._intake else None

    def tell(self, context: Context) -> None:
        """Show something that belongs to the page in front of the officer, until that page is left."""
        self._told = context
        self.look()

    def answer(self, *, right: bool) -> None:
        """Take the answer to the question whether the card is the applicant's own."""
        if isinstance(self._context, contexts.CardShown) and self._intake:
            self._answer = (RIGHT if right else WRONG, _card_of(self._intake.draft))
            self.answered.emit(right)
            self.look()

    def look(self) -> None:
        """See what the officer looks at, and show what of it is the applicant's."""
        context = self._seen()
        if context != self._context:
            self._context = context
            self.shown.emit(self.view)

    # --- within
    def _is_elsewhere(self, page: str) -> None:
        """Another page stands before the officer: nothing of the last one stays on the glass."""
        self._told, self._drawn, self._searches = None, None, False
        if page != _ACCEPTED:
            self._accepted = None
        self._inking = None
        self._listen_to(self._pages.intake if page == _INTAKE else None)
        self.look()

    def _listen_to(self, intake: "IntakeModel | None") -> None:
        if intake is None or intake is self._intake:
            self._intake = intake
            return
        self._intake = intake
        intake.shown.connect(self._is_drawn)
        intake.signing.sign.shown.connect(self.look)
        intake.accepted.connect(self._is_accepted)

    def _went(self, name: str, _facts: object) -> None:
        """Whoever searches has other people before the eyes: blank until the intake is touched again."""
        self._searches = name == _FIND
        self.look()

    def _inks(self, model: "PaperSignModel") -> None:
        """A paper of a step stands before the officer: it is seen here too, while somebody has the pen."""
        self._inking = model
        model.shown.connect(self.look)

    def _is_drawn(self, view: "IntakeView") -> None:
        self._drawn, self._searches = view, False
        self.look()

    def _is_accepted(self, accepted: Accepted) -> None:
        if self._pages.frame.window.page == _ACCEPTED:
            self._accepted = accepted
            self.look()

    def _seen(self) -> Context:
        page = self._pages.frame.window.page
        if self._searches:
            return self._idle()
        if self._told:
            return self._told
        if page == _ACCEPTED and self._accepted:
            return self._receipt(self._accepted)
        if page == _SIGN_PAPER and self._inking and self._inking.view.pen:
            return contexts.Sign(self._inking.view.signer)
        intake = self._intake
        if page != _INTAKE or intake is None or intake is not self._pages.intake:
            return self._idle()
        return self._of_intake(intake)

    def _of_intake(self, intake: "IntakeModel") -> Context:
        side, case = self._drawn.side if self._drawn else None, intake.beside.course.case
        if side in _TOLD_ON and case and case.supplement:
            return contexts.lacking(case.supplement)
        if side in _STAFF_ONLY:
            return self._idle()
        if self._drawn and self._drawn.card_of:
            return contexts.people(intake.draft)
        said, about = self._answer
        answer = said if about == _card_of(intake.draft) else ""  # what was put right is asked about anew
        signing, told = intake.signing.sign.view, self._notice()
        return context_of(intake.step.value, intake.draft, signing, told, answer)

    def _receipt(self, accepted: Accepted) -> Context:
        desk = self._pages.desk
        return contexts.accepted(accepted.number, accepted.dates, (desk.officer_name, desk.office.phone))

    def _notice(self) -> Told:
        office = self._pages.desk.office
        return Told(office.name, office.phone)

    def _idle(self) -> Idle:
        return Idle(self._pages.desk.office.phone)


def _card_of(draft: "Draft") -> tuple[str, ...]:
    identity = draft.applicant.identity
    return (draft.id, identity.name, identity.birth, identity.id_number)
