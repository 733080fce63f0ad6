"""The page of one case: where it stands, who lives there, what happened, its papers, and what can be done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

import resources
from app.forms.preview import PageImage
from ui.case import rows
from ui.case.act_sheet import ActSheet
from ui.case.acts import KEYS
from ui.case.head import CaseHead
from ui.case.model import CaseModel
from ui.case.more_sheet import more_sheet, papers_sheet, sign_sheet
from ui.case.paper_sheet import paper_sheet, withdraw_sheet
from ui.case.paper_view import PaperSheet
from ui.case.sheets import CorrectSheet, SettleSheet, end_sheet, hand_over_sheet, note_sheet
from ui.case.todo_part import TodoPart
from ui.case.view import CaseView
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label, set_states
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

if TYPE_CHECKING:
    from collections.abc import Callable

_PEOPLE, _PAPERS = 408, 344
_BESIDE = ("correct", "paper", "note", "hand_over", "withdraw", "end", "more", "assess")


class CasePage(QFrame):
    """Draws a CaseView and forwards keys."""

    def __init__(self, model: CaseModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._say = model, resources.texts("case")
        self._head, self.status, self.dispute, self.origin = CaseHead(), Strip(), Strip(), Strip()
        self.people, self.events, self.papers = (RowList(columns) for columns in rows.COLUMNS)
        self._titles = {name: Label("", "note", "ink2", strong=True) for name in ("people", "events", "papers")}
        self.todo = TodoPart()
        self.people.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.acts = {name: self._button(name) for name in KEYS}
        self._build()
        self._connect()
        self.draw(model.view)

    def _button(self, name: str) -> KeyButton:
        kind, icon = ("main", "") if name == "go_on" else ("normal", "printer" if name == "again" else "")
        button = KeyButton(self._say["act"][name], KEYS[name], kind=kind, icon=icon)
        button.clicked.connect(lambda: self._act(name))
        return button

    def _build(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self._part("people", self.people, _PEOPLE, self._beside()))
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.todo)
        middle.addWidget(self._part("events", self.events, 0), 1)
        across.addLayout(middle, 1)
        across.addWidget(self._part("papers", self.papers, _PAPERS))
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(self._say["button"]["back"], "Esc"))
        for name in ("again", "papers", "sign", "seal", "copy_out"):
            self.bar.left(self.acts[name])
        for name in ("settle", "go_on"):
            self.bar.right(self.acts[name])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for strip in (self.status, self.origin, self.dispute):
            strip.setProperty("edge", "bottom")
        for widget in (self._head, self.status, self.origin, self.dispute):
            column.addWidget(widget)
        column.addLayout(across, 1)
        column.addWidget(self.bar)
        self.setFocusProxy(self.papers)

    def _beside(self) -> QGridLayout:
        """Put what can be done below the people, two in a row."""
        grid = QGridLayout()
        grid.setContentsMargins(20, 12, 20, 12)
        grid.setSpacing(8)
        for nth, name in enumerate(_BESIDE):
            grid.addWidget(self.acts[name], nth // 2, nth % 2)
        return grid

    def _part(self, name: str, shown: RowList, wide: int, below: QGridLayout | None = None) -> QFrame:
        part = QFrame()
        set_states(part, ground="paper", edge="" if name == "events" else "right" if name == "people" else "left")
        if wide:
            part.setFixedWidth(wide)
        title = QHBoxLayout()
        title.setContentsMargins(20, 12, 20, 12)
        title.addWidget(self._titles[name])
        column = QVBoxLayout(part)
        column.setContentsMargins(1, 0, 1, 0)  # the hairline at the side stays free
        column.setSpacing(0)
        column.addLayout(title)
        column.addWidget(shown, 1)
        if below is not None:
            column.addLayout(below)
        shown.setAccessibleName(resources.text("case", f"part.{name}", count=0))
        return part

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.opened.connect(self._open)
        model.printing.asked.connect(self._ask_printer)
        self.todo.chosen.connect(model.take_step)
        self.papers.chosen.connect(lambda key: model.look_at(int(key)))
        self.back.clicked.connect(model.back_asked)

    def draw(self, view: CaseView) -> None:
        """Show the case."""
        self._head.draw(view)
        icon = "check" if view.status_kind == "plain" else "triangle-alert"
        self.status.draw(view.status, view.status_kind if view.status_kind != "plain" else "sunk", icon=icon)
        self.dispute.draw(view.dispute, "danger")
        self.origin.draw(view.origin, "sunk", icon="house")
        seals = ("seal",) if "again" in view.acts and self._model.can_seal else ()
        offered = {*view.acts, *(("settle",) if view.dispute else ()), *seals}
        for name, button in self.acts.items():
            button.setVisible(name in offered)
        self.todo.draw(view)
        first = self.todo if view.todos else self.papers
        self.setFocusProxy(self.acts["go_on"] if "go_on" in offered else first)
        for name, label in self._titles.items():
            label.draw(resources.text("case", f"part.{name}", count=len(view.papers)))
        self.people.draw(rows.people(view))
        self.people.setCurrentIndex(QModelIndex())
        self.events.draw(rows.events(view))
        self.papers.draw(rows.papers(view))

    def _act(self, name: str) -> None:
        model, window = self._model, self.window()
        case, acts = model.case, model.acts
        doing: dict[str, Callable[[], object]] = {
            "again": model.print_again,
            "copy_out": model.copy_out,
            "go_on": model.go_on,
            "assess": model.assess_asked.emit,
            "note": lambda: note_sheet(window, acts, case),
            "correct": lambda: CorrectSheet(window, acts, case, model.fields),
            "settle": lambda: SettleSheet(window, acts, case, model.disputes[0]),
            "hand_over": lambda: hand_over_sheet(window, acts, case, model.colleagues),
            "end": lambda: end_sheet(window, acts, case, model.colleagues, model.today),
            "paper": lambda: self._with_picture(name),
            "withdraw": lambda: self._with_picture(name),
            "more": lambda: more_sheet(window, acts, model),
            "seal": model.seal_asked.emit,
            "papers": lambda: papers_sheet(window, acts, model),
            "sign": lambda: sign_sheet(window, acts, model),
        }
        doing[name]()

    def _with_picture(self, name: str) -> ActSheet | None:
        taker = self._model.taker()
        if taker is None:
            return None
        model = self._model
        if name == "paper":
            return paper_sheet(self.window(), model.acts, taker, model.case)
        return withdraw_sheet(self.window(), model.acts, taker, model.case, model.print_withdrawal)

    def _open(self, paper: bytes | PageImage) -> None:
        if self.isVisible():
            sheet = PaperSheet(self.window(), paper, can_copy=self._model.can_copy)
            sheet.copied.connect(self._model.print_copy)
            sheet.show_paper()

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        ask_printer(self, names, lambda name: self._model.printing.choose(paper, name))

    def showEvent(self, event: QShowEvent) -> None:
        """The papers have the cursor, and Enter opens one; or what is begun goes on."""
        super().showEvent(event)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
