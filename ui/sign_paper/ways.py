"""What can be done for whoever signs now: say who it is, confirm the ink, or note why there is none."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.sign.column import Below
from ui.sign.view import NOW, SignerRow, SignView
from ui.sign_paper.view import PaperView, say
from ui.widgets.field import Field, FieldView
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para

_WIDE = 320


class PlaceWays(Below):
    """The part below the current place. `named(str)`, `because(str)`, `before(str)`, `pen()`, `recorded()`."""

    named = Signal(str)
    because = Signal(str)
    before = Signal(str)
    pen = Signal()
    recorded = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.accept.set_text(say("accept"))
        self._hint = Para(width=_WIDE)
        self.who = self._field("who", self.named, self.pen)
        self.reason = self._field("reason", self.because, self._to_present)
        self.there = self._field("present", self.before, self.recorded)
        self.record = KeyButton(say("record"), "Enter", kind="main", bind=False)
        self.back = KeyButton(say("take_back"), "F8", size="small")
        self.declines = {
            "refused": KeyButton(say("refused"), "F6", size="way"),
            "unable": KeyButton(say("unable"), "F7", size="way"),
        }
        for widget in (self._hint, self.who, self.accept, self._two(), self.reason, self.there, self.record):
            self._inside.addWidget(widget)
        self._inside.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.record.clicked.connect(self.recorded)
        self.back.clicked.connect(lambda: self.chosen.emit(""))

    def _field(self, name: str, typed: SignalInstance, entered: Callable[[], object] | SignalInstance) -> Field:
        field = Field(say(name), placed="above")
        field.edited.connect(typed)
        field.entered.connect(entered)
        return field

    def _to_present(self) -> None:
        self.there.setFocus()

    def _two(self) -> QWidget:
        self._declining = QWidget()
        self._declining.setProperty("bare", "true")
        row = QHBoxLayout(self._declining)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for way, button in self.declines.items():
            row.addWidget(button)
            button.clicked.connect(lambda _=False, way=way: self.chosen.emit(way))
        return self._declining

    def draw(self, row: SignerRow, view: SignView) -> None:
        """Show who signs, and what is still to be said; nothing for a place that is done or not in turn."""
        if not isinstance(view, PaperView):
            return
        declines = bool(view.declining)
        self.setVisible(row.state == NOW)
        self._hint.draw(self._said(view))
        _put(self.who, view.signer)
        _put(self.reason, view.reason)
        _put(self.there, view.present)
        self.accept.setVisible(view.pen)
        (self.accept.on() if view.has_ink else self.accept.off(say("no_ink")))
        self.who.setVisible(not (view.pen or declines))
        self._declining.setVisible(view.can_decline and not (declines or view.has_ink))
        for widget in (self.reason, self.there, self.record, self.back):
            widget.setVisible(declines)

    @staticmethod
    def _said(view: PaperView) -> str:
        if view.declining:
            return say("declines", name=view.signer, way=say(view.declining))
        return say("here", name=view.signer) if view.pen else say("begin")

    def first(self, view: PaperView) -> None:
        """Put the cursor where somebody has to type something."""
        if view.declining:
            missing = self.there if view.reason.strip() else self.reason
            missing.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not view.pen:
            self.who.setFocus(Qt.FocusReason.OtherFocusReason)
            self.who.edit.selectAll()


def _put(field: Field, text: str) -> None:
    if field.text != text:
        field.draw(FieldView(text))
