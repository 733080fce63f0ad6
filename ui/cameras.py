"""Which camera the desk has: a device, a recording for practice, or none."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import resources
from app.settings import Settings
from ui.capture.preview import Camera

TRAINING: Final = "training"  # the setting that stands for the recording of the training township
_DEVICES: Final = Path("/dev")


def camera_of(settings: Settings) -> Callable[[], Camera] | None:
    """Give what opens the camera, in its own thread; None where this PC has none."""
    if settings.camera == TRAINING:
        return lambda: _open(resources.path("training/camera.avi"))
    if sys.platform.startswith("linux") and not list(_DEVICES.glob("video*")):
        return None
    index = int(settings.camera) if settings.camera.isdecimal() else 0
    return lambda: _open(index)


def _open(source: int | Path) -> Camera:
    from app.capture.camera import Camera as Source  # noqa: PLC0415 - OpenCV takes longer than a page may

    return Source(source)
