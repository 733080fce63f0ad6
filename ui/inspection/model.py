"""The inspector's questions, one after the other, and the page that answers the last."""

from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Unavailable
from app.services import inspection
from app.services.act_words import ActWords
from app.services.inspection import PAGE, Asked, Page
from ui.inspection.view import InspectView, Typed, asked_of, page_view
from ui.jobs import Jobs
from ui.problems import sentence

if TYPE_CHECKING:
    from app.services.act_words import ActInWords
    from app.services.desk import Desk

_At = tuple[str, str]


class InspectModel(QObject):
    """`shown(InspectView)`; `case_asked(id)`; `back_asked()`. A question that comes meanwhile is asked afterwards.

    `note` writes down that so many acts were shown; in the store's lane.
    """

    shown = Signal(object)
    case_asked = Signal(str)
    back_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs, note: Callable[[int], None] = lambda _count: None) -> None:
        super().__init__()
        self._note = note
        self._desk, self._jobs, self._view = desk, jobs, InspectView()
        self._officers: tuple[tuple[str, str], ...] = ()
        self._acts: tuple[ActInWords, ...] = ()
        self._starts: list[_At | None] = [None]  # where the pages up to this one begin
        self._under_way = self._asked_again = False

    @property
    def view(self) -> InspectView:
        """What the page shows now."""
        return self._view

    @property
    def asked(self) -> Asked:
        """What is asked for now."""
        return asked_of(self._view.typed, self._officers, self._desk.today())[0]

    def start(self) -> None:
        """Read who there is, and the newest acts."""
        desk = self._desk
        self._jobs.run(lambda: ActWords(desk).officers(), done=self._is_known, failed=self._is_refused)

    def set_typed(self, name: str, text: str) -> None:
        """Take what was typed into a filter, and ask again from the newest."""
        self._ask_anew(replace(self._view.typed, **{name: text}))

    def clear(self) -> None:
        """Ask for everything again."""
        self._ask_anew(Typed())

    def older(self) -> None:
        """Show the page before in time."""
        if self._view.older and self._acts and not self._under_way:
            self._starts.append((self._acts[-1].at, self._acts[-1].hash))
            self._read()

    def newer(self) -> None:
        """Show the page after in time."""
        if len(self._starts) > 1 and not self._under_way:
            self._starts.pop()
            self._read()

    def open(self, key: str) -> None:
        """Look at the case of an act."""
        found = next((act.case for act in self._acts if act.hash == key), "")
        if found:
            self.case_asked.emit(found)

    def say(self, said: str) -> None:
        """Say what came of an export."""
        self._show(replace(self._view, said=said))

    # --- within
    def _ask_anew(self, typed: Typed) -> None:
        self._starts = [None]
        _, wrong = asked_of(typed, self._officers, self._desk.today())
        self._show(replace(self._view, typed=typed, wrong=wrong, said=""))
        if not wrong:
            self._read()

    def _read(self) -> None:
        if self._under_way:
            self._asked_again = True
            return
        self._under_way = True
        self._show(replace(self._view, busy=True))
        read = partial(self._page, self.asked, self._starts[-1])
        self._jobs.run(read, done=self._is_read, failed=self._is_not_read)

    def _page(self, asked: Asked, start: _At | None) -> Generator[Any, None, Page]:
        page = yield from inspection.page(self._desk, asked, start)
        self._note(len(page.acts))
        return page

    def _is_known(self, officers: tuple[tuple[str, str], ...]) -> None:
        self._officers = officers
        self._show(replace(self._view, officers=tuple(name for _, name in officers)))
        self._read()

    def _is_read(self, page: Page) -> None:
        self._under_way, self._acts = False, page.acts
        self._show(page_view(self._view, page, (len(self._starts) - 1) * PAGE + 1))
        self._again()

    def _is_not_read(self, error: BaseException) -> None:
        self._under_way = False
        self._is_refused(error)
        self._again()

    def _again(self) -> None:
        if self._asked_again:
            self._asked_again = False
            self._read()

    def _is_refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self._acts = ()
        empty = replace(self._view, rows=(), note="", none="", newer=False, older=False, busy=False)
        self._show(replace(empty, refused=sentence(error)))

    def _show(self, view: InspectView) -> None:
        self._view = view
        self.shown.emit(view)
