"""The frame of a field: line edit, icon and hint inside a border whose colour says the state."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ui.theme import look, restyled
from ui.widgets.icon import Icon
from ui.widgets.label import Label, set_states

# States without a frame, and px between the frame and the text in it.
PLAIN, INSIDE = {"read", "locked"}, 12
_ALARMED = {"wrong": "danger", "doubt": "soon_fill"}
_PASSING = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MouseFocusReason}


class _Edit(QLineEdit):
    """A bare line edit that can mark the characters a machine was not sure of."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("bare", "true")
        self.doubt = (0, 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Write on at the end of what stands there."""
        super().focusInEvent(event)
        if event.reason() not in _PASSING and not self.hasSelectedText():
            self.end(False)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show how a long text begins; another window or a popup only interrupts."""
        super().focusOutEvent(event)
        if not self.hasFocus() and event.reason() not in _PASSING - {Qt.FocusReason.MouseFocusReason}:
            self.setCursorPosition(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Lay the mark under the text."""
        start, end = self.doubt
        if end > start and not self.hasSelectedText():
            measure = self.fontMetrics().horizontalAdvance
            before = self.text().encode("utf-16-le", "surrogatepass")[: 2 * self.cursorPosition()]  # as Qt counts
            origin = self.cursorRect().center().x() - measure(before.decode("utf-16-le", "surrogatepass"))
            left, right = origin + measure(self.text()[:start]), origin + measure(self.text()[:end])
            high = self.fontMetrics().height()
            box = QRectF(left - 1, (self.height() - high) / 2, right - left + 2, high)
            QPainter(self).fillRect(box, look().colour("soon_line"))
        super().paintEvent(event)


class FieldFrame(QWidget):
    """What a Field is made of; used alone only by Field."""

    def __init__(self, icon: str = "", *, tall: bool = False) -> None:
        super().__init__()
        self.edit = _Edit()
        self._state, self._tall = "normal", tall
        self._hint = Label("", "note", "ink3")
        row = QHBoxLayout(self)
        row.setContentsMargins(INSIDE, 0, INSIDE, 0)
        row.setSpacing(8)
        if icon:
            row.addWidget(Icon(icon))
        row.addWidget(self.edit, 1)
        row.addWidget(self._hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.edit)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.edit.installEventFilter(self)
        self._fit()

    def draw(self, state: str, hint: str, doubt: tuple[int, int]) -> None:
        """Show a state, the hint at the right, and the doubtful range of characters."""
        self._state = state
        self.edit.doubt = doubt if state == "doubt" else (0, 0)
        self.edit.setReadOnly(state == "locked")
        self.edit.setFocusPolicy(Qt.FocusPolicy.NoFocus if state == "locked" else Qt.FocusPolicy.StrongFocus)
        set_states(self.edit, ink="ink3" if state == "remembered" else "ink")
        self._hint.draw(hint)
        self._hint.setVisible(bool(hint))
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight(look().size("control") + (8 if self._tall else 0))

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        if restyled(event):
            self._fit()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the border anew when the cursor comes or goes."""
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)

    def _border(self) -> tuple[str, int]:
        """Give the token of the border and its width in px; an empty token for none."""
        focus = self.edit.hasFocus()
        if focus:
            return "ring", 2
        if self._state in _ALARMED:
            return _ALARMED[self._state], 2
        if self._state in PLAIN and not (self._state == "read" and self.underMouse()):
            return "", 0
        return "ink2" if self.underMouse() else "line_strong", 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground and border."""
        border, wide = self._border()
        if not border:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().colour(border), wide))
        painter.setBrush(look().colour("soon_soft" if self._state == "doubt" else "paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), 4, 4)
