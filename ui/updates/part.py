"""The part of the desk for updates: route ``updates``; it looks each day, and home says what somebody has to know."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from ui.updates.keeper import UpdateKeeper
from ui.updates.model import UpdatesModel, facts_of
from ui.updates.view import home_word
from ui.updates.window import UpdatesPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

UPDATES: Final = "updates"


class UpdatesPart(QObject):
    """Opens the page; Esc leads home. Looking and fetching go on while other pages are shown."""

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__(pages)
        self._pages = pages
        self.keeper = UpdateKeeper(lambda: pages.desk, self._line, pages.frame.jobs)
        self.keeper.setParent(self)
        pages.route(UPDATES, self.open)
        pages.attended.connect(self.keeper.attend)
        pages.closing.connect(self.keeper.close)
        pages.home.shown.connect(self._tell)
        self.keeper.changed.connect(self._tell)
        self.keeper.start()

    def open(self) -> None:
        """Show what is known of updates."""
        pages = self._pages
        pages.leave_intake()
        model = UpdatesModel(pages.desk, self.keeper)
        model.back_asked.connect(pages.show_home)
        page = UpdatesPage(model)
        model.setParent(page)
        pages.show(UPDATES, page)

    def _line(self) -> tuple[bool, bool]:
        state = self._pages.syncing.state()
        return bool(state.online), bool(state.use and state.use.metered)

    def _tell(self, _view: object = None) -> None:
        self._pages.home.update_waits(home_word(facts_of(self.keeper)))
