"""The page of updates: what is known, looking now, from a stick, installing now."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from app import starts
from app.version import VERSION
from sync.updates.data import Taken
from ui.updates.keeper import UpdateKeeper
from ui.updates.view import UpdateFacts, UpdateView, make_view

if TYPE_CHECKING:
    from app.services.desk import Desk

PROGRESS_MS: Final = 250


class UpdatesModel(QObject):
    """`shown(UpdateView)`; `back_asked()`."""

    shown = Signal(object)
    back_asked = Signal()

    def __init__(self, desk: "Desk", keeper: UpdateKeeper) -> None:
        super().__init__()
        self._desk, self._keeper = desk, keeper
        self._progress = QTimer(self)
        self._progress.setInterval(PROGRESS_MS)
        self._progress.timeout.connect(self._show)
        keeper.changed.connect(self._show)
        self._view = make_view(facts_of(keeper), desk.now())

    @property
    def view(self) -> UpdateView:
        """What the page shows now."""
        return self._view

    def look(self) -> None:
        """Look now where updates usually are."""
        self._keeper.look()

    def look_in(self, folder: Path) -> None:
        """Look now in a folder, as on a stick: the one with the signed lists in it, or the one around that."""
        inner = folder / "yimen-updates"
        self._keeper.look(str(inner if inner.is_dir() else folder))

    def install(self) -> None:
        """Fetch what is offered and have it installed now."""
        if not self._view.install_why:
            self._keeper.install()

    def halt(self) -> None:
        """Stop what is under way."""
        self._keeper.halt()

    def _show(self) -> None:
        (self._progress.start if self._keeper.busy else self._progress.stop)()
        view = make_view(facts_of(self._keeper), self._desk.now())
        if view != self._view:
            self._view = view
            self.shown.emit(view)


def facts_of(keeper: UpdateKeeper) -> UpdateFacts:
    """Give what is known of updates now."""
    seen = keeper.seen
    return UpdateFacts(
        version=VERSION,
        step=keeper.step,
        memory=keeper.memory,
        newer=seen.newer if seen else None,
        taken=seen.taken if seen else Taken(),
        place=seen.place if seen else "",
        is_ready=keeper.package is not None,
        busy=keeper.busy,
        moved=(keeper.watch.done, keeper.watch.total),
        trouble=keeper.trouble,
        went_back=starts.went_back(),
        asks=keeper.asks,
    )
