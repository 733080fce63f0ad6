"""One reading process for all tests of this folder, and cards photographed in an ordinary way."""

from collections.abc import Callable, Iterator

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.capture import Reader

cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    one = Reader()
    yield one
    one.close()


@pytest.fixture(scope="session")
def overlap() -> Callable[[NDArray[np.float64], NDArray[np.float64]], float]:
    """How much of the area of two quadrilaterals is shared, 0 to 1."""
    return _overlap


def _overlap(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    masks = [np.zeros((2200, 2800), np.uint8) for _ in range(2)]
    for mask, corners in zip(masks, (one, other), strict=True):
        cv2.fillPoly(mask, [np.rint((corners + 300) * 4).astype(np.int32)], 1, shift=2)
    return float((masks[0] & masks[1]).sum() / max(1, (masks[0] | masks[1]).sum()))
