"""The page of the rounds: whom to go to, and what came back."""

from PySide6.QtCore import Signal

import resources
from ui.rounds.model import RoundsModel
from ui.rounds.team_sheet import TeamSheet
from ui.rounds.view import BACK, GO
from ui.several.page import SeveralPage, switch, table
from ui.several.view import SeveralView
from ui.widgets.key_button import KeyButton
from ui.widgets.row import Column

_SHAPES = (Column(least=28, most=32), Column(least=112, most=240), Column(least=112, most=240), Column(least=80),
           Column(grows=True), Column(least=112))  # fmt: skip


class RoundsPage(SeveralPage):
    """Draws a SeveralView of homes. `papers_asked()`: what came back is to be laid under the camera."""

    papers_asked = Signal()

    def __init__(self, model: RoundsModel) -> None:
        say = resources.texts("rounds")
        super().__init__(model, "rounds", {part: table(say[part]["columns"], *_SHAPES) for part in (GO, BACK)})
        self._model = model
        self.village = self.bar.left(KeyButton(resources.text("several", "village"), "V"))
        self.all = self.bar.left(KeyButton(resources.text("several", "all"), "A"))
        self.again = self.bar.right(KeyButton(say["again"], "Ctrl P", icon="printer"))
        self.papers = self.bar.right(KeyButton(say["papers"], "F6", icon="scan-line"))
        self.go = self.bar.right(KeyButton(say["go"]["verb"], "F10", kind="main", icon="footprints"))
        self.village.clicked.connect(lambda: model.mark_village(self.list.current))
        self.all.clicked.connect(model.mark_all)
        self.again.clicked.connect(model.print_round)
        self.papers.clicked.connect(self.papers_asked)
        self.go.clicked.connect(lambda: TeamSheet(self.window(), model))
        self.draw(model.view)

    def choose(self, key: str) -> None:
        """Choose a home that is to be gone to; look at one that was."""
        if self._model.view.part == GO:
            self._model.mark(key)
        else:
            self._model.case_asked.emit(key)

    def draw(self, view: SeveralView) -> None:
        """Show the homes."""
        super().draw(view)
        is_back = view.part == BACK
        for button in (self.village, self.all, self.go):
            button.setVisible(bool(view.rows))
        self.go.set_text(self.say[view.part]["verb"])
        self.papers.setVisible(is_back)
        self.again.setVisible(is_back and bool(view.rows))
        has_none = bool(view.rows) and not (view.marked or view.said)
        switch(self.go, self.say["choose"] if has_none else "", works=bool(view.marked))
