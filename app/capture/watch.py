"""One step of the live preview: where is the page, and is it time to take the picture."""

from dataclasses import dataclass

import cv2
import numpy as np

from app.capture.mat import Mat, share
from app.capture.page import find_page
from app.capture.picture import Bgr
from app.capture.quad import Quad
from app.capture.reading import Corners
from app.capture.reading import corners as rounded
from app.capture.settle import Settle

_SIDE = 640
_LEAST_NEWS = 0.012
_LEARN_FRAMES = 5
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Look:
    """What one frame shows.

    `state`: empty page moving hand dark black frozen. `items`: corners in the frame's pixels, the main thing first.
    `progress` goes from 0 to 1 as a thing comes to rest; `is_settled` is True once for each that is put down. `cause`:
    what is wrong with it as far as a live frame shows: glare dark blur cut_off small. `guess`: card booklet paper
    own_form, empty where there is none; `code`: the text of our own code in the frame.
    """

    state: str = "empty"
    items: tuple[Corners, ...] = ()
    progress: float = 0.0
    is_settled: bool = False
    cause: str = ""
    guess: str = ""
    code: str = ""

    @property
    def page(self) -> Corners | None:
        """The corners of the main thing."""
        return self.items[0] if self.items else None


class Watch:
    """Follows the frames of one camera; learns its mat while nothing lies there."""

    def __init__(self) -> None:
        self._mat = Mat()
        self._settle = Settle()
        self._empty = 0

    def look(self, frame: Bgr) -> Look:
        """Judge the next frame (about 20 ms)."""
        scale = min(1.0, _SIDE / max(frame.shape[:2]))
        small = np.asarray(cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        corners = self._page(small)
        settled = self._settle.look(corners)
        if corners is None:
            return Look(is_settled=settled)
        return Look("page", (rounded((corners + 0.5) / scale - 0.5),), float(settled), settled)

    def _page(self, small: Bgr) -> Quad | None:
        if not self._mat.is_known:
            return self._without_mat(small)
        news = self._mat.news(small)
        if share(news) < _LEAST_NEWS:
            self._mat.learn(small)
            return None
        page = find_page(small, news, quick=True)
        return page.corners if page and page.score >= _SURE else None

    def _without_mat(self, small: Bgr) -> Quad | None:
        """Until the mat was seen empty for some frames, pages are looked for everywhere."""
        page = find_page(small)
        self._empty = 0 if page else self._empty + 1
        if self._empty >= _LEARN_FRAMES:
            self._mat.learn(small)
        return page.corners if page and page.score >= _SURE else None
