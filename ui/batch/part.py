"""The part of the desk that takes what a village cadre brings."""

from typing import TYPE_CHECKING, Final

from app.domain.draft import Draft
from app.domain.visit import Source
from ui.batch.model import BatchModel
from ui.batch.window import BatchPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

BATCH: Final = "batch"


class BatchPart:
    """Answers to “batch”; an intake that was begun here and is left comes back here."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        self._model: BatchModel | None = None
        self._under_way = ""
        pages.route(BATCH, self.open)
        pages.intake_ended.connect(self._intake_ended)

    def open(self) -> None:
        """Show the households of the cadre who is here; the officer's own page is gone on with."""
        pages = self._pages
        pages.leave_intake()
        if self._model is None or self._model.desk is not pages.desk:
            self._model = self._made()
        pages.show(BATCH, BatchPage(self._model))

    def _made(self) -> BatchModel:
        pages, frame = self._pages, self._pages.frame
        model = BatchModel(pages.desk, frame.jobs, pages.printing, frame.problems)
        model.back_asked.connect(pages.show_home)
        model.case_asked.connect(pages.show_case)
        model.draft_asked.connect(self._go_on_with)
        model.taken_in.connect(self._take_in)
        return model

    def _go_on_with(self, draft_id: str) -> None:
        self._under_way = draft_id
        self._pages.go("draft", draft_id)

    def _take_in(self, draft: Draft) -> None:
        self._under_way = draft.id
        self._pages.take_in(draft)

    def _intake_ended(self, draft: Draft) -> None:
        """A household that is not accepted yet leads back to the list; an acceptance shows its receipt first."""
        mine, self._under_way = draft.id == self._under_way, ""
        if mine and draft.source == Source.VILLAGE and self._pages.frame.window.page == "home":
            self.open()
