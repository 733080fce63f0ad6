"""The code of our own paper read where decoders give up: glare on a corner, light that falls off, a fold.

The pattern that every such code shares is laid over the picture and moved until it fits; each module is then judged
on its own, and those that cannot be judged are given to the error correction as unknown, which doubles what it mends.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.code_layout import LAYOUTS, UNKNOWN, Layout, fixed
from app.capture.code_words import Sampled, words_say
from app.capture.finder_squares import finder_squares, pairs
from app.capture.quad import Quad, sides

Floats = NDArray[np.float64]
Gray = NDArray[np.uint8]
Shades = NDArray[np.float32]
Places = NDArray[np.bool_]
GRAIN, MARGIN = 4, 3  # pixels of a module, modules around the code
_COARSE, _STEPS = 2.0, ((4.0, 5), (1.7, 5))  # blur in pixels, rounds
_LEAST_FIT, _MOST_TRIES = 0.45, 6
_BURNT, _TOLERANCE = 250, 1.3
_SPOT = np.ones((4 * GRAIN, 4 * GRAIN), np.uint8)  # no code of ours is white over so many modules
_HALO = np.ones((2 * GRAIN + 1, 2 * GRAIN + 1), np.uint8)
_WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1))
_GAIN, _EVEN = 0.005, 1e-6
_ROLES = ("top_left", "top_right", "bottom_left")


@dataclass(frozen=True)
class Rescued:
    """What a code says, and its corners in the picture, from its own top left."""

    text: str
    quad: Quad


@dataclass(frozen=True)
class _Pose:
    """A guess where a code lies: `way` takes modules to pixels of the picture."""

    layout: Layout
    way: Floats
    fit: float = 0.0


def rescue(gray: Gray, guesses: list[Quad]) -> Rescued | None:
    """Give the code of our own that lies in a picture; `guesses` are corners where one may lie, from any of them."""
    poses = [_scored(gray, pose) for pose in (*_by_corners(guesses), *_by_squares(finder_squares(gray)))]
    for pose in sorted(poses, key=lambda pose: -pose.fit)[:_MOST_TRIES]:
        moved = _settled(gray, _searched(gray, pose))
        text = words_say(_sampled(gray, moved), moved.layout) if moved.fit > _LEAST_FIT else None
        if text:
            return Rescued(text, _corners(moved))
    return None


def _corners(pose: _Pose) -> Quad:
    return _through(pose.way, _square_of(pose.layout.side))


def _square_of(side: float) -> Quad:
    return np.array([[0.0, 0], [side, 0], [side, side], [0, side]])


def _through(way: Floats, points: Quad) -> Quad:
    return np.asarray(cv2.perspectiveTransform(points.reshape(1, -1, 2), way)[0], np.float64)


def _by_corners(guesses: list[Quad]) -> Iterator[_Pose]:
    for quad, layout, turn in product(guesses, LAYOUTS, range(4)):
        start = _square_of(layout.side).astype(np.float32)
        way = cv2.getPerspectiveTransform(start, np.roll(quad, turn, axis=0).astype(np.float32))
        yield _Pose(layout, np.asarray(way, np.float64))


def _by_squares(squares: list[Quad]) -> Iterator[_Pose]:
    """Two finder squares in any two of the three roles, where their distance is right; or each one alone."""
    for (one, other), layout, (role, second) in product(pairs(squares), LAYOUTS, product(_ROLES, _ROLES)):
        if role < second:
            ways = _of_pair(one, other, _origin(role, layout), _origin(second, layout))
            yield from (_Pose(layout, way) for way in ways)
    for square, layout, role, turn in product(squares[:4], LAYOUTS, _ROLES, range(4)):
        start = (_square_of(7) + _origin(role, layout)).astype(np.float32)
        way = cv2.getPerspectiveTransform(start, np.roll(square, turn, axis=0).astype(np.float32))
        yield _Pose(layout, np.asarray(way, np.float64))


def _origin(role: str, layout: Layout) -> Floats:
    far = float(layout.side - 7)
    return np.array({"top_left": (0.0, 0.0), "top_right": (far, 0.0), "bottom_left": (0.0, far)}[role])


def _of_pair(one: Quad, other: Quad, origin: Floats, second: Floats) -> Iterator[Floats]:
    """Give two ways that two finder squares leave: seen from straight above, or as their corners lean."""
    seen, meant = other.mean(axis=0) - one.mean(axis=0), second - origin
    scale = float(np.linalg.norm(seen) / np.linalg.norm(meant))
    if not 1 / _TOLERANCE < scale / float(np.sqrt(sides(one).mean() * sides(other).mean()) / 7) < _TOLERANCE:
        return
    turn = np.arctan2(seen[1], seen[0]) - np.arctan2(meant[1], meant[0])
    across, down = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    turned = scale * np.stack([across, down], axis=1)
    start = one.mean(axis=0) - turned @ (origin + 3.5)
    yield np.vstack([np.column_stack([turned, start]), [0.0, 0.0, 1.0]])
    points = np.concatenate([_from_top_left(one, across + down), _from_top_left(other, across + down)])
    way, _ = cv2.findHomography(np.concatenate([_square_of(7) + origin, _square_of(7) + second]), points)
    if way is not None:
        yield np.asarray(way, np.float64)


def _from_top_left(quad: Quad, away: Floats) -> Quad:
    return np.roll(quad, -int(np.argmin(quad @ away)), axis=0)


@cache
def _pattern(layout: Layout, blur: float) -> tuple[Shades, Places]:
    """Give the blurred pattern (light is 1) with its margin, and where it is the same in all codes."""
    known = fixed(layout)
    shades = np.pad(np.where(known == UNKNOWN, 0.5, 1.0 - known), MARGIN, constant_values=1.0)
    counts = np.pad(known != UNKNOWN, MARGIN)
    large = np.kron(shades, np.ones((GRAIN, GRAIN))).astype(np.float32)
    seen = np.kron(counts, np.ones((GRAIN, GRAIN), np.uint8)).astype(bool)
    return _band(large, blur), seen


def _band(shades: Shades, blur: float) -> Shades:
    """Give shades without what is finer than `blur` and without the slow change of light over the code."""
    slow = cv2.blur(shades, (10 * GRAIN + 1, 10 * GRAIN + 1))
    return np.asarray(cv2.GaussianBlur(shades, (0, 0), blur) - slow, np.float32)


def _compared(flat: Shades, layout: Layout, blur: float) -> tuple[Shades, Places, Shades]:
    """Give picture and pattern ready to be compared, and where: not beside what is burnt out."""
    pattern, seen = _pattern(layout, blur)
    white = cv2.morphologyEx((flat >= _BURNT).astype(np.uint8), cv2.MORPH_OPEN, _SPOT)
    seen = seen & (np.asarray(cv2.dilate(white, _HALO)) == 0)
    return _band(flat, blur), seen, pattern


def _flat(gray: Gray, pose: _Pose) -> Shades:
    """Give the code pulled straight, GRAIN pixels a module, with its margin."""
    size = (pose.layout.side + 2 * MARGIN) * GRAIN
    finer = np.array([[1 / GRAIN, 0, 0.5 / GRAIN - MARGIN], [0, 1 / GRAIN, 0.5 / GRAIN - MARGIN], [0, 0, 1]])
    way = pose.way @ finer
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpPerspective(gray, way, (size, size), flags=flags), np.float32)


def _scored(gray: Gray, pose: _Pose) -> _Pose:
    flat, seen, pattern = _compared(_flat(gray, pose), pose.layout, _COARSE)
    if seen.sum() < 0.25 * _pattern(pose.layout, _COARSE)[1].sum():
        return pose
    return _Pose(pose.layout, pose.way, _alike(flat[seen].astype(np.float64), pattern[seen].astype(np.float64)))


def _alike(one: Floats, other: Floats) -> float:
    """Give how well two rows of numbers go together, 1 at most; 0 where one of them is even."""
    one, other = one - one.mean(), other - other.mean()
    both = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / both if both > _EVEN else 0.0


def _searched(gray: Gray, pose: _Pose) -> _Pose:
    """Move single corners of a pose by one or two modules for as long as the pattern fits better."""
    for reach in (2.0, 1.0):
        better = True
        while better:
            moved = [_moved(pose, corner, np.array(way) * reach) for corner, way in product(range(4), _WAYS)]
            best = max((_scored(gray, one) for one in moved), key=lambda one: one.fit)
            better = best.fit > pose.fit + _GAIN
            pose = best if better else pose
    return pose


def _moved(pose: _Pose, corner: int, by: Floats) -> _Pose:
    """Give a pose one of whose corners lies elsewhere, in modules."""
    start = _square_of(pose.layout.side)
    end = start.copy()
    end[corner] += by
    change = cv2.getPerspectiveTransform(start.astype(np.float32), end.astype(np.float32))
    return _Pose(pose.layout, pose.way @ np.asarray(change, np.float64))


def _settled(gray: Gray, pose: _Pose) -> _Pose:
    """Move a pose until the pattern fits best: Gauss and Newton on the eight numbers of its matrix."""
    best = pose
    for blur, rounds in _STEPS:
        pose = best
        for _ in range(rounds):
            step = _step(_flat(gray, pose), pose.layout, blur)
            if step is None:
                break
            pose = _scored(gray, _Pose(pose.layout, pose.way @ step))
            best = max(best, pose, key=lambda one: one.fit)
    return best


def _step(flat: Shades, layout: Layout, blur: float) -> Floats | None:
    """Give the small change of place, in modules, that brings the picture nearer to the pattern."""
    flat, seen, pattern = _compared(flat, layout, blur)
    if seen.sum() < 100:  # noqa: PLR2004 - fewer pixels say nothing
        return None
    down, across = np.nonzero(seen)
    x, y = (across + 0.5) / GRAIN - MARGIN, (down + 0.5) / GRAIN - MARGIN
    right = cv2.Sobel(flat, cv2.CV_32F, 1, 0, scale=1 / 8)[seen] * GRAIN
    below = cv2.Sobel(flat, cv2.CV_32F, 0, 1, scale=1 / 8)[seen] * GRAIN
    u, v = x / layout.side, y / layout.side
    moves = (right, right * u, right * v, below, below * u, below * v)
    far = (-(right * u + below * v) * u, -(right * u + below * v) * v)
    columns = np.stack([*moves, *far, -pattern[seen], -np.ones_like(u)], axis=1).astype(np.float64)
    answer = np.linalg.lstsq(columns.T @ columns, -columns.T @ flat[seen].astype(np.float64), rcond=None)[0]
    return _change(np.asarray(answer[:-2], np.float64), layout.side)


def _change(answer: Floats, side: int) -> Floats | None:
    a, b, c, d, e, f, g, h = answer
    if not np.all(np.isfinite(answer)) or max(abs(answer)) > side / 3:
        return None
    return np.array([[1 + b / side, c / side, a], [e / side, 1 + f / side, d], [g / side / side, h / side / side, 1]])


def _sampled(gray: Gray, pose: _Pose) -> Sampled:
    """Give for each module whether it is dark and how sure that is, from two ways to tell dark from light."""
    flat = cv2.blur(_flat(gray, pose), (3, 3))
    at = np.arange(pose.layout.side + 2 * MARGIN) * GRAIN + GRAIN // 2
    shades = np.asarray(flat, np.float32)[np.ix_(at, at)]
    light, dark = cv2.dilate(shades, np.ones((5, 5))), cv2.erode(shades, np.ones((5, 5)))
    height = np.maximum(np.asarray(light) - np.asarray(dark), 1.0)
    by_ends = (np.asarray(light) + np.asarray(dark) - 2 * shades) / height
    by_mean = 2 * (np.asarray(cv2.GaussianBlur(shades, (0, 0), 1.5)) - shades) / height
    agree = np.sign(by_ends) == np.sign(by_mean)
    sure = np.where(agree & (height > 25), np.minimum(abs(by_ends), 2 * abs(by_mean)), 0.0)  # noqa: PLR2004 - grey levels
    inner = slice(MARGIN, -MARGIN)
    return Sampled((by_mean > 0)[inner, inner], np.asarray(sure, np.float64)[inner, inner])
