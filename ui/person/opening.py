"""How the parts of short matters open their pages: a person to be known, and the page with the number after it."""

from typing import TYPE_CHECKING, Final

from app.services.looking import NOBODY
from ui.person.done_model import DoneModel
from ui.person.done_page import DonePage
from ui.person.model import WhoModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.forms.form import Form
    from app.services.visits import Coming
    from ui.desk_pages import DeskPages
    from ui.person.done_view import DoneView

VISIT: Final = "visit"


def who_model(pages: "DeskPages") -> WhoModel:
    """Give a model of who it is, with the camera of this PC."""
    frame, desk = pages.frame, pages.desk
    return WhoModel(desk, frame.jobs, pages.reader, frame.problems, pages.equip())


def show_done(
    pages: "DeskPages",
    place: str,
    view: "DoneView",
    make: "Callable[[], Form] | None" = None,
    paper: tuple[str, str, int] = ("", NOBODY, 1),
) -> DoneModel:
    """Show the page with the number; `make` makes its paper: `paper` is its name, whose data, how many copies."""
    model = DoneModel(pages.frame.jobs, pages.printing, view, make, paper)
    model.next_asked.connect(lambda: pages.go(VISIT) if pages.has(VISIT) else pages.show_home())
    model.home_asked.connect(pages.show_home)
    model.case_asked.connect(pages.show_case)
    page = DonePage(model)
    model.setParent(page)
    pages.show(place, page)
    model.start()
    return model


def go_back(pages: "DeskPages", coming: "Coming | None") -> None:
    """Go back to where somebody's reason is asked, or home where the page was opened from there."""
    if coming is not None and pages.has(VISIT):
        pages.go(VISIT)
    else:
        pages.show_home()
