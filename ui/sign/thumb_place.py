"""Where the pressed page is: the live camera, the picture taken, or room for one."""

from PySide6.QtCore import QSize

from ui.capture.picture import PicturePlace
from ui.capture.preview import Frame
from ui.sign.thumb import ThumbModel, ThumbView
from ui.sign.view import say

_MOST = 16_777_215


class ThumbPlace(PicturePlace):
    """Draws a ThumbView in place of the paper; hidden while nobody presses."""

    def __init__(self, model: ThumbModel) -> None:
        super().__init__(QSize(240, 240))
        self.setMinimumSize(240, 160)
        self.setMaximumSize(_MOST, _MOST)
        self.setAccessibleName(say("page.camera"))
        self._model, self._capture = model, model.capture
        self.dropped.connect(self._capture.take_mime)
        self.drawn.connect(self._capture.drawn)
        self._capture.framed.connect(self._draw_live)
        model.shown.connect(self.show_view)
        self.show_view(model.view)

    def show_view(self, view: ThumbView) -> None:
        """Show the picture, or room for one."""
        self.setVisible(bool(view.name))
        if view.picture:
            self.draw_page(view.picture, None, ())
        elif not self._capture.view.live:
            self.draw_empty(say("thumb.busy" if view.busy else "thumb.place"))

    def _draw_live(self, frame: Frame) -> None:
        if self._model.view.picture:
            self._capture.drawn()
        else:
            self.draw_frame(frame, self._capture.view.word)
