"""The part of the desk that sets up certificates and the seal: route ``seal_setup``."""

from typing import TYPE_CHECKING, Final

from ui.seal_setup.model import SealSetupModel
from ui.seal_setup.window import SealSetupPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.desk_pages import DeskPages

SEAL_SETUP: Final = "seal_setup"


class SealSetupPart:
    """Answers to the officer's menu and to the pages that need a certificate; Esc leads to `back`, or home."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(SEAL_SETUP, self.open)

    def open(self, back: "Callable[[], None] | None" = None) -> None:
        """Show what is set up."""
        pages = self._pages
        pages.leave_intake()
        model = SealSetupModel(pages.desk, pages.frame.jobs)
        model.back_asked.connect(back or pages.show_home)
        model.said.connect(pages.frame.window.say)
        page = SealSetupPage(model)
        model.setParent(page)
        pages.show(SEAL_SETUP, page)
        model.start()
