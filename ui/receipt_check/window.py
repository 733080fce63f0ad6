"""The page of a receipt's check: a code is typed, sentences answer."""

import resources
from ui.receipt_check.model import CheckModel
from ui.receipt_check.view import CheckView
from ui.widgets.ask_page import AskPage
from ui.widgets.field import Field
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_FIELD = 480


class CheckPage(AskPage):
    """Enter checks, Enter on the case opens it, Esc leaves."""

    def __init__(self, model: CheckModel) -> None:
        words = resources.texts("inspect")
        say = words["receipt"]
        super().__init__(say, Field(say["field"]), back=words["back"], verb=words["button"]["check"])
        self.model, self._say = model, words
        self.field.setMaximumWidth(_FIELD)
        self.bad, self.soon = Strip(kind="danger"), Strip()
        self.said = Para("", "title", width=2000)
        self.cases = RowList((Column(least=240, most=320), Column(grows=True)), margin=24)
        self.cases.setAccessibleName(self._say["column"]["about"])
        self.lay_out(self.bad, self.soon, self.said, rows=self.cases)
        self._connect()
        self.draw(model.view)

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        self.field.edited.connect(model.type)
        self.verb.clicked.connect(model.check)
        self.back.clicked.connect(model.back_asked)
        self.cases.chosen.connect(model.case_asked)
        self.cases.measured.connect(self._fit)

    def draw(self, view: CheckView) -> None:
        """Show what was found."""
        self.draw_typed(view.typed, view.wrong)
        self.bad.draw(view.bad, "danger", icon="ban")
        self.soon.draw(view.soon, "soon")
        self.said.draw_any(view.said)
        self.cases.draw(view.rows)
        self.cases.setVisible(bool(view.rows))
        self._fit()
        self.bar.note(self._say["reading"] if view.busy else "")

    def _fit(self) -> None:
        self.cases.setFixedHeight(self.cases.height_of(len(self.cases.rows)))
