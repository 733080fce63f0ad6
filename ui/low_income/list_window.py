"""The page of the register."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui import files
from ui.export.sheet import ask_reason
from ui.low_income.list_model import ListModel, ListView
from ui.low_income.words import CLASSES, part, word
from ui.person.offer_field import OfferField, put
from ui.theme import look
from ui.widgets.action_bar import ActionBar
from ui.widgets.column import flush
from ui.widgets.dialog import Dialog
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.label import set_states
from ui.widgets.page_head import PageHead
from ui.widgets.para import Para
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_LABEL = 48


class ListPage(QFrame):
    """Draws a ListView. `chosen(id)`, `new_asked()`, `leads_asked()`, `back_asked()`, `file_given(str)`."""

    chosen = Signal(str)
    new_asked = Signal()
    leads_asked = Signal()
    back_asked = Signal()
    file_given = Signal(str)

    def __init__(self, model: ListModel) -> None:
        super().__init__()
        set_states(self, ground="paper")
        self.setAcceptDrops(True)
        self._model, self._say, self._has_just_come = model, part("list"), False
        say_ = self._say
        self.head = PageHead(say_["title"])
        self.strip, self.wrong = Strip(), Strip()
        self.search = Field(say_["search"], label_width=_LABEL, icon="search")
        self.of_class = OfferField(say_["class"], _LABEL)
        self.village = OfferField(say_["village"], _LABEL)
        self.of_class.offer((say_["all"], *(word("class", code) for code in CLASSES)))
        self.counts, self.none = Para("", "body", "ink2", width=2000), Para("", "body", "ink2", width=2000)
        self.list = RowList(_columns(say_["columns"]), head=True, high=look().size("row"), margin=24)
        self.list.setAccessibleName(say_["title"])
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(say_["back"], "Esc"))
        self.leads = self.bar.left(KeyButton(say_["leads"], "F7"))
        self.export = self.bar.left(KeyButton(say_["export"], "Ctrl S"))
        self.bring = self.bar.right(KeyButton(say_["import"], "Ctrl O"))
        self.new = self.bar.right(KeyButton(say_["new"], "Ins", kind="main"))
        self._build()
        self._connect()
        self.draw(model.view)

    def _build(self) -> None:
        self.list.hide()
        fields = QHBoxLayout()
        fields.setSpacing(16)
        for field, wide in ((self.search, 5), (self.of_class, 4), (self.village, 4)):
            fields.addWidget(field, wide)
        above = QVBoxLayout()
        above.setContentsMargins(24, 0, 24, 8)
        above.setSpacing(8)
        above.addWidget(self.wrong)
        above.addWidget(self.strip)
        above.addLayout(fields)
        above.addWidget(self.counts)
        above.addWidget(self.none)
        column = flush(self)
        column.addWidget(self.head)
        column.addLayout(above)
        column.addWidget(self.list, 1000)
        column.addStretch(1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        for field, take in (
            (self.search, model.look_for),
            (self.of_class, model.set_class),
            (self.village, model.set_village),
        ):  # fmt: skip - one line
            field.edited.connect(take)
            field.entered.connect(self._go_to_list)
        self.list.chosen.connect(self.chosen)
        self.strip.chosen.connect(self._ask_undo)
        self.back.clicked.connect(self.back_asked)
        self.leads.clicked.connect(self.leads_asked)
        self.new.clicked.connect(self.new_asked)
        self.bring.clicked.connect(self._choose)
        self.export.clicked.connect(lambda: ask_reason(self.window(), self._save))

    def draw(self, view: ListView) -> None:
        """Show the rows, or what to do where there are none."""
        self.head.draw(self._say["title"], view.note)
        self.wrong.draw(view.wrong, "danger", icon="ban")
        undo = ((self._say["undo"], "F9"),) if view.last and not view.busy else ()
        self.strip.draw(view.last, "soon", icon="undo-2", buttons=undo)
        put(self.search, FieldView(view.typed, hint=self._say["search_hint"] if not view.typed else ""))
        put(self.of_class, FieldView(view.of_class))
        put(self.village, FieldView(view.village))
        self.village.offer((self._say["all"], *view.villages[:8]))
        for field in (self.search, self.of_class, self.village):
            field.setVisible(not view.is_empty)
        self.counts.draw_any(view.counts)
        self.none.draw_any(view.none)
        self.list.draw(view.rows)
        self.list.setVisible(bool(view.rows))
        self.bar.note(view.said or view.more)
        self.export.setVisible(not view.is_empty)
        self._follow(view)

    def _go_to_list(self) -> None:
        if self.list.isVisible():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_undo(self, _button: int) -> None:
        question = Dialog(
            self.window(),
            self._say["undo_ask"],
            self._say["undo_more"],
            stay=self._say["undo_stay"],
            verb=(self._say["undo"], "F10"),
        )
        question.agreed.connect(self._model.undo)
        question.ask()

    def _choose(self) -> None:
        chosen = files.open_file(self, self._say["choose"], self._say["file_kinds"])
        if chosen:
            self.file_given.emit(str(chosen))

    def _save(self, reason: str, note: str) -> None:
        chosen = files.save_as(self, self._say["save"], self._model.file_name, self._say["save_kinds"])
        if chosen:
            self._model.export(chosen.with_suffix(".xlsx"), reason, note)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if files.dragged(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring the file that was dropped."""
        event.acceptProposedAction()
        file = files.dragged(event.mimeData())
        if file:
            self.file_given.emit(str(file))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with what is looked for, or with the list that is to be brought."""
        super().focusInEvent(event)
        self._has_just_come = self._model.view.is_empty
        first = self.bring if self._has_just_come else self.search
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow(self, view: ListView) -> None:
        """Where the register came after the page, the cursor goes to what is looked for, unless it was moved."""
        if self._has_just_come and not view.is_empty:
            self._has_just_come = False
            if self.bring.hasFocus():
                self.search.setFocus(Qt.FocusReason.OtherFocusReason)


def _columns(titles: list[str]) -> tuple[Column, ...]:
    """Give who, where, as what, what else, how many, since when, and room for the button, so that none moves for it."""
    return (
        Column(titles[0], least=104, most=280),
        Column(titles[1], least=80, most=144),
        Column(titles[2], least=104, most=280),
        Column(titles[3], least=80, most=240),
        Column(titles[4], least=56),
        Column(titles[5], least=80),
        Column(grows=True),
    )
