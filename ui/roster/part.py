"""The part of the desk that pays: route ``roster``."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.services import rosters
from ui.roster.model import RosterModel
from ui.roster.view import left_word
from ui.roster.window import RosterPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

ROSTER: Final = "roster"


class RosterPart(QObject):
    """Opens the roster that closes next, and says on home how many days are left for it."""

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__()
        self._pages = pages
        pages.route(ROSTER, self.open)
        pages.home.shown.connect(self._look)

    def _look(self, _view: object) -> None:
        desk = self._pages.desk
        self._pages.frame.jobs.run(lambda: rosters.days_left(desk), done=self._tell)

    def _tell(self, days: int | None) -> None:
        self._pages.home.tell(ROSTER, "" if days is None else left_word(days))

    def open(self) -> None:
        """Show who is paid."""
        pages, frame = self._pages, self._pages.frame
        pages.leave_intake()
        model = RosterModel(pages.desk, frame.jobs, pages.printing, frame.problems)
        model.back_asked.connect(pages.show_home)
        model.case_asked.connect(pages.show_case)
        model.done.connect(frame.window.say)
        page = RosterPage(model)
        model.setParent(page)
        pages.show(ROSTER, page)
