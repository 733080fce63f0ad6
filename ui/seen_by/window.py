"""The page of who saw a file: whose it is, and a line for each look."""

import resources
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.seen_by.model import SeenByModel
from ui.seen_by.view import SeenByView
from ui.widgets.ask_page import AskPage
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList

_FIELD, _LABEL = 560, 144


class SeenByPage(AskPage):
    """Enter asks, Ctrl P prints for the person, Esc leaves."""

    def __init__(self, model: SeenByModel) -> None:
        words = resources.texts("inspect")
        say, button = words["seen_by"], words["button"]
        super().__init__(say, Field(say["field"], label_width=_LABEL), back=words["back"], verb=button["ask"])
        self.model, self._say = model, words
        self.field.setMaximumWidth(_FIELD)
        self.whose, self.none = Para("", "title", width=2000), Para("", "body", "ink2", width=2000)
        self.covers = Para("", "body", "ink2", width=2000)
        self.rows = RowList(self._columns(), head=True, margin=24)
        self.rows.setAccessibleName(say["title"])
        self.print = self.bar.right(KeyButton(button["print"], "Ctrl P", icon="printer"))
        self.lay_out(self.whose, self.none, self.covers, rows=self.rows, stretch=1000)
        self._connect()
        self.draw(model.view)

    def _columns(self) -> tuple[Column, ...]:
        column = self._say["column"]
        return (
            Column(column["when"], least=160),
            Column(column["who"], least=112, most=240),
            Column(self._say["paper"]["column"][3], grows=True),
            Column(column["about"], least=240, most=400),
        )

    def _connect(self) -> None:
        model = self.model
        model.shown.connect(self.draw)
        self.field.edited.connect(model.type)
        self.verb.clicked.connect(model.ask)
        self.print.clicked.connect(model.print)
        self.back.clicked.connect(model.back_asked)
        model.printing.asked.connect(self._ask_printer)

    def draw(self, view: SeenByView) -> None:
        """Show who looked."""
        self.draw_typed(view.typed, view.wrong)
        self.whose.draw_any(view.whose)
        self.none.draw_any(view.none)
        self.covers.draw_any(view.covers)
        self.rows.draw(view.rows)
        self.rows.setVisible(bool(view.rows))
        self.print.setVisible(view.can_print)
        self.bar.note(self._say["reading"] if view.busy else view.said)

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        ask_printer(self, names, lambda name: self.model.printing.choose(paper, name))
