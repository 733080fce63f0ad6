"""The part of the desk on which several people sign a paper of a case: route ``sign_paper``."""

from typing import TYPE_CHECKING, Final

from ui.sign_paper.model import PaperSignModel
from ui.sign_paper.window import PaperSignPage

if TYPE_CHECKING:
    from app.domain.case import Case
    from ui.desk_pages import DeskPages

SIGN_PAPER: Final = "sign_paper"


class PaperSignPart:
    """Opens a paper to be signed; Esc leads back to the case."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(SIGN_PAPER, self.open)

    def open(self, case: "Case", name: str) -> None:
        """Show it; the applicant's screen shows it too while somebody has the pen."""
        pages = self._pages
        model = PaperSignModel(pages.desk, pages.frame.jobs, pages.printing, case, name)
        model.back_asked.connect(pages.show_case)
        model.done.connect(pages.frame.window.say)
        page = PaperSignPage(model)
        model.setParent(page)
        pages.show(SIGN_PAPER, page, f"case:{case.id}")
        pages.inking.emit(model)
        model.start()
