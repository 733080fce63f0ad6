"""Which cameras the desk has: devices, a recording for practice, or none."""

import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import resources
from app.settings import Settings
from ui.capture.preview import Camera

TRAINING: Final = "training"  # the setting that stands for the recording of the training township
DOCUMENT: Final = "document"
SECOND: Final = "second"  # looks at the applicant, or at a booklet
_DEVICES: Final = Path("/dev")


@dataclass(frozen=True, slots=True)
class Choice:
    """The camera for one role as the settings keep it; `number` is empty where none was chosen."""

    number: str
    identity: str = ""
    turn: int = 0
    held: str = ""


def choice_of(settings: Settings, role: str = DOCUMENT) -> Choice:
    """Give the camera that was chosen for a role."""
    if role == DOCUMENT:
        return Choice(settings.camera, settings.camera_identity, settings.camera_turn, settings.camera_held)
    return Choice(
        settings.second_camera,
        settings.second_camera_identity,
        settings.second_camera_turn,
        settings.second_camera_held,
    )


def camera_of(settings: Settings, role: str = DOCUMENT) -> Callable[[], Camera] | None:
    """Give what opens the camera of a role, in its own thread; None where this PC has none.

    Where no document camera was chosen, the first one is it; a second camera has to be chosen.
    """
    chosen = choice_of(settings, role)
    if chosen.number == TRAINING:
        return lambda: _recording(resources.path("training/camera.avi"))
    if role != DOCUMENT and not chosen.number:
        return None
    if sys.platform.startswith("linux") and not chosen.identity and not list(_DEVICES.glob("video*")):
        return None
    return lambda: _device(chosen)


def cameras_of(settings: Settings) -> Mapping[str, Callable[[], Camera]]:
    """Give what opens each camera that this PC has, by role; the document camera comes first."""
    found = ((role, camera_of(settings, role)) for role in (DOCUMENT, SECOND))
    return {role: opener for role, opener in found if opener is not None}


def held_of(words: str) -> tuple[tuple[str, float], ...]:
    """Give what is set by hand, ``exposure=-5 focus=30``, by name; what cannot be read is left out."""
    held = {}
    for word in words.split():
        name, _, value = word.partition("=")
        try:
            number = float(value)
        except ValueError:
            continue
        if name and math.isfinite(number):
            held[name] = number
    return tuple(held.items())


def as_words(held: Mapping[str, float]) -> str:
    """Give what is set by hand as the settings keep it."""
    return " ".join(f"{name}={value:g}" for name, value in held.items())


def _recording(place: Path) -> Camera:
    from app.capture.camera import Camera as Source  # noqa: PLC0415 - OpenCV takes longer than a page may

    return Source(place)


def _device(chosen: Choice) -> Camera:
    from app.capture import camera  # noqa: PLC0415 - as above
    from app.capture.live import Means, Setup  # noqa: PLC0415 - as above

    lists = sys.platform.startswith("linux")
    first = next(iter(camera.devices()), None) if lists and not chosen.number else None
    wanted = camera.Wanted(chosen.identity, int(chosen.number) if chosen.number.isdecimal() else 0)
    if first is not None:
        wanted = camera.Wanted(first.identity, first.index)
    means = Means(find=camera.devices) if lists else Means()
    return camera.Camera(wanted, setup=Setup(chosen.turn, held_of(chosen.held)), means=means)
