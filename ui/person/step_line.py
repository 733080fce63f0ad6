"""One thing that comes next, as a line: when, what, a second line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.accepted.view import NextStep
from ui.widgets.label import Label
from ui.widgets.para import Para

_WHEN = 128


def step_line(step: NextStep) -> QWidget:
    """Give the line."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 11, 0, 11)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(0)
    grid.setColumnMinimumWidth(0, _WHEN)
    grid.setColumnStretch(1, 1)
    grid.addWidget(Label(step.when, strong=True), 0, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(Para(step.what, width=2000), 0, 1)
    if step.note:
        grid.addWidget(Para(step.note, "body", "ink2", width=2000), 1, 1)
    return box
