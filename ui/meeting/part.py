"""The part of the desk where many cases are spoken of and decided: route ``meeting``."""

from typing import TYPE_CHECKING, Final

from ui.meeting.model import MeetingModel
from ui.meeting.window import MeetingPage

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages

MEETING: Final = "meeting"


class MeetingPart:
    """Opens the meeting; what was said in it is kept while the same officer is here, also when the page is left."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        self._model: MeetingModel | None = None
        pages.route(MEETING, self.open)

    def open(self) -> None:
        """Show what is to be spoken of."""
        pages = self._pages
        pages.leave_intake()
        if self._model is None or self._model.desk is not pages.desk:
            self._model = self._made()
        pages.show(MEETING, MeetingPage(self._model))

    def _made(self) -> MeetingModel:
        pages, frame = self._pages, self._pages.frame
        model = MeetingModel(pages.desk, frame.jobs, pages.printing, frame.problems)
        model.back_asked.connect(pages.show_home)
        model.done.connect(self._say)
        return model

    def _say(self, said: str) -> None:
        if said:
            self._pages.frame.window.say(said)
