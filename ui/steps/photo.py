"""The place for one picture on a step's page: camera, file, paste or drop."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

import resources
from ui import clipboard, files
from ui.capture.picture import PicturePlace
from ui.capture.preview import Frame
from ui.case.taker import PaperTaker
from ui.widgets.key_button import KeyButton
from ui.widgets.para import Para

_PLACE = QSize(280, 176)


class PhotoRow(QWidget):
    """Shows what the camera sees, then the picture that was taken; a remark says what to change."""

    def __init__(self, taker: PaperTaker) -> None:
        super().__init__()
        self._capture, self._has_picture = taker.capture, False
        words = resources.texts("case")["paper"]
        self.place = PicturePlace(_PLACE, words["place" if self._capture.view.has_camera else "place_file"])
        self.place.setAccessibleName(words["place_file"])
        self.shoot = KeyButton(words["shoot"], "F8", size="small", icon="camera")
        self.file = KeyButton(words["file"], "Ctrl O", size="small", icon="image")
        self.paste = KeyButton(resources.text("picture", "button.paste"), "Ctrl V", kind="quiet", size="small")
        self._remark = Para("", "note", "soon", width=2000)
        self._build()
        self._connect()

    @property
    def first(self) -> QWidget:
        """Where the cursor goes."""
        return self.shoot if self._capture.view.has_camera else self.file

    def _build(self) -> None:
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        for button in (self.shoot, self.file, self.paste):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        buttons.addWidget(self._remark)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.place)
        row.addLayout(buttons, 1)
        self.shoot.setVisible(self._capture.view.has_camera)

    def _connect(self) -> None:
        capture = self._capture
        capture.framed.connect(self._draw_frame)
        self.place.dropped.connect(capture.take_mime)
        self.place.drawn.connect(capture.drawn)
        self.shoot.clicked.connect(capture.shoot)
        self.file.clicked.connect(self._choose_file)
        self.paste.clicked.connect(self._take_pasted)

    def draw(self, picture: bytes, remark: str) -> None:
        """Show the picture that was taken, and what there is to say about it."""
        self._remark.draw(remark)
        if picture and not self._has_picture:
            self._has_picture = True
            self.place.draw_page(picture, None, ())

    def look_out(self) -> None:
        """Let the camera run."""
        self._capture.start()

    def stop(self) -> None:
        """Let the camera go."""
        self._capture.stop()

    def _draw_frame(self, frame: Frame) -> None:
        if self._has_picture:
            self._capture.drawn()
        else:
            self.place.draw_frame(frame, self._capture.view.word)

    def _take_pasted(self) -> None:
        self._capture.take_mime(clipboard.pasted())

    def _choose_file(self) -> None:
        words = resources.texts("case")["paper"]
        chosen = files.open_file(self, words["file"], words["file_kinds"])
        if chosen:
            self._capture.open_file(chosen)
