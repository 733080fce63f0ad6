"""The part of the desk that tells an applicant who saw their file: claims ``seen_by``."""

from typing import TYPE_CHECKING, Final

from ui.seen_by.model import SeenByModel
from ui.seen_by.window import SeenByPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

SEEN_BY: Final = "seen_by"


class SeenByPart:
    """Opens the page of who saw a file."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(SEEN_BY, self.open)

    def open(self) -> None:
        """Ask whose file."""
        pages = self._pages
        pages.leave_intake()
        model = SeenByModel(pages.desk, pages.frame.jobs, pages.printing)
        model.back_asked.connect(pages.show_home)
        page = SeenByPage(model)
        model.setParent(page)
        pages.show(SEEN_BY, page)
