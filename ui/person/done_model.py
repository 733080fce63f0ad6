"""After a short matter: its paper is made, shown and printed, and the way goes on."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.forms.form import Form
from app.services.looking import NOBODY
from ui.jobs import Jobs
from ui.person.done_view import DoneView
from ui.printing import Printing
from ui.shown_paper import ShownPaper


class DoneModel(QObject):
    """`shown(DoneView)`; `next_asked()`, `home_asked()`, `case_asked(id)` leave. `paper` tells when it is out.

    `make` makes the paper (None: this matter has none); `paper` is its name, which names no person, whose data it
    shows, and how many copies are printed of it.
    """

    shown = Signal(object)
    next_asked = Signal()
    home_asked = Signal()
    case_asked = Signal(str)

    def __init__(
        self,
        jobs: Jobs,
        printing: Printing,
        view: DoneView,
        make: Callable[[], Form] | None,
        paper: tuple[str, str, int] = ("", NOBODY, 1),
    ) -> None:
        super().__init__()
        name, about, self._copies = paper
        self._make, self._view = make, replace(view, paper=make is not None)
        self.paper = ShownPaper(jobs, printing, "person", name, about, self)
        self.paper.told.connect(self._is_told)

    @property
    def view(self) -> DoneView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Make the paper and print it."""
        if self._make is not None:
            self._is_told(self.paper.words("preparing"), failed=False)
            self.paper.make(self._make, self._copies)

    def open_case(self) -> None:
        """Go to the case that came of it."""
        self.case_asked.emit(self._view.case)

    def _is_told(self, said: str, failed: bool) -> None:  # noqa: FBT001 - connected to a signal that carries the value
        self._view = replace(self._view, printed=said, print_failed=failed)
        self.shown.emit(self._view)
