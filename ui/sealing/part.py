"""The part of the desk that signs papers of a case: route ``seal``."""

from typing import TYPE_CHECKING, Final

from ui.sealing.model import SealingModel
from ui.sealing.window import SealingPage

if TYPE_CHECKING:
    from app.domain.case import Case
    from ui.desk_pages import DeskPages

SEAL: Final = "seal"


class SealingPart:
    """Opens a case's papers to be signed; Esc leads back to the case."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(SEAL, self.open)

    def open(self, case: "Case") -> None:
        """Show them."""
        pages = self._pages
        model = SealingModel(pages.desk, pages.frame.jobs, pages.printing, case)
        model.back_asked.connect(pages.show_case)
        model.setup_asked.connect(lambda: pages.go("seal_setup", lambda: self.open(model.case)))
        model.done.connect(pages.frame.window.say)
        page = SealingPage(model)
        model.setParent(page)
        pages.show(SEAL, page)
        model.start()
