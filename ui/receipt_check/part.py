"""The part of the desk that checks receipts: claims ``receipt_check``."""

from typing import TYPE_CHECKING, Final

from ui.receipt_check.model import CheckModel
from ui.receipt_check.window import CheckPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

RECEIPT_CHECK: Final = "receipt_check"


class ReceiptCheckPart:
    """Opens the page of a receipt's check."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(RECEIPT_CHECK, self.open)

    def open(self) -> None:
        """Ask for a code."""
        pages = self._pages
        pages.leave_intake()
        model = CheckModel(pages.desk, pages.frame.jobs)
        model.back_asked.connect(pages.show_home)
        model.case_asked.connect(pages.show_case)
        page = CheckPage(model)
        model.setParent(page)
        pages.show(RECEIPT_CHECK, page)
