"""The page of the leads."""

from ui.low_income.words import part, say
from ui.open_matters import OpenMatters, OpenView
from ui.widgets.open_list import OpenList
from ui.widgets.row import Column


class LeadsPage(OpenList):
    """Draws an OpenView of leads."""

    def __init__(self, model: OpenMatters) -> None:
        words = part("lead")
        super().__init__(words, _columns(words["columns"]))
        model.shown.connect(self.draw)
        self.turn_asked.connect(model.turn)
        self.draw(model.view)

    def draw(self, view: OpenView) -> None:
        """Show the leads, and how many are open."""
        note = say("lead.note", open=view.waiting) if view.waiting else ""
        self.show_rows(view.rows, note, with_done=view.with_done)


def _columns(titles: list[str]) -> tuple[Column, ...]:
    """Give who, where, who saw it, when, how it stands, and room for the button, so that none moves for it."""
    return (
        Column(titles[0], least=120, most=280),
        Column(titles[1], least=120, most=360),
        Column(titles[2], least=96, most=200),
        Column(titles[3], least=104),
        Column(titles[4], least=112),
        Column(grows=True),
    )
