"""The sheet on which a page is cut by hand: turned, cropped, blacked out, moved in the list, taken out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.filing.edit_model import EditModel, EditView
from ui.filing.editor import BLACK, CROP, Editor
from ui.filing.view import say
from ui.widgets.key_button import KeyButton
from ui.widgets.label import Label
from ui.widgets.para import Para
from ui.widgets.sheet import Sheet

_ROUND, _HEAD = 96, 240  # px that stay free of the window's width, and of its height around the picture


class EditSheet(Sheet):
    """Draws an EditView. `removed()`: the page is to be taken out; `again()`: it is taken again."""

    removed = Signal()
    again = Signal()

    def __init__(self, window: QWidget, model: EditModel) -> None:
        super().__init__(window, width=max(640, window.width() - _ROUND))
        self._model = model
        self.editor, self._title = Editor(), Label("", "title", strong=True)
        self._hint, self._wrong = Para("", "note", "ink2", width=180), Para("", "body", "danger", width=2000)
        self._images: dict[bytes, QImage] = {}
        self._buttons()
        self._build(window)
        self._connect()
        self.draw(model.view)

    def _buttons(self) -> None:
        self.turn = KeyButton(say("edit.turn"), "R", icon="rotate-cw")
        self.crop = KeyButton(say("edit.crop"), "1", icon="crop")
        self.black = KeyButton(say("edit.black"), "2")
        self.undo = KeyButton(say("edit.undo"), "Ctrl Z", icon="undo-2")
        self.earlier = KeyButton(say("edit.earlier"), "PgUp", kind="quiet")
        self.later = KeyButton(say("edit.later"), "PgDn", kind="quiet")
        self.retake = KeyButton(say("edit.again"), "F8", kind="quiet")
        self.remove = KeyButton(say("edit.remove"), "Del", kind="danger")
        self.leave = KeyButton(say("edit.leave"), "Esc")
        self.keep = KeyButton(say("edit.keep"), "Enter", kind="main")

    def _build(self, window: QWidget) -> None:
        self.editor.setFixedHeight(max(240, window.height() - _HEAD))
        column = QVBoxLayout()
        column.setSpacing(8)
        for button in (self.turn, self.crop, self.black, self.undo):
            column.addWidget(button)
        column.addWidget(self._hint)
        column.addStretch(1)
        for button in (self.earlier, self.later, self.retake, self.remove):
            column.addWidget(button)
        across, foot = QHBoxLayout(), QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self.editor, 1)
        across.addLayout(column)
        foot.addWidget(self.leave)
        foot.addWidget(self._wrong, 1)
        foot.addWidget(self.keep)
        self.body.addWidget(self._title)
        self.body.addLayout(across)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        model = self._model
        model.shown.connect(self.draw)
        model.done.connect(self.close_sheet)
        self.editor.cut.connect(model.cut)
        self.editor.blackened.connect(model.blacken)
        self.turn.clicked.connect(model.turn)
        self.crop.clicked.connect(self._crop)
        self.black.clicked.connect(self._black)
        self.undo.clicked.connect(model.undo)
        self.earlier.clicked.connect(self._move_up)
        self.later.clicked.connect(self._move_down)
        for over in (self.retake, self.remove):
            over.clicked.connect(self.close_sheet)
        self.retake.clicked.connect(self.again)
        self.remove.clicked.connect(self.removed)
        self.leave.clicked.connect(self.close_sheet)
        self.keep.clicked.connect(model.keep)

    def _crop(self) -> None:
        self._model.look_at(CROP)

    def _black(self) -> None:
        self._model.look_at(BLACK)

    def _move_up(self) -> None:
        self._model.move(-1)

    def _move_down(self) -> None:
        self._model.move(1)

    def draw(self, view: EditView) -> None:
        """Show the page in its mode."""
        self._title.draw(view.title)
        crops = view.mode == CROP
        if crops and view.original:
            self.editor.draw_original(self._image(view.original), view.edit)
        elif view.flat:
            self.editor.draw_flat(self._image(view.flat), view.edit)
        self._hint.draw(say("edit.hint_crop" if crops else "edit.hint_black"))
        self._wrong.draw(view.wrong)
        self.undo.setEnabled(view.can_undo)
        self.crop.set_kind("choice" if crops else "normal")
        self.black.set_kind("normal" if crops else "choice")

    def _image(self, data: bytes) -> QImage:
        if data not in self._images:
            if len(self._images) > 3:  # noqa: PLR2004 - the original, and the last few cuts
                self._images.clear()
            self._images[data] = QImage.fromData(data)
        return self._images[data]

    def show_sheet(self) -> None:
        """Open it, the first corner in hand."""
        self.open(self.editor)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
