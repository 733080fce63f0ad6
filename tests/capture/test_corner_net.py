from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import resources
from app.capture.corner_net import corners_of
from app.capture.quad import is_convex
from tests.bench.page_peers import shared
from tests.scenes import net, train_corners
from tests.scenes.scene import Stock, scene

_STOCK = Stock(123_456, side=700, grounds_count=8, sheets_count=8)


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in (2, 3))])
def test_the_same_seed_gives_the_same_photograph(seed: int) -> None:
    small = Stock(seed, side=200, grounds_count=2, sheets_count=2)
    again = Stock(seed, side=200, grounds_count=2, sheets_count=2)
    one, other = scene(seed, small), scene(seed, again)
    assert np.array_equal(one.bgr, other.bgr)
    assert (one.corners is None) == (other.corners is None)
    assert one.corners is None or np.array_equal(one.corners, np.asarray(other.corners))


def test_a_white_sheet_lies_exactly_where_the_truth_says() -> None:
    found = [scene(seed, _STOCK, (800, 600), empty=0.0) for seed in range(3)]
    assert all(one.corners is not None and one.corners.shape == (4, 2) for one in found)
    assert all(is_convex(np.asarray(one.corners)) for one in found)


@pytest.mark.parametrize("turn", [0, 30, 44, 46, 90, 134, 200, 316])
def test_corners_are_learnt_in_one_order_except_near_45_degrees(turn: int) -> None:
    angle = np.deg2rad(turn)
    flat = np.array([[-2, -1], [2, -1], [2, 1], [-2, 1]]) @ [
        [np.cos(angle), np.sin(angle)],
        [-np.sin(angle), np.cos(angle)],
    ]
    one, other = train_corners.in_order(flat[[2, 0, 3, 1]])
    top = (one[1] - one[0]) / np.linalg.norm(one[1] - one[0])
    assert top[0] > np.cos(np.deg2rad(45.5))
    assert np.array_equal(one, other) == (abs((turn + 45) % 90 - 45) < 33)


def test_the_net_is_small_and_runs_without_anything_but_opencv() -> None:
    place = Path(resources.path("models/page_corners.onnx"))
    assert place.stat().st_size < 3 * 2**20
    assert cv2.dnn.readNetFromONNX(str(place)).getUnconnectedOutLayersNames()


def test_corners_are_told_in_the_pictures_own_pixels_whatever_its_size() -> None:
    shown = next(one for seed in range(9) if (one := scene(seed, _STOCK, (800, 600), empty=0.0)).corners is not None)
    found = [corners_of(np.asarray(cv2.resize(shown.bgr, None, fx=part, fy=part), np.uint8)) for part in (0.5, 1.0)]
    assert found[0] is not None
    assert found[1] is not None
    assert shared(found[0][0] * 2, found[1][0]) > 0.97


@given(arrays.arrays(np.uint8, st.tuples(st.integers(1, 80), st.integers(1, 80), st.just(3))))
@settings(max_examples=25, deadline=None)
def test_any_picture_has_four_corners_or_none(bgr: np.ndarray) -> None:
    found = corners_of(bgr)
    assert found is None or (found[0].shape == (4, 2) and np.isfinite(found[0]).all() and 0 <= found[1] <= 1)


def test_the_rim_of_the_net_is_what_training_laid_around_the_picture() -> None:
    assert (net.SIDE + 2 * net.RIM) % 32 == 0
    assert net.to_grid(np.array([0.0, 1.0])).tolist() == [net.RIM / net.CELL - 0.5, net.GRID - net.RIM / net.CELL - 0.5]
