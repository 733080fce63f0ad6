"""The part of the desk for the PC's check-up: route ``checkup``."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from ui.checkup.model import CheckupModel
from ui.checkup.window import CheckupPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

CHECKUP: Final = "checkup"


class CheckupPart(QObject):
    """Opens the page; Esc leads home."""

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__(pages)
        self._pages = pages
        pages.route(CHECKUP, self.open)

    def open(self) -> None:
        """Show how the PC is."""
        pages = self._pages
        pages.leave_intake()
        model = CheckupModel(pages.desk, pages.frame.jobs)
        model.back_asked.connect(pages.show_home)
        page = CheckupPage(model)
        model.setParent(page)
        pages.show(CHECKUP, page)
