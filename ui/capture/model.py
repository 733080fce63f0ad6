"""Where a picture may come from now, and what the camera sees."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal

import resources
from app.capture.folder import Folder
from app.errors import Refused, Unavailable
from ui.capture import sources
from ui.capture.preview import Camera, Frame, Preview
from ui.capture.shot import Shot
from ui.jobs import FREE, Jobs
from ui.problems import Problems, sentence

_LOOK_IN_FOLDER_MS = 500


@dataclass(frozen=True, slots=True)
class CaptureView:
    """`live`: frames are coming; `word` says what to do; `folder` is the watched folder's name, `wrong` a refusal."""

    has_camera: bool = False
    live: bool = False
    finds_page: bool = False
    word: str = ""
    folder: str = ""
    wrong: str = ""


class CaptureModel(QObject):
    """Brings pictures: `taken(Shot)`. `framed(Frame)` for the glass, `shown(CaptureView)` for words.

    `open_camera` makes the camera in its own thread; None where there is none. Whoever draws a frame says `drawn()`.
    """

    shown = Signal(object)
    framed = Signal(object)
    taken = Signal(object)

    def __init__(self, jobs: Jobs, problems: Problems, open_camera: Callable[[], Camera] | None = None) -> None:
        super().__init__()
        self._jobs, self._problems, self._open_camera = jobs, problems, open_camera
        self._preview: Preview | None = None
        self._folder: Folder | None = None
        self._looking = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look_in_folder)
        self._view = CaptureView(has_camera=open_camera is not None, word=_say("none"))

    @property
    def view(self) -> CaptureView:
        """What can be said now."""
        return self._view

    # --- camera
    def start(self) -> None:
        """Let the camera run, where there is one."""
        if self._open_camera is None or self._preview is not None:
            return
        self._preview = Preview(self._open_camera)
        self._preview.seen.connect(self._is_seen)
        self._preview.taken.connect(self._is_taken)
        self._preview.lost.connect(self._is_lost)
        self._change(word=_say("starting"), wrong="")
        self._preview.start()

    def stop(self) -> None:
        """Let the camera go."""
        if self._preview is not None:
            self._preview.stop()
            self._preview = None
            self._change(live=False, finds_page=False, word="")

    def take_by_itself(self, *, on: bool) -> None:
        """Take a picture whenever a page lies still, or only when asked."""
        if self._preview is not None:
            self._preview.takes_by_itself = on

    def shoot(self) -> None:
        """Take a picture now."""
        if self._preview is not None:
            self._preview.shoot()

    def drawn(self) -> None:
        """Take note that the last frame is on the glass."""
        if self._preview is not None:
            self._preview.ready()

    def _is_seen(self, frame: Frame) -> None:
        found = frame.page is not None
        if not self._view.live or found != self._view.finds_page:
            self._change(live=True, finds_page=found, word=_say("still" if found else "place"), wrong="")
        self.framed.emit(frame)

    def _is_taken(self, data: bytes) -> None:
        self.taken.emit(Shot(data, "camera"))

    def _is_lost(self, gone: Unavailable) -> None:
        self._change(live=False, finds_page=False, word=sentence(gone))

    # --- files, clipboard, folder
    def open_file(self, place: Path) -> None:
        """Bring the picture of a file."""
        self._jobs.run(lambda: sources.load(place), done=self._is_loaded, failed=self._is_refused, lane=FREE)

    def take_mime(self, mime: QMimeData) -> None:
        """Bring what was dropped or pasted: files, or a picture itself."""
        places, shot = sources.files_in(mime), sources.picture_in(mime)
        for place in places:
            self.open_file(place)
        if not places and shot:
            self._is_loaded(shot)
        elif not places:
            self._change(wrong=resources.text("picture", "dialog.nothing_to_paste"))

    def watch_folder(self, place: Path) -> None:
        """Bring every picture that another program puts into a folder from now on."""
        try:
            self._folder = Folder(place)
        except Unavailable as gone:
            self._change(wrong=sentence(gone))
            return
        self._timer.start(_LOOK_IN_FOLDER_MS)
        self._change(folder=place.name, wrong="")

    def _look_in_folder(self) -> None:
        if self._folder is not None and not self._looking:
            self._looking = True
            self._jobs.run(self._folder.new, done=self._is_looked, failed=self._is_gone, lane=FREE)

    def _is_looked(self, place: Path | None) -> None:
        self._looking = False
        if place is not None:
            self._jobs.run(
                lambda: sources.load(place, "folder"), done=self._is_loaded, failed=self._is_refused, lane=FREE
            )

    def _is_gone(self, error: BaseException) -> None:
        self._looking, self._folder = False, None
        self._timer.stop()
        self._change(folder="")
        self._is_refused(error)

    def _is_loaded(self, shot: Shot) -> None:
        self._change(wrong="")
        self.taken.emit(shot)

    def _is_refused(self, error: BaseException) -> None:
        if isinstance(error, Refused | Unavailable):
            self._change(wrong=sentence(error))
        else:
            self._problems.show(error)

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]  # names and types are CaptureView's own
        self.shown.emit(self._view)


def _say(name: str) -> str:
    return resources.text("picture", f"live.{name}")
