"""The part of the desk that says what a household can have: route ``assess``."""

from functools import partial
from typing import TYPE_CHECKING, Final

from app.domain.case import Case
from app.domain.draft import Draft
from ui.assessment.model import AssessModel
from ui.assessment.window import AssessPage

if TYPE_CHECKING:
    from app.services.visits import Coming
    from ui.desk_pages import DeskPages

ASSESS: Final = "assess"


class AssessPart:
    """Opens the assessment of a case or of an application in the making: what was looked at, where nothing is named."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route(ASSESS, self.open)

    def open(self, about: Draft | Case | None = None) -> None:
        """Show what is open to a household."""
        pages = self._pages
        known = about or pages.on_desk
        if known is None:
            return
        model = AssessModel(pages.desk, pages.frame.jobs, pages.printing, known)
        back = partial(self._go_back, known)
        model.back_asked.connect(back)
        model.refer_asked.connect(partial(self._refer, known))
        model.rules_asked.connect(partial(self._show_rules, known))
        page = AssessPage(model)
        model.setParent(page)
        pages.show(ASSESS, page, f"case:{known.id}")
        model.start()

    def _go_back(self, known: Draft | Case) -> None:
        if isinstance(known, Draft):
            self._pages.take_in(known)
        else:
            self._pages.show_case(known.id)

    def _refer(self, known: Draft | Case, coming: "Coming", field: str) -> None:
        self._pages.go("referral", coming, field, partial(self.open, known))

    def _show_rules(self, known: Draft | Case) -> None:
        self._pages.go("rules", partial(self.open, known))
