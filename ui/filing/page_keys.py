"""The buttons of the page of papers: those at its head, and those at its foot."""

from PySide6.QtCore import QObject

from ui.capture.model import CaptureView
from ui.filing.view import FilingView, say
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton


class PageKeys(QObject):
    """Shows the buttons that do something now; each is named by what it does."""

    def __init__(self) -> None:
        super().__init__()
        self.shoot = KeyButton(say("page.shoot"), "F8", icon="camera")
        self.series = KeyButton(say("page.series"), "Ctrl L", icon="layers")
        self.file = KeyButton(say("page.file"), "Ctrl O", icon="image")
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(say("page.back"), "Esc"))
        self.undo = self.bar.left(KeyButton(say("page.undo"), "Ctrl Z", icon="undo-2"))
        self.folder = self.bar.left(KeyButton(say("page.folder"), kind="quiet"))
        self.camera = self.bar.left(KeyButton(say("page.camera"), kind="quiet"))
        self.other = self.bar.left(KeyButton(say("page.other"), "F9", kind="quiet"))
        self.print = self.bar.right(KeyButton(say("page.print"), "Ctrl P", icon="printer"))
        self.open = self.bar.right(KeyButton(say("page.open"), "F6"))
        self.keep = self.bar.right(KeyButton(say("ask.keep"), "Enter", kind="main", bind=False))

    @property
    def at_head(self) -> tuple[KeyButton, ...]:
        """The buttons that bring pages."""
        return self.file, self.series, self.shoot

    def button(self, name: str) -> KeyButton:
        """Give a button by what it does."""
        found: KeyButton = getattr(self, name)
        return found

    def draw(self, view: FilingView, capture: CaptureView, *, prints: bool) -> None:
        """Show what can be done now."""
        going_on = view.series and bool(view.waiting)
        self.undo.setVisible(view.can_undo)
        self.keep.setVisible(bool(view.ask or view.check or view.choose) or going_on)
        self.keep.set_text(say("page.look", count=view.waiting) if going_on else say("ask.keep"))
        self.open.setVisible(bool(view.missing))
        self.print.setVisible(view.is_missing and prints and not view.asks)
        waiting = say("page.waiting", count=view.waiting) if view.waiting > 1 else ""
        self.bar.note(view.printed or view.gap or waiting)
        self.shoot.setVisible(capture.has_camera)
        self.other.setVisible(len(capture.roles) > 1)
        self.other.set_text(say("page.other" if capture.role in capture.roles[:1] else "page.other_back"))
        self.series.setVisible(capture.has_camera)
        self.series.set_text(say("page.series_end" if view.series else "page.series"))
        self.folder.set_text(say("page.folder_on", name=capture.folder) if capture.folder else say("page.folder"))
