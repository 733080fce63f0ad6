"""A sheet over the window: what stands below waits until it is closed."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.theme import look
from ui.widgets.key_button import KeyButton
from ui.widgets.key_cap import is_always, sequences
from ui.widgets.reading import pass_on

_SCRIM = 0.45


class Sheet(QWidget):
    """Covers `window` and shows a panel at most `width` px wide; `closed()` when it goes. One at a time is shown.

    Tab stays inside, keys of the page below do nothing, Esc closes, and the focus goes back where it was.
    """

    closed = Signal()

    def __init__(self, window: QWidget, *, width: int = 480) -> None:
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        self.panel = QFrame(self)
        self.panel.setProperty("ground", "float")
        self.panel.setFixedWidth(width)
        self.body = QVBoxLayout(self.panel)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(8)
        shadow = QGraphicsDropShadowEffect(self.panel)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(16, 32, 38, 46))
        self.panel.setGraphicsEffect(shadow)
        window.installEventFilter(self)
        self.hide()

    def open(self, first: QWidget) -> None:
        """Show the sheet and give `first` the focus."""
        self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # a widget exists, so an application does
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """Hide the sheet and give the focus back."""
        if not self.isVisible():
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # as above
        self.hide()
        # What lay under the sheet may have been drawn anew meanwhile.
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()

    def _place(self) -> None:
        self.setGeometry(self._window.rect())
        wide = self.panel.width()
        high = max(self.panel.sizeHint().height(), self.body.heightForWidth(wide))
        self.panel.resize(wide, min(high, self.height() - 48))
        self.panel.move((self.width() - wide) // 2, max(24, (self.height() - self.panel.height()) * 2 // 5))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep keys meant for the page below from reaching it, and keep covering the window."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        if self.isVisible() and event.type() == QEvent.Type.ShortcutOverride and not _is_always(event):
            event.accept()  # no shortcut at all: Esc of page and sheet would be ambiguous, and then none works
            return True
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: FBT001 - Qt's own signature
        """Go round among the widgets of the sheet."""
        pass_on(self, forward=next)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button of a key, close at Esc; let no other key through to the page."""
        pressed = QKeySequence(event.keyCombination())
        button = next((one for one in self.findChildren(KeyButton) if self._answers(one, pressed)), None)
        if button is not None:
            button.click()
        elif event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        event.accept()

    def _answers(self, button: KeyButton, pressed: QKeySequence) -> bool:
        live = button.binds and button.isVisibleTo(self) and button.isEnabled()
        return live and pressed in sequences(button.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dim the window."""
        scrim = look().colour("scrim")
        scrim.setAlphaF(_SCRIM)
        QPainter(self).fillRect(self.rect(), scrim)


def _is_always(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and is_always(event)
