"""The page of a risen standard: who is raised, who stays, who is looked at, who is visited again."""

from PySide6.QtWidgets import QWidget

import resources
from ui.case.act_sheet import ActSheet
from ui.several.model import BOXES
from ui.several.page import SeveralPage, switch, table
from ui.several.view import SeveralView
from ui.standards.model import StandardsModel
from ui.standards.view import LOOK, PARTS, RAISE, REVISIT, SAME
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para
from ui.widgets.row import Column

_MONEY = (Column(least=28, most=32), Column(least=96, most=192), Column(least=96, most=176), Column(grows=True),
          Column(least=160, most=260), Column(least=112, most=176), Column(least=144, most=240))  # fmt: skip
_WORDS = (*_MONEY[:4], Column(least=96, right=True), Column(least=1, most=4), Column(least=1, most=4))


class StandardsPage(SeveralPage):
    """Draws a SeveralView of households with their old and new sums."""

    def __init__(self, model: StandardsModel) -> None:
        say = resources.texts("standards")
        shapes = {RAISE: _MONEY, SAME: _WORDS, LOOK: _WORDS, REVISIT: _MONEY}
        super().__init__(model, "standards", {part: table(say[part]["columns"], *shapes[part]) for part in PARTS})
        self._model = model
        self.broken = Para("", "body", "danger", width=2000)
        self.above.insertWidget(0, self.broken)
        self.village = self.bar.left(KeyButton(resources.text("several", "village"), "V"))
        self.all = self.bar.left(KeyButton(resources.text("several", "all"), "A"))
        self.again = self.bar.left(KeyButton(say["again"], "Ctrl P", icon="printer"))
        self.verb = self.bar.right(KeyButton(say[RAISE]["verb"], "F10", kind="main"))
        self.village.clicked.connect(lambda: model.mark_village(self.list.current))
        self.all.clicked.connect(model.mark_all)
        self.again.clicked.connect(model.print_again)
        self.verb.clicked.connect(self._do)
        self.draw(model.view)

    def choose(self, key: str) -> None:
        """Choose a household; look at the case of one that cannot be chosen, or not by who is here."""
        at = self._model.view
        row = next((one for one in at.rows if one.key == key), None)
        if row and row.cells[0].sign in BOXES and not at.why_not:
            self._model.mark(key)
        else:
            self._model.case_asked.emit(key)

    def draw(self, view: SeveralView) -> None:
        """Show a part."""
        super().draw(view)
        model = self._model
        self.broken.draw(model.broken)
        self.broken.setVisible(bool(model.broken))
        for button in (self.village, self.all):
            button.setVisible(model.can_mark)
        self.again.setVisible(model.has_printed)
        does = view.part in {RAISE, REVISIT} and (model.can_mark or bool(view.why_not and view.rows))
        self.verb.setVisible(does)
        if does:
            self.verb.set_text(self.say[view.part]["verb"])
        if view.why_not:
            self.verb.off(view.why_not)
            return
        works = bool(view.marked) and not view.busy
        silent = works or view.busy or bool(view.said) or not model.can_mark
        switch(self.verb, "" if silent else self.say[RAISE]["choose"], works=works)

    def _do(self) -> None:
        """Ask for facts and article, and raise those that are chosen; or note those to be visited."""
        if self._model.view.part == RAISE:
            raise_sheet(self.window(), self._model)
        else:
            self._model.note_chosen()


def raise_sheet(window: QWidget, model: StandardsModel) -> ActSheet:
    """Open the sheet on which the chosen households are raised: facts and the article, as they will be told."""
    sheet = ActSheet(window, model, "raise", wide=720, area="standards")
    facts = sheet.add_field("facts", resources.text("standards", "usual_facts"))
    article = sheet.add_field("article", model.article)
    sheet.show_act(lambda: model.raise_chosen(facts.text, article.text), article)
    return sheet
