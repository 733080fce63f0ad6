"""Nearly rectangular quadrilaterals between straight edges: guesses for things under a camera that looks down."""

from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.mat import Mask, News
from app.capture.quad import Quad, ordered

Floats = NDArray[np.float64]
_LEAST_AREA, _MOST_AREA = 0.006, 0.97
_MOST_LINES, _MOST_QUADS = 32, 24
_SQUARE, _PARALLEL = np.sin(np.radians(14)), np.sin(np.radians(10))
_ALONG = np.linspace(0.08, 0.92, 24)
_NEVER, _SAME = 1e-6, 5  # pixels: traced, they would be the same


def crossed(segments: Floats, news: News, spot: Mask) -> list[Quad]:
    """Give those between straight segments (x1, y1, x2, y2) whose sides lie most on new edges of the spot."""
    lines = _strongest(segments, 0.3 * float(np.sqrt(_LEAST_AREA * spot.size)))
    pairs = np.array(list(combinations(range(len(lines)), 2)), np.intp).reshape(-1, 2)
    one, other = lines[pairs[:, 0]], lines[pairs[:, 1]]
    pairs = pairs[np.abs(one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]) < _PARALLEL]
    sets = np.array(list(combinations(range(len(pairs)), 2)), np.intp).reshape(-1, 2)
    first, second = pairs[sets[:, 0]], pairs[sets[:, 1]]
    across = np.abs((lines[first[:, 0], :2] * lines[second[:, 0], :2]).sum(axis=1))
    first, second = first[across < _SQUARE], second[across < _SQUARE]
    corners = [_met(lines[first[:, a]], lines[second[:, b]]) for a, b in ((0, 0), (0, 1), (1, 1), (1, 0))]
    return _distinct(_plausible(np.stack(corners, axis=1), spot), news, spot)


def completed(segments: Floats, news: News, spot: Mask, form: float) -> list[Quad]:
    """Give quadrilaterals of one form (long by short side) of which three sides are straight segments."""
    lines = _strongest(segments, 0.3 * float(np.sqrt(_LEAST_AREA * spot.size)))[:14]
    quads = []
    for one, other in combinations(lines, 2):
        if abs(one[0] * other[1] - one[1] * other[0]) > _PARALLEL:
            continue
        for third in lines:
            if abs(one[:2] @ third[:2]) > _SQUARE:
                continue
            first, second = _met(one[None], third[None])[0], _met(other[None], third[None])[0]
            wide, way = float(np.linalg.norm(second - first)), third[:2]
            for deep in (wide / form, wide * form, -wide / form, -wide * form):
                quads.append([first, second, second + deep * way, first + deep * way])
    found = np.array(quads, np.float64).reshape(-1, 4, 2)
    return _distinct(_plausible(found, spot), news, spot)


def _distinct(quads: Floats, news: News, spot: Mask) -> list[Quad]:
    """The best, without those that are nearly the same as a better one."""
    best = quads[np.argsort(-on_edges(quads, news, spot))[: 4 * _MOST_QUADS]]
    spread = np.sort(best, axis=1)
    apart = np.abs(spread[:, None] - spread[None]).max(axis=(2, 3)) if len(best) else np.empty((0, 0))
    kept: list[int] = []
    for nth in range(len(best)):
        if not (apart[nth, kept] < _SAME).any():
            kept.append(nth)
    return [ordered(best[nth]) for nth in kept[:_MOST_QUADS]]


def _strongest(segments: Floats, least: float) -> Floats:
    """Lines (nx, ny, c) that carry the most length, segments on one line counted together."""
    ways = segments[:, 2:] - segments[:, :2]
    lengths = np.hypot(ways[:, 0], ways[:, 1])
    order = np.argsort(-lengths)[: min(120, int((lengths > least).sum()))]
    segments, lengths = segments[order], lengths[order]
    normals = np.column_stack([-ways[order, 1], ways[order, 0]]) / np.maximum(lengths, 1e-6)[:, None]
    places = (normals * segments[:, :2]).sum(axis=1)
    start = np.abs(segments[:, :2] @ normals.T - places)
    end = np.abs(segments[:, 2:] @ normals.T - places)
    near = np.maximum(start, end) < 3.0  # noqa: PLR2004 - pixels: on one line
    free, found = np.ones(len(segments), bool), []
    for nth in range(len(segments)):
        if free[nth]:
            on = free & near[:, nth]
            free &= ~on
            found.append((float(lengths[on].sum()), (*normals[nth], places[nth])))
    found.sort(key=lambda one: -one[0])
    return np.array([line for _, line in found[:_MOST_LINES]], np.float64).reshape(-1, 3)


def _met(one: Floats, other: Floats) -> Floats:
    turn = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
    turn = np.where(np.abs(turn) < _NEVER, _NEVER, turn)
    x = (one[:, 2] * other[:, 1] - one[:, 1] * other[:, 2]) / turn
    y = (one[:, 0] * other[:, 2] - one[:, 2] * other[:, 0]) / turn
    return np.column_stack([x, y])


def _plausible(quads: Floats, spot: Mask) -> Floats:
    size = np.array(spot.shape[1::-1], np.float64)
    x, y = quads[..., 0], quads[..., 1]
    areas = np.abs((x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)) / 2
    sides = np.linalg.norm(np.roll(quads, -1, axis=1) - quads, axis=2)
    kept = ((quads > -0.1 * size) & (quads < 1.1 * size)).all(axis=(1, 2))
    kept &= (areas > _LEAST_AREA * spot.size) & (areas < _MOST_AREA * spot.size)
    kept &= sides.min(axis=1) > 0.25 * sides.max(axis=1)
    return np.asarray(quads[kept])


def on_edges(quads: Floats, news: News, spot: Mask) -> Floats:
    """Give how much of all sides, and of the worst, lies on new edges, with no more of the spot outside (0 to 1.5)."""
    edges = np.asarray(cv2.dilate(news.edges, np.ones((3, 3), np.uint8)), np.uint8)
    ways = np.roll(quads, -1, axis=1) - quads
    points = quads[:, :, None] + _ALONG[:, None] * ways[:, :, None]
    middle = quads.mean(axis=1)[:, None, None]
    away = points - middle
    out = points + 5 * away / np.maximum(np.linalg.norm(away, axis=-1, keepdims=True), 1e-6)
    on = _at(edges, points) * (1 - 0.5 * _at(spot, out))
    held = on.mean(axis=2)
    return np.asarray(held.mean(axis=1) + 0.5 * held.min(axis=1)) if len(quads) else np.empty(0)


def _at(mask: Mask, points: Floats) -> Floats:
    high, wide = mask.shape
    x, y = np.rint(points[..., 0]).astype(np.intp), np.rint(points[..., 1]).astype(np.intp)
    inside = (x >= 0) & (y >= 0) & (x < wide) & (y < high)
    return np.asarray((mask[np.clip(y, 0, high - 1), np.clip(x, 0, wide - 1)] > 0) & inside, np.float64)
