"""All the words that stand on a glass: what is read there, pointed at, or spoken by a screen reader."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from app.domain.id_number import holds
from tests.desk.page_checks import name_of
from ui.applicant.page import Page
from ui.applicant.view import spoken
from ui.widgets.para import Para
from ui.widgets.row_list import RowList

_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.StatusTipRole,
)
_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dA-Za-z])")
_PHONE = re.compile(r"(?<![\d-])1[3-9]\d{9}(?!\d)")


def words(glass: QWidget) -> Iterator[tuple[str, str]]:
    """Give (where, what) for everything that `glass` shows or says now."""
    for widget in (glass, *glass.findChildren(QWidget)):
        if widget.isVisible():
            where = f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
            yield from ((where, text) for text in _of(widget) if text)


def _of(widget: QWidget) -> Iterator[str]:
    for told in (widget.toolTip, widget.accessibleName, widget.accessibleDescription, widget.whatsThis):
        yield told()
    yield widget.windowTitle()
    yield name_of(widget)
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QLineEdit):
        yield from (widget.displayText(), widget.placeholderText())
    elif isinstance(widget, QTextEdit | QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, Para):
        yield widget.text
    elif isinstance(widget, Page):
        yield spoken(widget.view)
    elif isinstance(widget, QAbstractItemView):
        yield from _of_list(widget)
    yield from (f"{action.text()} {action.toolTip()}" for action in widget.actions() if isinstance(action, QAction))


def _of_list(view: QAbstractItemView) -> Iterator[str]:
    if isinstance(view, RowList):
        for row in view.rows:
            yield from (cell.spoken for cell in row.cells)
            yield from (row.tip, row.act)
    model, root = view.model(), QModelIndex()
    for row_at in range(model.rowCount(root) if model else 0):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount(root)):
            index = model.index(row_at, column, root)
            yield from (str(said) for role in _ROLES if (said := index.data(role)) is not None)


def full_numbers(text: str) -> list[str]:
    """Give the id numbers and mobile numbers that can be read whole in a text."""
    numbers = [found for found in _NUMBER.findall(text) if holds(found.upper())]
    return [*numbers, *_PHONE.findall(text)]
