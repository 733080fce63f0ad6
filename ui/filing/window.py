"""The page of returned papers: the paper under the camera, what is asked, what was filed where."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

import resources
from ui.capture.picture import PicturePlace
from ui.capture.preview import Frame
from ui.filing.model import FilingModel
from ui.filing.panel import AskPanel
from ui.filing.side import FiledSide
from ui.filing.view import FilingView, say
from ui.printer_choice import PrinterChoice
from ui.printing import Paper
from ui.widgets.action_bar import ActionBar
from ui.widgets.hair_line import HairLine
from ui.widgets.key_button import KeyButton
from ui.widgets.page_head import PageHead
from ui.widgets.strip import Strip

_MOST = 16_777_215


class FilingPage(QFrame):
    """Draws a FilingView and forwards keys and pictures."""

    def __init__(self, model: FilingModel) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        self._model, self._capture = model, model.capture
        self._head = PageHead(say("page.title"))
        self.place = PicturePlace(QSize(240, 240))
        self.place.setMinimumSize(240, 160)
        self.place.setMaximumSize(_MOST, _MOST)
        self.place.setAccessibleName(say("page.place"))
        self.strip, self.panel = Strip(), AskPanel()
        self.side = FiledSide()
        self._buttons()
        self._build()
        self._connect()
        self.draw(model.view)

    def _buttons(self) -> None:
        self.shoot = KeyButton(say("page.shoot"), "F8", icon="camera")
        self.file = KeyButton(say("page.file"), "Ctrl O", icon="image")
        self.folder = KeyButton(say("page.folder"), kind="quiet")
        self.bar = ActionBar()
        self.back = self.bar.left(KeyButton(say("page.back"), "Esc"))
        self.undo = self.bar.left(KeyButton(say("page.undo"), "Ctrl Z", icon="undo-2"))
        self.print = self.bar.right(KeyButton(say("page.print"), "Ctrl P", icon="printer"))
        self.open = self.bar.right(KeyButton(say("page.open"), "F6"))
        self.keep = self.bar.right(KeyButton(say("ask.keep"), "Enter", kind="main", bind=False))

    def _build(self) -> None:
        for button in (self.folder, self.file, self.shoot):
            self._head.add(button)
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        for widget in (self._head, HairLine()):
            left.addWidget(widget)
        around = QVBoxLayout()
        around.setContentsMargins(24, 16, 24, 16)
        around.setSpacing(12)
        around.addWidget(self.strip)
        around.addWidget(self.place, 1)
        left.addLayout(around, 1)
        left.addWidget(self.panel)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(left, 1)
        across.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(across, 1)
        column.addWidget(self.bar)

    def _connect(self) -> None:
        model, capture = self._model, self._capture
        model.shown.connect(self.draw)
        capture.shown.connect(self._redraw)
        capture.framed.connect(self._draw_frame)
        self.place.dropped.connect(capture.take_mime)
        self.place.drawn.connect(capture.drawn)
        self.strip.chosen.connect(model.answer)
        self.panel.edited.connect(model.say)
        self.panel.done.connect(model.keep)
        self.panel.dropped.connect(model.drop)
        self.keep.clicked.connect(model.keep)
        self.undo.clicked.connect(model.undo)
        self.print.clicked.connect(model.print_pages)
        if model.pages:
            model.pages.printing.asked.connect(self._ask_printer)
        self.open.clicked.connect(model.open_case)
        self.back.clicked.connect(model.leave)
        self.shoot.clicked.connect(capture.shoot)
        self.file.clicked.connect(self._choose_files)
        self.folder.clicked.connect(self._choose_folder)

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
        held = self.panel.isAncestorOf(self.focusWidget() or self)
        self.panel.draw(view)
        if held and view.ask is None:  # the keys belong to the page again, and Enter does not leave it
            self.file.setFocus(Qt.FocusReason.OtherFocusReason)
        self._draw_picture(view)
        self.side.draw(view)
        self.undo.setVisible(view.can_undo)
        self.keep.setVisible(view.ask is not None)
        self.open.setVisible(bool(view.missing))
        self.print.setVisible(view.is_missing and self._model.pages is not None and view.ask is None)
        self.bar.note(view.printed)
        self.shoot.setVisible(capture.has_camera)
        self.folder.set_text(say("page.folder_on", name=capture.folder) if capture.folder else say("page.folder"))

    def _draw_picture(self, view: FilingView) -> None:
        if view.picture:
            self.place.draw_page(view.picture, None, ())
        elif view.reading or not self._capture.view.live:
            self.place.draw_empty(say("page.reading") if view.reading else self._word())

    def _word(self) -> str:
        capture = self._capture.view
        return capture.word if capture.has_camera else say("page.note")

    def _draw_frame(self, frame: Frame) -> None:
        if self._model.view.picture and (self._model.view.ask or self._model.view.question):
            self._capture.drawn()
        else:
            self.place.draw_frame(frame, say("page.next"))

    def _choose_files(self) -> None:
        kinds = resources.text("picture", "dialog.file_kinds")
        chosen, _ = QFileDialog.getOpenFileNames(self, say("page.choose_file"), "", kinds)
        for place in chosen:
            self._capture.open_file(Path(place))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("page.choose_folder"))
        if chosen:
            self._capture.watch_folder(Path(chosen))

    def _ask_printer(self, paper: Paper, names: tuple[str, ...]) -> None:
        """The question is asked by the page that is looked at."""
        pages = self._model.pages
        if not self.isVisible() or pages is None or not pages.press.owns(paper):
            return
        choice = PrinterChoice(self.window(), names)
        choice.chosen.connect(pages.choose)
        choice.dismissed.connect(pages.choose_none)
        choice.ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter files the page that is asked about, wherever the focus is."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._model.view.ask:
            self._model.keep()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The camera runs while the page is on the glass."""
        super().showEvent(event)
        self._capture.start()
        self.file.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """What waits is written, the visit has its line, and the camera is let go."""
        super().hideEvent(event)
        self._model.stop()

    def focusInEvent(self, _event: QEvent) -> None:
        """Begin with the button that brings a paper."""
        self.file.setFocus(Qt.FocusReason.OtherFocusReason)
