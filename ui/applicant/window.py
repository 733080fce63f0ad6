"""The applicant's window: full screen on a second monitor, else a window beside the officer's."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QWidget

import resources
from ui.applicant.page import Page
from ui.applicant.view import ApplicantView

_LEAST = (1024, 640)


class ApplicantWindow(QWidget):
    """Shows one page after the other. `answered(nth)`: a button was pressed; `closed()`: somebody closed it.

    `turned(Page)`: another page is on the glass. It never takes the keyboard from the officer.
    """

    answered = Signal(int)
    closed = Signal()
    turned = Signal(object)

    def __init__(self, view: ApplicantView) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)  # the officer's window alone ends the program
        self.setWindowTitle(resources.text("applicant", "window"))
        self.setMinimumSize(*_LEAST)
        self.page = Page(view, self)
        self._over: Page | None = None
        self.monitor = ""  # the name of the screen that it fills

    def draw(self, view: ApplicantView) -> None:
        """Show another page at once."""
        old, self.page = self.page, Page(view, self)
        old.hide()
        old.deleteLater()
        self.page.answered.connect(self.answered)
        self.page.setGeometry(self.rect())
        self.page.setAccessibleName(" ".join(view.title).replace("**", ""))
        self.page.show()
        if self._over:
            self._over.raise_()
        self.turned.emit(self.page)

    def cover(self, view: ApplicantView | None) -> None:
        """Lay a page that tells of nobody over the one that stands there, which stays as it is; None takes it away."""
        if self._over:
            self._over.hide()
            self._over.deleteLater()
        self._over = Page(view, self) if view else None
        if self._over:
            self._over.setGeometry(self.rect())
            self._over.show()
            self._over.raise_()

    def show_on(self, screen: QScreen | None) -> None:
        """Fill a screen of its own, or stand as a window where there is none."""
        self.monitor = screen.name() if screen else ""
        if screen is None:
            self.showNormal()
            return
        self.winId()  # a window has a screen once it is made
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.setWindowState(Qt.WindowState.WindowFullScreen)  # showFullScreen would take the keyboard as well
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the page fill it."""
        super().resizeEvent(event)
        for page in filter(None, (self.page, self._over)):
            page.setGeometry(self.rect())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it was closed."""
        super().closeEvent(event)
        self.closed.emit()
