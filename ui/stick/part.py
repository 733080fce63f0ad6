"""The part of the desk for sticks: route ``stick``; it keeps the second copy, and home says when there is only one."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.drives import drives
from ui.stick.model import StickModel
from ui.stick.second import SecondCopy, alone_since, is_long
from ui.stick.window import StickPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

STICK: Final = "stick"


class StickPart(QObject):
    """Opens the page; Esc leads back to the queue. A writing goes on while other pages are shown."""

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__(pages)
        self._pages = pages
        self.listing = drives
        self.second = SecondCopy(lambda: pages.desk, pages.syncing.engine, pages.frame.jobs, self)
        self._model: StickModel | None = None
        pages.route(STICK, self.open)
        pages.sync.stick_asked.connect(self.open)
        pages.home.shown.connect(self._look)
        self.second.start()

    def open(self) -> None:
        """Show the sticks."""
        pages = self._pages
        pages.leave_intake()
        if self._model is None:
            self._model = StickModel(pages.desk, pages.syncing.engine, pages.frame.jobs, self.second, self.listing)
            self._model.setParent(self)
            self._model.back_asked.connect(pages.show_sync)
        pages.show(STICK, StickPage(self._model))

    def _look(self, _view: object) -> None:
        store = self._pages.desk.store
        self._pages.frame.jobs.run(lambda: alone_since(store), done=self._tell)

    def _tell(self, since: str) -> None:
        self._pages.home.alone(since if is_long(since, self._pages.desk.now()) else "")
