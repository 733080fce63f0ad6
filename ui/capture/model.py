"""Where a picture may come from now, and what the camera sees."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal

import resources
from app.capture.folder import Found
from app.errors import Unavailable
from ui.capture import sources
from ui.capture.bringing import Bringing, Files, PdfReader
from ui.capture.folder_watch import FolderWatch
from ui.capture.preview import Camera, Frame, Preview
from ui.capture.shot import Shot
from ui.jobs import Jobs
from ui.problems import Problems, sentence

_USUAL = "document"
_MOST_WRONGS = 4


@dataclass(frozen=True, slots=True)
class CaptureView:
    """`live`: frames are coming; `word` says what to do; `folder` is the watched folder's name, `wrong` a refusal.

    `state` and `cause` are those of the last `Look`. `role` is the camera in use of `roles`. `series`: many pages are
    taken one after the other, `count` so far. `files` is what is brought, `progress` says it in a sentence.
    """

    has_camera: bool = False
    live: bool = False
    finds_page: bool = False
    word: str = ""
    folder: str = ""
    wrong: str = ""
    state: str = ""
    cause: str = ""
    role: str = _USUAL
    roles: tuple[str, ...] = ()
    series: bool = False
    count: int = 0
    files: Files = field(default_factory=Files)
    progress: str = ""


class CaptureModel(QObject):
    """Brings pictures: `taken(Shot)`. `framed(Frame)` for the glass, `shown(CaptureView)` for words, `flashed()` when
    the camera has taken one.

    `open_camera` makes the document camera in its own thread, None where there is none; `others` make further ones, by
    role. `reader` makes pictures of PDFs; without it they are brought as they are. Whoever draws a frame says
    `drawn()`.
    """

    shown = Signal(object)
    framed = Signal(object)
    taken = Signal(object)
    flashed = Signal()

    def __init__(
        self,
        jobs: Jobs,
        problems: Problems,
        open_camera: Callable[[], Camera] | None = None,
        others: Mapping[str, Callable[[], Camera]] | None = None,
        reader: PdfReader | None = None,
    ) -> None:
        super().__init__()
        self._cameras = {**({_USUAL: open_camera} if open_camera else {}), **(others or {})}
        self._preview: Preview | None = None
        self._may_take = True
        self._own_wrong = ""
        self._view = _equipped(CaptureView(), tuple(self._cameras))
        self.bringing = Bringing(jobs, problems, reader)
        self.bringing.brought.connect(self.taken)
        self.bringing.changed.connect(self._is_brought)
        self._folder = FolderWatch(jobs, problems)
        self._folder.found.connect(self._is_found)
        self._folder.wrong.connect(self.bringing.refuse)
        self._folder.gone.connect(self._is_wrong)

    @property
    def view(self) -> CaptureView:
        """What can be said now."""
        return self._view

    # --- camera
    def start(self) -> None:
        """Let the camera run, where there is one."""
        opener = self._cameras.get(self._view.role)
        if opener is None or self._preview is not None:
            return
        self._preview = Preview(opener)
        self._preview.takes_by_itself = self._takes
        self._preview.seen.connect(self._is_seen)
        self._preview.taken.connect(self._is_taken)
        self._preview.lost.connect(self._is_lost)
        self._own_wrong = ""
        self._change(word=_say("starting"))
        self._preview.start()

    def stop(self) -> None:
        """Let the camera go."""
        if self._preview is not None:
            self._preview.stop()
            self._preview.seen.disconnect(self._is_seen)
            self._preview.taken.disconnect(self._is_taken)
            self._preview.lost.disconnect(self._is_lost)
            self._preview = None
            self._change(live=False, finds_page=False, word="", state="", cause="")

    def use(self, role: str) -> None:
        """Look through the camera of another role from now on."""
        if role not in self._cameras or role == self._view.role:
            return
        was_running = self._preview is not None
        self.stop()
        self._change(role=role)
        if was_running:
            self.start()

    def use_other(self) -> None:
        """Look through the next camera: the second one, and from there the document camera again."""
        roles = self._view.roles
        if self._view.role in roles:
            self.use(roles[(roles.index(self._view.role) + 1) % len(roles)])

    def equip(self, cameras: Mapping[str, Callable[[], Camera]]) -> None:
        """Have these cameras from now on: others were chosen, or one stands differently."""
        was_running = self._preview is not None
        self.stop()
        self._cameras = dict(cameras)
        self._view = _equipped(self._view, tuple(cameras))
        self._change()
        if was_running:
            self.start()

    @property
    def camera(self) -> Camera | None:
        """The camera that is looked through, once it was opened; None while there is none."""
        return self._preview.camera if self._preview is not None else None

    def take_by_itself(self, *, on: bool) -> None:
        """Take a picture whenever a page lies still, or only when asked; in a series always."""
        self._may_take = on
        self._tell_preview()

    def series(self, *, on: bool) -> None:
        """Take one page after the other, whatever is still being read, or go back to one at a time."""
        self._change(series=on, count=0)
        self._tell_preview()

    def shoot(self) -> None:
        """Take a picture now."""
        if self._preview is not None:
            self._preview.shoot()

    def drawn(self) -> None:
        """Take note that the last frame is on the glass."""
        if self._preview is not None:
            self._preview.ready()

    @property
    def _takes(self) -> bool:
        return self._may_take or self._view.series

    def _tell_preview(self) -> None:
        if self._preview is not None:
            self._preview.takes_by_itself = self._takes

    def _is_seen(self, frame: Frame) -> None:
        if self._preview is None:  # it was under way when the camera was let go
            return
        look, view = frame.look, self._view
        if not view.live or (look.state, look.cause) != (view.state, view.cause):
            found = frame.page is not None
            word = _say(look.cause or look.state)
            self._change(live=True, finds_page=found, word=word, state=look.state, cause=look.cause)
        self.framed.emit(frame)

    def _is_taken(self, shot: Shot) -> None:
        self._own_wrong = ""
        count = self._view.count + 1 if self._view.series else 0
        self._change(count=count)
        self.flashed.emit()
        self.taken.emit(replace(shot, series=count))

    def _is_lost(self, gone: Unavailable) -> None:
        self._change(live=False, finds_page=False, word=sentence(gone), state="", cause="")

    # --- files, clipboard, folder
    def open_file(self, place: Path) -> None:
        """Bring the picture of a file, or the pages of a PDF."""
        self.open_files((place,))

    def open_files(self, places: Sequence[Path]) -> None:
        """Bring the pictures of these files, one after the other."""
        self._own_wrong = ""
        self.bringing.bring(places)

    def take_mime(self, mime: QMimeData) -> None:
        """Bring what was dropped or pasted: files, or a picture itself."""
        places, image = sources.files_in(mime), sources.image_in(mime)
        self._own_wrong = ""
        if places:
            self.bringing.bring(places)
        elif image is not None:
            self.bringing.bring_image(partial(sources.as_shot, image))
        else:
            self._is_wrong(resources.text("picture", "dialog.nothing_to_paste"))

    def cancel(self) -> None:
        """Bring nothing more of the files that were chosen."""
        self.bringing.cancel()

    def unlock(self, password: str) -> None:
        """Open the PDF that wants a password; an empty one leaves it out."""
        self.bringing.unlock(password)

    def watch_folder(self, place: Path) -> None:
        """Bring every picture that another program puts into a folder from now on."""
        try:
            self._folder.watch(place)
        except Unavailable as gone:
            self._is_wrong(sentence(gone))
            return
        self._own_wrong = ""
        self._change(folder=place.name)

    def leave_folder(self) -> None:
        """Look into the folder no more."""
        self._folder.stop()
        self._change(folder="")

    def _is_found(self, found: Found) -> None:
        self.bringing.bring_found(Shot(found.data, "folder", found.path.name))

    def _is_brought(self, files: Files) -> None:
        self._change(files=files, progress=_progress(files))

    def _is_wrong(self, said: str) -> None:
        self._own_wrong = said
        self._change()

    def _change(self, **changes: object) -> None:
        view = replace(self._view, **changes)  # type: ignore[arg-type]  # names and types are CaptureView's own
        self._view = replace(view, wrong=_wrong(self._own_wrong, view.files.wrongs))
        self.shown.emit(self._view)


def _equipped(view: CaptureView, roles: tuple[str, ...]) -> CaptureView:
    """The view with these cameras, the first of them in use unless the one before is still there."""
    role = view.role if view.role in roles else next(iter(roles), _USUAL)
    return replace(view, has_camera=bool(roles), roles=roles, role=role, word="" if roles else _say("none"))


def _wrong(own: str, wrongs: tuple[str, ...]) -> str:
    """Put together what is wrong; of many files the first few."""
    left = len(wrongs) - _MOST_WRONGS
    more = (resources.text("picture", "files.more_wrong", count=left),) if left > 0 else ()
    return "\n".join(filter(None, (own, *wrongs[:_MOST_WRONGS], *more)))


def _progress(files: Files) -> str:
    say = partial(resources.text, "picture")
    if files.pages > 1:
        return say("files.page", name=files.name, page=files.page, pages=files.pages)
    return say("files.waiting", count=files.waiting) if files.waiting else ""


def _say(name: str) -> str:
    return resources.text("picture", f"live.{name}")
