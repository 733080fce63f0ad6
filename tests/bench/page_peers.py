"""How well a page is found on photographs anywhere: ours and others' ways, on scenes held back from training."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from app.capture.page import find_page
from app.capture.quad import Quad, area, crossing, is_convex, ordered
from tests.scenes.scene import Scene, Stock, scene

Bgr = NDArray[np.uint8]
Floats = NDArray[np.float64]
SEEDS = tuple(range(700_000, 700_096))
_A_STOCK = 48
_SIZES = ((1280, 960), (960, 1280), (1280, 960), (1280, 720), (960, 1280))
_MOST_LINES = 16


@dataclass(frozen=True)
class Row:
    """What one way of finding pages reaches: overlaps with the truth (a miss counts 0), CPU time of one core."""

    mean: float
    median: float
    worst: float
    missed: int
    false_pages: int
    cpu_ms: float


def page_table(seeds: tuple[int, ...] = SEEDS) -> dict[str, Row]:
    """Give a row each for ours, the largest outline and line segments, over the held-back scenes of some seeds."""
    seen = held_back(seeds)
    ways: dict[str, Callable[[Bgr], Quad | None]] = {
        "ours": _ours, "largest outline": largest_outline, "line segments (LSD)": line_segments,
    }  # fmt: skip
    return {name: _row(way, seen) for name, way in ways.items()}


def held_back(seeds: tuple[int, ...] = SEEDS) -> list[Scene]:
    """Give scenes whose people, sheets, grounds and seeds training never saw, 1280 pixels long, through JPEG."""
    stocks = {seed // _A_STOCK: None for seed in seeds}
    made = []
    for number in stocks:
        stock = Stock(number * _A_STOCK, held=True, side=1100, grounds_count=24, sheets_count=30)
        for seed in (one for one in seeds if one // _A_STOCK == number):
            shown = scene(seed, stock, _SIZES[seed % len(_SIZES)])
            jpeg = cv2.imencode(".jpg", shown.bgr, [cv2.IMWRITE_JPEG_QUALITY, 60 + seed % 35])[1]
            made.append(Scene(np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), np.uint8), shown.corners))
    return made


def shared(one: Quad, other: Quad) -> float:
    """Give how much of the area of two quadrilaterals is shared, 0 to 1."""
    masks = [np.zeros((2000, 2000), np.uint8) for _ in range(2)]
    for mask, corners in zip(masks, (one, other), strict=True):
        cv2.fillPoly(mask, [np.rint((corners + 360) * 4).astype(np.int32)], 1, shift=2)
    return float((masks[0] & masks[1]).sum() / max(1, (masks[0] | masks[1]).sum()))


def _row(way: Callable[[Bgr], Quad | None], seen: list[Scene]) -> Row:
    shares, false_pages, cpu_s, threads = [], 0, 0.0, cv2.getNumThreads()
    cv2.setNumThreads(1)
    for one in seen:
        start = time.process_time()
        found = way(one.bgr)
        cpu_s += time.process_time() - start
        if one.corners is None:
            false_pages += found is not None
        else:
            shares.append(0.0 if found is None else shared(found, one.corners))
    cv2.setNumThreads(threads)
    return Row(
        mean=round(statistics.fmean(shares), 4),
        median=round(statistics.median(shares), 4),
        worst=round(min(shares), 3),
        missed=sum(share < 0.5 for share in shares),
        false_pages=false_pages,
        cpu_ms=round(1000 * cpu_s / len(seen), 1),
    )


def _ours(bgr: Bgr) -> Quad | None:
    page = find_page(bgr)
    return None if page is None else page.corners


def largest_outline(bgr: Bgr) -> Quad | None:
    """Give the corners of the largest outline, as jscanify does: edges, soft, Otsu, farthest point of each quarter."""
    edges = cv2.Canny(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), 50, 200)
    soft = cv2.GaussianBlur(edges, (3, 3), 0)
    _, mask = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    outlines, _ = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    largest = max(outlines, key=cv2.contourArea)
    middle = np.array(cv2.minAreaRect(largest)[0])
    points = largest.reshape(-1, 2).astype(np.float64)
    away = points - middle
    corners = []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        quarter = (away[:, 0] * x > 0) & (away[:, 1] * y > 0)
        if not quarter.any():
            return None
        corners.append(points[quarter][np.argmax(np.linalg.norm(away[quarter], axis=1))])
    return np.array(corners)


def line_segments(bgr: Bgr) -> Quad | None:
    """Give the quadrilateral between four line segments (LSD) whose sides carry the most segments for its size."""
    scale = 640 / max(bgr.shape[:2])
    gray = cv2.resize(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    found = np.asarray(cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(gray)[0], np.float64)
    if found.ndim < 2:
        return None
    lines = _lines(found.reshape(-1, 4))
    pairs = [(a, b) for a, b in combinations(lines, 2) if abs(a[1][:2] @ b[1][:2]) > 0.85]
    size = np.array(gray.shape[1::-1], np.float64)
    best, highest = None, 0.0
    for (a, b), (c, d) in combinations(pairs, 2):
        quad = _between(a[1], b[1], c[1], d[1])
        if quad is None or (quad < -0.1 * size).any() or (quad > 1.1 * size).any():
            continue
        worth = (a[0] + b[0] + c[0] + d[0]) / cv2.arcLength(quad.astype(np.float32), True)
        worth = min(worth, 1.0) + 0.5 * np.sqrt(area(quad) / size.prod())
        best, highest = (quad, worth) if worth > highest else (best, highest)
    return None if best is None else (best + 0.5) / scale - 0.5


def _lines(segments: Floats) -> list[tuple[float, Floats]]:
    """The lines (a, b, c with ax + by = c) that carry the most segments, with the length that each carries."""
    ways = segments[:, 2:] - segments[:, :2]
    lengths = np.linalg.norm(ways, axis=1)
    normals = np.stack([-ways[:, 1], ways[:, 0]], axis=1) / lengths[:, None]
    free, lines = np.ones(len(segments), np.bool_), []
    for nth in np.argsort(-lengths)[:200]:
        if not free[nth]:
            continue
        line = np.array([*normals[nth], normals[nth] @ segments[nth, :2]])
        ends = np.abs(segments.reshape(-1, 2, 2) @ line[:2] - line[2]).max(axis=1)
        on = free & (ends < 5) & (np.abs(normals @ line[:2]) > 0.996)
        free &= ~on
        lines.append((float(lengths[on].sum()), line))
    return sorted(lines, key=lambda one: -one[0])[:_MOST_LINES]


def _between(a: Floats, b: Floats, c: Floats, d: Floats) -> Quad | None:
    if abs(a[:2] @ c[:2]) > 0.75:
        return None
    corners = [crossing(a, c), crossing(a, d), crossing(b, d), crossing(b, c)]
    if any(one is None for one in corners) or not is_convex(np.array(corners)):
        return None
    return ordered(np.array(corners, np.float64))


if __name__ == "__main__":
    for name, row in page_table().items():
        print(f"{name:22} {row}")
