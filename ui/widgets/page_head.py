"""The head of a page: its name, on whom, and the page's other ways at the right."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.label import Elided, Label


class PageHead(QFrame):
    """64 px high: name in head size, a note beside it, then what `add` puts at the right edge."""

    def __init__(self, name: str, note: str = "", *, margin: int = 24) -> None:
        super().__init__()
        self.setFixedHeight(64)
        self._name, self._note = Label(name, "head", strong=True), Elided(note, "body", "ink2")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(margin, 0, margin, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self._name)
        self._row.addWidget(self._note, 1)

    def draw(self, name: str, note: str = "") -> None:
        """Show another name and note."""
        self._name.draw(name)
        self._note.draw(note)

    def add(self, widget: QWidget) -> None:
        """Put a button, a link or a note at the right edge, after those already there."""
        self._row.addWidget(widget)
