"""The part of the desk that keeps the low-income register: claims ``low_income`` and ``lead``."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from app.domain.draft import Draft
from app.domain.lead import Lead
from app.domain.low_income import ListedHousehold
from app.services import leads, looking
from ui.low_income.household_model import HouseholdModel
from ui.low_income.household_window import HouseholdPage
from ui.low_income.import_model import ImportModel
from ui.low_income.import_window import ImportPage
from ui.low_income.lead_model import LeadModel
from ui.low_income.lead_window import LeadPage
from ui.low_income.leads import LEADS
from ui.low_income.leads_window import LeadsPage
from ui.low_income.list_model import CHANGES, ListModel
from ui.low_income.list_window import ListPage
from ui.low_income.new_lead_model import NewLeadModel
from ui.low_income.new_lead_window import NewLeadPage
from ui.low_income.words import say
from ui.open_matters import OpenMatters
from ui.person.opening import who_model

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

LOW_INCOME: Final = "low_income"
LEAD: Final = "lead"


class LowIncomePart(QObject):
    """Opens the register, one household of it by its subject, a list by the path of its file; or the leads."""

    def __init__(self, pages: "DeskPages") -> None:
        super().__init__()
        self._pages = pages
        pages.route(LOW_INCOME, self.open)
        pages.route(LEAD, self.open_lead)
        pages.intake_ended.connect(self._intake_ended)

    def open(self, which: str | Path = "") -> None:
        """Open what is asked for."""
        self._pages.leave_intake()
        if isinstance(which, Path):
            self._bring(str(which))
        elif which:
            self._find(which.removeprefix("household:"))
        else:
            self._list()

    def open_lead(self, subject: str = "") -> None:
        """Open a lead, or all that are open."""
        self._pages.leave_intake()
        if subject:
            self._find_lead(subject)
        else:
            self._leads()

    # --- the register
    def _list(self, said: str = "") -> None:
        pages = self._pages
        model = ListModel(pages.desk, pages.frame.jobs, said)
        page = ListPage(model)
        page.chosen.connect(self._find)
        page.new_asked.connect(self._new)
        page.leads_asked.connect(self._leads)
        page.file_given.connect(self._bring)
        page.back_asked.connect(pages.show_home)
        model.setParent(page)
        pages.show(LOW_INCOME, page)
        model.start()

    def _new(self) -> None:
        self._show(None)

    def _find(self, household_id: str) -> None:
        desk = self._pages.desk
        self._pages.frame.jobs.run(
            lambda: looking.seen(desk, f"household:{household_id}", desk.store.listed_household(household_id)),
            done=self._show_found,
        )

    def _show_found(self, household: ListedHousehold | None) -> None:
        if household is None or household.listing is None:
            self._list()
        else:
            self._show(household)

    def _show(self, household: ListedHousehold | None) -> None:
        pages = self._pages
        model = HouseholdModel(pages.desk, pages.frame.jobs, household)
        page = HouseholdPage(model)
        page.back_asked.connect(self._back)
        model.done.connect(self._list)
        model.setParent(page)
        pages.show(LOW_INCOME, page, f"household:{household.id}" if household else "")

    def _back(self) -> None:
        self._list()

    def _bring(self, file: str) -> None:
        pages = self._pages
        model = ImportModel(pages.desk, pages.frame.jobs, Path(file))
        page = ImportPage(model)
        page.file_given.connect(self._bring)
        model.left.connect(self._back)
        model.done.connect(self._imported)
        model.setParent(page)
        pages.show(LOW_INCOME, page)
        model.start()

    def _imported(self, said: str) -> None:
        """Show the register, unless the officer is at something else by now."""
        window = self._pages.frame.window
        if window.page == LOW_INCOME:
            self._list(said)
        else:
            window.say(said)

    # --- leads
    def _leads(self) -> None:
        pages = self._pages
        model = OpenMatters(pages.desk, pages.frame.jobs, LEADS)
        page = LeadsPage(model)
        page.chosen.connect(self._find_lead)
        page.new_asked.connect(self._new_lead)
        page.back_asked.connect(self._back)
        model.setParent(page)
        pages.show(LEAD, page)
        model.start()

    def _new_lead(self) -> None:
        pages = self._pages
        model = NewLeadModel(pages.desk, pages.frame.jobs, who_model(pages))
        page = NewLeadPage(model)
        page.back_asked.connect(self._leads)
        model.made.connect(self._lead_is_made)
        model.setParent(page)
        pages.show(LEAD, page)

    def _lead_is_made(self) -> None:
        self._pages.frame.window.say(say("lead_new.saved"))
        self._leads()

    def _find_lead(self, subject: str) -> None:
        desk, name = self._pages.desk, subject.removeprefix("lead:")
        self._pages.frame.jobs.run(
            lambda: looking.seen(desk, f"lead:{name}", desk.store.lead(name)), done=self._show_lead
        )

    def _show_lead(self, lead: Lead | None) -> None:
        if lead is None or lead.found is None:
            self._leads()
            return
        pages = self._pages
        model = LeadModel(pages.desk, pages.frame.jobs, lead)
        page = LeadPage(model)
        page.back_asked.connect(self._leads)
        page.case_asked.connect(pages.show_case)
        model.done.connect(self._leads)
        model.begun.connect(pages.take_in)
        model.setParent(page)
        pages.show(LEAD, page, f"lead:{lead.id}")

    def _intake_ended(self, draft: Draft) -> None:
        """An application that began with a lead, here or at another time, settles it."""
        desk = self._pages.desk
        self._pages.frame.jobs.run(lambda: leads.settle_by(desk, draft), done=_nothing, changes=CHANGES)


def _nothing(_result: object) -> None:
    """The leads are read when a page shows them."""
