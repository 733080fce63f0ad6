"""Finding as one types: one question at a time, the newest text always the last answered."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.services import find, looking
from ui.find.view import FindView, view
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.store.values import Found


class FindModel(QObject):
    """`shown(FindView)`; `opened(Found)` what was chosen; `come_asked(typed)` nobody was found, somebody is here."""

    shown = Signal(object)
    opened = Signal(object)
    come_asked = Signal()

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._typed, self._answered = "", ""
        self._found: tuple[Found, ...] = ()
        self._under_way = self._wants_first = self._is_noted = False

    @property
    def view(self) -> FindView:
        """What the palette shows now."""
        return view(self._answered, self._found)

    def type(self, text: str) -> None:
        """Look for another text."""
        self._typed, self._wants_first = text, False
        self._ask()

    def choose(self, key: str) -> None:
        """Open the row of that key."""
        self.opened.emit(self._found[int(key)])

    def enter(self, key: str) -> None:
        """Open the current row; a reader that types faster than answers come gets the first of its own answer."""
        if self._answered != self._typed:
            self._wants_first = True
        elif self._found:
            self.choose(key or "0")
        elif self._typed.strip():
            self.come_asked.emit()

    def _ask(self) -> None:
        if self._under_way:
            return
        self._under_way, typed = True, self._typed
        self._jobs.run(lambda: (typed, self._find(typed)), self._is_found, self._is_not_found)

    def _find(self, typed: str) -> "tuple[Found, ...]":
        """Look, and write down once for each time that the palette is opened that somebody was found."""
        found = find.find(self._desk, typed)
        if not self._is_noted:
            looking.searched(self._desk, "list:find", len(found))
            self._is_noted = bool(found)
        return found

    def _is_found(self, answer: tuple[str, tuple["Found", ...]]) -> None:
        self._under_way = False
        self._answered, self._found = answer
        if self._answered != self._typed:
            self._ask()
            return
        self.shown.emit(self.view)
        if self._wants_first:
            self._wants_first = False
            self.enter("0")

    def _is_not_found(self, error: BaseException) -> None:
        self._under_way = False
        self._jobs.problem(error)
