"""The line below every page: the day's count, the queue, the devices, and what passes by itself."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.shell.view import ShellView, Sign
from ui.theme import look
from ui.widgets.icon import Icon
from ui.widgets.label import Elided, Label

QUIET_MS = 20_000


class SignLabel(QWidget):
    """An icon and a word in note size."""

    def __init__(self, *, elided: bool = False) -> None:
        super().__init__()
        self._icon = Icon("check", small=True)
        self._text = (Elided if elided else Label)("", "note", "ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1 if elided else 0)

    def draw(self, sign: Sign) -> None:
        """Show a sign."""
        self._icon.draw(sign.icon, sign.ink)
        self._text.draw(sign.text, sign.ink)

    @property
    def text(self) -> str:
        """The word shown now."""
        return self._text.text()


class StatusBar(QFrame):
    """32 px high."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "desk")
        self.setProperty("edge", "top")
        self.setFixedHeight(look().size("statusbar"))
        self._today, self._queue = Label("", "note", "ink2"), SignLabel(elided=True)
        self._devices = [SignLabel() for _ in range(3)]
        self._sign = Sign("", "check")
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(lambda: self._queue.draw(self._sign))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(24)
        row.addWidget(self._today)
        row.addWidget(self._queue, 1)
        for device in self._devices:
            row.addWidget(device)

    def draw(self, view: ShellView) -> None:
        """Show a view; a quiet word that is still on stays until its time is over."""
        self._today.draw(view.today)
        self._sign = view.queue
        if not self._quiet.isActive():
            self._queue.draw(view.queue)
        for number, device in enumerate(self._devices):
            device.setVisible(number < len(view.devices))
            if number < len(view.devices):
                device.draw(view.devices[number])

    def say(self, sentence: str) -> None:
        """Show what is not possible now, in the place of the queue, for twenty seconds."""
        self._queue.draw(Sign(sentence, "triangle-alert", "soon"))
        self._quiet.start(QUIET_MS)

    def unsay(self, sentence: str) -> None:
        """Take a word back that is not so any more."""
        if self._queue.text == sentence:
            self._quiet.stop()
            self._queue.draw(self._sign)

    @property
    def queue_text(self) -> str:
        """What stands in the place of the queue now."""
        return self._queue.text
