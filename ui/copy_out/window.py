"""The page of copying out: the next field under the cursor, one key copies and ticks it."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

import resources
from ui import clipboard, files
from ui.case.act_sheet import ActSheet
from ui.copy_out.model import CopyOutModel
from ui.copy_out.view import CopyView
from ui.export.sheet import ask_reason
from ui.widgets.action_bar import ActionBar
from ui.widgets.chip import Chip
from ui.widgets.key_button import KeyButton
from ui.widgets.page_head import PageHead
from ui.widgets.row import Column
from ui.widgets.row_list import RowList
from ui.widgets.strip import Strip

_FILES = "XLSX (*.xlsx)"


class CopyOutPage(QFrame):
    """Draws a CopyView and forwards keys. `left()`: it is left, and nothing of it shall stay on the clipboard."""

    left = Signal()

    def __init__(self, model: CopyOutModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._say = model, resources.texts("copy_out")
        self._head, self._state = PageHead(self._say["title"]), Chip()
        self.strip = Strip()
        heads = self._say["head"]
        self.list = RowList(
            (
                Column(least=24, most=24),
                Column(heads["part"], least=96, most=160),
                Column(heads["label"], least=128, most=200),
                Column(heads["text"], grows=True),
            ),
            head=True,
        )
        self.list.setAccessibleName(self._say["list"])
        self.bar = ActionBar()
        self._build()
        self._connect()
        self.draw(model.view)

    def _build(self) -> None:
        say = self._say["button"]
        self.back = self.bar.left(KeyButton(say["back"], "Esc"))
        self.again = self.bar.left(KeyButton(say["again"], "F6"))
        self.save = self.bar.left(KeyButton(say["save"], "F8"))
        self.sent_back = self.bar.right(KeyButton(say["sent_back"], "F9"))
        self.entered = self.bar.right(KeyButton(say["entered"], "F10", kind="main"))
        self._head.add(self._state)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._head, self.strip, self.list, self.bar):
            column.addWidget(widget, 1 if widget is self.list else 0)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.copied.connect(self._copy)
        self.list.chosen.connect(lambda _key: model.copy())
        self.list.current_changed.connect(lambda _key: model.go_to(max(0, self.list.currentIndex().row())))
        self.back.clicked.connect(lambda: model.back_asked.emit(model.case.id))
        self.again.clicked.connect(model.begin_again)
        self.save.clicked.connect(lambda: ask_reason(self.window(), self._choose_file))
        self.entered.clicked.connect(self._ask_number)
        self.sent_back.clicked.connect(self._ask_why)

    def draw(self, view: CopyView) -> None:
        """Show the fields, the cursor on the next one."""
        self._head.draw(self._say["title"], view.whose)
        self._state.draw(view.state, view.kind)
        self.strip.draw(view.warning)
        at = view.at
        self.list.draw(view.rows)
        self.list.select(at)
        self.bar.note(view.progress)

    def _copy(self, text: str) -> None:
        clipboard.put(text)

    def _ask_number(self) -> None:
        sheet = ActSheet(self.window(), self._model, "entered", area="copy_out")
        noted = self._model.case.platform
        number = sheet.add_field("platform_number", noted.platform_number if noted else "")
        check = sheet.add_field("check_number", noted.check_number if noted else "")
        sheet.show_act(lambda: self._model.note_entered(number.text.strip(), check.text.strip()))

    def _ask_why(self) -> None:
        sheet = ActSheet(self.window(), self._model, "sent_back", area="copy_out")
        note = sheet.add_field("note")
        sheet.show_act(lambda: self._model.note_sent_back(note.text.strip()))

    def _choose_file(self, reason: str, note: str) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        proposed = str(Path(folder) / self._model.file_name)
        chosen = files.save_as(self, self._say["save_title"], proposed, _FILES)
        if chosen:
            self._model.save(chosen, reason, note)

    def showEvent(self, event: QShowEvent) -> None:
        """The list has the cursor."""
        super().showEvent(event)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Say so."""
        self.left.emit()
        super().hideEvent(event)
