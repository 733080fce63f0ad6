"""What looks like mat, though in shadow or under something clear: neither a shadow nor a sleeve is the thing itself."""

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.mat import Floats, News
from app.capture.picture import Bgr
from app.capture.quad import Quad

_LEAST_LIGHT, _MOST_LIGHT = 0.4, 1.15
_CLEAREST, _MILKIEST = -4, 45
_INSIDE, _FINE = np.linspace(0.15, 0.85, 12), np.linspace(0.06, 0.94, 48)
_PLAIN, _SEEN = 0.7, 0.4
_ALONG = np.linspace(0.07, 0.93, 56)[:, None]


def like_mat(seen: Floats, mat: Floats) -> Floats:
    """Give how much each place (…, 3) looks like its mat: with a part of each colour (shadow), or paler (a veil)."""
    bright, own = seen.mean(axis=-1, keepdims=True), mat.mean(axis=-1, keepdims=True)
    part = (bright + 4) / (own + 4)
    shaded = np.abs(seen + 4 - part * (mat + 4)).max(axis=-1)
    colour = mat - own
    cut = ((seen - bright) * colour).sum(axis=-1, keepdims=True) / ((colour**2).sum(axis=-1, keepdims=True) + 50)
    cut = np.clip(cut, 0.55, 1.1)
    veil = bright - cut * own
    veiled = np.abs(seen - cut * mat - veil).max(axis=-1)
    room = 2.0 + 0.015 * bright[..., 0]
    dark = np.exp(-((shaded / room) ** 2)) * ((part > _LEAST_LIGHT) & (part < _MOST_LIGHT))[..., 0]
    clear = np.exp(-((veiled / room) ** 2)) * ((veil > _CLEAREST) & (veil < _MILKIEST))[..., 0]
    return np.asarray(np.maximum(dark, clear), np.float32)


def strangeness(quads: NDArray[np.float64], news: News, bgr: Bgr) -> NDArray[np.float64]:
    """Give how much the inside of each quadrilateral of `bgr` does not look like mat: 0 hardly, 1 mostly."""
    u, v = (part.ravel()[:, None] for part in np.meshgrid(_INSIDE, _INSIDE))
    top = quads[:, None, 0] * (1 - u) + quads[:, None, 1] * u
    places = top * (1 - v) + (quads[:, None, 3] * (1 - u) + quads[:, None, 2] * u) * v
    scaled = to_news(places, bgr, news)
    like = like_mat(sampled(news.soft, scaled), sampled(news.mat, scaled))
    return np.asarray(np.clip((1 - like.mean(axis=1)) * 2 - 0.6, 0, 1), np.float64)


def shows_mat(corners: Quad, news: News) -> bool:
    """Tell whether the mat's own grain or lines are seen inside: then it is a shadow, or nothing at all."""
    u, v = (part.ravel()[:, None] for part in np.meshgrid(_FINE, _FINE))
    top = corners[0] * (1 - u) + corners[1] * u
    places = np.asarray(top * (1 - v) + (corners[3] * (1 - u) + corners[2] * u) * v, np.float32)[None]
    now, then = (
        part - np.asarray(cv2.blur(part, (5, 5)))
        for part in (
            sampled(bgr, places).mean(axis=-1).reshape(len(_FINE), len(_FINE)) for bgr in (news.soft, news.mat)
        )
    )
    if then.std() < _PLAIN:
        return False
    return float((now * then).mean()) > _SEEN * float(now.std() * then.std())


def seen_through(corners: Quad, news: News) -> NDArray[np.float64]:
    """Give for each side how much a strip just inside it looks like mat while the inside does not (news' pixels)."""
    ends = np.roll(corners, -1, axis=0)
    points = (corners[:, None] * (1 - _ALONG) + ends[:, None] * _ALONG).reshape(-1, 1, 2)
    inward = corners.mean(axis=0) - points
    inward /= np.maximum(np.linalg.norm(inward, axis=-1, keepdims=True), 1e-6)
    places = np.asarray(points + inward * np.array([2.5, 3.5])[:, None], np.float32)
    like = like_mat(sampled(news.soft, places), sampled(news.mat, places))
    strange = float(strangeness(corners[None], news, news.soft)[0])
    return np.asarray(like.mean(axis=1).reshape(4, -1).mean(axis=1) * strange, np.float64)


def steps_over(corners: Quad, news: News) -> NDArray[np.float64]:
    """Give for each side how much brighter or darker, in any colour, it is inside than outside (news' pixels).

    A line that was drawn on the mat has the same on both of its sides.
    """
    seen = sampled(news.soft, _rows(corners, (4.0, 5, -4, -5)))
    apart = (seen[:, :2].mean(axis=1) - seen[:, 2:].mean(axis=1)).reshape(4, -1, 3)
    return np.asarray(np.abs(np.median(apart, axis=1)).max(axis=1), np.float64)


def lines_under(corners: Quad, news: News) -> NDArray[np.float64]:
    """Give for each side how much the mat itself changes across it: much where a line was drawn there."""
    across = np.ptp(sampled(news.mat, _rows(corners, tuple(range(-3, 4)))), axis=1).max(axis=-1)
    return np.asarray(np.median(across.reshape(4, -1), axis=1), np.float64)


def _rows(corners: Quad, inward: tuple[float, ...]) -> Floats:
    """Places along the four sides, each at some distances inward from its side."""
    ways = np.roll(corners, -1, axis=0) - corners
    normals = np.column_stack([-ways[:, 1], ways[:, 0]])
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-6)
    points = (corners[:, None] + _ALONG * ways[:, None]).reshape(-1, 1, 2)
    away = np.repeat(normals, len(_ALONG), axis=0)[:, None]
    return np.asarray(points + away * np.array(inward)[:, None], np.float32)


def sampled(bgr: Bgr, places: Floats) -> Floats:
    """Give the colours at places (n, m, 2), between pixels too."""
    x, y = np.ascontiguousarray(places[..., 0]), np.ascontiguousarray(places[..., 1])
    return np.asarray(cv2.remap(bgr, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)


def to_news(places: NDArray[np.floating], bgr: Bgr, news: News) -> Floats:
    """Give places of a picture as places of its news."""
    return np.asarray((places + 0.5) * (news.mat.shape[1] / bgr.shape[1]) - 0.5, np.float32)
