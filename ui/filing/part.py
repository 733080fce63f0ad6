"""The part of the desk that takes returned papers: F4, and who comes to sign or to bring something."""

from typing import TYPE_CHECKING, Final

from app.domain.draft import Draft
from app.services import intake
from app.services.visits import Coming
from ui.capture.equipment import choose_camera
from ui.filing.model import FilingModel
from ui.filing.window import FilingPage

if TYPE_CHECKING:
    from app.domain.case import Case
    from ui.desk_pages import DeskPages

FILE: Final = "file"
_OURS: Final = ("file", "sign")


class FilingPart:
    """Answers to “file” (nobody in particular) and “sign” (somebody came)."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        self.model: FilingModel | None = None
        self._back: Draft | Case | None = None  # what the page was called out of
        pages.route(FILE, self.open)
        pages.route("sign", self.open)
        pages.went.connect(self._stop)

    def open(self, coming: Coming | None = None) -> None:
        """Show the page that takes papers, one after the other.

        Out of an intake or a case that is looked at, that one lies on the desk, and the page leads back to it.
        """
        pages, frame = self._pages, self._pages.frame
        self._back = None if coming else pages.on_desk
        pages.leave_intake()
        if self.model:
            self.model.stop()
        model = FilingModel(
            pages.desk, frame.jobs, pages.reader, frame.problems, pages.equip(), coming, printing=pages.printing
        )
        model.closed.connect(self._leave)
        model.gone.connect(self._go)
        model.camera_wanted.connect(self._choose_camera)
        self._lay(model)
        self.model = model
        pages.show(FILE, FilingPage(model))
        model.start()

    def _lay(self, model: FilingModel) -> None:
        """A draft of which nothing was kept yet is kept now: its first page would have no place."""
        desk, back = self._pages.desk, self._back
        if isinstance(back, Draft):
            self._pages.frame.jobs.run(lambda: intake.save(desk, back), done=_nothing)
        if back:
            model.lay(back.id)

    def _choose_camera(self) -> None:
        pages, frame, model = self._pages, self._pages.frame, self.model
        if model:
            choose_camera(frame.window, model.capture, pages.desk.data, frame.jobs, frame.problems)

    def _leave(self) -> None:
        """Back to what lay on the desk, else home."""
        self.model = None
        if self._back:
            self._go("draft" if isinstance(self._back, Draft) else "open", self._back.id)
        else:
            self._pages.show_home()

    def _stop(self, name: str) -> None:
        """Something else was asked for: what waits is written, the visit has its line."""
        if self.model and name not in _OURS:
            self.model.stop()
            self.model = None

    def _go(self, name: str, fact: str) -> None:
        """Go where an answer leads; home where no part of the desk does that."""
        self.model = None
        pages = self._pages
        if name == "open":
            pages.show_case(fact)
        elif name == "draft":
            pages.frame.jobs.run(pages.desk.store.drafts, done=lambda drafts: self._take_in(fact, drafts))
        elif name == "sync":
            pages.show_sync()
        elif pages.has(name):
            pages.go(name, *((fact,) if fact and name != "find" else ()))
        else:
            pages.show_home()

    def _take_in(self, draft_id: str, drafts: tuple[Draft, ...]) -> None:
        draft = next((one for one in drafts if one.id == draft_id), None)
        if draft:
            self._pages.take_in(draft)
        else:
            self._pages.show_home()


def _nothing(_saved: object) -> None:
    """The page reads it when it wants it."""
