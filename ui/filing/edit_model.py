"""A page of an application in the making, cut by hand: each change can be taken back until it is kept."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from app.capture.edit import Developed, Edit, Rectangle, from_json
from app.capture.reading import Corners, Reading
from app.domain.draft import Capture
from app.domain.fact import media_type_of
from app.errors import Refused, Unavailable
from app.services import looking, pages
from ui.filing.editor import CROP
from ui.jobs import FREE, Jobs
from ui.problems import Problems, sentence

if TYPE_CHECKING:
    from app.services.desk import Desk

CHANGES = frozenset({"drafts"})


class Developer(Protocol):
    """What makes archive pictures anew: `app.capture.Reader`, or a small one of a test."""

    def read(self, source: bytes, expect: str | None = None) -> Reading:
        """Read one picture."""

    def develop(self, original: bytes, edit: Edit) -> Developed:
        """Make the archive picture of an original; Refused edit.corners."""


@dataclass(frozen=True, slots=True)
class EditView:
    """The page: `original` as it was taken, `flat` as it would be kept; `mode` is crop or black."""

    title: str = ""
    mode: str = CROP
    original: bytes = b""
    flat: bytes = b""
    edit: Edit = field(default_factory=Edit)
    can_undo: bool = False
    busy: bool = True
    wrong: str = ""


class EditModel(QObject):
    """`shown(EditView)`; `done()` when the page was kept as it is now, moved or taken out."""

    shown = Signal(object)
    done = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, developer: Developer, problems: Problems, draft_id: str) -> None:
        super().__init__()
        self._desk, self._jobs, self._developer, self._problems = desk, jobs, developer, problems
        self.draft, self.capture = draft_id, ""
        self._before: list[Edit] = []
        self._view = EditView()

    @property
    def view(self) -> EditView:
        """What is shown now."""
        return self._view

    def open(self, capture: Capture, title: str) -> None:
        """Take up a page: its original, and how it was cut so far."""
        desk, developer = self._desk, self._developer
        self.capture = capture.id
        self._view = EditView(title)

        def cut(original: bytes) -> Edit:
            if capture.edit:
                return from_json(capture.edit)
            found = developer.read(original)  # from a time when that was not noted
            return Edit(found.page, kind=found.kind)

        def is_cut(original: bytes) -> None:
            self._change(original=original)
            self._jobs.run(lambda: cut(original), done=self._begin, failed=self._is_refused, lane=FREE)

        subject = f"case:{self.draft}"
        self._jobs.run(
            lambda: looking.document(desk, capture.original, subject), done=is_cut, failed=self._problems.show
        )

    # --- changes
    def look_at(self, mode: str) -> None:
        """Show the corners (`crop`) or what is blacked out (`black`)."""
        self._change(mode=mode)

    def cut(self, corners: Corners) -> None:
        """Take other corners."""
        self._take(replace(self._view.edit, corners=corners))

    def turn(self) -> None:
        """Turn the page by a quarter, clockwise, what is black with it."""
        edit = self._view.edit
        black = tuple((1 - foot, left, 1 - top, right) for left, top, right, foot in edit.black)
        self._take(replace(edit, quarters=(edit.quarters + 1) % 4, black=black))

    def blacken(self, part: Rectangle) -> None:
        """Keep a part out of the archive picture."""
        edit = self._view.edit
        self._take(replace(edit, black=(*edit.black, part)))

    def undo(self) -> None:
        """Take back the last change."""
        if self._before:
            self._change(edit=self._before.pop())
            self._develop()

    def keep(self) -> None:
        """Keep the page as it is cut now."""
        view, desk, draft_id, capture = self._view, self._desk, self.draft, self.capture
        if view.busy or not self._before:
            self.done.emit()
            return
        self._change(busy=True)

        def is_made(made: Developed) -> None:
            archive = (made.archive, media_type_of(made.archive))
            edit = view.edit.to_json()
            self._run(lambda: pages.cut(desk, draft_id, capture, archive, edit))

        developer, original = self._developer, view.original
        self._jobs.run(lambda: developer.develop(original, view.edit), done=is_made, failed=self._is_refused, lane=FREE)

    def move(self, places: int) -> None:
        """Let the page stand earlier or later in the list."""
        desk, draft_id, capture = self._desk, self.draft, self.capture
        self._run(lambda: pages.move(desk, draft_id, capture, places))

    # --- within
    def _begin(self, edit: Edit) -> None:
        self._change(edit=edit)
        self._develop()

    def _take(self, edit: Edit) -> None:
        self._before.append(self._view.edit)
        self._change(edit=edit)
        self._develop()

    def _develop(self) -> None:
        """Show how the page would be kept; what is black is drawn over it, so that it can be seen and taken back."""
        plain, original, developer = replace(self._view.edit, black=()), self._view.original, self._developer
        self._change(busy=True, wrong="")
        self._jobs.run(
            lambda: developer.develop(original, plain),
            done=lambda made: self._is_developed(plain, made),
            failed=self._is_refused,
            lane=FREE,
        )

    def _is_developed(self, plain: Edit, made: Developed) -> None:
        if plain == replace(self._view.edit, black=()):
            self._change(flat=made.archive, busy=False)

    def _is_refused(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self._change(wrong=sentence(error), busy=False)
        else:
            self._change(busy=False)
            self._problems.show(error)

    def _run(self, write: Callable[[], object]) -> None:
        self._jobs.run(write, done=self._is_kept, failed=self._problems.show, changes=CHANGES)

    def _is_kept(self, _draft: object) -> None:
        self.done.emit()

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes, can_undo=bool(self._before))  # type: ignore[arg-type]  # by name
        self.shown.emit(self._view)
