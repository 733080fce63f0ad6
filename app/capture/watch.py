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
    """What one frame shows: the page's corners in the frame's pixels, and whether it has just come to rest."""

    page: Corners | None
    is_settled: bool


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
        return Look(None if corners is None else rounded((corners + 0.5) / scale - 0.5), settled)

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
