"""Finding the page in a picture: guesses, judged by edges, the best one moved onto its edges."""

from dataclasses import dataclass

import cv2
import numpy as np

from app.capture.edges import refined, steepness, support
from app.capture.picture import Bgr
from app.capture.proposals import Mask, proposals
from app.capture.quad import Quad, area, is_convex, proportion

_WORK_SIDE = 640
_LEAST_SCORE = 0.62
KNOWN_PROPORTIONS = (85.6 / 54, 297 / 210, 143 / 105)


@dataclass(frozen=True)
class Page:
    """A page in a picture: corners in its pixels, clockwise from the top left; `score` from 0 to about 1.2."""

    corners: Quad
    score: float


def find_page(bgr: Bgr, news: Mask | None = None) -> Page | None:
    """Give the page in a picture, or None; `news` marks what is new on the known mat (any size)."""
    scale = min(1.0, _WORK_SIDE / max(bgr.shape[:2]))
    if min(bgr.shape[:2]) * scale < 32:  # noqa: PLR2004 - nothing can be found in a sliver
        return None
    small = np.asarray(cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    if news is not None:
        news = np.asarray(cv2.resize(news, small.shape[1::-1], interpolation=cv2.INTER_NEAREST), np.uint8)
    best = _best(small, news)
    if best is None:
        return None
    corners = _settled((best.corners + 0.5) / scale - 0.5, bgr, 3 / scale)
    return Page(corners, best.score)


def _best(small: Bgr, news: Mask | None) -> Page | None:
    steep = steepness(small)
    judged = [Page(quad, score(quad, steep)) for quad in _distinct(proposals(small, news))]
    best = max(judged, key=lambda page: page.score, default=None)
    return best if best and best.score >= _LEAST_SCORE else None


def _distinct(quads: object) -> list[Quad]:
    """Proposals repeat each other; each is judged once."""
    seen: dict[tuple[int, ...], Quad] = {}
    for quad in quads:  # type: ignore[attr-defined]
        seen.setdefault(tuple(np.rint(quad / 3).astype(int).ravel()), quad)
    return list(seen.values())


def score(quad: Quad, steep: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> float:
    """Judge a quadrilateral: edges along all sides first, then size and a document's proportions."""
    held = support(quad, steep)
    size = area(quad) / (steep.shape[0] * steep.shape[1])
    form = proportion(quad)
    known = min(abs(form / one - 1) for one in KNOWN_PROPORTIONS)
    too_long = max(0.0, form - 2.2)
    return float(
        0.6 * held.mean() + 0.3 * held.min() + 0.15 * np.sqrt(size) + 0.1 * max(0.0, 1 - known / 0.1) - 0.2 * too_long
    )


def _settled(corners: Quad, bgr: Bgr, reach: float) -> Quad:
    """Refine twice, wide then narrow; a result that runs away is not taken."""
    wide = refined(corners, bgr, 2 * reach)
    fine = refined(wide, bgr, max(2.0, reach / 2))
    far = np.linalg.norm(fine - corners, axis=1).max()
    return fine if is_convex(fine) and far < 6 * reach else corners
