"""The part of the desk that gives a colleague a key of their own."""

from typing import TYPE_CHECKING

from resources import text
from ui.colleague.model import ColleagueModel
from ui.colleague.window import ColleagueSheet

if TYPE_CHECKING:
    from ui.desk_pages import DeskPages


class ColleaguePart:
    """Answers to the top bar, where the officer's name stands."""

    def __init__(self, pages: "DeskPages") -> None:
        self._pages = pages
        pages.route("colleague", self.open)
        pages.frame.shell.colleague_asked.connect(lambda: pages.go("colleague"))

    def open(self) -> None:
        """Open the sheet over whatever page is shown."""
        pages = self._pages
        window = pages.frame.window
        model = ColleagueModel(pages.desk, pages.frame.jobs)
        model.added.connect(lambda name: window.say(text("colleague", "added", name=name)))
        sheet = ColleagueSheet(window, model)
        model.setParent(sheet)
        sheet.show_sheet()
