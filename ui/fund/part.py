"""The part of the desk for the 备用金: route ``fund``."""

from typing import TYPE_CHECKING, Final

from ui.fund.model import FundModel
from ui.fund.window import FundPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

FUND: Final = "fund"


class FundPart:
    """Opens the ledger of this month: of one fund by its subject, or of the first."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(FUND, self.open)

    def open(self, subject: str = "") -> None:
        """Show a fund."""
        pages = self._pages
        pages.leave_intake()
        model = FundModel(pages.desk, pages.frame.jobs, pages.printing, subject)
        model.back_asked.connect(pages.show_home)
        model.case_asked.connect(pages.show_case)
        model.done.connect(pages.frame.window.say)
        page = FundPage(model)
        model.setParent(page)
        pages.show(FUND, page)
        model.start()
