"""Widgets under each other, as pages lay them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.widgets.key_button import KeyButton
from ui.widgets.label import set_states

MARGIN = 24
SIDE = 344


def flush(parent: QWidget | None = None) -> QVBoxLayout:
    """Give a column in which nothing stands between its parts, nor around them."""
    column = QVBoxLayout(parent) if parent else QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def inset(*widgets: QWidget, gap: int = 4, below: int = 8) -> QVBoxLayout:
    """Give widgets under each other, as far in from the edge of the page as its title is."""
    column = QVBoxLayout()
    column.setContentsMargins(MARGIN, 8, MARGIN, below)
    column.setSpacing(gap)
    for widget in widgets:
        column.addWidget(widget)
    return column


def scrolling(inner: QWidget) -> QScrollArea:
    """Give what scrolls where room is short; the keys go by it."""
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inner)
    return scroll


def side_column(*widgets: QWidget) -> QFrame:
    """Give the sunk column at the right, which stands beside the work; a button is only as wide as its words."""
    side = QFrame()
    set_states(side, ground="sunk")
    side.setFixedWidth(SIDE)
    column = QVBoxLayout(side)
    column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    column.setSpacing(12)
    for widget in widgets:
        is_button = isinstance(widget, KeyButton)
        column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft if is_button else Qt.AlignmentFlag(0))
    column.addStretch(1)
    return side
