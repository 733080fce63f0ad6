"""The page of signatures: head, paper on the desk, who has still to sign."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.sign.column import WhoColumn
from ui.sign.model import SignModel
from ui.sign.paper import PaperView
from ui.sign.thumb import ThumbModel
from ui.sign.thumb_panel import ThumbPanel
from ui.sign.thumb_place import ThumbPlace
from ui.sign.view import NOW, SignView, say
from ui.widgets.key_button import KeyButton
from ui.widgets.page_head import PageHead
from ui.widgets.strip import Strip


class SignPage(QFrame):
    """Draws a SignView and forwards; it stands in the intake, whose frame has the bar with 受理."""

    def __init__(self, model: SignModel, thumb: ThumbModel | None = None) -> None:
        super().__init__()
        self.setProperty("ground", "desk")
        self._model, self._thumb = model, thumb
        self._printed = 0
        self._head = PageHead(say("page.title"))
        self._pen = KeyButton(say("page.take_pen"), "F9", icon="pen-line")
        self._press = KeyButton(say("page.thumb"), "F7")
        self._undo = KeyButton(say("page.undo"), "Ctrl Z", icon="undo-2")
        self._clear = KeyButton(say("page.clear"), "Del")
        self._refused = Strip()
        self.paper = PaperView()
        self._stack = QStackedWidget()
        self.panel = ThumbPanel(thumb) if thumb else None
        self.place = ThumbPlace(thumb) if thumb else None
        self._who = WhoColumn(self.panel)
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        for button in (self._undo, self._clear, self._press, self._pen):
            self._head.add(button)
        middle = QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._head)
        strip = QHBoxLayout()
        strip.setContentsMargins(24, 0, 24, 0)
        strip.addWidget(self._refused)
        middle.addLayout(strip)
        self._stack.addWidget(self.paper)
        if self.place:
            room = QWidget()
            inside = QHBoxLayout(room)
            inside.setContentsMargins(24, 0, 24, 0)
            inside.addWidget(self.place)
            self._stack.addWidget(room)
        middle.addWidget(self._stack, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(self._who)
        self.paper.setAccessibleName(say("page.paper"))
        self.setFocusProxy(self.paper)

    def _connect(self) -> None:
        model, paper = self._model, self.paper
        model.shown.connect(self.draw)
        model.drawn.connect(paper.show_picture)
        model.cleared.connect(paper.field.clear)
        model.turned.connect(self._turn)
        paper.wanted.connect(model.want)
        paper.seen.connect(model.see)
        paper.at.connect(self._is_at)
        paper.field.written.connect(model.write)
        self._pen.clicked.connect(model.take_pen)
        self._press.clicked.connect(self._begin_pressing)
        if self._thumb and self.panel:
            self._thumb.shown.connect(self._redraw)
            self.panel.left.connect(self._end_pressing)
        self._undo.clicked.connect(paper.field.undo)
        self._clear.clicked.connect(model.clear)
        self._who.chosen.connect(model.choose)
        self._who.way.connect(model.sign_later)
        self._who.accepted.connect(model.accept)
        keys = {
            "PgDown": lambda: paper.turn(1),
            "PgUp": lambda: paper.turn(-1),
            "Down": lambda: model.step(1),
            "Up": lambda: model.step(-1),
        }  # fmt: skip - one key is one word to the eye
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _redraw(self) -> None:
        self.draw(self._model.view)

    def draw(self, view: SignView) -> None:
        """Show a view."""
        current = view.current
        self.paper.draw(view.sheets, view.box)
        self.paper.field.light(lit=view.pen)
        self.paper.field.setAccessibleName(say("page.field", name=current.name) if current else "")
        presses = self._presses
        self._who.draw(view, presses=presses)
        self._pen.setVisible(not view.pen and not presses and current is not None and current.state == NOW)
        self._press.setVisible(bool(self._thumb and current and current.may_press and not presses and not view.pen))
        self._stack.setCurrentIndex(1 if presses else 0)
        for button in (self._undo, self._clear):
            button.setVisible(view.pen and not presses)
            button.setEnabled(view.has_ink)
        self._refused.draw(view.refused)
        self._draw_head(view)

    def _draw_head(self, view: SignView) -> None:
        printed = self._printed or (view.sheets[0].printed if view.sheets else 0)
        shown = view.sheets and not self._presses
        note = say("page.where", page=printed, pages=view.of_pages) if shown else ""
        self._head.draw(say("page.title"), note)

    # --- a thumb in place of a name
    @property
    def _presses(self) -> bool:
        return bool(self._thumb and self._thumb.view.name)

    def _begin_pressing(self) -> None:
        draft, current = self._model.draft, self._model.view.current
        if self._thumb and draft and current:
            self._thumb.begin(draft, current.member)

    def _end_pressing(self) -> None:
        if self._thumb:
            self._thumb.end()
        self.paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody presses behind another page, and the camera is let go."""
        super().hideEvent(event)
        if self._thumb:
            self._thumb.end()

    def _is_at(self, printed: int) -> None:
        if printed != self._printed:
            self._printed = printed
            self._draw_head(self._model.view)

    def _turn(self, to_field: bool) -> None:  # noqa: FBT001 - connected to a signal that carries the value
        if to_field:
            self.paper.show_field()
        else:
            self.paper.begin()
