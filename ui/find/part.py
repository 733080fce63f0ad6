"""The part of the desk that finds: claims ``find``."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.services import find, looking
from ui.find.change_sheet import ChangeSheet
from ui.find.model import FindModel
from ui.find.window import FindSheet
from ui.jobs import FREE

if TYPE_CHECKING:
    from app.domain.change import Change
    from app.store.values import Found
    from ui.desk_pages import DeskPages


# Of what is no case: whose route shows it.
_ROUTES: Final = {"referral": "referral", "lead": "lead", "household": "low_income"}


class FindPart(QObject):
    """Opens the palette over whatever page is shown, and what was chosen in it."""

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__()
        self._pages = pages
        self._sheet: FindSheet | None = None
        pages.route("find", self.open)
        pages.frame.jobs.run(find.warm, done=_nothing, failed=_nothing, lane=FREE)

    def open(self) -> None:
        """Ask whom or what to find; once is enough."""
        if self._sheet is not None:
            return
        pages = self._pages
        model = FindModel(pages.desk, pages.frame.jobs)
        model.opened.connect(self._open)
        model.come_asked.connect(lambda: pages.go("visit"))
        self._sheet = FindSheet(pages.frame.window, model)
        model.setParent(self._sheet)
        self._sheet.closed.connect(self._is_closed)
        self._sheet.show_find()

    def _is_closed(self) -> None:
        self._sheet = None

    def _open(self, found: "Found") -> None:
        pages, (kind, _, name) = self._pages, found.subject.partition(":")
        pages.leave_intake()
        if kind == "case":
            pages.show_case(name)
        elif kind in _ROUTES:
            pages.go(_ROUTES[kind], found.subject)
        else:
            desk = pages.desk
            pages.frame.jobs.run(
                lambda: looking.seen(desk, f"change:{name}", desk.store.change(name)), done=self._show_change
            )

    def _show_change(self, change: "Change | None") -> None:
        if change is not None:
            sheet = ChangeSheet(self._pages.frame.window, change)
            sheet.case_asked.connect(self._pages.show_case)
            sheet.show_change()


def _nothing(_result: object) -> None:
    """Nobody waits for it."""
