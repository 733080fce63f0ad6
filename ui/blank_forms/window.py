"""The page of blank forms: the pad at the left; printing, 补录 and 作废 at the right."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.blank_forms.entry import EntryBox
from ui.blank_forms.model import USUAL_COUNT, BlankFormsModel
from ui.blank_forms.spoil_line import SpoilLine
from ui.blank_forms.view import BlankView, PadRow, say
from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.theme import look, restyled
from ui.widgets.action_bar import ActionBar
from ui.widgets.column import scrolling
from ui.widgets.field import Field, FieldView
from ui.widgets.hair_line import HairLine
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label, set_states
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Cell, Column, Row
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_SIDE, _SIDE_LARGE = 464, 560
_COLUMNS = (Column(least=120), Column(grows=True), Column(least=96, right=True))


class BlankFormsPage(QFrame):
    """Draws a BlankView and forwards keys."""

    def __init__(self, model: BlankFormsModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model = model
        self._head, self.strip = PageHead(say("page.title"), say("page.note")), Strip()
        self.spoil_line = SpoilLine()
        self._title = Label("", "note", "ink2", strong=True)
        self._empty = Para(say("pad.empty"), ink="ink2", width=480)
        self.rows = RowList(_COLUMNS, margin=24)
        self.rows.setAccessibleName(say("pad.name"))
        self.count = Field(say("print.count"), label_width=128)
        self.count.draw(FieldView(str(USUAL_COUNT)))
        self.print = KeyButton(say("print.go"), "Ctrl P", icon="printer")
        self._said = Para("", "note", "ink2", width=380)
        self.entry = EntryBox(model)
        self._side_box = QFrame()
        self._build()
        self._connect()
        self._fit()
        self.draw(model.view)

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        around = QVBoxLayout()
        around.setContentsMargins(24, 12, 24, 4)
        around.setSpacing(8)
        for widget in (self.strip, self.spoil_line, self._title, self._empty):
            around.addWidget(widget)
        left.addLayout(around)
        left.addWidget(self.rows, 1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(left, 1)
        across.addWidget(self._side())
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(say("page.back"), "Esc"))
        self.spoil = self.bar.left(KeyButton(say("page.spoil"), "Ctrl D", kind="danger"))
        self.again = self.bar.left(KeyButton(say("page.again"), "Ctrl R", icon="printer"))
        self.go = self.bar.right(KeyButton(say("enter.go"), "Enter", kind="main", bind=False))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(HairLine())
        column.addLayout(across, 1)
        column.addWidget(self.bar)

    def _side(self) -> QFrame:
        set_states(self._side_box, ground="paper", edge="left")
        inner = QWidget()
        inner.setProperty("bare", "true")
        column = QVBoxLayout(inner)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addWidget(self.entry)
        column.addSpacing(16)
        column.addWidget(HairLine())
        column.addSpacing(8)
        column.addWidget(Label(say("print.title"), "title", strong=True))
        column.addWidget(Para(say("print.text"), ink="ink2", width=380))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.count, 1)
        line.addWidget(self.print)
        column.addLayout(line)
        column.addWidget(self._said)
        column.addStretch(1)
        scroll = scrolling(inner)
        whole = QVBoxLayout(self._side_box)
        whole.setContentsMargins(1, 0, 0, 0)
        whole.addWidget(scroll)
        return self._side_box

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.focus_asked.connect(self._focus)
        model.printing.asked.connect(self._ask_printer)
        self.strip.chosen.connect(model.answer)
        self.rows.chosen.connect(model.pick)
        self.count.entered.connect(lambda: model.print(self.count.text))
        self.print.clicked.connect(lambda: model.print(self.count.text))
        self.back.clicked.connect(self._leave)
        self.spoil.clicked.connect(lambda: model.ask_spoil(self.rows.current))
        self.again.clicked.connect(lambda: model.print_again(self.rows.current))
        self.go.clicked.connect(model.enter)
        self.spoil_line.given.connect(model.spoil)

    def _leave(self) -> None:
        if self._model.view.spoils:
            self._model.leave_spoil()
            self.rows.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._model.back_asked.emit()

    def draw(self, view: BlankView) -> None:
        """Show a view."""
        trouble = view.trouble
        self.strip.draw(
            trouble.text if trouble else "", "danger", icon="ban", buttons=trouble.answers if trouble else ()
        )
        self.spoil_line.draw(view.spoils)
        self._title.draw(say("pad.title", count=len(view.rows)))
        self._title.setVisible(bool(view.rows))
        self._empty.setVisible(not view.rows)
        self.rows.setVisible(True)
        self.rows.draw(tuple(_row(one) for one in view.rows))
        self.entry.draw(view)
        self._said.draw(view.said)
        self._said.setVisible(bool(view.said))
        for button in (self.spoil, self.again):
            button.setVisible(bool(view.rows) and not view.spoils)
        self.print.setEnabled(not view.printing)
        self.go.setVisible(not view.spoils)

    def _focus(self, place: str) -> None:
        places = {**self.entry.fields, "count": self.count, "spoil": self.spoil_line.reason}
        field = places.get(place, self.entry.number)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.edit.selectAll()

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at, once for a pad."""
        if self._model.press.owns(paper):
            ask_printer(self, names, self._model.choose_printer, self._model.choose_none)

    def _fit(self) -> None:
        self._side_box.setFixedWidth(_SIDE_LARGE if look().large else _SIDE)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        super().changeEvent(event)
        if restyled(event):
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the number: a scanner types it."""
        super().showEvent(event)
        if not self._model.view.number:
            self.entry.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, _event: QEvent) -> None:
        """Whoever shows the page gives it the focus: it goes to the first empty field."""
        self._focus("day" if self._model.view.number else "number")


def _row(one: PadRow) -> Row:
    return Row(
        one.number, (Cell(one.short, "ink", strong=True), Cell(one.number), Cell(one.printed)), act=say("pad.act")
    )
