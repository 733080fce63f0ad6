"""The page of the roster: who is paid, who is not and why."""

from PySide6.QtWidgets import QWidget

import resources
from ui import files
from ui.case.act_sheet import ActSheet
from ui.export.sheet import ask_reason
from ui.roster.model import RosterModel
from ui.roster.view import LEFT, PAID
from ui.several.page import SeveralPage, table
from ui.several.view import SeveralView
from ui.widgets.key_button import KeyButton
from ui.widgets.row import Column

_PAID = (Column(least=112, most=240), Column(least=96, most=192), Column(grows=True), Column(least=96, right=True),
         Column(least=112, right=True), Column(least=112, right=True))  # fmt: skip
_LEFT = (Column(least=112, most=240), Column(least=96, most=192), Column(grows=True), Column(least=96, right=True),
         Column(least=112, most=240), Column(least=112))  # fmt: skip


class RosterPage(SeveralPage):
    """Draws a SeveralView of households with their sums."""

    def __init__(self, model: RosterModel) -> None:
        say = resources.texts("roster")
        columns = {PAID: table(say["paid"]["columns"], *_PAID), LEFT: table(say["left"]["columns"], *_LEFT)}
        super().__init__(model, "roster", columns)
        self._model = model
        self.earlier = self.bar.left(KeyButton(say["earlier"], "PgUp"))
        self.later = self.bar.left(KeyButton(say["later"], "PgDn"))
        self.closing = self.bar.right(KeyButton(say["closing"]["button"], "F7"))
        self.file = self.bar.right(KeyButton(say["save"], "Ctrl S"))
        self.print = self.bar.right(KeyButton(say["print"], "Ctrl P", kind="main", icon="printer"))
        self.earlier.clicked.connect(lambda: model.turn_month(-1))
        self.later.clicked.connect(lambda: model.turn_month(1))
        self.closing.clicked.connect(lambda: closing_sheet(self.window(), model))
        self.file.clicked.connect(lambda: ask_reason(self.window(), self._choose_file))
        self.print.clicked.connect(model.print_roster)
        self.draw(model.view)

    def choose(self, key: str) -> None:
        """Look at a household's case."""
        self._model.case_asked.emit(key)

    def draw(self, view: SeveralView) -> None:
        """Show a part of the roster."""
        super().draw(view)
        for button in (self.file, self.print):
            button.setVisible(bool(self._model.roster.lines))
        why = view.why_not
        for button in (self.file, self.print, self.closing):
            button.off(why if button is self.print else "") if why else button.on()

    def _choose_file(self, reason: str, note: str) -> None:
        say = self.say["dialog"]
        chosen = files.save_as(self, say["title"], self._model.file_name, say["kind"])
        if chosen:
            self._model.save(chosen, reason, note)


def closing_sheet(window: QWidget, model: RosterModel) -> ActSheet:
    """Open the sheet for the day on which a roster closes."""
    sheet = ActSheet(window, model, "closing", area="roster")
    day = sheet.add_field("day", str(model.roster.closing_day or ""), short=True)
    sheet.show_act(lambda: model.set_closing_day(day.text))
    return sheet
