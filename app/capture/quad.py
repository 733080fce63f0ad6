"""Geometry of four corners: order, size, proportion."""

import math

import numpy as np
from numpy.typing import NDArray

Quad = NDArray[np.float64]
_LEAST_TURN = math.sin(math.radians(40))


def ordered(points: Quad) -> Quad:
    """Give four corners clockwise on the screen, the one nearest the top left first."""
    middle = points.mean(axis=0)
    angles = np.arctan2(points[:, 1] - middle[1], points[:, 0] - middle[0])
    turning = points[np.argsort(angles)]
    return np.roll(turning, -int(np.argmin(turning.sum(axis=1))), axis=0)


def area(points: Quad) -> float:
    """Give the area inside a polygon, in square pixels."""
    x, y = points[:, 0], points[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2)


def is_convex(points: Quad) -> bool:
    """Tell whether four corners turn the same way and none is almost straight or a needle."""
    corners: list[list[float]] = points.tolist()  # four corners are sooner done without arrays
    turns = []
    for nth, (x, y) in enumerate(corners):
        (x_before, y_before), (x_after, y_after) = corners[nth - 1], corners[(nth + 1) % len(corners)]
        before, after = (x - x_before, y - y_before), (x_after - x, y_after - y)
        length = math.hypot(*before) * math.hypot(*after)
        if length < 1:
            return False
        turns.append((before[0] * after[1] - before[1] * after[0]) / length)
    return min(turns) > _LEAST_TURN or max(turns) < -_LEAST_TURN


def skew(points: Quad) -> float:
    """Give how many times as long as the opposite one a side is: 1 from straight above, 2 seen very flatly."""
    corners: list[list[float]] = points.tolist()
    top, right, bottom, left = (max(1.0, math.dist(corners[nth], corners[(nth + 1) % 4])) for nth in range(4))
    return max(top / bottom, bottom / top, right / left, left / right)


def sides(points: Quad) -> NDArray[np.float64]:
    """Give the lengths of top, right, bottom and left."""
    return np.asarray(np.linalg.norm(np.roll(points, -1, axis=0) - points, axis=1))


def proportion(points: Quad) -> float:
    """Give the long side over the short side, opposite sides averaged."""
    top, right, bottom, left = sides(points)
    across, down = max((top + bottom) / 2, 1e-6), max((left + right) / 2, 1e-6)
    return float(max(across, down) / min(across, down))


def lying(points: Quad) -> Quad:
    """Give the corners so that the first side is a long one: the picture of the page is wider than high."""
    top, right, bottom, left = sides(points)
    return points if top + bottom >= left + right else np.roll(points, -1, axis=0)


def crossing(first: NDArray[np.float64], second: NDArray[np.float64]) -> NDArray[np.float64] | None:
    """Give the point where two lines (a, b, c with ax + by = c) meet; None when they hardly do."""
    least = 0.2
    if abs(first[0] * second[1] - first[1] * second[0]) < least:
        return None
    return np.asarray(np.linalg.solve(np.array([first[:2], second[:2]]), np.array([first[2], second[2]])))
