"""The folder of a vendor's program, looked at again and again; it may disappear and come back."""

from pathlib import Path
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, QTimer, Signal

from app.capture.folder import Folder, Found, Seen
from app.errors import Refused, Unavailable
from ui.jobs import FREE, Jobs
from ui.problems import Problems, sentence

_LOOK_MS = 500
_TAKEN = Seen()  # as long as the program runs: a page that is opened anew takes nothing twice


_WATCHING: "WeakValueDictionary[Path, FolderWatch]" = WeakValueDictionary()


class FolderWatch(QObject):
    """Looks into one folder. `found(Found)` for each file that is wholly there, `wrong(str)` for what is not.

    A folder is watched for one page at a time, the last that asked for it. `gone(str)` says that the folder is away,
    and, with an empty sentence, that it is back.
    """

    found = Signal(object)
    wrong = Signal(str)
    gone = Signal(str)

    def __init__(self, jobs: Jobs, problems: Problems) -> None:
        super().__init__()
        self._jobs, self._problems = jobs, problems
        self._folder: Folder | None = None
        self._looking, self._is_gone = False, False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def watch(self, place: Path) -> None:
        """Begin with a folder; what lies there already is none of ours. Unavailable folder.gone."""
        folder, before = Folder(place, _TAKEN), _WATCHING.get(place)
        if before is not None and before is not self:
            before.stop()
        _WATCHING[place] = self
        self._folder = folder
        self._is_gone = False
        self._timer.start(_LOOK_MS)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._folder = None

    def look(self) -> None:
        """Look once, unless a look is under way; begins by itself every half second."""
        if self._folder is not None and not self._looking:
            self._looking = True
            self._jobs.run(self._folder.look, done=self._is_looked, failed=self._is_wrong, lane=FREE)

    def _is_looked(self, found: Found | None) -> None:
        self._looking = False
        if self._folder is None:
            if found is not None:
                _TAKEN.forget(found.data)
            return
        self._is_there()
        if found is not None:
            self.found.emit(found)
            self.look()  # many that came at once are not taken one each half second

    def _is_wrong(self, error: BaseException) -> None:
        self._looking = False
        if self._folder is None:
            return
        if isinstance(error, Unavailable):
            if not self._is_gone:
                self._is_gone = True
                self.gone.emit(sentence(error))
        elif isinstance(error, Refused):
            self._is_there()
            self.wrong.emit(sentence(error))
        else:
            self.stop()
            self._problems.show(error)

    def _is_there(self) -> None:
        if self._is_gone:
            self._is_gone = False
            self.gone.emit("")
