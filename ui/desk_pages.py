"""What lives once somebody has unlocked: the pages of the desk, the reader, sending."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.access import Purpose
from app.domain.draft import Draft
from app.domain.duties import Act
from app.domain.officer import Standing
from app.services import looking
from app.services.intake import Accepted
from app.services.officer_reads import OfficerReads
from app.services.upkeep import at_start
from resources import read_ahead
from ui import noting
from ui.accepted.part import show_accepted
from ui.capture.equipment import capture_at
from ui.case.part import case_page
from ui.desk_parts import PARTS
from ui.desk_state import state_of
from ui.frame import Frame
from ui.home.part import home_at
from ui.home.window import HomePage
from ui.id_reader.reading import DeskReader
from ui.intake.model import IntakeModel
from ui.intake.window import IntakePage
from ui.jobs import FREE
from ui.printing import printing_at
from ui.problems import sentence
from ui.rights import Rights
from ui.shell.revealing import Revealing
from ui.shell.view import DeskState
from ui.sync_status.part import sending_at
from ui.sync_status.window import SyncPage

if TYPE_CHECKING:
    from app.domain.case import Case
    from app.services.desk import Desk
    from ui.capture.model import CaptureModel

HOME: Final = "home"
INTAKE: Final = "intake"
ACCEPTED: Final = "accepted"
CASE: Final = "case"
SYNC: Final = "sync"
VISIT: Final = "visit"
FIND: Final = "find"
DRAFT: Final = "draft"
_OVER: Final = (FIND, "colleague", "stand_in")  # these lie over the page that is shown


class DeskPages(QObject):
    """The pages of one open store; the officer at the desk may change (`welcome`).

    `intake_ended(Draft)`: an intake was accepted, closed or left, with its draft as it was then.
    `intake_gave_way(Draft, id)`: the household's other draft or case was opened in its place.
    `case_shown(Case)`: a case is looked at. `went(name, facts)`: something was asked for by its name.
    `inking(InkModel)`: a paper of a step is signed on the page shown now. `attended(bool)`: somebody is at the desk.
    """

    intake_ended = Signal(object)
    intake_gave_way = Signal(object, str)
    case_shown = Signal(object)
    went = Signal(str, object)
    inking = Signal(object)
    attended = Signal(bool)
    closing = Signal()

    def __init__(self, frame: Frame, desk: "Desk") -> None:
        super().__init__()
        self._frame, self._desk = frame, desk
        self.reader = DeskReader()
        self.rights, reads = Rights(Standing(desk.roles)), OfficerReads(lambda: self._desk)
        self.syncing, self.sync = sending_at(desk, frame.jobs, reads, noting.lists(lambda: self._desk, "list:sync"))
        self.home = home_at(self, reads)
        self.printing = printing_at(frame.jobs, desk.data, noting.prints(lambda: self._desk))
        self.intake: IntakeModel | None = None
        self._left = ""
        self._case: Case | None = None
        self.on_desk: Draft | Case | None = None  # while a key of the whole desk is answered: what was worked on
        self._routes: dict[str, Callable[..., None]] = {CASE: self.show_case, DRAFT: self._go_on_with}
        self.home.stands.connect(self.stand)
        self._build()
        self.revealing = Revealing(self)
        self._parts = tuple(part(self) for part in PARTS)
        self.stand(self.rights.standing)
        frame.jobs.run(lambda: at_start(desk.store, desk.vault), done=_nothing)
        frame.jobs.run(read_ahead, done=_nothing, failed=_nothing, lane=FREE)

    def _build(self) -> None:
        window = self._frame.window
        for name, page in ((HOME, HomePage(self.home)), (SYNC, SyncPage(self.sync))):
            page.setProperty("about", f"list:{name}")
            window.add_page(name, page)
        self.home.asked.connect(self._asked)
        self.home.draft_asked.connect(self._go_on_with)
        self.home.case_asked.connect(self.show_case)
        self.home.sync_asked.connect(self.show_sync)
        self.sync.case_asked.connect(self.show_case)
        self.sync.back_asked.connect(self.show_home)
        self.syncing.changed.connect(self._frame.shell.refresh)
        window.called.connect(self._called)

    # --- the parts of the desk do not know each other: they go by the names of what is to be done
    def route(self, name: str, handler: Callable[..., None]) -> None:
        """Let `handler` do what `name` says; a part claims its names when it is made."""
        self._routes[name] = handler

    def has(self, name: str) -> bool:
        """Tell whether a part has claimed a name."""
        return name in self._routes and self.rights.may_go(name)

    def go(self, name: str, *facts: object) -> None:
        """Do what `name` says, with what it needs to know, or refuse it; KeyError for a name that no part claimed."""
        handler = self._routes[name]
        if self.rights.may_go(name):
            handler(*facts)
            self.went.emit(name, facts)
        else:
            self._frame.problems.show(self.rights.refusal())

    def stand(self, standing: Standing) -> None:
        """Know under what the officer acts, and offer what is theirs."""
        self.rights.standing = standing
        self._frame.window.offer(frozenset(filter(self.has, self._routes)))

    def _asked(self, name: str, fact: str) -> None:
        if self.has(name):
            self.go(name, *filter(None, (fact,)))

    def _called(self, name: str) -> None:
        """A key of the whole desk was pressed: the page that is shown is left for it, unless it lies over the page."""
        if name in self._routes and not self.has(name):
            self._frame.window.say_quietly(sentence(self.rights.refusal()))
        elif self.has(name):
            self.on_desk = self._lying()
            if name not in _OVER:
                self.leave_intake()
            self.go(name)
            self.on_desk = None

    def _lying(self) -> "Draft | Case | None":
        """What is worked on now: the intake's draft, or the case that is looked at."""
        page = self._frame.window.page
        if page == INTAKE and self.intake:
            return self.intake.draft
        return self._case if page == CASE else None

    @property
    def frame(self) -> Frame:
        """The window, its bars and lanes."""
        return self._frame

    def show(self, name: str, page: QWidget, about: str = "") -> None:
        """Put a page in the place of that name and show it; `about` is whose, where it is no list."""
        page.setProperty("about", about or f"list:{name}")
        self._frame.window.add_page(name, page)
        self._frame.window.show_page(name)

    # --- who is at the desk
    @property
    def desk(self) -> "Desk":
        """The open store with the officer who is at it."""
        return self._desk

    def welcome(self, desk: "Desk") -> None:
        """Show the page that was left when the same officer comes back, else home; begin to send."""
        is_same = desk.author.officer == self._desk.author.officer
        self._desk = desk
        self.stand(Standing(desk.roles))
        if is_same and self._left:
            self._frame.window.show_page(self._left)
        else:
            self.leave_intake()
            self.show_home()
        self.syncing.start()
        self.attended.emit(True)
        self._frame.jobs.run(self.reader.warm, done=_nothing, failed=_nothing, lane=FREE)

    def go_behind_lock(self) -> None:
        """Remember the page to come back to."""
        self._left = self._frame.window.page
        self.attended.emit(False)

    def close(self) -> None:
        """End what runs beside the window."""
        self.leave_intake()
        self.closing.emit()
        self.syncing.stop()
        self.reader.close()

    # --- pages
    def show_home(self) -> None:
        """Show what is to be done."""
        self.sync.stop()
        self.home.refresh()
        self._frame.window.show_page(HOME)

    def show_sync(self) -> None:
        """Show the queue."""
        self.sync.start()
        self._frame.window.show_page(SYNC)

    def show_case(self, case_id: str, purpose: Purpose = Purpose.HANDLE) -> None:
        """Show a case to be looked at."""
        self._frame.jobs.run(partial(looking.case, self._desk, case_id, purpose), done=self._show_case)

    def take_in(self, draft: Draft | None = None) -> None:
        """Take an application: a new one, or one that was begun."""
        if not self.rights.may(Act.TAKE_IN):
            self._frame.problems.show(self.rights.refusal())
            return
        self.leave_intake()
        frame, desk = self._frame, self._desk
        if draft is not None:
            frame.jobs.run(lambda: looking.note(desk, f"case:{draft.id}", Purpose.HANDLE), done=_nothing)
        model = IntakeModel(desk, frame.jobs, self.reader, frame.problems, draft, self.equip, self.printing)
        model.closed.connect(self._intake_closed)
        model.accepted.connect(self.show_accepted)
        model.open_case.connect(self._case_instead)
        model.open_draft.connect(self._draft_instead)
        model.refer.connect(self._refer)
        model.household.papers_wanted.connect(partial(self._called, "file"))
        model.assess.connect(partial(self._called, "assess"))
        model.kept.connect(frame.shell.set_saving)
        self.intake = model
        self.show(INTAKE, IntakePage(model), f"case:{model.draft.id}")
        model.start()

    def leave_intake(self) -> None:
        """Let the camera go and keep the draft, when another page takes over."""
        if self.intake is not None:
            self.intake.stop()
            self._end_intake()

    def _case_instead(self, other: str) -> None:
        self._give_way(other)
        self.show_case(other)

    def _draft_instead(self, other: str) -> None:
        self._give_way(other)
        self._go_on_with(other)

    def _give_way(self, other: str) -> None:
        model, self.intake = self.intake, None
        if model is not None:
            self.intake_gave_way.emit(model.draft, other)

    def _refer(self, coming: object) -> None:
        self.go("referral", coming)

    def _intake_closed(self) -> None:
        self.show_home()
        self._end_intake()

    def _end_intake(self) -> None:
        model, self.intake = self.intake, None
        if model is not None:
            self.intake_ended.emit(model.draft)

    def show_accepted(self, accepted: Accepted) -> None:
        """Show the acceptance, and have its receipt printed."""
        self._end_intake()
        self._frame.shell.set_saving(False)  # the draft became a case: nothing of it is on its way any more
        show_accepted(self, ACCEPTED, accepted, VISIT)

    def _show_case(self, case: "Case | None") -> None:
        self._case = case
        if case is not None:
            self.show(CASE, case_page(self, case), f"case:{case.id}")
            self.case_shown.emit(case)

    def _go_on_with(self, draft_id: str) -> None:
        self._frame.jobs.run(partial(looking.draft, self._desk, draft_id), done=self._open_draft)

    def _open_draft(self, draft: Draft | None) -> None:
        if draft is not None:
            self.take_in(draft)

    def equip(self) -> "CaptureModel":
        """Give what brings pictures at this PC."""
        return capture_at(self._desk.data, self._frame.jobs, self._frame.problems, self.reader)

    # --- what the bars and the lock page say
    def state(self) -> DeskState:
        """Give what the bars show. In the store's lane."""
        return state_of(self._desk, self.syncing.state())

    def waiting(self) -> tuple[bool | None, int, int]:
        """Give (online, unreported cases, drafts) for the lock page. Outside the UI thread."""
        store = self._desk.store
        return self.syncing.state().online, store.pending().cases, len(store.drafts())


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
