"""The part of the desk that copies a case into the provincial platform: claims ``copy_out``."""

from typing import TYPE_CHECKING

from app.domain.access import Purpose
from app.services import copy_out, looking
from ui.copy_out.model import CopyOutModel
from ui.copy_out.window import CopyOutPage

if TYPE_CHECKING:
    from app.domain.case import Case
    from ui.desk_pages import DeskPages


class CopyOutPart:
    """Opens the page of an accepted case; nothing happens for any other."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route("copy_out", self.open)

    def open(self, case_id: str) -> None:
        """Read the case and how far it was copied."""
        desk = self._pages.desk
        self._pages.frame.jobs.run(
            lambda: (looking.case(desk, case_id, Purpose.COPY_OUT), copy_out.ticked(desk, case_id)), done=self._show
        )

    def _show(self, found: "tuple[Case | None, frozenset[str]]") -> None:
        case, ticked = found
        if case is None or case.accepted is None:
            return
        pages = self._pages
        model = CopyOutModel(pages.desk, pages.frame.jobs, case, ticked)
        model.back_asked.connect(pages.show_case)
        model.said.connect(pages.frame.window.say)
        model.done.connect(pages.frame.window.say)
        page = CopyOutPage(model)
        page.left.connect(pages.frame.clipboard.clear)
        model.setParent(page)
        pages.show("copy_out", page, f"case:{case.id}")
