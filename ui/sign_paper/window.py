"""The page of a paper with several signers: the paper on the desk, at the right whose turn it is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.printer_choice import ask_printer
from ui.printing import Paper
from ui.sign.column import WhoColumn
from ui.sign.paper import PaperView as PaperDesk
from ui.sign.view import NOW
from ui.sign.view import say as of_signing
from ui.sign_paper.model import PaperSignModel
from ui.sign_paper.view import PaperView, say
from ui.sign_paper.ways import PlaceWays
from ui.widgets.action_bar import ActionBar
from ui.widgets.key_button import KeyButton
from ui.widgets.page_head import PageHead
from ui.widgets.strip import Strip


class PaperSignPage(QFrame):
    """Draws a PaperView and forwards keys: F9 gives the pen, Enter confirms, F6 and F7 decline, Ctrl P prints."""

    def __init__(self, model: PaperSignModel) -> None:
        super().__init__()
        self.setProperty("ground", "desk")
        self.model = model
        self._printed, self._declining, self._wrong = 0, "", ""
        self.head, self.refused, self.void = PageHead(""), Strip(), Strip()
        self.pen = KeyButton(say("take_pen"), "F9", icon="pen-line")
        self.undo = KeyButton(of_signing("page.undo"), "Ctrl Z", icon="undo-2")
        self.clear = KeyButton(of_signing("page.clear"), "Del")
        self.paper, self.ways = PaperDesk(), PlaceWays()
        self.who = WhoColumn(ways=self.ways, title=say("column"))
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(say("back"), "Esc"))
        self.out = self.bar.left(KeyButton(say("print"), "Ctrl P", icon="printer"))
        self._lay_out()
        self._connect()
        self.draw(model.view)

    def _lay_out(self) -> None:
        for button in (self.undo, self.clear, self.pen):
            self.head.add(button)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.head)
        for strip in (self.void, self.refused):
            strip.setProperty("edge", "bottom")
            middle.addWidget(strip)
        middle.addWidget(self.paper, 1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(middle, 1)
        across.addWidget(self.who)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(self.bar)

    def _connect(self) -> None:
        model, paper, ways = self.model, self.paper, self.ways
        model.shown.connect(self.draw)
        model.drawn.connect(paper.show_picture)
        model.cleared.connect(paper.field.clear)
        model.turned.connect(self._turn)
        model.moved.connect(self._begin)
        model.printing.asked.connect(self._ask_printer)
        paper.wanted.connect(model.want)
        paper.seen.connect(model.see)
        paper.at.connect(self._is_at)
        paper.field.written.connect(model.write)
        self.pen.clicked.connect(model.take_pen)
        self.undo.clicked.connect(paper.field.undo)
        self.clear.clicked.connect(model.clear)
        self.who.chosen.connect(model.choose)
        self.who.way.connect(model.decline)
        self.who.accepted.connect(model.accept)
        for typed, take in ((ways.named, model.name), (ways.because, model.because), (ways.before, model.before)):
            typed.connect(take)
        self._connect_keys()

    def _connect_keys(self) -> None:
        model, paper, ways = self.model, self.paper, self.ways
        ways.pen.connect(model.take_pen)
        ways.recorded.connect(model.record)
        self.back.clicked.connect(self._leave)
        self.out.clicked.connect(model.print)
        for key, act in (
            ("PgDown", lambda: paper.turn(1)),
            ("PgUp", lambda: paper.turn(-1)),
            ("Down", lambda: model.step(1)),
            ("Up", lambda: model.step(-1)),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def draw(self, view: PaperView) -> None:
        """Show a view."""
        current = view.current
        self.paper.draw(view.sheets, view.box, near=view.pen)
        self.paper.field.light(lit=view.pen)
        self.paper.field.setAccessibleName(say("field", name=view.signer) if view.signer else "")
        self.paper.setAccessibleName(view.title)
        self.who.draw(view, footless=bool(view.declining))
        can_write = current is not None and current.state == NOW
        self.pen.setVisible(can_write and not view.pen and not view.declining)
        for button in (self.undo, self.clear):
            button.setVisible(view.pen)
            button.setEnabled(view.has_ink)
        self.refused.draw(view.refused, "danger", icon="ban")
        self.void.draw(view.void, "soon", icon="triangle-alert")
        self.out.setVisible(bool(view.sheets))
        self._draw_head(view)
        asked_anew = view.declining != self._declining or (view.refused and view.refused != self._wrong)
        self._declining, self._wrong = view.declining, view.refused
        if asked_anew:
            self.ways.first(view)

    def _draw_head(self, view: PaperView) -> None:
        where = say("where", page=self._printed or 1, pages=view.of_pages, name=view.whose) if view.sheets else ""
        self.head.draw(view.title, where)

    def _is_at(self, printed: int) -> None:
        if printed != self._printed:
            self._printed = printed
            self._draw_head(self.model.view)

    def _turn(self, to_field: bool) -> None:  # noqa: FBT001 - connected to a signal that carries the value
        if to_field:
            self.paper.show_field()
            self.paper.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.paper.begin()

    def _begin(self) -> None:
        """Begin with the name where it has to be typed, else with the paper."""
        view = self.model.view
        if view.current and view.current.state == NOW and not view.signer:
            self.ways.first(view)
        else:
            self.paper.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        self.model.back_asked.emit(self.model.case.id)

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        ask_printer(self, names, lambda name: self.model.printing.choose(paper, name))

    def focusInEvent(self, _event: QFocusEvent) -> None:
        """Begin with who signs."""
        self._begin()
