"""遮屏: one key hides everything personal at once; the same key brings the work back as it was."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

import resources
from ui.theme import look
from ui.widgets.icon import Icon
from ui.widgets.key_cap import SHIELD, KeyCap, sequences
from ui.widgets.label import Label

_KEYS = {QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride, QEvent.Type.InputMethod}


class Shield(QWidget):
    """Covers `window` and whatever comes over it later; `turned(bool)`: it lies there, or is gone.

    What is under it goes on and stays as it is; keys and clicks reach nothing but the shield.
    """

    turned = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._before: QWidget | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(resources.text("shell", "shield.title"))
        self._cap = KeyCap(SHIELD)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        for widget in (
            Icon("mark", "accent", px=48),
            Label(resources.text("shell", "shield.title"), "head"),
            Label(resources.text("shell", "shield.back"), "body", "ink2"),
            self._cap,
        ):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.hide()

    def turn(self) -> None:
        """Lay it over everything, or take it away."""
        (self.lift if self.isVisible() else self.lay)()

    def lay(self) -> None:
        """Hide everything now."""
        if self.isVisible():
            return
        while isinstance(popup := QApplication.activePopupWidget(), QMenu):  # a menu within another one goes first
            popup.close()
        self._before = QApplication.focusWidget()
        self._cover()
        self.show()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]  # a widget exists, so an application does
        self.setFocus(Qt.FocusReason.PopupFocusReason)
        self.turned.emit(True)

    def lift(self) -> None:
        """Show the work again, the keys where they were."""
        if not self.isVisible():
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]  # as above
        self.hide()
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.turned.emit(False)

    def _cover(self) -> None:
        self.setGeometry(self._window.rect())
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let no key through, and stay above whatever comes."""
        if event.type() in _KEYS:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                self._press(event)
            event.accept()
            return True
        if watched is self._window and event.type() in {QEvent.Type.Resize, QEvent.Type.ChildAdded}:
            self._cover()
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> None:
        if QKeySequence(event.keyCombination()) in sequences(SHIELD) and not event.isAutoRepeat():
            self.lift()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the plain ground."""
        QPainter(self).fillRect(self.rect(), look().colour("desk"))
