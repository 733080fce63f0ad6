"""The part of the desk that goes out: route ``rounds``."""

from typing import TYPE_CHECKING, Final

from ui.rounds.model import RoundsModel
from ui.rounds.window import RoundsPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

ROUNDS: Final = "rounds"


class RoundsPart:
    """Opens the homes that wait for a visit."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(ROUNDS, self.open)

    def open(self) -> None:
        """Show whom to go to."""
        pages, frame = self._pages, self._pages.frame
        pages.leave_intake()
        model = RoundsModel(pages.desk, frame.jobs, pages.printing, frame.problems)
        model.back_asked.connect(pages.show_home)
        model.case_asked.connect(pages.show_case)
        model.done.connect(frame.window.say)
        page = RoundsPage(model)
        page.papers_asked.connect(lambda: pages.go("file"))
        model.setParent(page)
        pages.show(ROUNDS, page)
