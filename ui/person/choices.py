"""Answers that stand open on the page, each one key away: one of them, or several."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from ui.widgets.button_form import ENTER
from ui.widgets.check import Check

_KEYS = "1234567890"


class Choices(QWidget):
    """Answers as (code, word), `per_row` in a row; digits answer the first ten, Enter goes on.

    `chosen(codes)` at each change by the officer, `passed()` when the cursor is to go on: with one answer (not
    `several`) a digit goes on by itself.
    """

    chosen = Signal(object)
    passed = Signal()

    def __init__(
        self, name: str, answers: tuple[tuple[str, str], ...], *, several: bool = False, per_row: int = 5
    ) -> None:
        super().__init__()
        self._codes, self._several = tuple(code for code, _ in answers), several
        self.checks = tuple(
            Check(f"{_KEYS[nth]} {word}" if nth < len(_KEYS) else word, round_=not several)
            for nth, (_, word) in enumerate(answers)
        )
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(2)
        for nth, check in enumerate(self.checks):
            check.setAccessibleName(f"{name} {check.text()}")
            check.clicked.connect(lambda _=False, nth=nth: self._take(nth))
            grid.addWidget(check, nth // per_row, nth % per_row)
        grid.setColumnStretch(per_row, 1)
        self.setAccessibleName(name)
        self.setFocusProxy(self.checks[0])

    @property
    def codes(self) -> tuple[str, ...]:
        """The answers taken now."""
        return tuple(code for code, check in zip(self._codes, self.checks, strict=True) if check.isChecked())

    def draw(self, codes: tuple[str, ...]) -> None:
        """Show answers as taken."""
        for code, check in zip(self._codes, self.checks, strict=True):
            check.setChecked(code in codes)

    def _take(self, nth: int) -> None:
        """Qt has toggled it already; of single answers the others give way."""
        if not self._several:
            self.draw((self._codes[nth],))
        self.chosen.emit(self.codes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by digit; go on with Enter."""
        nth = _KEYS.find(event.text()) if event.text() else -1
        if 0 <= nth < len(self.checks):
            self.checks[nth].setChecked(not self.checks[nth].isChecked() if self._several else True)
            self.checks[nth].setFocus(Qt.FocusReason.OtherFocusReason)
            self._take(nth)
            if not self._several:
                self.passed.emit()
        elif event.key() in ENTER:
            self.passed.emit()
        else:
            super().keyPressEvent(event)
