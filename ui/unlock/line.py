"""A line with an icon that says what is already known."""

from itertools import zip_longest

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shell.view import Sign
from ui.theme import look, restyled
from ui.widgets.hair_line import HairLine
from ui.widgets.icon import Icon
from ui.widgets.para import Para


class KnownLine(QWidget):
    """Hidden while it has nothing to say."""

    def __init__(self, *, small: bool = False) -> None:
        super().__init__()
        self._icon, self._role = Icon("check", small=True), "note" if small else "body"
        self._text = Para("", self._role, "ink2", width=388)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._above = QVBoxLayout()
        self._above.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._above)
        row.addWidget(self._text, 1)
        self._fit()

    def _fit(self) -> None:
        """Put the icon beside the first line."""
        self._above.setContentsMargins(0, max(0, (look().line(self._role) - self._icon.height()) // 2), 0, 0)

    def changeEvent(self, event: QEvent) -> None:
        """Measure again under a new look."""
        super().changeEvent(event)
        if restyled(event):
            self._fit()

    def draw(self, text: str, icon: str, ink: str) -> None:
        """Show a text (`**strong**` parts) with an icon; only a warning colours its words."""
        self._icon.draw(icon, ink)
        self._text.draw(text, "soon" if ink == "soon" and "**" not in text else "ink2")
        self.setVisible(bool(text))


class Known(QWidget):
    """What is known before opening, below a hairline; hidden while that is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = [KnownLine(), KnownLine()]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(HairLine())
        column.addSpacing(8)
        for line in self._lines:
            column.addWidget(line)

    def draw(self, signs: tuple[Sign, ...]) -> None:
        """Show at most two lines."""
        for line, sign in zip_longest(self._lines, signs[: len(self._lines)]):
            line.draw(sign.text if sign else "", sign.icon if sign else "check", sign.ink if sign else "ink2")
        self.setVisible(bool(signs))
