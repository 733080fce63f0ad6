"""The ring around what has the focus: outside it, always visible, one in the window."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from ui.theme import look

_FOLLOWED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.EnabledChange,
    QEvent.Type.StyleChange,
}  # fmt: skip - a list of words


class FocusRing(QWidget):
    """Child of a window, drawn on top, transparent for the mouse.

    It surrounds buttons and whatever has the property `ring`; fields and lists show the focus themselves.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.hide()
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]  # a widget exists, so an application does

    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        inside = new is not None and new is not self.window() and self.window().isAncestorOf(new)
        ringed = inside and new is not None and (isinstance(new, QAbstractButton) or bool(new.property("ring")))
        self._follow(new if ringed else None)

    def _follow(self, target: QWidget | None) -> None:
        for widget in filter(isValid, self._watched):
            widget.removeEventFilter(self)
        self._target, self._watched = target, []
        while target is not None and target is not self.window():
            target.installEventFilter(self)
            self._watched.append(target)
            target = target.parentWidget()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the target wherever it or what holds it moves."""
        if event.type() in _FOLLOWED:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target):
            self.hide()
            return
        reach = look().size("ring") + look().size("ring_gap")
        box = QRect(target.mapTo(self.window(), QPoint(0, 0)), target.size()).adjusted(-reach, -reach, reach, reach)
        self.setGeometry(box)
        self._clip(target, box)
        self.raise_()
        self.show()

    def _clip(self, target: QWidget, box: QRect) -> None:
        """Hide the part of the ring that a scroll area has scrolled away."""
        self.clearMask()
        holder = target.parentWidget()
        while holder is not None and not isinstance(holder, QScrollArea):
            holder = holder.parentWidget()
        if holder is None:
            return
        port = holder.viewport()
        seen = QRect(port.mapTo(self.window(), QPoint(0, 0)), port.size()).adjusted(-4, -4, 4, 4)
        if not seen.contains(box):
            self.setMask(seen.translated(-box.topLeft()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        wide = look().size("ring")
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look().colour("ring"), wide))
        radius = look().size("control_radius") + 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2), radius, radius)
