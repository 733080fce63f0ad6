"""How exactly things are found on a known mat, by class of scene, and what a frame costs."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.made_up import desk, desk_classes

_FIRST_SEED, _SCENES = 9100, 6
_FRAMES = 24
_Floats = NDArray[np.float64]


@dataclass(frozen=True)
class _Class:
    overlaps: list[float]
    corners: list[float]
    extra: int
    milliseconds: list[float]


def mat_table(scenes: int = _SCENES) -> dict[str, float]:
    """Measure held-back seeds of each class: overlap with the true outline (mean, worst), things too many, CPU ms."""
    figures: dict[str, float] = {}
    every: list[float] = []
    for name in desk_classes.CLASSES:
        one = _measured(name, scenes)
        every += one.overlaps
        figures[f"mat_{name}_mean"] = round(statistics.mean(one.overlaps), 4)
        figures[f"mat_{name}_worst"] = round(min(one.overlaps), 3)
        figures[f"mat_{name}_corners_mean"] = round(statistics.mean(one.corners), 4)
        figures[f"mat_{name}_too_many"] = one.extra
        figures[f"mat_{name}_search_ms"] = round(statistics.median(one.milliseconds), 1)
    figures |= {"mat_all_mean": round(statistics.mean(every), 4), "mat_all_worst": round(min(every), 3)}
    return figures | live_milliseconds()


def live_milliseconds() -> dict[str, float]:
    """Give the CPU milliseconds of a live frame on one core, 1280×960: empty mat, card that moves (mean), that lies."""
    from app.capture.watch import Watch  # noqa: PLC0415 - OpenCV, after others were weighed

    one = desk_classes.case("card", _FIRST_SEED)
    watch, threads = Watch(), cv2.getNumThreads()
    cv2.setNumThreads(1)
    for nth in range(10):
        watch.look(desk.frame(one.before, nth).bgr)
    moving = [desk_classes.moved(one.scene, 4.0 * nth) for nth in range(8)]
    found = {
        "mat_live_empty_ms": _cpu(watch.look, [desk.frame(one.before, nth).bgr for nth in range(20, 20 + _FRAMES)]),
        "mat_live_moving_ms": _cpu(
            watch.look, [desk.frame(scene, nth).bgr for nth, scene in enumerate(moving)], statistics.fmean
        ),
        "mat_live_lying_ms": _cpu(watch.look, [desk.frame(one.scene, nth).bgr for nth in range(60, 60 + _FRAMES)]),
        "mat_live_bar_ms": 15,
    }
    cv2.setNumThreads(threads)
    return found


def _cpu(
    look: Callable[[NDArray[np.uint8]], object],
    frames: list[NDArray[np.uint8]],
    usual: Callable[[list[float]], float] = statistics.median,
) -> float:
    times = []
    for frame in frames:
        start = time.process_time()
        look(frame)
        times.append(1000 * (time.process_time() - start))
    return round(usual(times), 1)


def _measured(name: str, scenes: int) -> _Class:
    from app.capture.found import find_items  # noqa: PLC0415 - as above
    from app.capture.mat import Mat  # noqa: PLC0415 - as above

    found = _Class([], [], 0, [])
    extra = 0
    for seed in range(_FIRST_SEED, _FIRST_SEED + scenes):
        one = desk_classes.case(name, seed)
        mat, frame = Mat.from_picture(desk.frame(one.before, 0).bgr), desk.frame(one.scene, 1)
        start = time.process_time()
        things = find_items(frame.bgr, mat.compare(frame.bgr))
        found.milliseconds.append(1000 * (time.process_time() - start))
        for item in frame.items:
            shares = [(overlap(thing.outline, item.outline), thing.corners) for thing in things]
            share, corners = max(shares, key=lambda one: one[0], default=(0.0, np.zeros((4, 2))))
            found.overlaps.append(share)
            found.corners.append(overlap(corners, item.corners))
        extra += max(0, len(things) - len(frame.items))
    return _Class(found.overlaps, found.corners, extra, found.milliseconds)


def overlap(one: _Floats, other: _Floats) -> float:
    """Give how much of the area of two outlines is shared, 0 to 1, to a quarter of a pixel."""
    away = -np.floor(np.minimum(one.min(axis=0), other.min(axis=0))) + 4
    size = np.ceil(np.maximum(one.max(axis=0), other.max(axis=0)) + away + 4).astype(int) * 4
    masks = []
    for outline in (one, other):
        mask = np.zeros((int(size[1]), int(size[0])), np.uint8)
        cv2.fillPoly(mask, [np.rint((outline + away) * 64).astype(np.int32)], (1,), shift=4)
        masks.append(mask)
    both = cv2.countNonZero(cv2.bitwise_and(*masks))
    return both / max(1, cv2.countNonZero(cv2.bitwise_or(*masks)))
