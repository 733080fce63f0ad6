"""The part of the desk for inspectors: claims ``inspect``; a case opened from there is an inspector's look."""

from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain.access import Purpose
from ui import noting
from ui.inspection.export_model import ExportModel
from ui.inspection.model import InspectModel
from ui.inspection.window import InspectPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

INSPECT: Final = "inspect"


class InspectPart:
    """Opens the inspector's page; whom the county has not made one reads there why it is empty."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(INSPECT, self.open)

    def open(self) -> None:
        """Show the newest acts."""
        pages = self._pages
        pages.leave_intake()
        desk, jobs = pages.desk, pages.frame.jobs
        model, out = InspectModel(desk, jobs, noting.lists(lambda: desk, "list:inspect")), ExportModel(desk, jobs)
        model.back_asked.connect(pages.show_home)
        model.case_asked.connect(partial(pages.show_case, purpose=Purpose.INSPECT))
        page = InspectPage(model, out)
        model.setParent(page)
        out.setParent(page)
        pages.show(INSPECT, page)
        model.start()
