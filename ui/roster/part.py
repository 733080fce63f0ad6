"""The part of the desk that pays: route ``roster``."""

from typing import TYPE_CHECKING, Final

from ui.roster.model import RosterModel
from ui.roster.window import RosterPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

ROSTER: Final = "roster"


class RosterPart:
    """Opens the roster that closes next."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(ROSTER, self.open)

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
