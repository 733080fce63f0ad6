"""What a page that takes pictures is given: this PC's cameras, a reader of PDFs, the sound; and the sheet to choose."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app import settings
from ui.cameras import DOCUMENT, cameras_of
from ui.capture.bringing import PdfReader
from ui.capture.camera_choice import CameraChoice
from ui.capture.camera_sheet import CameraSheet
from ui.capture.model import CaptureModel
from ui.capture.shutter import Shutter
from ui.jobs import Jobs
from ui.problems import Problems


def capture_at(data: Path, jobs: Jobs, problems: Problems, reader: PdfReader | None = None) -> CaptureModel:
    """Give what brings pictures at this PC, whose settings are kept in `data`."""
    cameras = dict(cameras_of(settings.load(data)))
    document = cameras.pop(DOCUMENT, None)
    capture = CaptureModel(jobs, problems, document, cameras, reader)
    shutter = Shutter(partial(_is_heard, data))
    shutter.setParent(capture)
    capture.flashed.connect(shutter.play)
    return capture


def choose_camera(
    window: QWidget, capture: CaptureModel, data: Path, jobs: Jobs, problems: Problems, *, again: bool = True
) -> CameraSheet:
    """Show the sheet on which cameras are chosen; `capture` lets go of its own meanwhile, and has the chosen after.

    `again` tells whether it runs then.
    """
    capture.stop()
    sheet = CameraSheet(window, CameraChoice(jobs, problems, data))
    sheet.closed.connect(partial(_equip, capture, data, again))
    sheet.ask()
    return sheet


def _equip(capture: CaptureModel, data: Path, again: bool) -> None:  # noqa: FBT001 - bound by partial
    capture.equip(cameras_of(settings.load(data)))
    if again:
        capture.start()


def _is_heard(data: Path) -> bool:
    return settings.load(data).shutter_sound
