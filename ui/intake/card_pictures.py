"""The left of the card page: both sides of the card, or the camera in their place, and other sources of pictures."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui import clipboard, files
from ui.capture.model import CaptureModel, CaptureView
from ui.capture.picture import PicturePlace
from ui.capture.preview import Frame
from ui.intake.card_model import CardModel
from ui.intake.card_view import CardView, SideView
from ui.widgets.chip import Chip
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para

_LARGE, _SMALL = QSize(392, 248), QSize(160, 101)


class CardPictures(QWidget):
    """Draws the pictures of a CardView and the frames of the camera; buttons and dropped files bring pictures."""

    def __init__(self, model: CardModel) -> None:
        super().__init__()
        self._say, self._words = resources.texts("intake")["card"], resources.texts("picture")
        self._model, self._capture = model, model.capture
        self.front, self.back = PicturePlace(_LARGE), PicturePlace(_SMALL)
        self._front_chip, self._back_chip, self._taken = Chip(), Chip(), Label("", "note", "ink3")
        self._turn, self._turn_note = Label(strong=True), Para("", "body", "ink2")
        self.buttons = self._make_buttons()
        self._build()
        self._connect(model.capture)

    def _make_buttons(self) -> dict[str, KeyButton]:
        say = self._words["button"]
        return {
            "shoot": KeyButton(say["shoot"], "F8", size="small", icon="camera"),
            "file": KeyButton(say["file"], "Ctrl O", size="small", icon="image"),
            "paste": KeyButton(say["paste"], "Ctrl V", kind="quiet", size="small"),
            "folder": KeyButton(say["folder"], kind="quiet", size="small"),
        }

    def _build(self) -> None:
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.front)
        column.addLayout(_line(self._front_chip, None, self._taken))
        column.addSpacing(8)
        column.addLayout(back)
        column.addSpacing(8)
        column.addLayout(_line(self.buttons["shoot"], self.buttons["file"], None))
        column.addLayout(_line(self.buttons["paste"], self.buttons["folder"], None))
        column.addStretch(1)

    def _connect(self, capture: CaptureModel) -> None:
        for place in (self.front, self.back):
            place.dropped.connect(capture.take_mime)
            place.drawn.connect(capture.drawn)
        self.buttons["shoot"].clicked.connect(self._model.shoot)
        self.buttons["file"].clicked.connect(self._choose_file)
        self.buttons["paste"].clicked.connect(lambda: capture.take_mime(clipboard.pasted()))
        self.buttons["folder"].clicked.connect(self._choose_folder)

    def draw(self, view: CardView) -> None:
        """Show both sides as far as they are there."""
        reading = view.busy and view.front.state == "empty"
        if view.wants_front or view.front.state == "empty":
            self.front.draw_empty(self._say["reading"] if reading else self._capture.view.word)
        else:
            self.front.draw_page(view.front.picture, view.front.page, view.front.boxes)
        self.back.setVisible(view.back.state != "none")
        if view.back.picture:
            self.back.draw_page(view.back.picture, view.back.page, view.back.boxes)
        else:
            self.back.draw_empty(resources.texts("codes")["slot"].get(view.back.slot, ""))
        self._draw_chip(self._front_chip, view.front, shown=not view.wants_front)
        self._draw_chip(self._back_chip, view.back, shown=True)
        self._taken.draw(view.front.taken if not view.wants_front else "")
        self._draw_turn(view)
        self.draw_words(view, self._capture.view)

    def _draw_turn(self, view: CardView) -> None:
        """Say that the card is to be turned over, when only its front is there."""
        turn = view.front.state != "empty" and view.back.state == "empty"
        self._turn.setVisible(turn)
        self._turn_note.setVisible(turn)
        if not turn:
            return
        words = resources.texts("intake_side")["document"]
        self._turn.draw(self._say["reading"] if view.busy else words["turn"][view.back.slot])
        name = "back_text" if self._capture.view.has_camera else "back_text_no_camera"
        self._turn_note.draw(f"{self._say[name]}\n{words['turn_note'][view.back.slot]}")

    def _draw_chip(self, chip: Chip, side: SideView, *, shown: bool) -> None:
        chip.setVisible(shown and side.state not in {"empty", "none"})
        chip.draw(side.word, "soon" if side.doubtful else "plain", sign="soon" if side.doubtful else "check")

    def draw_words(self, view: CardView, capture: CaptureView) -> None:
        """Show what can be said of camera and folder."""
        shoot, say = self.buttons["shoot"], self._words
        shoot.setVisible(capture.has_camera and view.ask is None)
        shoot.set_text(say["button"]["shoot" if view.wants_front or view.wants_back else "again"])
        name = say["dialog"]["folder_on"].format(name=capture.folder) if capture.folder else say["button"]["folder"]
        self.buttons["folder"].set_text(name)
        if view.wants_front and not capture.live and not view.busy:
            self.front.draw_empty(capture.word)

    def draw_frame(self, view: CardView, frame: Frame) -> None:
        """Show what the camera sees, in the place for which a picture is wanted."""
        if view.wants_front:
            self.front.draw_frame(frame, self._say["reading"] if view.busy else self._capture.view.word)
        elif view.wants_back:
            self.back.draw_frame(frame, "")
        else:
            self._capture.drawn()

    @property
    def first(self) -> KeyButton:
        """The button with which an officer begins."""
        return self.buttons["shoot" if self._capture.view.has_camera else "file"]

    def _choose_file(self) -> None:
        say = self._words["dialog"]
        chosen = files.open_file(self, say["file"], say["file_kinds"])
        if chosen:
            self._capture.open_file(chosen)

    def _choose_folder(self) -> None:
        chosen = files.folder(self, self._words["dialog"]["folder"])
        if chosen:
            self._capture.watch_folder(chosen)


def _line(*parts: QWidget | None) -> QHBoxLayout:
    """Give a row; None is the stretch in it."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return row
