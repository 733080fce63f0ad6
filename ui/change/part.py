"""The part of the desk that takes down changes: routes ``change`` and ``card``."""

from typing import TYPE_CHECKING, Final

import resources
from app.domain.change import Change
from app.services.visits import Coming
from ui.change.model import ChangeModel
from ui.change.view import done_view
from ui.change.window import ChangePage
from ui.person.opening import go_back, show_done, who_model

if TYPE_CHECKING:
    from app.forms.form import Form
    from app.services.desk import Desk
    from ui.desk_pages import DeskPages

CHANGE: Final = "change"
CARD: Final = "card"


class ChangePart:
    """Opens the page of a change, or of a card, for somebody who came."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(CHANGE, lambda coming=None: self._open(coming, card=False))
        pages.route(CARD, lambda coming=None: self._open(coming, card=True))

    def _open(self, coming: Coming | None, *, card: bool) -> None:
        pages = self._pages
        model = ChangeModel(pages.desk, pages.frame.jobs, who_model(pages), coming, card=card)
        page = ChangePage(model)
        page.back_asked.connect(lambda: go_back(pages, coming))
        model.left.connect(pages.show_home)
        model.reported.connect(self._show_done)
        model.setParent(page)
        pages.show(CHANGE, page)

    def _show_done(self, change: Change) -> None:
        desk = self._pages.desk
        view = done_view(change, desk.today())
        paper = (_paper(view.number), f"change:{change.id}", 1)
        show_done(self._pages, CHANGE, view, lambda: _receipt(desk, change), paper)


def _receipt(desk: "Desk", change: Change) -> "Form":
    from app.services.papers import change_receipt  # noqa: PLC0415 - reportlab, which no start of the program needs

    return change_receipt(desk, change)


def _paper(number: str) -> str:
    return resources.text("change", "paper", number=number)
