"""The part of the desk that prints blank forms and takes down those that were filled in by hand."""

from typing import TYPE_CHECKING, Final

from app.domain.draft import Draft
from ui.blank_forms.model import BlankFormsModel
from ui.blank_forms.window import BlankFormsPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

BLANK_FORMS: Final = "blank_forms"


class BlankFormsPart:
    """Answers to “blank_forms”; with a number the form that bears it is taken down."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        self.model: BlankFormsModel | None = None
        pages.route(BLANK_FORMS, self.open)

    def open(self, number: str = "") -> None:
        """Show the pad."""
        pages, frame = self._pages, self._pages.frame
        pages.leave_intake()
        model = BlankFormsModel(pages.desk, frame.jobs, pages.printing, frame.problems)
        model.back_asked.connect(pages.show_home)
        model.case_asked.connect(pages.show_case)
        model.sync_asked.connect(pages.show_sync)
        model.taken_in.connect(self._take_in)
        self.model = model
        pages.show(BLANK_FORMS, BlankFormsPage(model))
        model.start(number)

    def _take_in(self, draft: Draft) -> None:
        self._pages.take_in(draft)
