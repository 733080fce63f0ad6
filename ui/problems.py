"""The only place that shows an error: what can be corrected, what passes by itself, and what is a bug."""

import hashlib
import logging
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

import resources
from app.errors import Refused, Unavailable

_LOG = logging.getLogger("yimen.problem")
_OPEN_PLACE = "{"
_HOME = Path(__file__).parent.parent


def sentence(error: Refused | Unavailable) -> str:
    """Give the sentence of an error: what to do next. An unknown code has a sentence of its own."""
    kind = "refused" if isinstance(error, Refused) else "unavailable"
    try:
        text = resources.text("errors", f"{kind}.{error.code}", **error.facts)
    except KeyError:
        text = _OPEN_PLACE
    return resources.text("shell", "problem.unknown", code=error.code) if _OPEN_PLACE in text else text


def frames(error: BaseException) -> list[str]:
    """Give where a bug came from, innermost last: file, line, function. No message, no value: they may name people."""
    lines = []
    for frame in traceback.extract_tb(error.__traceback__):
        place = Path(frame.filename)
        name = place.relative_to(_HOME).as_posix() if place.is_relative_to(_HOME) else place.name
        lines.append(f"{name}:{frame.lineno} {frame.name}")
    return lines


def report_number(error: BaseException) -> str:
    """Give the number under which a bug is told and looked up: the same place has the same number."""
    text = "\n".join((type(error).__name__, *frames(error)))
    return hashlib.sha256(text.encode()).hexdigest()[:8].upper()


class Problems(QObject):
    """Sorts errors by who can mend them.

    `quiet(sentence)`: one line for the status bar. `refused(sentence)`: a refusal for which no place was given.
    `broken(number)`: a bug, for one dialog; it is logged at once.
    """

    quiet = Signal(str)
    refused = Signal(str)
    broken = Signal(str)

    def show(self, error: BaseException, place: Callable[[str], None] | None = None) -> None:
        """Show an error; a refusal goes to `place`, beside the field or the button, when it is given."""
        if isinstance(error, Refused):
            (place or self.refused.emit)(sentence(error))
        elif isinstance(error, Unavailable):
            _LOG.warning("unavailable %s", error.code)
            self.quiet.emit(sentence(error))
        else:
            self._report(error)

    def at(self, place: Callable[[str], None]) -> Callable[[BaseException], None]:
        """Give a `failed` for `Jobs.run` that puts refusals at `place`."""
        return lambda error: self.show(error, place)

    def _report(self, error: BaseException) -> None:
        number = report_number(error)
        _LOG.error("bug %s %s\n  %s", number, type(error).__name__, "\n  ".join(frames(error)))
        self.broken.emit(number)

    def install(self) -> None:
        """Have errors of slots and threads come here too."""
        sys.excepthook = self._uncaught
        threading.excepthook = lambda args: self._uncaught(args.exc_type, args.exc_value, args.exc_traceback)

    def _uncaught(self, kind: type[BaseException], error: BaseException | None, _trace: TracebackType | None) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
            sys.__excepthook__(kind, error or kind(), _trace)
            return
        self.show(error)
