"""The step of household and money: two tables under one cursor, the reckoning beside them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

import resources
from ui.intake import money, people
from ui.intake.adding_line import AddingLine
from ui.intake.assess_panel import AssessPanel
from ui.intake.assessment import AssessmentView
from ui.intake.grid import Grid, GridColumn
from ui.intake.grid_editor import GridEditor
from ui.intake.household_cursor import MONEY, PEOPLE
from ui.intake.household_model import HouseholdModel
from ui.intake.household_view import HouseholdView
from ui.intake.step_page import StepPage
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label

_PEOPLE_WIDTHS = {"name": 88, "relation": 100, "age": 44, "home": 0, "health": 132, "work": 124, "paper": 128}
_MONEY_WIDTHS = {"kind": 72, "who": 96, "how": 0, "amount": 136, "period": 72, "year": 128}
_RIGHT, _NAMES = {"age", "amount", "year"}, {"name", "who"}


class HouseholdPage(StepPage):
    """Draws a HouseholdView and forwards keys."""

    def __init__(self, model: HouseholdModel) -> None:
        say = resources.texts("intake")
        super().__init__(say["people"]["title"])
        self._model, self._say = model, say
        self.people, self.money = _grid("people", _PEOPLE_WIDTHS), _grid("money", _MONEY_WIDTHS)
        self.editors = {PEOPLE: GridEditor(self.people), MONEY: GridEditor(self.money)}
        self.adding = AddingLine()
        self._count, self.panel = Label("", strong=True), AssessPanel()
        self._card = KeyButton(say["people"]["card"], "F8", icon="id-card")
        self.papers = KeyButton(say["people"]["papers"], "F4", icon="layers", bind=False)  # the whole desk's key
        self._add = KeyButton(say["people"]["add"], "Ins", kind="quiet", size="small")
        self._more = KeyButton(say["money"]["add"], "+", kind="quiet", size="small", bind=False)
        self._sum, self._total = Label("", "body", "ink2"), Label("", "title", strong=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head.add(self.papers)
        self.head.add(self._card)
        note = Label(self._say["people"]["note"], "note", "ink2")
        self.body.addLayout(_line(32, self._count, note, None, self._add))
        self.body.addWidget(self.people)
        self.body.addWidget(self.adding)
        self.body.addSpacing(16)
        self.body.addLayout(_line(32, Label(self._say["money"]["title"], strong=True), None, self._more))
        self.body.addWidget(self.money)
        total = Label(self._say["money"]["sum_title"], strong=True)
        self.body.addLayout(_line(40, total, self._sum, None, self._total, margin=10))
        self.body.addStretch(1)
        self.add_side(self.panel)
        self.adding.hide()

    def _connect(self) -> None:
        model = self._model
        self.people.picked.connect(lambda row, name: self._pick(PEOPLE, row, name))
        self.money.picked.connect(lambda row, name: self._pick(MONEY, row, name))
        for editor in self.editors.values():
            editor.chosen.connect(model.choose)
            editor.written.connect(model.write)
            editor.settled.connect(model.settle)
            editor.skipped.connect(model.go_on)
            editor.stepped.connect(model.move)
            editor.went_back.connect(model.go_back)
            editor.pressed.connect(self._press)
        model.finished.connect(self.finished)
        self._add.clicked.connect(model.start_adding)
        self._more.clicked.connect(model.add_line)
        self._card.clicked.connect(self._read_card)
        self.papers.clicked.connect(model.papers_wanted)
        self.adding.added.connect(model.add_person)
        self.adding.stopped.connect(model.stop_adding)

    def _pick(self, table: str, row: int, name: str) -> None:
        self._model.go(table, row, name)
        self.focus_first()

    def _press(self, key: str) -> None:
        model = self._model
        actions = {"/": model.toggle_period, "*": model.ask_stop, "+": model.add_line, "Del": model.remove}
        actions[key]()

    def _read_card(self) -> None:
        if self.adding.isVisible():
            self._model.add_by_card()
        else:
            self._model.open_card()

    def draw(self, view: HouseholdView, reckoned: AssessmentView) -> None:
        """Show both tables, the cursor and the reckoning."""
        self.head.draw(self._say["people"]["title"], self._say["page"]["who"].format(name=view.who))
        self._count.draw(view.count)
        cursor = view.cursor
        in_people = cursor.table == PEOPLE and not view.adding
        self.people.draw(tuple(row.cells for row in view.people), cursor.row if in_people else -1)
        self.money.draw(
            tuple(row.cells for row in view.money), cursor.row if cursor.table == MONEY and not view.adding else -1
        )
        self._sum.draw(view.sum_text)
        self._total.draw(view.total)
        self.panel.draw(reckoned)
        self.adding.draw(shown=view.adding, wrong=view.adding_wrong)
        self._more.setVisible(view.on_line and not view.adding)
        self._more.set_key("+" if cursor.column == "amount" else "", bind=False)
        self._draw_cursor(view)

    def _draw_cursor(self, view: HouseholdView) -> None:
        here = self.editors[view.cursor.table]
        there = self.editors[MONEY if view.cursor.table == PEOPLE else PEOPLE]
        had = there.hasFocus() or here.hasFocus() or self.adding.just_closed()
        if view.adding:
            here.rest()
            there.rest()
            return
        here.stand(view.cursor, view.ask)
        if had:
            here.setFocus(Qt.FocusReason.OtherFocusReason)
        there.rest()
        self.hinted.emit("" if view.ask.is_text else view.ask.hint)
        self.scroller.ensureWidgetVisible(here)
        here.settle()

    def focus_first(self) -> None:
        """Put the cursor where it stands in the tables."""
        self.editors[self._model.view.cursor.table].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_place(self, place: str) -> None:
        """Put the cursor on a member's row; name and number are put right on the card."""
        parts = place.split(".")
        if parts[0] == "members":
            self._model.go(PEOPLE, int(parts[1]), parts[-1])
            if parts[-1] in ("name", "id_number", "birth", "sex"):
                self._model.open_card()
                return
        self.focus_first()


def _grid(area: str, widths: dict[str, int]) -> Grid:
    titles: dict[str, str] = resources.texts("intake")[area]["column"]
    assert tuple(widths) == (people.COLUMNS if area == "people" else money.COLUMNS)  # noqa: S101 - two lists, one order
    columns = ((name, titles[name], wide, name in _RIGHT, name in _NAMES) for name, wide in widths.items())
    return Grid(tuple(GridColumn(*column) for column in columns))


def _line(high: int, *parts: QWidget | None, margin: int = 0) -> QHBoxLayout:
    """Give a row of fixed height; None is the stretch between its widgets."""
    row = QHBoxLayout()
    row.setContentsMargins(margin, 0, margin, 0)
    row.setSpacing(8)
    row.addStrut(high)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
