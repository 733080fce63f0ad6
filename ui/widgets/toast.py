"""A quiet word at the bottom right for six seconds; never for a refusal."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QWidget

from ui.widgets.icon import Icon
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label

SHOWN_MS = 6000
_MARGIN, _ABOVE = 24, 112


class Toast(QFrame):
    """Child of a window; `say(text)` shows it, with one way back when `undo` is given (verb, key, what to do)."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("ground", "mat")
        self.setFixedHeight(48)
        self._undo: Callable[[], None] | None = None
        self._text = Label("", "body", "on_mat")
        self._button = KeyButton("", "", kind="toast", size="small")
        self._button.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(12)
        row.addWidget(Icon("check", "on_mat"))
        row.addWidget(self._text)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(16, 32, 38, 46))
        self.setGraphicsEffect(shadow)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        window.installEventFilter(self)
        self.hide()

    def say(self, text: str, undo: tuple[str, str, Callable[[], None]] | None = None) -> None:
        """Show a sentence for six seconds."""
        self._text.draw(text)
        self.setAccessibleName(text)
        self._undo = undo[2] if undo else None
        self._button.setVisible(undo is not None)
        if undo:
            self._button.set_text(undo[0])
            self._button.set_key(undo[1])
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS)

    def _take_back(self) -> None:
        self.hide()
        if self._undo:
            self._undo()

    def _place(self) -> None:
        self.adjustSize()
        right, foot = self._window.width() - _MARGIN, self._window.height() - _ABOVE
        self.move(right - self.width(), foot - self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
