"""Exposure, focus and brightness of a camera, as far as its driver takes them; what it does not take is missing."""

import contextlib
import math
import struct
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2

from app.capture.drive import Capture
from app.errors import Refused

_MISSING = -1.0


@dataclass(frozen=True, slots=True)
class _Kind:
    """How OpenCV and Linux call a control; `auto` is the switch that leaves it to the camera, where there is one."""

    value: int
    linux: int
    auto: int | None = None
    auto_on: float = 1.0
    auto_off: float = 0.0


_IS_LINUX = sys.platform.startswith("linux")
# The switch of the exposure is a menu on Linux: 1 by hand, 3 by the camera, which keeps its aperture.
_KINDS = {
    "exposure": _Kind(
        cv2.CAP_PROP_EXPOSURE,
        0x009A0902,
        cv2.CAP_PROP_AUTO_EXPOSURE,
        3.0 if _IS_LINUX else 1.0,
        1.0 if _IS_LINUX else 0.0,
    ),
    "focus": _Kind(cv2.CAP_PROP_FOCUS, 0x009A090A, cv2.CAP_PROP_AUTOFOCUS),
    "brightness": _Kind(cv2.CAP_PROP_BRIGHTNESS, 0x00980900),
}
NAMES = tuple(_KINDS)

_QUERY = struct.Struct("=II32siiiiI8x")  # struct v4l2_queryctrl
_ASK = (3 << 30) | (_QUERY.size << 16) | (ord("V") << 8) | 36  # VIDIOC_QUERYCTRL
_DISABLED = 1


@dataclass(frozen=True, slots=True)
class Range:
    """What a driver takes; `usual` is where it begins."""

    least: int
    most: int
    step: int
    usual: int


@dataclass(frozen=True, slots=True)
class Control:
    """One control as the driver tells it.

    `range` is None where the system does not tell it; `auto` is None where there is no such switch, or it is not told.
    """

    name: str
    value: float
    auto: bool | None = None
    range: Range | None = None


def read(video: Capture, known: Mapping[str, Range] | None) -> tuple[Control, ...]:
    """Give the controls that the driver has. `known` are the ranges, None where the system does not tell them."""
    found = (_control(video, name, known) for name in NAMES if known is None or name in known)
    return tuple(control for control in found if control is not None)


def write(video: Capture, name: str, value: float | None, known: Mapping[str, Range] | None) -> Control:
    """Set a control and give it as the driver then tells it; None leaves it to the camera.

    Refused camera.no_control when the driver has none of that name, or does not take the value.
    """
    before = next((one for one in read(video, known) if one.name == name), None)
    taken = before is not None and (_leave(video, name) if value is None else _hold(video, name, value))
    after = _control(video, name, known) if taken else None
    if after is None:
        raise Refused("camera.no_control")
    return after


def hold(video: Capture, name: str, value: float) -> None:
    """Set a control that an officer set before; nothing happens where this camera does not have it."""
    if name in _KINDS and math.isfinite(value):
        _hold(video, name, value)


def ranges(index: int, nodes: Path = Path("/dev")) -> dict[str, Range] | None:
    """Give the ranges of a device's controls by name; None where the system does not tell them."""
    if not _IS_LINUX:
        return None
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        with (nodes / f"video{index}").open("rb", buffering=0) as node:
            found = {}
            for name, kind in _KINDS.items():
                asked = bytearray(_QUERY.pack(kind.linux, 0, b"", 0, 0, 0, 0, 0))
                with contextlib.suppress(OSError):  # the driver does not have this one
                    fcntl.ioctl(node, _ASK, asked)
                    if told := parsed(bytes(asked)):
                        found[name] = told
            return found
    except OSError:
        return None


def parsed(answer: bytes) -> Range | None:
    """Give the range that a driver's answer tells; None when it is none, or the control is switched off."""
    if len(answer) != _QUERY.size:
        return None
    _, _, _, least, most, step, usual, flags = _QUERY.unpack(answer)
    if flags & _DISABLED or least >= most or step <= 0:
        return None
    return Range(least, most, step, usual)


def _control(video: Capture, name: str, known: Mapping[str, Range] | None) -> Control | None:
    kind = _KINDS[name]
    value = float(video.get(kind.value))
    if not math.isfinite(value) or (known is None and value == _MISSING):
        return None
    return Control(name, value, _auto(video, kind), (known or {}).get(name))


def _auto(video: Capture, kind: _Kind) -> bool | None:
    """DirectShow does not tell how its switch of the exposure stands."""
    if kind.auto is None or (not _IS_LINUX and kind.auto == cv2.CAP_PROP_AUTO_EXPOSURE):
        return None
    stands = float(video.get(kind.auto))
    return None if stands == _MISSING else stands != kind.auto_off


def _hold(video: Capture, name: str, value: float) -> bool:
    kind = _KINDS[name]
    if kind.auto is not None:
        video.set(kind.auto, kind.auto_off)
    return bool(video.set(kind.value, value))


def _leave(video: Capture, name: str) -> bool:
    kind = _KINDS[name]
    return kind.auto is not None and bool(video.set(kind.auto, kind.auto_on))
