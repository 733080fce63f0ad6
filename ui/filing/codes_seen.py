"""What our own papers are called that the camera sees: looked up once for each code, beside the picture's course."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.services import filing
from app.services.filing import Place
from ui.filing.view import say, what, where
from ui.jobs import Jobs

if TYPE_CHECKING:
    from app.services.desk import Desk


class CodesSeen(QObject):
    """Knows codes by their text; one that cannot be found is asked about once its page is taken."""

    def __init__(self, desk: "Desk", jobs: Jobs) -> None:
        super().__init__()
        self._desk, self._jobs = desk, jobs
        self._known: dict[str, str] = {}

    def known(self, code: str) -> Mapping[str, str]:
        """Give what is known of codes so far, and look up this one if it is new."""
        if code and code not in self._known:
            self._known[code] = ""
            self._jobs.run(lambda: filing.find(self._desk, (code,)), done=self._is_found, failed=_nothing)
        return self._known

    def _is_found(self, place: Place) -> None:
        self._known[place.written] = say("live.page.paper", what=what(place), where=where(place))


def _nothing(_error: BaseException) -> None:
    """Its page will be asked about."""
