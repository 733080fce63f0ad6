"""The part of the desk that checks a signed PDF: route ``verify_pdf``."""

from typing import TYPE_CHECKING, Final

from ui.signed_pdf.model import SignedPdfModel
from ui.signed_pdf.window import SignedPdfPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

VERIFY_PDF: Final = "verify_pdf"


class SignedPdfPart:
    """Answers to the officer's menu, from every page."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(VERIFY_PDF, self.open)

    def open(self) -> None:
        """Show the page with nothing on it."""
        pages = self._pages
        pages.leave_intake()
        model = SignedPdfModel(pages.desk, pages.frame.jobs)
        model.back_asked.connect(pages.show_home)
        model.setup_asked.connect(lambda: pages.go("seal_setup"))
        page = SignedPdfPage(model)
        model.setParent(page)
        pages.show(VERIFY_PDF, page)
