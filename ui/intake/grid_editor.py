"""The editor that lies over the current cell of a grid, and the choices or the hint below it."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from ui.intake.grid import Grid
from ui.intake.household_cursor import Cursor
from ui.intake.household_view import CellAsk
from ui.theme import ready_for
from ui.widgets.choice_popup import ChoicePopup
from ui.widgets.key_button import ENTER
from ui.widgets.label import Label, set_states


class CellNote(QFrame):
    """A line below the cell: a hint, or what is wrong; it takes no focus."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid.window())
        set_states(self, ground="float")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = Label("", "note", "ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.addWidget(self._text)
        grid.destroyed.connect(self.deleteLater)  # a child of the window, it would outlive the page
        self.hide()

    def draw(self, ask: CellAsk, below: QPoint) -> None:
        """Show the hint of a cell below a point of the window; hidden where there is none."""
        said = ask.wrong or ask.hint
        self._text.draw(said, "danger" if ask.wrong else "ink2")
        self.setVisible(bool(said))
        self.adjustSize()
        self.move(min(below.x(), self.window().width() - self.width() - 24), below.y())
        self.raise_()


class GridEditor(QLineEdit):
    """One for each grid; the keys of a cell are told as signals.

    `settled(text)` Enter in a text · `skipped()` Enter in a choice · `chosen(n)` · `written(text)` while typing ·
    `stepped(rows)` · `went_back()` · `pressed(key)` for ``/ * +`` and ``Del``.
    """

    settled = Signal(str)
    skipped = Signal()
    chosen = Signal(int)
    written = Signal(str)
    stepped = Signal(int)
    went_back = Signal()
    pressed = Signal(str)

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid.viewport())
        self._ask, self._cursor = CellAsk(), Cursor()
        self._popup: ChoicePopup | None = None
        self._note: CellNote | None = None
        self._grid = grid
        self.setProperty("cell", "true")
        self.textEdited.connect(self.written)

    @property
    def popup(self) -> ChoicePopup | None:
        """The choices below the cell, once there were some."""
        return self._popup

    def stand(self, cursor: Cursor, ask: CellAsk) -> None:
        """Lie over the cell of the cursor and ask there; typed text stays while nothing moves."""
        moved, self._cursor = cursor != self._cursor or self.isHidden(), cursor
        changed, self._ask = ask != self._ask, ask
        self.setGeometry(self._grid.cell_box(cursor.row, cursor.column))
        self.show()
        if moved or not self.hasFocus():
            self.setReadOnly(not ask.is_text)
            titles = [column.title for column in self._grid.columns if column.name == cursor.column]
            self.setAccessibleName("".join(titles))
            right = cursor.column == "amount"
            self.setAlignment(Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
            self.setText(ready_for(ask.text))
            self.selectAll() if ask.is_text else self.setCursorPosition(0)
        if moved or changed:
            self._offer()

    def settle(self) -> None:
        """The page was scrolled: what hangs below the cell hangs below it still."""
        if self._popup is not None and self._popup.isVisible():
            self._offer()

    def rest(self) -> None:
        """Go out of sight, with what hangs below."""
        self._close()
        self.hide()

    def _offer(self) -> None:
        self._close()
        if not self.hasFocus() or not self.isVisible():
            return
        if self._ask.words:
            if self._popup is None:
                self._popup = ChoicePopup(self)
                self._popup.chosen.connect(self.chosen)
            self._popup.open(self._ask.words, self._ask.at)
            return
        if self._note is None:
            self._note = CellNote(self._grid)
        self._note.draw(self._ask, self.mapTo(self.window(), QPoint(0, self.height() + 4)))

    def _close(self) -> None:
        if self._popup:
            self._popup.close_quietly()
        if self._note:
            self._note.hide()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer again when the cursor comes back."""
        super().focusInEvent(event)
        self._offer()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the offers away."""
        super().focusOutEvent(event)
        self._close()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Tab goes to the next cell."""
        if next:
            self._enter()
        else:
            self.went_back.emit()
        return True

    def event(self, event: QEvent) -> bool:
        """Keep the keys of a cell from the page's shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def _is_mine(self, event: QKeyEvent) -> bool:
        return event.key() in {*ENTER, Qt.Key.Key_Delete, Qt.Key.Key_Up, Qt.Key.Key_Down} or event.text() in {*"/*+"}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell what a key means here; all else is text."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() in ENTER:
            self._enter()
        elif event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete and (self.isReadOnly() or not self.text()):
            self.pressed.emit("Del")
        elif event.text() in {*"/*+"} and event.text() and self._cursor.column == "amount":
            self.pressed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self._ask.is_text:
            self.settled.emit(self.text())
        else:
            self.skipped.emit()
