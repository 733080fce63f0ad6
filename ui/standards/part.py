"""The part of the desk for a risen standard: route ``standards``."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.services import standards
from ui.standards.model import StandardsModel
from ui.standards.window import StandardsPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

STANDARDS: Final = "standards"


class StandardsPart(QObject):
    """Opens the page, and lets home know how many are to be raised: reckoned when other standards may hold."""

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__()
        self._pages = pages
        self._seen = ""
        pages.route(STANDARDS, self.open)
        pages.home.shown.connect(self._look)

    def _look(self, _view: object) -> None:
        desk, seen = self._pages.desk, self._seen
        if not self._pages.has(STANDARDS):
            self._pages.home.risen(0)
            return
        self._pages.frame.jobs.run(lambda: standards.count(desk, seen), done=self._tell)

    def _tell(self, found: tuple[str, int | None]) -> None:
        self._seen, count = found
        if count is not None and self._pages.has(STANDARDS):
            self._pages.home.risen(count)

    def open(self) -> None:
        """Show who is to be raised."""
        pages, frame = self._pages, self._pages.frame
        pages.leave_intake()
        model = StandardsModel(pages.desk, frame.jobs, pages.printing, frame.problems)
        model.back_asked.connect(pages.show_home)
        model.case_asked.connect(pages.show_case)
        model.done.connect(self._say)
        model.counted.connect(pages.home.risen)
        page = StandardsPage(model)
        model.setParent(page)
        pages.show(STANDARDS, page)

    def _say(self, said: str) -> None:
        if said:
            self._pages.frame.window.say(said)
