"""A small camera with controls, and the devices that a made-up system tells of."""

import threading
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from app.capture.controls import Control, Range
from app.capture.device import Device
from app.errors import Refused

DESK, FACE = Device(0, "Desk 8MP", "usb-desk"), Device(2, "Webcam", "usb-face")


@dataclass
class Seen:
    """A camera that shows one grey, and has a focus and a brightness."""

    grey: int = 80
    values: dict[str, Control] = field(
        default_factory=lambda: {
            "focus": Control("focus", 40.0, auto=True, range=Range(0, 200, 5, 40)),
            "brightness": Control("brightness", 3.0),
        }
    )

    def read(self) -> Any:
        threading.Event().wait(0.005)
        return np.full((240, 320, 3), self.grey, np.uint8)

    def still(self) -> bytes:
        raise AssertionError

    def close(self) -> None:
        return

    def controls(self) -> tuple[Control, ...]:
        return tuple(self.values.values())

    def control(self, name: str, value: float | None) -> Control:
        before = self.values[name]
        if value is None and before.auto is None:
            raise Refused("camera.no_control")
        told = before.value if value is None else value
        self.values[name] = Control(name, told, auto=None if before.auto is None else value is None, range=before.range)
        return self.values[name]
