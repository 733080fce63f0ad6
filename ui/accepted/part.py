"""How the desk opens the page of an acceptance."""

from functools import partial
from typing import TYPE_CHECKING

from app.services.intake import Accepted
from ui.accepted.model import AcceptedModel
from ui.accepted.window import AcceptedPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages


def show_accepted(pages: "DeskPages", name: str, accepted: Accepted, following: str) -> None:
    """Show an acceptance as the page `name` and print its receipt; it leads to `following`, home, or the case."""
    model = AcceptedModel(pages.desk, pages.frame.jobs, pages.printing, accepted)
    model.next_asked.connect(partial(pages.go, following))
    model.home_asked.connect(pages.show_home)
    model.case_asked.connect(pages.show_case)
    pages.show(name, AcceptedPage(model), f"case:{accepted.case.id}")
    model.start()
