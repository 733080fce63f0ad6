"""The page of the open referrals."""

import resources
from ui.open_matters import OpenMatters, OpenView
from ui.widgets.open_list import OpenList
from ui.widgets.row import Column


class ListPage(OpenList):
    """Draws an OpenView of referrals."""

    def __init__(self, model: OpenMatters) -> None:
        words = resources.texts("referral")["list"]
        super().__init__(words, _columns(words["columns"]))
        model.shown.connect(self.draw)
        self.turn_asked.connect(model.turn)
        self.draw(model.view)

    def draw(self, view: OpenView) -> None:
        """Show the referrals, and how many wait for an answer."""
        note = resources.text("referral", "list.note", waiting=view.waiting) if view.waiting else ""
        self.show_rows(view.rows, note, with_done=view.with_done)


def _columns(titles: list[str]) -> tuple[Column, ...]:
    """Give who, from where, what, of whom, how long, until when, and room for the button, so that none moves for it."""
    return (
        Column(titles[0], least=120, most=280),
        Column(titles[1], least=80, most=144),
        Column(titles[2], least=72),
        Column(titles[3], least=160, most=256),
        Column(titles[4], least=80),
        Column(titles[5], least=112),
        Column(grows=True),
    )
