"""The part of the desk that refers to other departments: route ``referral``."""

from typing import TYPE_CHECKING, Final

import resources
from app.domain.referral import Referral
from app.services import looking
from app.services.visits import Coming
from ui.open_matters import OpenMatters
from ui.person.opening import go_back, show_done, who_model
from ui.referral.list_window import ListPage
from ui.referral.model import ReferralModel
from ui.referral.one_model import OneModel
from ui.referral.one_window import OnePage
from ui.referral.open_list import REFERRALS
from ui.referral.view import done_view
from ui.referral.window import ReferralPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.forms.form import Form
    from app.services.desk import Desk
    from ui.desk_pages import DeskPages

REFERRAL: Final = "referral"


class ReferralPart:
    """Opens a new referral for somebody who came, one by its subject, or with nothing the list of open ones."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(REFERRAL, self.open)

    def open(
        self, which: Coming | str | None = None, field: str = "", back: "Callable[[], None] | None" = None
    ) -> None:
        """Open what is asked for; a new one is for `field` already, and Esc leads to `back`, where these are given."""
        if isinstance(which, Coming):
            self._new(which, field, back)
        elif which:
            self._find(which)
        else:
            self._list()

    def _new(self, coming: Coming | None, field: str = "", back: "Callable[[], None] | None" = None) -> None:
        pages = self._pages
        model = ReferralModel(pages.desk, pages.frame.jobs, who_model(pages), coming)
        page = ReferralPage(model)
        if field:
            model.set_field((field,))
        page.back_asked.connect(back or (lambda: go_back(pages, coming) if coming else self._list()))
        model.left.connect(pages.show_home)
        model.made.connect(self._show_done)
        model.setParent(page)
        pages.show(REFERRAL, page)

    def _list(self) -> None:
        pages = self._pages
        model = OpenMatters(pages.desk, pages.frame.jobs, REFERRALS)
        page = ListPage(model)
        page.chosen.connect(self._find)
        page.new_asked.connect(lambda: self._new(None))
        page.back_asked.connect(pages.show_home)
        model.setParent(page)
        pages.show(REFERRAL, page)
        model.start()

    def _find(self, subject: str) -> None:
        desk, name = self._pages.desk, subject.removeprefix("referral:")
        self._pages.frame.jobs.run(
            lambda: looking.seen(desk, f"referral:{name}", desk.store.referral(name)), done=self._show_one
        )

    def _show_one(self, one: Referral | None) -> None:
        if one is None:
            self._list()
            return
        pages, frame = self._pages, self._pages.frame
        model = OneModel(pages.desk, frame.jobs, pages.reader, frame.problems, pages.equip(), one)
        page = OnePage(model)
        page.back_asked.connect(self._list)
        model.print_asked.connect(self._show_done)
        model.said.connect(frame.window.say)
        model.setParent(page)
        pages.show(REFERRAL, page, f"referral:{one.id}")

    def _show_done(self, referral: Referral) -> None:
        desk, view = self._pages.desk, done_view(referral)
        name = resources.text("referral", "paper", number=view.number)
        show_done(self._pages, REFERRAL, view, lambda: _slip(desk, referral), (name, f"referral:{referral.id}", 1))


def _slip(desk: "Desk", referral: Referral) -> "Form":
    from app.services.papers import referral_slip  # noqa: PLC0415 - reportlab, which no start of the program needs

    return referral_slip(desk, referral)
