"""Guesses at things on a known mat, moved onto their edges and judged by them."""

from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np

from app.capture.crossed import on_edges
from app.capture.mat import Mask, News
from app.capture.quad import Quad, is_convex, proportion
from app.capture.sides import Sides, mixed, traced
from app.capture.spot import Spot, filled
from app.capture.veil import lines_under, seen_through, shows_mat, steps_over, strangeness

CARD = 85.6 / 54
_FORMS = (CARD, 297 / 210, 143 / 105, 210 / 143)
_ASLANT = 0.045
_CARD_ASLANT = 0.06
_THROUGH, _WORTH_LOOKING = 0.35, 0.5
_SHARED, _ALL = 0.09, 0.82
_NEAR, _NO_STEP, _LINE = 0.13, 2.0, 4.0
_SECONDED, _ALIKE, _PARTLY = 0.2, 0.9, 0.4


@dataclass(frozen=True)
class Guess:
    """Four traced sides in pixels of the news; `score` 0 to 1 says how surely they are a thing's."""

    sides: Sides
    score: float


def judged(quads: list[Quad], spot: Spot, news: News, most: int) -> list[Guess]:
    """Give the likely ones of some guesses (the first always), moved onto their edges, the best first."""
    convex = np.array([quad for quad in quads if is_convex(quad)]).reshape(-1, 4, 2)
    if not len(convex):
        return []
    worth = on_edges(convex, news, spot.mask) + 0.5 * np.array(
        [_overlap(filled(quad, spot.small), spot.small) for quad in convex]
    )
    worth[0] += 1
    likely = convex[np.argsort(-worth)[:most]]
    longest = float(np.linalg.norm(np.roll(likely, -1, axis=1) - likely, axis=2).max())
    reach = float(np.clip(0.02 * longest, 4, 9))  # a long side may be bent
    traces = traced(likely, news.soft, news, (reach, reach))
    guesses = sorted((Guess(sides, _score(sides, spot.small, news)) for sides in traces), key=lambda one: -one.score)
    near = [guess for guess in guesses if guess.score > guesses[0].score - _NEAR]
    opened = [_out_of_its_sleeve(guess, news) for guess in near]
    return sorted([*opened, *guesses[len(near) :]], key=lambda one: -one.score)


def seconded(guesses: list[Guess], corners: Quad, small: Mask) -> list[Guess]:
    """Give guesses, the best first, those raised that another look at the picture found as well (news' pixels)."""
    seen = filled(corners, small)
    raised = [
        Guess(one.sides, min(1.0, one.score + _SECONDED * (_overlap(filled(one.sides.corners, small), seen) > _ALIKE)))
        for one in guesses
    ]
    return sorted(raised, key=lambda one: -one.score)


def is_of(quad: Quad, spot: Spot) -> bool:
    """Tell whether a good part of a quadrilateral lies in a spot."""
    drawn = filled(quad, spot.small)
    return _count(cv2.bitwise_and(drawn, spot.small)) > _PARTLY * _count(drawn)


def has_known_form(corners: Quad) -> bool:
    """Tell whether a card, an A4 sheet, a booklet or a page of one has these proportions."""
    return any(abs(proportion(corners) / form - 1) < _ASLANT for form in _FORMS)


def is_like_card(corners: Quad) -> bool:
    """Tell whether this can be a card seen a little aslant."""
    return abs(proportion(corners) / CARD - 1) < _CARD_ASLANT


def two_cards(guesses: list[Guess], spot: Spot) -> list[Guess]:
    """Give two cards edge to edge that together are all of a spot, or none."""
    cards = [one for one in guesses if is_like_card(one.sides.corners) and one.sides.held.mean() > _WORTH_LOOKING]
    drawn = [filled(one.sides.outline, spot.small) for one in cards]
    best: list[Guess] = []
    most = _ALL
    for one, other in combinations(range(len(cards)), 2):
        twice = _count(cv2.bitwise_and(drawn[one], drawn[other])) / max(1, _count(drawn[one]))
        share = _overlap(np.asarray(cv2.bitwise_or(drawn[one], drawn[other]), np.uint8), spot.small) - twice
        if twice < _SHARED and share > most:
            best, most = [cards[one], cards[other]], share
    return best


def _out_of_its_sleeve(guess: Guess, news: News) -> Guess:
    """Where just inside its sides still mat is seen, the thing itself may be smaller: it lies in a clear sleeve."""
    corners = guess.sides.corners
    rims = seen_through(corners, news)
    if guess.score < _WORTH_LOOKING or rims.max() < _THROUGH:
        return guess
    guess = Guess(guess.sides, guess.score - 0.12 * float(rims.max()))
    shortest = float(np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1).min())
    deep = traced(corners[None], news.soft, news, (2.0, float(np.clip(0.17 * shortest, 4, 16))), deep=True)[0]
    card = mixed(guess.sides, deep, rims >= 0.5 * rims.max())
    if not is_convex(card) or not is_like_card(card):
        return guess
    sides = traced(card[None], news.soft, news, (2.0, 2.0))[0]
    is_sharp = sides.held.mean() > guess.sides.held.mean() - 0.25
    is_less = seen_through(sides.corners, news).max() < rims.max() - 0.2
    return Guess(sides, guess.score + 0.1) if is_sharp and is_less else guess


def _score(sides: Sides, small: Mask, news: News) -> float:
    """Edges first; then that what is new fills it, that it is all of what is new, and that documents have its form."""
    drawn = filled(sides.outline, small)
    full = _count(cv2.bitwise_and(drawn, small)) / max(1, _count(drawn))
    full = max(full, 1 - float(strangeness(sides.corners[None], news, news.soft)[0]))  # white on white fills nothing
    drawn_there = (steps_over(sides.corners, news) < _NO_STEP) & (lines_under(sides.corners, news) > _LINE)
    lines = sides.held * np.where(drawn_there, 0.3, 1.0)
    held = 0.5 * lines.mean() + 0.15 * lines.min()
    form = 0.15 * full + 0.1 * _overlap(drawn, small) + 0.1 * has_known_form(sides.corners)
    score = float(held + form - max(0.0, 0.94 - full))
    return 0.5 * score if score > _WORTH_LOOKING and shows_mat(sides.corners, news) else score


def _overlap(one: Mask, other: Mask) -> float:
    both = _count(cv2.bitwise_and(one, other))
    return both / max(1, _count(one) + _count(other) - both)


def _count(mask: cv2.typing.MatLike) -> int:
    return int(cv2.countNonZero(mask))
