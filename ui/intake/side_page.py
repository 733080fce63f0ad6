"""Draws any page beside the steps: what is known, what is written, what may be ticked, what is refused."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui import clipboard, files
from ui.capture.model import CaptureModel
from ui.capture.picture import PicturePlace
from ui.capture.preview import Frame
from ui.intake.side import SideField, SideModel, SideView
from ui.intake.side_row import SideRow
from ui.intake.step_page import StepPage
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para
from ui.widgets.strip import Strip

_PICTURE, _COLUMN, _LABEL = QSize(392, 248), 760, 112


class SidePage(StepPage):
    """Draws a SideView and forwards what is typed; `ended()` for the way out beside the verb."""

    ended = Signal()

    def __init__(self, model: SideModel, capture: CaptureModel) -> None:
        super().__init__("")
        self._model, self._capture = model, capture
        say = resources.texts("intake_side")["page"]
        self.strip = Strip()
        self.place = PicturePlace(_PICTURE)
        self.shoot = KeyButton(say["shoot"], "F8", size="small", icon="camera")
        self.file = KeyButton(say["file"], "Ctrl O", size="small", icon="image")
        self.paste = KeyButton(say["paste"], "Ctrl V", kind="quiet", size="small")
        self.other = KeyButton("", "F7")
        self.ending = KeyButton("", "Ctrl E", kind="quiet")
        self.paper = KeyButton(say["again"], "Ctrl P", icon="printer")
        self._lead, self._lines, self._rows = Para("", "body", "ink2", width=_COLUMN), QGridLayout(), QVBoxLayout()
        self._shown: list[QWidget] = []
        self._known: tuple[tuple[str, str], ...] = ()
        self.rows: dict[str, SideRow] = {}
        self._build()
        self._connect()

    def _build(self) -> None:
        for button in (self.ending, self.other, self.paper):
            self.head.add(button)
        self._lines.setHorizontalSpacing(12)
        self._lines.setVerticalSpacing(8)
        self._lines.setColumnMinimumWidth(0, _LABEL)
        self._lines.setColumnStretch(1, 1)
        self._rows.setSpacing(12)
        self._pictures = QWidget()
        left = QVBoxLayout(self._pictures)
        left.setContentsMargins(0, 0, 16, 0)
        left.addWidget(self.place)
        buttons = QHBoxLayout()
        for one in (self.shoot, self.file, self.paste):
            buttons.addWidget(one)
        buttons.addStretch(1)
        left.addLayout(buttons)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(16)
        for part in (self._lead, self._lines, self._rows):
            right.addWidget(part) if isinstance(part, QWidget) else right.addLayout(part)
        right.addStretch(1)
        across = QHBoxLayout()
        across.addWidget(self._pictures, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(right, 1)
        self.body.addWidget(self.strip)
        self.body.addSpacing(8)
        self.body.addLayout(across)
        self.body.addStretch(1)

    def _connect(self) -> None:
        model, capture = self._model, self._capture
        model.filled.connect(self.focus_first)
        self.strip.chosen.connect(model.answer)
        self.other.clicked.connect(model.other)
        self.ending.clicked.connect(self.ended)
        self.paper.clicked.connect(model.print_paper)
        self.shoot.clicked.connect(capture.shoot)
        self.file.clicked.connect(self._choose_file)
        self.paste.clicked.connect(lambda: capture.take_mime(clipboard.pasted()))
        self.place.dropped.connect(capture.take_mime)
        self.place.drawn.connect(capture.drawn)
        capture.framed.connect(self._draw_frame)

    # --- what is shown
    def draw(self, view: SideView) -> None:
        """Show the page as its model stands."""
        self.head.draw(view.title, view.note)
        self.strip.draw(view.strip, "danger", icon="ban", buttons=view.answers)
        self._lead.draw(view.lead)
        self._lead.setVisible(bool(view.lead))
        for button, verb in ((self.other, view.other), (self.ending, view.ending)):
            button.setVisible(bool(verb))
            button.set_text(verb)
        self.paper.setVisible(view.papers)
        self._pictures.setVisible(view.pictures)
        self.shoot.setVisible(self._capture.view.has_camera)
        if view.pictures and (view.word or not self._capture.view.live):
            self.place.draw_empty(view.word or self._capture.view.word)
        self._draw_lines(view.lines)
        self._draw_rows(view)

    def _draw_lines(self, lines: tuple[tuple[str, str], ...]) -> None:
        if lines == self._known:
            return
        self._known = lines
        for widget in self._shown:
            widget.hide()
            widget.deleteLater()
        self._shown = []
        for row, (label, text) in enumerate(lines):
            top = Qt.AlignmentFlag.AlignTop
            pair = (Label(label, "body", "ink2"), Para(text, "body", "ink3", width=_COLUMN - _LABEL))
            for column, widget in enumerate(pair):
                self._lines.addWidget(widget, row, column, top)
            self._shown += pair

    def _draw_rows(self, view: SideView) -> None:
        """Lines that stay are left alone: somebody may be typing in one of them."""
        wanted = {field.name: field for field in view.fields}
        begins = not self.rows and bool(wanted)
        for name in [name for name in self.rows if name not in wanted]:
            gone = self.rows.pop(name)
            gone.hide()
            gone.deleteLater()
        for nth, (name, field) in enumerate(wanted.items()):
            if name not in self.rows:
                self.rows[name] = self._row(field)
                self._rows.insertWidget(nth, self.rows[name])
            self.rows[name].draw(field)
        self.rows = {name: self.rows[name] for name in wanted}
        self.stops = list(self.rows.values())
        if begins and self.isVisible():
            self.focus_first()

    def _row(self, field: SideField) -> SideRow:
        row = SideRow(field, _LABEL)
        row.setMaximumWidth(_COLUMN)
        row.written.connect(self._model.write)
        row.ticked.connect(lambda name, ticked: self._model.tick(name, ticked=ticked))
        row.picked.connect(self._pick)
        row.passed.connect(lambda: self.go_on_from(row))
        return row

    def _pick(self, nth: int) -> None:
        """A number ticks the line in that place."""
        rows = list(self.rows.values())
        if 0 <= nth < len(rows):
            rows[nth].toggle()

    def _draw_frame(self, frame: Frame) -> None:
        if self.isVisible() and self._pictures.isVisible():
            self.place.draw_frame(frame, self._capture.view.word)

    def focus_first(self) -> None:
        """Begin with what is refused, else with the first line that is still empty, else with the verb."""
        if self.strip.text and self.strip.buttons:
            self.strip.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        blank = next((row for row in self.rows.values() if row.is_blank), None)
        begin = self.rows.get(self._model.view.first, blank)
        if begin:
            begin.setFocus(Qt.FocusReason.OtherFocusReason)
            begin.field.edit.selectAll()
        else:
            self.finished.emit()

    def focus_place(self, place: str) -> None:
        """Put the cursor into a line by name."""
        if place in self.rows:
            self.rows[place].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.focus_first()

    def _choose_file(self) -> None:
        say = resources.texts("picture")["dialog"]
        chosen = files.open_file(self, say["file"], say["file_kinds"])
        if chosen:
            self._capture.open_file(chosen)
