"""Finding the page in a picture: guesses, judged by edges, the best one moved onto its edges."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np

from app.capture.edges import Floats, Steep, noise, refined, steepness, support
from app.capture.lines import from_lines
from app.capture.picture import Bgr
from app.capture.proposals import Mask, from_mask, masks
from app.capture.quad import Quad, area, is_convex, proportion

_WORK_SIDE = 640
_LEAST_SCORE = 0.82
_GOOD_SCORE = 1.06
_TRIED = 6
_NEARLY = 0.15
KNOWN_PROPORTIONS = (85.6 / 54, 297 / 210, 143 / 105)


@dataclass(frozen=True)
class Page:
    """A page in a picture: corners in its pixels, clockwise from the top left; `score` from 0 to about 1.2."""

    corners: Quad
    score: float


def find_page(bgr: Bgr, news: Mask | None = None, *, quick: bool = False) -> Page | None:
    """Give the page in a picture, or None; `news` marks what is new on the known mat (any size).

    `quick` leaves out the slowest search, for faint edges anywhere.
    """
    scale = min(1.0, _WORK_SIDE / max(bgr.shape[:2]))
    if min(bgr.shape[:2]) * scale < 32:  # noqa: PLR2004 - nothing can be found in a sliver
        return None
    small = np.asarray(cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    best = _best(small, news, quick=quick)
    if best is None:
        return None
    corners = _settled((best.corners + 0.5) / scale - 0.5, bgr, 2 / scale)
    return Page(corners, best.score)


def _best(small: Bgr, news: Mask | None, *, quick: bool) -> Page | None:
    """Cheap guesses first; the slow ones only when none of them is good."""
    lab = np.asarray(cv2.cvtColor(cv2.GaussianBlur(small, (5, 5), 0), cv2.COLOR_BGR2LAB), np.uint8)
    steep = steepness(lab)
    best = None
    if news is not None:
        news = np.asarray(cv2.resize(news, small.shape[1::-1], interpolation=cv2.INTER_NEAREST), np.uint8)
        best = _judged(from_mask(news), small, steep, tried=2)
    if best is None or best.score < _GOOD_SCORE:
        best = _better(
            best, _judged((quad for mask in masks(lab, _marked(steep)) for quad in from_mask(mask)), small, steep)
        )
    if not quick and (best is None or best.score < _GOOD_SCORE):
        best = _better(best, _judged(from_lines(lab), small, steep))
    return best if best and best.score >= _LEAST_SCORE else None


def _marked(steep: Steep) -> Mask:
    """Every step above the picture's own grain."""
    above = np.maximum(np.abs(steep[..., 0]), np.abs(steep[..., 1])) > 1.3 * noise(steep)
    return above.astype(np.uint8) * 255


def _better(one: Page | None, other: Page | None) -> Page | None:
    return max((page for page in (one, other) if page), key=lambda page: page.score, default=None)


def _judged(quads: Iterable[Quad], small: Bgr, steep: Steep, tried: int = _TRIED) -> Page | None:
    """Judge all guesses loosely, pull the best few onto their edges, judge these strictly."""
    distinct = {tuple(np.rint(quad / 3).astype(int).ravel()): quad for quad in quads}
    if not distinct:
        return None
    guesses = np.array(list(distinct.values()))
    least = noise(steep)
    loose = scores(guesses, steep, least, reach=4)
    close = [_settled(guesses[nth], small, 3.0) for nth in np.argsort(-loose)[:tried]]
    strict = scores(np.array(close), steep, least, reach=1)
    nth = _outermost(close, strict)
    return Page(close[nth], float(strict[nth]))


def _outermost(quads: list[Quad], judged: Floats) -> int:
    """The best, or a nearly as good one around it: a portrait and a table have sharper edges than the page itself."""
    best = int(np.argmax(judged))
    around = [
        nth
        for nth, quad in enumerate(quads)
        if judged[nth] > judged[best] - _NEARLY and area(quad) > 1.15 * area(quads[best]) and _holds(quad, quads[best])
    ]
    return max(around, key=lambda nth: float(judged[nth]), default=best)


def _holds(outer: Quad, inner: Quad) -> bool:
    """Whether all corners of one quadrilateral lie within the other, or just outside."""
    rim, room = outer.astype(np.float32), -0.02 * float(np.sqrt(area(outer)))
    return all(cv2.pointPolygonTest(rim, (float(x), float(y)), measureDist=True) > room for x, y in inner)


def scores(quads: Floats, steep: Steep, least: float, reach: int) -> Floats:
    """Judge quadrilaterals: edges along all sides first, then size and a document's proportions."""
    held = support(quads, steep, least, reach)
    whole = steep.shape[0] * steep.shape[1]
    sizes = np.array([min(1.0, area(quad) / whole) for quad in quads])
    forms = np.array([proportion(quad) for quad in quads])
    known = np.abs(forms[:, None] / np.array(KNOWN_PROPORTIONS) - 1).min(axis=1)
    return np.asarray(
        0.55 * held.mean(axis=1)
        + 0.35 * held.min(axis=1)
        + 0.15 * np.sqrt(sizes)
        + 0.08 * np.clip(1 - known / 0.1, 0, 1)
        + 0.1 * np.clip(_filled(quads, steep, 3 * least) / 0.08, 0, 1)
        - 0.1 * _off_centre(quads, steep)
        - 0.2 * np.clip(forms - 2.2, 0, 2)
    )


def _filled(quads: Floats, steep: Steep, least: float) -> Floats:
    """Which part of each inside has marks on it: a document says something, an empty sheet does not."""
    across, down = np.meshgrid(np.linspace(0.1, 0.9, 28), np.linspace(0.1, 0.9, 28))
    u, v = across.ravel()[:, None], down.ravel()[:, None]
    top = quads[:, None, 0] * (1 - u) + quads[:, None, 1] * u
    bottom = quads[:, None, 3] * (1 - u) + quads[:, None, 2] * u
    places = np.rint(top * (1 - v) + bottom * v).astype(np.intp)
    x, y = (np.clip(places[..., axis], 0, steep.shape[1 - axis] - 1) for axis in (0, 1))
    return np.asarray((np.abs(steep[y, x]).max(axis=-1) > least).mean(axis=1))


def _off_centre(quads: Floats, steep: Steep) -> Floats:
    """How far from the picture's middle, as a part of its half diagonal: who takes a picture aims."""
    middle = np.array(steep.shape[1::-1]) / 2
    return np.asarray(np.linalg.norm(quads.mean(axis=1) - middle, axis=1) / np.linalg.norm(middle))


def _settled(corners: Quad, bgr: Bgr, reach: float) -> Quad:
    """Refine twice, wide then narrow; a result that runs away is not taken."""
    wide = refined(corners, bgr, 2 * reach)
    fine = refined(wide, bgr, max(2.0, reach / 2))
    far = np.linalg.norm(fine - corners, axis=1).max()
    return fine if is_convex(fine) and far < 6 * reach else corners
