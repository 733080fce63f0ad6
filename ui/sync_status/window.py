"""The page of the queue: draws a SyncView and forwards."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui.sync_status.model import SyncModel
from ui.sync_status.view import SyncView
from ui.theme import look
from ui.widgets.action_bar import ActionBar
from ui.widgets.hair_line import HairLine
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Elided, Label
from ui.widgets.page_head import PageHead
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_ROWS, _LARGE_ROWS = 4, 3


def _say(name: str, **facts: object) -> str:
    return resources.text("sync", name, **facts)


def _waiting_columns() -> tuple[Column, ...]:
    head = resources.texts("sync")["waiting"]["head"]
    return (
        Column(head["who"], least=112, most=208),
        Column(head["number"], least=112, most=136),
        Column(head["since"], least=120, most=160),
        Column(head["texts"], least=88, most=104),
        Column(head["pictures"], least=88, most=104),
        Column(head["why"], grows=True),
    )


def _sent_columns() -> tuple[Column, ...]:
    head = resources.texts("sync")["sent"]["head"]
    return (
        Column(head["who"], least=112, most=208),
        Column(head["number"], least=112, most=136),
        Column(head["day"], least=120, most=160),
        Column(head["how"], grows=True),
    )


class SyncPage(QFrame):
    """Head, what is the matter, two tables, and the bar with the one main button."""

    def __init__(self, model: SyncModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._lent = model, False
        self._strip = Strip(icon="wifi-off")
        self._title, self._note = Label("", "title", strong=True), Elided("", "body", "ink2")
        self._waiting = RowList(_waiting_columns(), head=True, margin=24)
        self._waiting.setAccessibleName(_say("waiting.list"))
        self._sent_note = Elided("", "body", "ink2")
        self._sent = RowList(_sent_columns(), head=True, margin=24)
        self._sent.setAccessibleName(_say("sent.list"))
        self._none = Label(_say("sent.none"), "body", "ink3")
        self._none.setContentsMargins(24, 8, 24, 8)
        self._bar = ActionBar()
        self._back = self._bar.left(KeyButton(_say("back"), "Esc"))
        self._stick = self._bar.left(KeyButton(_say("stick"), "F8"))
        self._send = self._bar.right(KeyButton(_say("send"), "F5", kind="main"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHead(_say("title"), _say("note")))
        held = QHBoxLayout()
        held.setContentsMargins(24, 0, 24, 0)
        held.addWidget(self._strip)
        column.addLayout(held)
        column.addSpacing(8)
        column.addWidget(_titled(self._title, self._note))
        column.addWidget(HairLine())
        column.addWidget(self._waiting)
        column.addSpacing(16)
        column.addWidget(_titled(Label(_say("sent.title"), "title", strong=True), self._sent_note))
        column.addWidget(HairLine())
        column.addWidget(self._sent, 1)
        column.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._bar)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        self._waiting.chosen.connect(model.choose)
        self._waiting.measured.connect(self._fit)
        self._sent.chosen.connect(model.choose)
        self._back.clicked.connect(model.back)
        self._stick.clicked.connect(model.stick_asked)
        self._send.clicked.connect(model.send_now)

    def draw(self, view: SyncView) -> None:
        """Show a view."""
        self._strip.draw(view.strip, "soon", icon="wifi-off")
        self._title.draw(view.waiting_title)
        self._note.draw(view.waiting_note)
        self._waiting.draw(view.waiting)
        self._waiting.setVisible(bool(view.waiting))
        self._fit()
        self._sent_note.draw(view.sent_note)
        self._sent.draw(view.sent)
        self._sent.setVisible(bool(view.sent))
        self._none.setVisible(not view.sent)
        self._bar.note(view.foot)
        self._draw_send(view)

    def _draw_send(self, view: SyncView) -> None:
        """Switch the main button; while it is off, the focus it had waits on the button beside it."""
        if view.can_send:
            self._send.on()
            if self._lent and self._back.hasFocus():
                self._send.setFocus()
            self._lent = False
            return
        if self._send.hasFocus():
            self._lent = True
            self._back.setFocus()
        self._send.off(view.why)

    def _fit(self) -> None:
        """Give the upper table as many rows as leave room for the lower one; all the room while that one is empty."""
        most, rows = _LARGE_ROWS if look().large else _ROWS, len(self._waiting.rows)
        alone = not self._model.view.sent
        self._waiting.setMinimumHeight(self._waiting.height_of(min(rows, 1 if alone else most)))
        self._waiting.setMaximumHeight(self._waiting.height_of(rows if alone else min(rows, most)))
        self._column.setStretchFactor(self._waiting, 1000 if alone else 0)

    def focusInEvent(self, _event: QEvent) -> None:
        """Begin with what waits, or with the main button."""
        (self._waiting if self._model.view.waiting else self._send).setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the page fresh while it can be seen."""
        super().showEvent(event)
        self._model.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Ask no more."""
        super().hideEvent(event)
        self._model.stop()


def _titled(title: Label, note: Elided) -> QWidget:
    box = QWidget()
    box.setFixedHeight(48)
    row = QHBoxLayout(box)
    row.setContentsMargins(24, 0, 24, 0)
    row.setSpacing(8)
    row.addWidget(title)
    row.addWidget(note, 1)
    return box
