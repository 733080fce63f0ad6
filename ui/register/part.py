"""The part of the desk that shows who came: claims ``register``."""

from typing import TYPE_CHECKING, Final

from ui.register.model import RegisterModel
from ui.register.window import RegisterPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

_PAGE: Final = "register"


class RegisterPart:
    """Opens the register at today."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(_PAGE, self.open)

    def open(self) -> None:
        """Show who came today."""
        pages = self._pages
        pages.leave_intake()
        model = RegisterModel(pages.desk, pages.frame.jobs, pages.printing)
        model.back_asked.connect(pages.show_home)
        model.opened.connect(self._open)
        page = RegisterPage(model)
        model.setParent(page)
        pages.show(_PAGE, page)
        model.start()

    def _open(self, name: str, fact: str) -> None:
        if self._pages.has(name):
            self._pages.go(name, fact)
