"""The page of a cadre's households: who brings, the households, the list to sign."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.batch.model import BatchModel
from ui.batch.view import BatchRow, BatchView, say
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.widgets.action_bar import ActionBar
from ui.widgets.field import Field, FieldView
from ui.widgets.hair_line import HairLine
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Cell, Column, Row
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_COLUMNS = (
    Column(least=24, most=28),
    Column(least=96, most=240),
    Column(least=80, most=200),
    Column(grows=True),
    Column(least=56, right=True),
)


class BatchPage(QFrame):
    """Draws a BatchView and forwards keys."""

    def __init__(self, model: BatchModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model = model
        self.strip = Strip()
        self.cadre = Field(say("page.cadre"), label_width=96)
        self.village = Field(say("page.village"), label_width=72)
        self._title, self._empty = (
            Label("", "note", "ink2", strong=True),
            Para(say("page.empty"), ink="ink2", width=600),
        )
        self.rows = RowList(_COLUMNS, margin=24)
        self.rows.setAccessibleName(say("page.list"))
        self._build()
        self._connect()
        self.draw(model.view)

    def _build(self) -> None:
        who = QHBoxLayout()
        who.setSpacing(24)
        for field in (self.cadre, self.village):
            field.setMaximumWidth(440)
            who.addWidget(field)
        who.addStretch(1)
        around = QVBoxLayout()
        around.setContentsMargins(24, 16, 24, 8)
        around.setSpacing(12)
        around.addWidget(self.strip)
        around.addLayout(who)
        around.addWidget(self._title)
        around.addWidget(self._empty)
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(say("page.back"), "Esc"))
        self.print = self.bar.right(KeyButton(say("page.print"), "Ctrl P", icon="printer"))
        self.next = self.bar.right(KeyButton(say("page.next"), "F6", kind="main"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHead(say("page.title"), say("page.note")))
        column.addWidget(HairLine())
        column.addLayout(around)
        column.addWidget(self.rows, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.focus_asked.connect(self._ask_cadre)
        model.printing.asked.connect(self._ask_printer)
        self.cadre.edited.connect(lambda text: model.write(cadre=text))
        self.village.edited.connect(lambda text: model.write(village=text))
        self.cadre.entered.connect(lambda: self.village.setFocus(Qt.FocusReason.OtherFocusReason))
        self.village.entered.connect(model.take_next)
        self.rows.chosen.connect(model.open)
        self.back.clicked.connect(model.back_asked)
        self.print.clicked.connect(model.print)
        self.next.clicked.connect(model.take_next)

    def _ask_cadre(self) -> None:
        self.cadre.setFocus(Qt.FocusReason.OtherFocusReason)

    def draw(self, view: BatchView) -> None:
        """Show a view."""
        self.strip.draw(view.wrong)
        self.cadre.draw(FieldView(view.cadre))
        self.village.draw(FieldView(view.village))
        self._title.draw(view.title)
        self._title.setVisible(bool(view.rows))
        self._empty.setVisible(not view.rows)
        self.rows.draw(tuple(_row(one) for one in view.rows))
        self.print.setVisible(bool(view.rows))
        self.bar.note(view.said)

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        if self._model.press.owns(paper):
            ask_printer(self, names, self._model.press.choose, self._model.choose_none)

    def showEvent(self, event: QShowEvent) -> None:
        """What was brought may have grown; begin with the cadre, or with the next household."""
        super().showEvent(event)
        self._model.read()

    def focusInEvent(self, _event: QEvent) -> None:
        """Begin with what is still empty."""
        first = self.next if self._model.view.cadre else self.cadre
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _row(one: BatchRow) -> Row:
    sign = "done" if one.state == "accepted" else "soon"
    act = say("row.open") if one.state == "accepted" else say("row.go_on")
    cells = (
        Cell(sign=sign),
        Cell(one.name, "ink", strong=True, wraps=True),
        Cell(one.village, wraps=True),
        Cell(one.told, "soon" if one.state == "lacks" else "ink2"),
        Cell(one.papers),
    )
    return Row(one.id, cells, act=act, tip=one.told)
