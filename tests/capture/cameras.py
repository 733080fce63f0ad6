"""Cameras on a driver of our own making, and what is asked of them."""

import io

import pytest
from PIL import Image

from app.capture.camera import Camera
from app.capture.live import Means, Setup
from app.errors import Unavailable
from tests.capture.driver import Driver, new_index

PATIENCE_S = 0.3
NO_SETUP = Setup()


def camera_on(
    driver: Driver, index: int | None = None, *, paced: bool = False, setup: Setup = NO_SETUP, patience_s: float = 10
) -> Camera:
    means = Means(driver.open, patience_s=patience_s, clock=driver.clock)
    return Camera(new_index() if index is None else index, paced=paced, setup=setup, means=means)


def code_of(camera: Camera) -> str:
    with pytest.raises(Unavailable) as unavailable:
        camera.read()
    return unavailable.value.code


def size_of(jpeg: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(jpeg)) as picture:
        return picture.size
