"""A row with its label at the left, in line with the fields of the page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.person.offer_field import LABEL
from ui.theme import look
from ui.widgets.label import Label


def labelled(label: str, widget: QWidget) -> QHBoxLayout:
    """Give the row; more may be added at its right."""
    row = QHBoxLayout()
    row.setSpacing(12)
    name = Label(label, "body", "ink2")
    name.setMinimumWidth(LABEL)
    name.setFixedHeight(look().size("control"))
    row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(widget, 1)
    return row
