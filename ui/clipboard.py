"""The clipboard: the only place that touches it; what was copied here is taken away again after a minute."""

from typing import Final

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_MS: Final = 60_000


def put(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def pasted() -> QMimeData:
    """Give what lies on the clipboard."""
    return QGuiApplication.clipboard().mimeData() or QMimeData()  # None where there is nothing at all


class ClipboardGuard(QObject):
    """Takes from the clipboard what came onto it from this program: after `KEPT_MS`, and when `clear` is called.

    What another program put there meanwhile stays. Whatever is copied while one of our windows has the keys is ours,
    by whichever key or menu it came there.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ours = ""
        self._board = QGuiApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_MS)
        self._timer.timeout.connect(self.clear)
        self._board.dataChanged.connect(self._is_changed)

    def clear(self) -> None:
        """Take away what is still ours."""
        self._timer.stop()
        if self._ours and self._board.text() == self._ours:
            self._board.clear()
        if self._board.supportsSelection() and self._board.ownsSelection():
            self._board.clear(QClipboard.Mode.Selection)
        self._ours = ""

    @property
    def left_ms(self) -> int:
        """How long what is ours still lies there; -1 where nothing does."""
        return self._timer.remainingTime() if self._timer.isActive() else -1

    def _is_changed(self) -> None:
        active = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        if not (active or self._board.ownsClipboard()):
            self._ours = ""
            self._timer.stop()
            return
        self._ours = self._board.text()
        if self._ours:
            self._timer.start()
