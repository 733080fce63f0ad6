"""What the models of short matters have in common: who it is about, and where something is missing."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.errors import Refused, Unavailable
from ui.jobs import Jobs
from ui.person.model import WhoModel
from ui.problems import sentence

if TYPE_CHECKING:
    from app.services.desk import Desk


class MatterModel(QObject):
    """`shown(view)`; `stopped(place)` takes the cursor where something is missing.

    The view is a frozen value with the fields `refused` and `busy`; `places` says where a refusal belongs, by its code.
    """

    shown = Signal(object)
    stopped = Signal(str)

    def __init__(self, desk: "Desk", jobs: Jobs, who: WhoModel, view: Any, places: Mapping[str, str]) -> None:
        super().__init__()
        self.who = who
        self._desk, self._jobs, self._view, self._places = desk, jobs, view, places

    @property
    def today(self) -> date:
        """The day at the window."""
        return self._desk.today()

    def _is_refused(self, error: BaseException) -> None:
        if not isinstance(error, Refused | Unavailable):
            raise error
        self._change(busy=False)
        self._stop(self._places.get(error.code, ""), sentence(error))

    def _stop(self, place: str, said: str) -> None:
        """Say what is missing, and where."""
        self._change(refused=said)
        self.stopped.emit(place)

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)
        self.shown.emit(self._view)
