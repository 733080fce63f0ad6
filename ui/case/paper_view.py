"""One paper of a case, as large as the window allows."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

import resources
from app.forms.preview import PageImage
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.sheet import Sheet

_SHEET = 720


class PaperSheet(Sheet):
    """Shows a picture (bytes) or a page of a PDF. `copied()`: a copy of it is wanted, where it can be had."""

    copied = Signal()

    def __init__(self, window: QWidget, paper: bytes | PageImage, *, can_copy: bool = False) -> None:
        super().__init__(window, width=_SHEET)
        self.body.addWidget(self._picture(_image(paper), QSize(_SHEET - 48, window.height() - 160)))
        self.shut = KeyButton(resources.text("case", "button.close"), "Esc")
        self.shut.clicked.connect(self.close_sheet)
        self.copy = KeyButton(resources.text("case", "copy.print"), "Ctrl P", icon="printer")
        self.copy.clicked.connect(self.close_sheet)
        self.copy.clicked.connect(self.copied)
        foot = QHBoxLayout()
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        self.body.addLayout(foot)
        self.copy.setVisible(can_copy)
        self.closed.connect(self.deleteLater)

    def show_paper(self) -> None:
        """Open it."""
        self.open(self.shut)

    def _picture(self, image: QImage, room: QSize) -> QLabel:
        if image.isNull():
            return Label(resources.text("case", "unreadable"), ink="ink2")
        ratio, picture = self.devicePixelRatioF(), QLabel()
        smooth = Qt.TransformationMode.SmoothTransformation
        scaled = image.scaled(room * ratio, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        scaled.setDevicePixelRatio(ratio)
        picture.setPixmap(QPixmap.fromImage(scaled))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return picture


def _image(paper: bytes | PageImage) -> QImage:
    if isinstance(paper, PageImage):
        form = QImage.Format.Format_RGB888
        return QImage(paper.pixels, paper.width, paper.height, paper.width * 3, form).copy()
    return QImage.fromData(paper)
