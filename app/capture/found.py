"""The things that lie on a known mat: guesses from what is new, judged by their edges, traced at full size."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.crossed import completed, crossed
from app.capture.guess import CARD, Guess, has_known_form, is_of, judged, seconded, two_cards
from app.capture.mat import News
from app.capture.page import find_page
from app.capture.picture import Bgr
from app.capture.quad import Quad, area, ordered
from app.capture.sides import traced
from app.capture.spot import Segments, Spot, boxed, runs, segments, spots, without, without_hands

_GOOD, _LEAST = 0.9, 0.62
_TRIED, _QUICKLY, _MOST, _IN_SPOT = 6, 2, 8, 4
_CLOSE, _FINE = 2.5, 0.5


@dataclass(frozen=True)
class Found:
    """One thing on the mat, in pixels of the frame: corners clockwise, `outline` its rim as it is seen.

    `bow` is how far its most bent side leaves its chord, as a part of its length; `score` (0 to 1) how sure it is.
    """

    corners: Quad
    outline: NDArray[np.float64]
    bow: float
    score: float


def find_items(bgr: Bgr, news: News, *, quick: bool = False) -> list[Found]:
    """Give the things that are new on the mat, the largest first.

    `quick` leaves out the slow search among hands, and is right to about a pixel only.
    """
    search = _Search(bgr, news, quick=quick)
    guesses = _apart([guess for spot in spots(news) for guess in search.within(spot)])[:_MOST]
    return [_roughly(guess, news) for guess in guesses] if quick else [_exactly(guess, bgr, news) for guess in guesses]


class _Search:
    """Looks for things in the connected parts of one frame."""

    def __init__(self, bgr: Bgr, news: News, *, quick: bool) -> None:
        self._bgr, self._news, self._quick = bgr, news, quick

    def within(self, spot: Spot) -> list[Guess]:
        """Give the quadrilaterals in one connected part: the best first, then what remains without it."""
        found: list[Guess] = []
        rest: Spot | None = spot
        while rest and len(found) < _IN_SPOT:
            best = self._best(rest)
            found += best
            rest = without(rest, [one.sides.outline for one in best]) if best else None
        return found

    def _best(self, spot: Spot) -> list[Guess]:
        """The thing in a spot, or the two cards that touch there; nothing where nothing has four sides."""
        news, around = self._news, runs(spot.outline)
        guesses = judged(
            [boxed(spot.outline), *crossed(around, news, spot.mask)], spot, news, _QUICKLY if self._quick else _TRIED
        )
        if not _is_good(guesses) and not self._quick:
            guesses = self._closely(spot, around, guesses)
        if guesses and not _is_good(guesses) and not self._quick:
            crossings = completed(around, news, spot.mask, CARD)
            cards = two_cards([*guesses, *judged(crossings, spot, news, 2 * _TRIED)], spot)
            if cards:
                return cards
        return guesses[:1] if guesses and guesses[0].score >= _LEAST else []

    def _closely(self, spot: Spot, around: Segments, guesses: list[Guess]) -> list[Guess]:
        """Guesses also among hands, and where the corner net sees a page."""
        news, bare = self._news, without_hands(spot, self._news)
        bare = spot.outline if bare is None else bare
        lines = np.concatenate([around, runs(bare), segments(spot, news)])
        guesses += judged([boxed(bare), *crossed(lines, news, spot.mask)], spot, news, 2 * _TRIED)
        if self._page is not None and has_known_form(self._page) and is_of(self._page, spot):
            guesses = seconded([*guesses, *judged([self._page], spot, news, 1)], self._page, spot.small)
        return sorted(guesses, key=lambda one: -one.score)

    @cached_property
    def _page(self) -> Quad | None:
        """The page that is seen without knowing the mat, in pixels of the news."""
        page = find_page(self._bgr)
        return None if page is None else ordered((page.corners + 0.5) * self._news.scale - 0.5)


def _is_good(guesses: list[Guess]) -> bool:
    return bool(guesses) and guesses[0].score >= _GOOD and has_known_form(guesses[0].sides.corners)


def _apart(guesses: list[Guess]) -> list[Guess]:
    """Without those that lie in another one: print has straight edges, too."""
    kept: list[Guess] = []
    for guess in sorted(guesses, key=lambda one: -area(one.sides.outline)):
        x, y = map(float, guess.sides.corners.mean(axis=0))
        rims = [one.sides.corners.astype(np.float32) for one in kept]
        if all(cv2.pointPolygonTest(rim, (x, y), measureDist=False) < 0 for rim in rims):
            kept.append(guess)
    return kept


def _roughly(guess: Guess, news: News) -> Found:
    corners, outline = ((points + 0.5) / news.scale - 0.5 for points in (guess.sides.corners, guess.sides.outline))
    return Found(corners, outline, guess.sides.bow, guess.score)


def _exactly(guess: Guess, bgr: Bgr, news: News) -> Found:
    """The thing traced once more, at full size."""
    full = (guess.sides.corners + 0.5) / news.scale - 0.5
    reach = _CLOSE / news.scale + 0.7 * guess.sides.bow * float(np.linalg.norm(full[0] - full[2]))
    sides = traced(full[None], bgr, news, (reach, reach), min(1.0, _FINE / news.scale))[0]
    return Found(sides.corners, sides.outline, sides.bow, guess.score)
