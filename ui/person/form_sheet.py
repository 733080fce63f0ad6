"""The sheet of a short matter: a step page whose refusal stands above what scrolls, and which follows the cursor."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.intake.step_page import StepPage
from ui.widgets.strip import Strip


class FormSheet(StepPage):
    """`refused` says what stands in the way; `go_on_from` and `stop_at` bring the place with the cursor into sight."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.strip = Strip()
        self.strip.hide()
        above = QVBoxLayout()
        above.setContentsMargins(24, 0, 24, 0)
        above.addWidget(self.strip)
        self.column.insertLayout(2, above)
        self.body.setContentsMargins(24, 8, 24, 16)

    def refused(self, sentence: str) -> None:
        """Say what stands in the way; nothing hides it again."""
        self.strip.draw(sentence, "danger", icon="ban")

    def stop_at(self, place: QWidget) -> None:
        """Put the cursor on a place."""
        place.setFocus(Qt.FocusReason.OtherFocusReason)
        self._follow()

    def go_on_from(self, stop: QWidget) -> None:
        """Put the cursor on the next place that is shown."""
        super().go_on_from(stop)
        self._follow()

    def _follow(self) -> None:
        here = QApplication.focusWidget()
        if here is not None and self.scroller.isAncestorOf(here):
            self.scroller.ensureWidgetVisible(here, 0, 24)
