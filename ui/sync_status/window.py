"""The page of the queue: draws a SyncView and forwards."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui import files
from ui.sync_status.columns import matter_columns, sent_columns, waiting_columns
from ui.sync_status.model import SyncModel
from ui.sync_status.sheets import ask_line, ask_pause
from ui.sync_status.view import SyncView
from ui.widgets.action_bar import ActionBar
from ui.widgets.hair_line import HairLine
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Elided, Label
from ui.widgets.page_head import PageHead
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_TITLE, _MOST_MATTERS, _LEAST_ROWS, _LEAST_SENT = 48, 3, 2, 1


def _say(name: str, **facts: object) -> str:
    return resources.text("sync", name, **facts)


class SyncPage(QFrame):
    """Head, what is the matter, three tables, and the bar with the one main button."""

    def __init__(self, model: SyncModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._lent = model, False
        self._head, self._strip = PageHead(_say("title"), _say("note")), Strip(icon="wifi-off")
        self._matters_title = Label("", "title", strong=True)
        self._matters = RowList(matter_columns(), margin=24)
        self._matters.setAccessibleName(_say("matters.list"))
        self._title, self._note = Label("", "title", strong=True), Elided("", "body", "ink2")
        self._waiting = RowList(waiting_columns(), head=True, margin=24)
        self._waiting.setAccessibleName(_say("waiting.list"))
        self._below, self._sent_note = QWidget(), Elided("", "body", "ink2")
        self._sent = RowList(sent_columns(), head=True, margin=24)
        self._sent.setAccessibleName(_say("sent.list"))
        self._none = Label(_say("sent.none"), "body", "ink3")
        self._none.setContentsMargins(24, 8, 24, 8)
        self._bar = ActionBar()
        self._back = self._bar.left(KeyButton(_say("back"), "Esc"))
        self._pause = self._bar.left(KeyButton(_say("button.pause"), "F6"))
        self._line = self._bar.left(KeyButton(_say("button.line"), "F7"))
        self._save_report = self._bar.left(KeyButton(_say("button.report"), "F8"))
        self._stick = self._bar.left(KeyButton(_say("stick"), "F9"))
        self._send = self._bar.right(KeyButton(_say("send"), "F5", kind="main"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        held = QHBoxLayout()
        held.setContentsMargins(24, 0, 24, 8)
        held.addWidget(self._strip)
        column.addLayout(held)
        self._above = _titled(self._matters_title, Elided("", "body", "ink2"))
        column.addWidget(self._above)
        column.addWidget(self._matters)
        column.addWidget(_titled(self._title, self._note))
        column.addWidget(HairLine())
        column.addWidget(self._waiting)
        column.addWidget(self._below, 1)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 8, 0, 0)
        below.setSpacing(0)
        below.addWidget(_titled(Label(_say("sent.title"), "title", strong=True), self._sent_note))
        below.addWidget(HairLine())
        below.addWidget(self._sent, 1)
        below.addWidget(self._none, 1, Qt.AlignmentFlag.AlignTop)
        column.addStretch()
        column.addWidget(self._bar)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        for rows in (self._matters, self._waiting, self._sent):
            rows.chosen.connect(model.choose)
            rows.measured.connect(self._fit)
        self._back.clicked.connect(model.back)
        self._pause.clicked.connect(self._pause_or_go_on)
        self._line.clicked.connect(self._ask_line)
        self._save_report.clicked.connect(self._ask_file)
        self._stick.clicked.connect(model.stick_asked)
        self._send.clicked.connect(model.send_now)

    # --- what is drawn
    def draw(self, view: SyncView) -> None:
        """Show a view."""
        self._strip.draw(view.strip, "soon", icon="clock" if view.paused else "wifi-off")
        self._matters_title.draw(view.matters_title)
        self._matters.draw(view.matters)
        for part in (self._above, self._matters):
            part.setVisible(bool(view.matters))
        self._title.draw(view.waiting_title)
        self._note.draw(view.waiting_note)
        self._waiting.draw(view.waiting)
        self._waiting.setVisible(bool(view.waiting))
        self._sent_note.draw(view.sent_note)
        self._sent.draw(view.sent)
        self._sent.setVisible(bool(view.sent))
        self._none.setVisible(not view.sent)
        self._fit()
        self._pause.set_text(_say("button.go_on" if view.paused else "button.pause"))
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
        """Share the height: what has to be looked at, then what waits, and what went where there is room for it."""
        view, row = self._model.view, max(1, self._waiting.row_high)
        fixed = self._head.height() + self._bar.height() + _TITLE + (_TITLE if view.matters else 0)
        fixed += self._strip.heightForWidth(self.width() - 48) + 8 if view.strip else 8
        room, matters = self.height() - fixed - self._waiting.height_of(0), min(len(view.matters), _MOST_MATTERS)
        below = _TITLE + 9 + (self._sent.height_of(1) if view.sent else row)
        above, waiting = matters * self._matters.row_high, min(len(view.waiting), _LEAST_ROWS)
        has_room = room - below - above >= waiting * row
        self._below.setVisible(has_room)
        room -= below if has_room else 0
        matters = max(1, min(matters, (room - row) // max(1, self._matters.row_high)))
        self._matters.setFixedHeight(self._matters.height_of(matters))
        shown = (room - (matters * self._matters.row_high if view.matters else 0)) // row
        self._waiting.setFixedHeight(self._waiting.height_of(min(len(view.waiting), max(1, shown))))

    # --- what the officer wants
    def _pause_or_go_on(self) -> None:
        if self._model.view.paused:
            self._model.line.go_on()
        else:
            ask_pause(self.window(), self._model.line)

    def _ask_line(self) -> None:
        ask_line(self.window(), self._model.line)

    def _ask_file(self) -> None:
        words = resources.texts("sync")["report"]
        chosen = files.save_as(self, words["title"], self._model.report_name, words["kind"])
        if chosen:
            self._model.save_report(chosen)

    def focusInEvent(self, _event: QEvent) -> None:
        """Begin with what has to be looked at, else with what waits, or with the main button."""
        view = self._model.view
        (self._matters if view.matters else self._waiting if view.waiting else self._send).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more rows where there is more room."""
        super().resizeEvent(event)
        self._fit()

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
    box.setFixedHeight(_TITLE)
    row = QHBoxLayout(box)
    row.setContentsMargins(24, 0, 24, 0)
    row.setSpacing(8)
    row.addWidget(title)
    row.addWidget(note, 1)
    return box
