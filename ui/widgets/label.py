"""Single lines of text in a type role and an ink of the look."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.domain.masking import is_masked
from ui.theme import look, ready_for
from ui.widgets.veil import veiled


def set_states(widget: QWidget, **states: str) -> None:
    """Set dynamic properties that the style sheet reads, and have it read them; the only way to change a state."""
    changed = {name: value for name, value in states.items() if widget.property(name) != value}
    for name, value in changed.items():
        widget.setProperty(name, value)
    if changed:
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


class Label(QLabel):
    """Text of one role (`note body title head figure`) and ink (`ink ink2 ink3 accent danger soon`), never elided."""

    def __init__(self, text: str = "", role: str = "body", ink: str = "ink", *, strong: bool = False) -> None:
        self._whole = text
        super().__init__(ready_for(veiled(text)))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", role)
        self.setProperty("ink", ink)
        self.setProperty("strong", "true" if strong else "false")

    def _least(self) -> int:
        return look().types.get(str(self.property("type")), (0, 0))[1]

    def sizeHint(self) -> QSize:
        """Ask for the line height of the role."""
        return super().sizeHint().expandedTo(QSize(0, self._least()))

    def minimumSizeHint(self) -> QSize:
        """Ask for the same."""
        return super().minimumSizeHint().expandedTo(QSize(0, self._least()))

    def draw(self, text: str, ink: str | None = None) -> None:
        """Show another text, and in another ink when one is given."""
        self._whole = text
        self.unveil()
        if ink:
            set_states(self, ink=ink)

    @property
    def hides(self) -> bool:
        """Whether a number in it is masked while the veil lies."""
        return is_masked(self._whole)

    def unveil(self) -> None:
        """Show the text as the veil lies now."""
        self.setText(ready_for(veiled(self._whole)))


class Elided(Label):
    """A line that ends in … when it is too long; the whole text is its tooltip. For reasons, never for names."""

    def __init__(self, text: str = "", role: str = "body", ink: str = "ink", *, strong: bool = False) -> None:
        super().__init__(text, role, ink, strong=strong)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Ask for little, so that the layout may shorten the line."""
        return QSize(min(48, super().sizeHint().width()), super().minimumSizeHint().height())

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())

    def event(self, event: QEvent) -> bool:
        """Offer the whole text as tooltip only while it is cut."""
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(self.text() if self._shown() != self.text() else "")
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw as much as fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        painter.drawText(self.rect(), int(self.alignment()), self._shown())
