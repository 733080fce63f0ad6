"""The sheet on which it is chosen who goes: colleagues by Space, others by their names."""

from PySide6.QtWidgets import QWidget

from ui.case.act_sheet import ActSheet
from ui.rounds.model import RoundsModel
from ui.several.mark_list import MarkList, mark
from ui.widgets.label import Label
from ui.widgets.row import Cell, Column, Row

_MOST = 5


class TeamSheet(ActSheet):
    """Enter goes on to the names, and from the last of them out of the door."""

    def __init__(self, window: QWidget, model: RoundsModel) -> None:
        super().__init__(window, model, "team", area="rounds")
        self._model, self._people = model, model.colleagues
        self._chosen = model.team & {one.officer for one in self._people}
        self.people = MarkList((Column(least=28, most=32), Column(grows=True)), margin=12, keeps=True)
        self.people.setAccessibleName(self.say["people"])
        self._draw()
        self.people.setFixedHeight(self.people.height_of(min(_MOST, max(1, len(self._people)))))
        self.people.marked.connect(self._mark)
        self.people.chosen.connect(lambda _key: self._next(self.people))
        self._add(self.people, Label(self.say["people"], "note", "ink2"))
        self.helpers = self.add_field("helpers", model.typed[0])
        self.cadres = self.add_field("cadres", model.typed[1])
        self.show_act(self._go, self.people)

    def _mark(self, officer: str) -> None:
        self._chosen ^= {officer}
        self._draw()

    def _draw(self) -> None:
        rows = (Row(one.officer, (mark(one.officer, self._chosen), Cell(one.name, "ink", wraps=True)))
                for one in self._people)  # fmt: skip
        self.people.draw(tuple(rows))

    def _go(self) -> None:
        self._model.go(self._chosen, self.helpers.text, self.cadres.text)
