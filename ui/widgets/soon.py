"""What a page does once it stands: never after it was left, when it would take the focus from the page that came."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget


def once_it_stands(page: QWidget, act: Callable[[], object]) -> None:
    """Do it when what is under way has been laid out, if the page is still to be seen then."""

    def then() -> None:
        if page.isVisible():
            act()

    QTimer.singleShot(0, page, then)
