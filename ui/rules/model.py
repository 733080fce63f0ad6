"""The county's packs at this window: what is in force, what another one would change, adopting it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.domain.rules_adopted import Adopted
from app.errors import Refused, Unavailable
from app.services import local_rules
from app.services.local_rules import InForce, Look
from ui.jobs import Jobs
from ui.problems import sentence
from ui.rules.view import RulesView, looked_at, say, standing
from ui.syncing import Syncing

if TYPE_CHECKING:
    from app.services.desk import Desk

CHANGES = frozenset({"journal", "outbox"})


class RulesModel(QObject):
    """`shown(RulesView)`; `back_asked()`; `raise_asked()`; `adopted(str)` says which pack is in force from now on."""

    shown = Signal(object)
    back_asked = Signal()
    raise_asked = Signal()
    adopted = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs, syncing: Syncing) -> None:
        super().__init__()
        self._fetching = syncing.fetching(self)
        self._desk, self._jobs, self._view = desk, jobs, RulesView()
        self._look: Look | None = None
        self._offer: Adopted | None = None
        self._past: tuple[Adopted, ...] = ()

    @property
    def view(self) -> RulesView:
        """What the page shows now."""
        return self._view

    def start(self) -> None:
        """Read what is in force."""
        desk = self._desk

        def read() -> tuple[InForce, Adopted | None, tuple[Adopted, ...]]:
            offer = local_rules.offered(desk.store, desk.office.scope)
            return local_rules.in_force(desk.data), offer, local_rules.history(desk)

        self._jobs.run(read, done=self._is_read)

    def open_file(self, place: Path) -> None:
        """Look at a file."""
        data = self._desk.data
        self._ask(lambda: local_rules.look_at(data, local_rules.read_file(place)))

    def look_at_offer(self) -> None:
        """Look at what the county sent; its file is brought first where it is not here."""
        offer = self._offer
        if offer:
            self._fetching.fetch(offer.document, lambda: self._look_at(offer), self._is_refused)

    def look_again(self, key: str) -> None:
        """Look at one that was adopted before."""
        self._look_at(self._past[int(key)])

    def adopt(self) -> None:
        """Let the pack that was looked at be the one in force."""
        desk, look = self._desk, self._look
        if look is not None:
            self._jobs.run(
                lambda: local_rules.adopt(desk, look), done=self._is_adopted, failed=self._is_refused, changes=CHANGES
            )

    def _look_at(self, said: Adopted) -> None:
        desk = self._desk
        self._ask(lambda: local_rules.look_at_adopted(desk, said))

    def _ask(self, look: Callable[[], Look]) -> None:
        self._jobs.run(look, done=self._is_looked_at, failed=self._is_refused)

    def _is_read(self, found: Any) -> None:
        force, self._offer, self._past = found
        self._look = None
        self._show(standing(force, self._offer, self._past))

    def _is_looked_at(self, look: Look) -> None:
        said, why, rows = looked_at(look)
        self._look = None if why else look
        self._show(replace(self._view, said=said, why=why, changes=rows, refused=""))

    def _is_adopted(self, said: Adopted) -> None:
        self.adopted.emit(say("done", pack=said.pack))
        self.start()

    def _is_refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            self._jobs.problem(error)
            return
        self._look = None
        self._show(replace(self._view, refused=sentence(error), said="", changes=(), why=say("why_not")))

    def _show(self, view: RulesView) -> None:
        self._view = view
        self.shown.emit(view)
