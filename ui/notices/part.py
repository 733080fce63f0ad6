"""The part of the desk for the walls of the villages: route ``notices``."""

from typing import TYPE_CHECKING, Final

from ui.case.taker import Pictures
from ui.notices.model import NoticesModel
from ui.notices.window import NoticesPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

NOTICES: Final = "notices"


class NoticesPart:
    """Opens what is to go up, hangs, or has run out."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(NOTICES, self.open)

    def open(self) -> None:
        """Show the walls."""
        pages, frame = self._pages, self._pages.frame
        pages.leave_intake()
        pictures = Pictures(pages.reader, frame.problems, pages.equip)
        model = NoticesModel(pages.desk, frame.jobs, pages.printing, pictures)
        model.back_asked.connect(pages.show_home)
        model.done.connect(frame.window.say)
        page = NoticesPage(model)
        model.setParent(page)
        pages.show(NOTICES, page)
