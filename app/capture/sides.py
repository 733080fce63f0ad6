"""The sides of things on a known mat, traced along their edges to parts of a pixel; a side may be bent."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.capture.mat import News
from app.capture.picture import Bgr
from app.capture.quad import Quad
from app.capture.veil import like_mat, sampled, strangeness, to_news

Floats = NDArray[np.float64]
_COUNT = 56
_ENDS = 0.07
_PARTS = np.linspace(_ENDS, 1 - _ENDS, _COUNT)
_FAINT = 1.2
_ROOM = 4  # samples beyond the reach, for what lies beside an edge
_KNOTS = 9
_BURNT, _UNKNOWN = 250, 0.5
_LAID = 25


@dataclass(frozen=True)
class Sides:
    """Traced sides of a quadrilateral: `corners` where they meet, `outline` (n, 2) clockwise from the first corner.

    `held` tells for each side which part of it lies on an edge with mat outside; `bow` how far the most bent side
    leaves its chord, as a part of its length.
    """

    corners: Quad
    outline: Floats
    held: Floats
    bow: float


def traced(
    quads: Floats, bgr: Bgr, news: News, reach: tuple[float, float], step: float = 1.0, *, deep: bool = False
) -> list[Sides]:
    """Give the sides near some quadrilaterals (n, 4, 2; clockwise, pixels of `bgr`), within some pixels of them.

    `reach` is how far outward and inward, sampled each `step`; `deep` looks for the thing in a clear sleeve: hardly
    any other edge counts than one with mat before it and none behind.
    """
    ways = np.roll(quads, -1, axis=1) - quads
    lengths = np.maximum(np.linalg.norm(ways, axis=2, keepdims=True), 1e-6)
    normals = np.stack([-ways[..., 1], ways[..., 0]], axis=-1) / lengths
    flat = [part.reshape(-1, 2) for part in (quads, ways, normals)]
    offsets = np.asarray(
        step * np.arange(-round(reach[0] / step) - _ROOM, round(reach[1] / step) + _ROOM + 1), np.float64
    )
    points = flat[0][:, None] + _PARTS[None, :, None] * flat[1][:, None]
    places = (points[:, :, None] + offsets[:, None] * flat[2][:, None, None]).astype(np.float32)
    steps, outside, burnt = _changes(places, bgr, news, np.repeat(strangeness(quads, news, bgr), 4), deep=deep)
    offsets = offsets[_ROOM:-_ROOM]
    paths = _paths(steps, offsets)
    sharp, near, clear = _peaks(steps, outside, paths, offsets)
    fits, agreed = _curves(near, sharp > np.maximum(_FAINT, 0.25 * np.percentile(sharp, 70, axis=1))[:, None], step)
    held = np.where(agreed, 0.55 + 0.45 * clear, _UNKNOWN * burnt).mean(axis=1).reshape(-1, 4)
    curves = fits.reshape(-1, 4, _KNOTS)
    return [_joined(quad, curve, one) for quad, curve, one in zip(quads, curves, held, strict=True)]


def _changes(
    places: NDArray[np.float32], bgr: Bgr, news: News, strange: Floats, *, deep: bool
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """How much the picture changes along each side's normal, its own way; whether mat is seen before it; where all
    around is burnt out, so that no edge can be seen.

    A change behind which still mat is seen (a shadow, a sleeve) counts less, the less the thing looks like its mat.
    """
    count = len(places) * _COUNT
    flat = places.reshape(count, -1, 2)
    seen = sampled(bgr, flat).reshape(*places.shape[:3], 3)
    like = like_mat(seen, sampled(news.mat, to_news(flat, bgr, news)).reshape(seen.shape))
    smooth = seen.copy()
    smooth[:, 1:-1] = (seen[:, :-2] + seen[:, 1:-1] + seen[:, 2:]) / 3
    steps = np.zeros_like(smooth)
    steps[:, :, 1:-1] = smooth[:, :, 2:] - smooth[:, :, :-2]
    wide = np.zeros_like(smooth)
    wide[:, :, 3:-3] = (smooth[:, :, 6:] - smooth[:, :, :-6]) / 3
    inside, outside = _beside(like, 2), _beside(like, -2)
    visible = (flat[..., 0] > 1) & (flat[..., 1] > 1)
    visible &= (flat[..., 0] < bgr.shape[1] - 2) & (flat[..., 1] < bgr.shape[0] - 2)
    behind, before = (0.97, 0.85) if deep else (0.75, 0.4)
    worth = (1 - behind * inside * strange[:, None, None]) * (1 - before * (1 - outside)) * visible.reshape(like.shape)
    worthy = (steps - 0.6 * wide) * worth[..., None].astype(np.float32)
    worthy, kept = worthy[:, :, _ROOM:-_ROOM], outside[:, :, _ROOM:-_ROOM]
    burnt = seen.min(axis=(2, 3)) >= _BURNT
    return np.einsum("snkc,sc->snk", worthy, _own_way(_along(worthy))).astype(np.float64), np.asarray(kept), burnt


def _beside(like: NDArray[np.float32], shift: int) -> NDArray[np.float32]:
    """The mean of three samples on one side of each place."""
    room = abs(shift) + 1
    padded = np.pad(like, ((0, 0), (0, 0), (room, room)), mode="edge")
    middle, size = room + shift, like.shape[2]
    return np.asarray(sum(padded[:, :, middle + n : middle + n + size] for n in (-1, 0, 1)) / 3)


def _own_way(steps: NDArray[np.float32]) -> NDArray[np.float32]:
    """The direction in colour in which each side mostly changes, from outside to inside."""
    size = np.abs(steps).sum(axis=-1)
    at = np.argmax(size, axis=2)
    most = np.take_along_axis(steps, at[..., None, None], axis=2)[:, :, 0]
    spread = np.einsum("snc,snd->scd", most, most)
    _, axes = np.linalg.eigh(spread)
    way = axes[:, :, -1]
    sign = np.sign(np.einsum("snc,sc->s", most, way))
    return np.asarray(way * np.where(sign == 0, 1, sign)[:, None], np.float32)


def _paths(steps: Floats, offsets: Floats) -> NDArray[np.intp]:
    """For each side the smooth path (indices of offsets) that gathers most of its own change."""
    smooth = _along(steps)[:, ::2]
    cap = np.maximum(np.percentile(smooth.max(axis=2), 60, axis=1), _FAINT)[:, None, None]
    gain = np.minimum(np.clip(smooth, 0, None) / cap, 1.0) - 0.03 * (offsets / np.abs(offsets).max()) ** 2
    sides, count, width = gain.shape
    total, back = np.full((sides, width + 2), -1e9), np.zeros(gain.shape, np.int8)
    total[:, 1:-1] = gain[:, 0]
    for nth in range(1, count):
        lower, higher, same = total[:, :-2] - 0.06, total[:, 2:] - 0.06, total[:, 1:-1]
        better = np.maximum(lower, higher)
        back[:, nth] = (better > same) * np.where(lower > higher, -1, 1)
        total[:, 1:-1] = np.maximum(better, same) + gain[:, nth]
    path, rows = np.empty((sides, count), np.intp), np.arange(sides)
    path[:, -1] = np.argmax(total[:, 1:-1], axis=1)
    for nth in range(count - 1, 0, -1):
        path[:, nth - 1] = path[:, nth] + back[rows, nth, path[:, nth]]
    return np.repeat(path, 2, axis=1)


def _along(steps: NDArray[Any]) -> NDArray[Any]:
    """Means over nine neighbours along each side: print is dark and light by turns, an edge goes on."""
    padded = np.pad(steps, ((0, 0), (5, 4), *(((0, 0),) * (steps.ndim - 2))), mode="edge")
    sums = np.cumsum(padded, axis=1)
    return np.asarray((sums[:, 9:] - sums[:, :-9]) / 9)


def _peaks(steps: Floats, outside: Floats, paths: NDArray[np.intp], offsets: Floats) -> tuple[Floats, Floats, Floats]:
    """How steep the edge is near each place of the path, its offset to parts of a sample, and the mat outside it."""
    window = np.clip(paths[..., None] + np.arange(-2, 3), 1, len(offsets) - 2)
    values = np.take_along_axis(steps, window, axis=2)
    at = np.take_along_axis(window, np.argmax(values, axis=2)[..., None], axis=2)
    left, here, right = (np.take_along_axis(steps, at + shift, axis=2)[..., 0] for shift in (-1, 0, 1))
    curve = left - 2 * here + right
    shift = np.where(curve < 0, (left - right) / np.where(curve < 0, 2 * curve, 1), 0.0)
    clear = np.take_along_axis(outside, at, axis=2)[..., 0]
    return here, offsets[at[..., 0]] + np.clip(shift, -0.5, 0.5) * (offsets[1] - offsets[0]), clear


def _hats() -> Floats:
    knots = np.linspace(0, 1, _KNOTS)
    return np.array([np.interp(_PARTS, knots, row) for row in np.eye(_KNOTS)]).T


_BASES = tuple(np.vander(_PARTS, degree + 1) for degree in (1, 2))
_HATS = _hats()
_STIFF = np.diff(np.eye(_KNOTS), 3, axis=0).T @ np.diff(np.eye(_KNOTS), 3, axis=0)


def _curves(offsets: Floats, usable: NDArray[np.bool_], step: float) -> tuple[Floats, NDArray[np.bool_]]:
    """The offset of each side at nine knots, as straight as agrees with its samples, and which samples agree."""
    tolerance = 0.9 * step
    knots = np.linspace(0, 1, _KNOTS)
    best, agreed = np.zeros((len(offsets), _KNOTS)), np.zeros(offsets.shape, bool)
    for basis, at_knots, stiff, gain in (
        (_BASES[0], np.vander(knots, 2), 1e-6 * np.eye(2), 0.3),
        (_BASES[1], np.vander(knots, 3), 1e-6 * np.eye(3), 0.05),
        (_HATS, np.eye(_KNOTS), 2.0 * _STIFF + 1e-6 * np.eye(_KNOTS), 0.05),
    ):
        fit = _fitted(basis, stiff, offsets, usable, tolerance)
        near = usable & (np.abs(fit @ basis.T - offsets) < tolerance)
        better = near.mean(axis=1) > agreed.mean(axis=1) + gain
        best[better], agreed[better] = (fit @ at_knots.T)[better], near[better]
    return best, agreed


def _fitted(basis: Floats, stiff: Floats, offsets: Floats, usable: NDArray[np.bool_], tolerance: float) -> Floats:
    """Least squares in which samples that lie far away count ever less."""
    count = usable.sum(axis=1, keepdims=True)
    in_order = np.sort(np.where(usable, offsets, np.inf), axis=1)
    middle = np.take_along_axis(in_order, np.minimum(count // 2, offsets.shape[1] - 1), axis=1)[:, 0]
    middle = np.where(count[:, 0] > 0, np.where(np.isfinite(middle), middle, 0), 0)
    seen = np.broadcast_to(middle[:, None], offsets.shape)
    fit = np.zeros((len(offsets), basis.shape[1]))
    for width in (5.0, 3.0, 2.0, 1.3, 1.0):
        weight = usable / (1 + ((offsets - seen) / (width * tolerance)) ** 4)
        heavy = weight[:, :, None] * basis
        normal = np.einsum("snk,nl->skl", heavy, basis) + stiff
        fit = np.linalg.solve(normal, np.einsum("snk,sn->sk", heavy, offsets)[..., None])[..., 0]
        seen = fit @ basis.T
    return fit


def _joined(quad: Quad, curves: Floats, held: Floats) -> Sides:
    """Let neighbouring sides meet, and lay points along each."""
    knots = np.linspace(0, 1, _KNOTS)
    ways = np.roll(quad, -1, axis=0) - quad
    lengths = np.maximum(np.linalg.norm(ways, axis=1), 1e-6)
    normals = np.column_stack([-ways[:, 1], ways[:, 0]]) / lengths[:, None]
    lines = [quad[n] + knots[:, None] * ways[n] + curves[n][:, None] * normals[n] for n in range(4)]
    corners = quad.copy()
    for nth in range(4):
        met = _met(lines[nth - 1][-2:], lines[nth][:2])
        if met is not None:
            corners[nth] = met
    pieces, bows = [], []
    for nth in range(4):
        ends = [float((corners[end] - quad[nth]) @ ways[nth]) / lengths[nth] ** 2 for end in (nth, (nth + 1) % 4)]
        parts = np.linspace(ends[0], ends[1], _LAID)
        offset = _smoothed(parts, curves[nth])
        piece = quad[nth] + parts[:, None] * ways[nth] + offset[:, None] * normals[nth]
        piece[0], piece[-1] = corners[nth], corners[(nth + 1) % 4]
        chord, away = piece[-1] - piece[0], piece - piece[0]
        aside = chord[0] * away[:, 1] - chord[1] * away[:, 0]
        bows.append(float(np.abs(aside).max()) / max(float(chord @ chord), 1e-6))
        pieces.append(piece[:-1])
    return Sides(corners, np.concatenate(pieces), held, max(bows))


def _smoothed(parts: Floats, curve: Floats) -> Floats:
    """The offset at parts of the way, beyond the ends as it was going."""
    knots = np.linspace(0, 1, _KNOTS)
    first, last = (curve[1] - curve[0]) / knots[1], (curve[-1] - curve[-2]) / knots[1]
    inside = np.interp(parts, knots, curve)
    return np.asarray(inside + np.minimum(parts, 0) * first + np.maximum(parts - 1, 0) * last)


def mixed(one: Sides, other: Sides, choice: NDArray[np.bool_]) -> Quad:
    """Give the corners between four sides, each the `other`'s where chosen."""
    quads = [part.corners for part in (one, other)]
    lines = [quads[int(choice[n])][[n, (n + 1) % 4]] for n in range(4)]
    met = [_met(lines[n - 1], lines[n]) for n in range(4)]
    return np.array([one.corners[n] if point is None else point for n, point in enumerate(met)])


def _met(one: Floats, other: Floats) -> Floats | None:
    """Where the lines through two pairs of points meet; None when they hardly do."""
    first, second = one[1] - one[0], other[1] - other[0]
    turn = first[0] * second[1] - first[1] * second[0]
    if abs(turn) < 0.2 * np.linalg.norm(first) * np.linalg.norm(second):
        return None
    away = other[0] - one[0]
    return np.asarray(one[0] + first * (away[0] * second[1] - away[1] * second[0]) / turn)
