"""The paper under the camera, and beside it the fields of a page: the picture has what its fields can spare."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.filing.check_panel import CheckPanel
from ui.filing.glass import LEAST_WIDE, Glass

_NO_LIMIT = 16_777_215
_MOST = 0.45  # of the width, for the picture while its fields are looked at


class Beside(QWidget):
    """Holds both; `share` once it is known whether there are fields."""

    def __init__(self, glass: Glass, checks: CheckPanel) -> None:
        super().__init__()
        self._glass, self._checks, self._fields = glass, checks, False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(glass, 1)
        row.addWidget(checks)

    def share(self, *, fields: bool) -> None:
        """Give the picture its width, with or without fields beside it."""
        self._fields = fields
        wide = max(LEAST_WIDE, min(int(self.width() * _MOST), self.width() - self._checks.wide()))
        self._glass.setMaximumWidth(wide if fields else _NO_LIMIT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.share(fields=self._fields)
