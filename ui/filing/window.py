"""The page of papers: the paper under the camera, what is asked, what lies where."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui import clipboard
from ui.capture.preview import Frame
from ui.filing import dialogs
from ui.filing.beside import Beside
from ui.filing.check_panel import CheckPanel
from ui.filing.choose_panel import ChoosePanel
from ui.filing.file_line import FileLine
from ui.filing.glass import Glass
from ui.filing.model import FilingModel
from ui.filing.page_keys import PageKeys
from ui.filing.panel import AskPanel
from ui.filing.side import FiledSide
from ui.filing.view import FilingView, say
from ui.printing import Paper
from ui.widgets.hair_line import HairLine
from ui.widgets.page_head import PageHead
from ui.widgets.strip import Strip


class FilingPage(QFrame):
    """Draws a FilingView and forwards keys and pictures."""

    def __init__(self, model: FilingModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._capture = model, model.capture
        self._head, self.place = PageHead(say("page.title")), Glass()
        self.place.setAccessibleName(say("page.place"))
        self.strip, self.panel, self.choice, self.checks = Strip(), AskPanel(), ChoosePanel(), CheckPanel()
        self.side, self.files = FiledSide(), FileLine(model.capture)
        self._beside, self.keys = Beside(self.place, self.checks), PageKeys()
        self._build()
        self._connect()
        self.draw(model.view)

    def _build(self) -> None:
        for button in self.keys.at_head:
            self._head.add(button)
        left = QVBoxLayout()
        left.setSpacing(0)
        for part in (self._head, HairLine(), self.files, self.strip):
            left.addWidget(part)
        left.addWidget(self._beside, 1)
        left.addWidget(self.panel)
        left.addWidget(self.choice)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(left, 1)
        across.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(self.keys.bar)

    def _connect(self) -> None:
        model, capture = self._model, self._capture
        model.shown.connect(self.draw)
        capture.shown.connect(self._redraw)
        capture.framed.connect(self._draw_frame)
        capture.flashed.connect(self.place.flash)
        self.place.dropped.connect(capture.take_mime)
        self.place.drawn.connect(capture.drawn)
        self.place.bar.shoot.clicked.connect(capture.shoot)
        self.strip.chosen.connect(model.answers.answer)
        self.panel.edited.connect(model.answers.say)
        self.checks.written.connect(model.answers.write)
        self.checks.let_stand.connect(model.answers.let_stand)
        self.checks.other.connect(model.answers.not_this)
        self.checks.whole_asked.connect(lambda: model.note_whole(self.checks.show_whole))
        self.choice.chosen.connect(model.answers.choose)
        for done in (self.panel.done, self.checks.done):
            done.connect(model.keep)
        for dropped in (self.panel.dropped, self.checks.dropped, self.choice.dropped):
            dropped.connect(model.answers.drop)
        self.side.lines.chosen.connect(self._edit)
        if model.pages:
            model.pages.printing.asked.connect(self._ask_printer)
        self._connect_keys()

    def _connect_keys(self) -> None:
        model, capture = self._model, self._capture
        does = {"keep": model.keep, "undo": model.undo, "series": model.toggle_series, "print": model.print_pages}
        does |= {"open": model.open_case, "back": model.leave, "camera": model.choose_camera}
        does |= {"shoot": capture.shoot, "other": capture.use_other}
        does |= {"file": self._choose_files, "folder": self._choose_folder}
        for name, do in does.items():
            self.keys.button(name).clicked.connect(do)

    def _redraw(self) -> None:
        self.draw(self._model.view)

    def draw(self, view: FilingView) -> None:
        """Show a view."""
        capture = self._capture.view
        self._head.draw(say("page.title"), view.note)
        question = view.question
        kind, icon = ("danger", "ban") if question and question.refused else ("soon", "triangle-alert")
        wrong = "" if question else capture.wrong
        self.strip.draw(
            question.text if question else wrong, kind, icon=icon, buttons=question.answers if question else ()
        )
        self.files.draw(capture)
        held = self._is_held()
        self.keys.draw(view, capture, prints=self._model.pages is not None)
        self._draw_panels(view, held=held)
        self._draw_picture(view)
        self.side.draw(view)

    def _is_held(self) -> bool:
        """Whether the cursor stands in what is asked."""
        focus = self.focusWidget() or self
        return self.keys.keep.hasFocus() or any(
            panel.isAncestorOf(focus) for panel in (self.panel, self.checks, self.choice)
        )

    def _draw_panels(self, view: FilingView, *, held: bool) -> None:
        self._beside.share(fields=view.check is not None)
        for panel in (self.panel, self.checks, self.choice):
            panel.draw(view)
        if view.check and not view.check.open and self.checks.is_new:
            self.keys.keep.setFocus(Qt.FocusReason.OtherFocusReason)  # nothing is in doubt: Enter takes the page
        elif held and not (view.ask or view.check or view.choose):
            self._rest()  # the keys are the page's again

    def _draw_picture(self, view: FilingView) -> None:
        if view.picture and view.asks:
            self.place.draw_page(view.picture)
        elif not self._capture.view.live:
            self.place.draw_word(say("page.reading") if view.reading else self._word())

    def _word(self) -> str:
        capture = self._capture.view
        return capture.word if capture.has_camera else say("page.note")

    def _draw_frame(self, frame: Frame) -> None:
        if self._model.view.asks:
            self._capture.drawn()
        else:
            words = self._model.words(frame.look)
            self.place.draw_frame(frame, words)
            self.side.lines.aim(words.line - 1)

    def _choose_files(self) -> None:
        self._capture.open_files(dialogs.files_of(self))

    def _choose_folder(self) -> None:
        place = dialogs.folder_of(self)
        if place:
            self._capture.watch_folder(place)

    def _edit(self, key: str) -> None:
        dialogs.cut(self.window(), self._model, key)

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        if self.isVisible():
            dialogs.ask_printer(self.window(), self._model, paper, names)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter files the page that is asked about, wherever the focus is; a picture can be pasted."""
        view = self._model.view
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (view.asks or view.series):
            self._model.keep()
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self._capture.take_mime(clipboard.pasted())
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The camera runs while the page is on the glass."""
        super().showEvent(event)
        self._capture.start()
        self._rest()

    def hideEvent(self, event: QHideEvent) -> None:
        """What waits is written, the visit has its line, and the camera is let go."""
        super().hideEvent(event)
        self._model.stop()

    def focusInEvent(self, _event: QEvent) -> None:
        """Begin with what brings a paper."""
        self._rest()

    def _rest(self) -> None:
        """Put the cursor where Enter does no harm while a camera brings pages, else on the button that brings them."""
        place = self.place if self._capture.view.has_camera else self.keys.file
        place.setFocus(Qt.FocusReason.OtherFocusReason)
