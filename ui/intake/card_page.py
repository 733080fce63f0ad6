"""The step of the identity card: picture at the left, what was read at the right."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout

import resources
from ui.capture.model import CaptureView
from ui.capture.picture import PicturePlace
from ui.capture.preview import Frame
from ui.intake.card import FIELDS
from ui.intake.card_model import CardModel
from ui.intake.card_row import CardRow
from ui.intake.card_strip import CardStrip
from ui.intake.card_view import CardView, SideView
from ui.intake.step_page import StepPage
from ui.theme import look
from ui.widgets.chip import Chip
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para

_LARGE, _SMALL = QSize(392, 248), QSize(160, 101)


class CardPage(StepPage):
    """Draws a CardView and what the camera sees; forwards typing, answers and pictures."""

    def __init__(self, model: CardModel) -> None:
        self._say, self._words = resources.texts("intake")["card"], resources.texts("capture")
        self._title: str = resources.texts("intake")["rail"]["steps"][1]
        super().__init__(self._title)
        self._model = model
        self._type = KeyButton(self._say["type"], "F7", icon="keyboard")
        self.strip = CardStrip()
        self.front, self.back = PicturePlace(_LARGE), PicturePlace(_SMALL)
        self._front_chip, self._back_chip, self._taken = Chip(), Chip(), Label("", "note", "ink3")
        self._turn, self._turn_note = Label(strong=True), Para("", "body", "ink2")
        self.buttons = self._make_buttons()
        self._news: tuple[object, ...] = ()
        grid = QGridLayout()
        self.rows = {name: CardRow(name, grid, nth) for nth, name in enumerate(FIELDS)}
        self._build(grid)
        self._connect()

    def _make_buttons(self) -> dict[str, KeyButton]:
        say = self._words["button"]
        return {
            "shoot": KeyButton(say["shoot"], "F8", size="small", icon="camera"),
            "file": KeyButton(say["file"], "Ctrl O", size="small", icon="image"),
            "paste": KeyButton(say["paste"], "Ctrl V", kind="quiet", size="small"),
            "folder": KeyButton(say["folder"], kind="quiet", size="small"),
        }

    def _build(self, grid: QGridLayout) -> None:
        self.head.add(Label(self._say["hint"], "note", "ink2"))
        self.head.add(self._type)
        self.body.addWidget(self.strip)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, 56)
        grid.setColumnMinimumWidth(3, look().types["body"][0] * 8)
        grid.setColumnStretch(2, 1)
        right = QVBoxLayout()
        right.addLayout(grid)
        right.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(32)
        across.addLayout(self._pictures())
        across.addLayout(right, 1)
        self.body.addLayout(across)
        self.body.addStretch(1)

    def _pictures(self) -> QVBoxLayout:
        below = QHBoxLayout()
        below.addWidget(self._front_chip)
        below.addStretch(1)
        below.addWidget(self._taken)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for widget in (self._turn, self._turn_note, self._back_chip):
            words.addWidget(widget)
        words.addStretch(1)
        back = QHBoxLayout()
        back.setSpacing(16)
        back.addWidget(self.back)
        back.addLayout(words)
        back.addStretch(1)
        keys, more = QHBoxLayout(), QHBoxLayout()
        for row, names in ((keys, ("shoot", "file")), (more, ("paste", "folder"))):
            row.setSpacing(8)
            for name in names:
                row.addWidget(self.buttons[name])
            row.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self.front)
        column.addLayout(below)
        column.addSpacing(8)
        column.addLayout(back)
        column.addSpacing(8)
        column.addLayout(keys)
        column.addLayout(more)
        column.addStretch(1)
        return column

    def _connect(self) -> None:
        model, capture = self._model, self._model.capture
        capture.framed.connect(self._draw_frame)
        capture.shown.connect(self._draw_words)
        for place in (self.front, self.back):
            place.dropped.connect(capture.take_mime)
            place.drawn.connect(capture.drawn)
        self._type.clicked.connect(self._type_by_hand)
        self.buttons["shoot"].clicked.connect(model.shoot)
        self.buttons["file"].clicked.connect(self._choose_file)
        self.buttons["paste"].clicked.connect(lambda: capture.take_mime(QGuiApplication.clipboard().mimeData()))
        self.buttons["folder"].clicked.connect(self._choose_folder)
        self.strip.kept.connect(model.keep_anyway)
        self.strip.dropped.connect(model.drop)
        self.strip.again.connect(model.shoot)
        for row in self.rows.values():
            row.written.connect(model.write)
            row.settled.connect(model.settle)
            row.entered.connect(self._go_on)
            row.stepped.connect(self._step)
            row.offered.connect(self._take_offer)
            row.eyed.connect(lambda revealed: model.reveal(revealed=revealed))

    # --- what is shown
    def draw(self, view: CardView) -> None:
        """Show a card."""
        self.head.draw(self._title, view.note)
        self.strip.draw(view)
        for field in view.fields:
            self.rows[field.name].draw(field, typing=view.typing, revealed=view.revealed)
        self._draw_places(view)
        self._draw_words(self._model.capture.view)
        self._follow(view)

    def _follow(self, view: CardView) -> None:
        """When a picture has been read the cursor goes to the first doubt, or on when there is none."""
        news = (view.member, view.busy, view.front.state, view.back.state, view.ask)
        before, self._news = self._news, news
        if news == before or view.busy or view.ask or any(row.is_typed for row in self.rows.values()):
            return
        if view.first_doubt:
            self.rows[view.first_doubt].focus()
        elif "empty" not in (view.front.state, view.back.state):
            self.finished.emit()

    def _draw_places(self, view: CardView) -> None:
        reading = view.busy and view.front.state == "empty"
        if view.wants_front or view.front.state == "empty":
            self.front.draw_empty(self._say["reading"] if reading else self._model.capture.view.word)
        else:
            self.front.draw_page(view.front.picture, view.front.page, view.front.boxes)
        if view.back.picture:
            self.back.draw_page(view.back.picture, view.back.page, view.back.boxes)
        else:
            self.back.draw_empty(resources.text("codes", "slot.id_back"))
        self._draw_side(self._front_chip, view.front, shown=not view.wants_front)
        self._draw_side(self._back_chip, view.back, shown=True)
        self._taken.draw(view.front.taken if not view.wants_front else "")
        turn = view.front.state != "empty" and view.back.state == "empty"
        self._turn.setVisible(turn)
        self._turn_note.setVisible(turn)
        self._turn.draw(self._say["reading"] if view.busy else self._say["back_title"])
        name = "back_text" if self._model.capture.view.has_camera else "back_text_no_camera"
        self._turn_note.draw(f"{self._say[name]}\n{self._say['back_note']}")

    def _draw_side(self, chip: Chip, side: SideView, *, shown: bool) -> None:
        chip.setVisible(shown and side.state != "empty")
        chip.draw(side.word, "soon" if side.doubtful else "plain", sign="soon" if side.doubtful else "check")

    def _draw_words(self, capture: CaptureView) -> None:
        view = self._model.view
        shoot, say = self.buttons["shoot"], self._words
        shoot.setVisible(capture.has_camera and view.ask is None)
        shoot.set_text(say["button"]["shoot" if view.wants_front or view.wants_back else "again"])
        name = say["dialog"]["folder_on"].format(name=capture.folder) if capture.folder else say["button"]["folder"]
        self.buttons["folder"].set_text(name)
        self.strip.draw_wrong(view.refused or capture.wrong)
        if view.wants_front and not capture.live and not view.busy:
            self.front.draw_empty(capture.word)

    def _draw_frame(self, frame: Frame) -> None:
        view, word = self._model.view, self._model.capture.view.word
        if view.wants_front:
            self.front.draw_frame(frame, self._say["reading"] if view.busy else word)
        elif view.wants_back:
            self.back.draw_frame(frame, "")
        else:
            self._model.capture.drawn()

    # --- what is done
    def _choose_file(self) -> None:
        say = self._words["dialog"]
        chosen, _ = QFileDialog.getOpenFileName(self, say["file"], "", say["file_kinds"])
        if chosen:
            self._model.capture.open_file(Path(chosen))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._words["dialog"]["folder"])
        if chosen:
            self._model.capture.watch_folder(Path(chosen))

    def _type_by_hand(self) -> None:
        self._model.type_by_hand()
        self.rows[FIELDS[0]].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_offer(self, name: str, nth: int) -> None:
        self._model.take_offer(name, nth)
        self._go_on(name)

    def _go_on(self, name: str) -> None:
        """The next doubt, else the next empty field while one types by hand, else the page is done."""
        view = self._model.view
        later = FIELDS[FIELDS.index(name) + 1 :]
        open_ones = [one for one in later if view.typing and not view.named(one).full]
        if view.first_doubt:
            self.rows[view.first_doubt].focus()
        elif open_ones:
            self.rows[open_ones[0]].focus()
        else:
            self.finished.emit()

    def _step(self, name: str, rows: int) -> None:
        place = FIELDS.index(name) + rows
        if 0 <= place < len(FIELDS):
            self.rows[FIELDS[place]].field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Begin with the first doubt; else where a picture is brought; else the page goes on."""
        view = self._model.view
        if view.first_doubt:
            self.rows[view.first_doubt].focus()
        elif view.front.state == "empty" and not view.typing and not view.named("name").full:
            first = self.buttons["shoot" if self._model.capture.view.has_camera else "file"]
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.finished.emit()

    def focus_place(self, place: str) -> None:
        """Put the cursor into a field by its place."""
        name = place.rsplit(".", maxsplit=1)[-1]
        self.rows[name if name in self.rows else FIELDS[0]].focus()
