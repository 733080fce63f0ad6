"""What `yimen doctor` can see only with Qt, the cameras and the county at hand."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import settings
from app.services.doctor import Surroundings, doctor
from app.settings import Settings
from app.version import AGENT

if TYPE_CHECKING:
    from app.capture.trial import Trial


def look(data: Path) -> list[dict[str, Any]]:
    """Look at everything around an installation and give the findings as JSON values."""
    known = settings.load(data)
    around = Surroundings(
        qt=_qt_version(), printers=_printers(), cameras=_cameras, trial=_trial(known), server=_server(known)
    )
    return [finding.to_json() for finding in doctor(data, around)]


def look_beside_window(data: Path) -> list[dict[str, Any]]:
    """Look at what may be looked at while the window is open, on any thread: no camera, no printer is asked."""
    around = Surroundings(qt=_qt_version(), server=_server(settings.load(data)))
    return [finding.to_json() for finding in doctor(data, around)]


def _qt_version() -> str:
    from PySide6.QtCore import qVersion  # noqa: PLC0415 - a broken Qt must be a finding's matter, not this module's

    return qVersion()


def _printers() -> tuple[str, ...]:
    """Give the printers' names; Qt asks for an application first, a window is not needed."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from ui.main import make_application  # noqa: PLC0415 - after the platform is chosen
    from ui.printing import printers  # noqa: PLC0415 - as above

    make_application()
    return printers()


def _cameras() -> tuple[str, ...]:
    from app.capture.camera import devices  # noqa: PLC0415 - OpenCV is slow to load

    return tuple(device.name or str(device.index) for device in devices())


def _trial(known: Settings) -> "Callable[[], Trial] | None":
    """Give what looks through the camera that the desk uses; None where there is none."""
    from ui.cameras import camera_of  # noqa: PLC0415 - it brings Qt, which may be broken

    opener = camera_of(known)
    if opener is None:
        return None

    def look() -> "Trial":
        from app.capture.trial import try_camera  # noqa: PLC0415 - OpenCV is slow to load

        camera = opener()
        try:
            return try_camera(camera)
        finally:
            camera.close()

    return look


def _server(known: Settings) -> Callable[[], datetime] | None:
    """Give what asks the county for its time, as far as the last unlocking has noted where it is."""
    if not known.county:
        return None

    def ask() -> datetime:
        from sync.client.health import server_time  # noqa: PLC0415 - the network only when it is asked

        return server_time(known.county, known.ca_pin, AGENT)

    return ask
