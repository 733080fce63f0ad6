"""The part of the desk for emergencies: route ``urgent``."""

from typing import TYPE_CHECKING, Final

import resources
from app.domain.case import Case
from app.services.visits import Coming
from ui.person.opening import go_back, show_done, who_model
from ui.urgent.model import UrgentModel
from ui.urgent.view import done_view
from ui.urgent.window import UrgentPage

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk
    from ui.desk_pages import DeskPages

URGENT: Final = "urgent"


class UrgentPart:
    """Opens the page of an emergency."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(URGENT, self.open)

    def open(self, coming: Coming | None = None) -> None:
        """Take an emergency down, of somebody whose reason was asked or straight from F3."""
        pages = self._pages
        model = UrgentModel(pages.desk, pages.frame.jobs, who_model(pages), coming)
        page = UrgentPage(model)
        page.back_asked.connect(lambda: go_back(pages, coming))
        model.left.connect(pages.show_home)
        model.recorded.connect(self._show_done)
        model.setParent(page)
        pages.show(URGENT, page)

    def _show_done(self, case: Case) -> None:
        desk, view = self._pages.desk, done_view(case)
        name = resources.text("urgent", "paper", number=view.number)
        model = show_done(self._pages, URGENT, view, lambda: _record(desk, case), (name, f"case:{case.id}", 1))
        model.paper.out.connect(lambda form, copies: self._note(case.id, form, copies))

    def _note(self, case_id: str, form: "Form", copies: int) -> None:
        from app.services.receipt import note_printed  # noqa: PLC0415 - as below

        desk, jobs = self._pages.desk, self._pages.frame.jobs
        jobs.run(
            lambda: note_printed(desk, case_id, form, copies), done=_nothing, changes=frozenset({"cases", "outbox"})
        )


def _record(desk: "Desk", case: Case) -> "Form":
    from app.services.papers import urgent_record  # noqa: PLC0415 - reportlab, which no start of the program needs

    return urgent_record(desk, case)


def _nothing(_result: object) -> None:
    """The record of a print is read when the case is opened."""
